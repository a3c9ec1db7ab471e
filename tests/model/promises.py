"""The promises that a model checks in every state and at every step."""

from enum import StrEnum


class Promise(StrEnum):
    """What must hold, whatever happens."""

    ONE_TRANSFER = "one order, at most one transfer"
    COMMITTED_FIRST = "no byte leaves before SENDING is committed"
    TRUE_END = "no end is told that is not so: the money is out, or may still get out"
    NEVER_BACK = "the money never goes back, and no end turns into another without Faspay's word"
    LATE_PAGES = "late evidence pages people"
    NO_FALSE_PAGE = "people are paged only for a contradiction or late evidence that is one"
    CODE_KEPT = "a code that was read is in the database, or in a journal that is replayed"
    MISSING_TOLD = "an order that exists without its code is told as one whose code is missing"
    ECHO_HELD = "no code is shown of an order that Faspay understood differently"

    STORED_FIRST = "a code is in the chat only if it is stored"
    KNOWN_MESSAGE = "a code is only in a message whose id is committed"
    NOT_PUSHED = "no new message holds a code"
    NOT_SHOWN_LATE = "no code is shown after the end, or to who may not see it"
    NOT_BACK_AFTER_WIPE = "a code that was wiped from a message does not come back"

    SAID_TRUE = "what is said is so when the words are chosen"
    READ_FORWARD = "no reader sees a status go back, but by late evidence that they were told of"
    ONE_LIVE = "an order is one live message, but where nobody can know that one has arrived"


class Watch:
    """Which promises are checked: all, unless a test wants one."""

    def __init__(self, *only: Promise) -> None:
        self.only = frozenset(only or Promise)

    def first(self, *broken: tuple[bool, Promise]) -> Promise | None:
        """Return the first checked promise that is broken."""
        return next((promise for bad, promise in broken if bad and promise in self.only), None)

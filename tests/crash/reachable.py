"""Every named point, every fault of Faspay, and the pairs of both that can be come by at all."""

from enum import StrEnum
from itertools import product

from tests.crash.provider import Fault


class Scene(StrEnum):
    """What must happen for a point to be come by."""

    MAIN = "an order as always"
    SECOND_LIFE = "a first life that was killed while it was sending"
    AFTER_THE_ANSWER = "a first life that was killed once the answer was kept"
    LOCKED = "a database that does not take the answer"
    ENDED = "an order that has ended"


_COMMITS = {
    "intake.store": Scene.MAIN,
    "turn.handle_next": Scene.MAIN,
    "submitting.claim": Scene.MAIN,
    "submitting.record": Scene.MAIN,
    "rechecking.next_question": Scene.MAIN,
    "rechecking.apply_finding": Scene.MAIN,
    "delivering.next_act": Scene.MAIN,
    "settling.settle": Scene.MAIN,
    "jobs._look_after": Scene.MAIN,
    "rechecking.ask_all": Scene.AFTER_THE_ANSWER,
    "submitting.recover": Scene.SECOND_LIFE,
    "callbacks.receive": Scene.ENDED,
    "codes.wipe_old": Scene.ENDED,
}
_SERVICES = ("tokens", "transfer", "inquiry_status")
_METHODS = {
    "getMe": Scene.MAIN,
    "deleteWebhook": Scene.MAIN,
    "getUpdates": Scene.MAIN,
    "sendMessage": Scene.MAIN,
    "editMessageText": Scene.MAIN,
    "deleteMessage": Scene.ENDED,
}
ON_SERVER = frozenset(f"{each} {when}" for each in _METHODS for when in ("arrived", "done"))
"""Points at which a request is at Telegram, which the stand-in sees and the program does not."""
POINTS: dict[str, Scene] = {
    **{f"before commit of {each}": at for each, at in _COMMITS.items()},
    **{f"after commit of {each}": at for each, at in _COMMITS.items()},
    **{f"{when} {each}": Scene.MAIN for each in _SERVICES for when in ("leaving", "sent", "read")},
    **{f"{each} {when}": at for each, at in _METHODS.items() for when in ("arrived", "done")},
    "before journal": Scene.LOCKED,
    "after journal": Scene.LOCKED,
}
"""Every named point, and when it is come by."""


_NOT_SENT = frozenset({Fault.NO_TOKENS, Fault.DROPS, Fault.BUSY, Fault.CLOCK})
"""Nothing of a transfer leaves."""
_NOTHING_MADE = frozenset(
    {Fault.LOST_REQUEST, Fault.ERROR_BEFORE, Fault.REFUSED, Fault.STRANGE_WORDS}
)
_NO_WHOLE_ANSWER = frozenset(
    {Fault.LOST_REQUEST, Fault.LATE_REQUEST, Fault.LOST_ANSWER, Fault.TRUNCATED, Fault.SLOW}
)
_NOTHING_KEPT = (_NO_WHOLE_ANSWER - {Fault.TRUNCATED}) | _NOTHING_MADE
"""No part of an answer that would have to be forgotten later."""
_NEVER: dict[str, frozenset[Fault]] = {
    "transfer": _NOT_SENT,
    "read transfer": _NO_WHOLE_ANSWER,
    "journal": _NOT_SENT | _NO_WHOLE_ANSWER,  # it is for answers that were read
    "submitting.recover": _NOT_SENT,
    # Nothing is left to ask about, or it is due by itself.
    "rechecking.ask_all": _NOT_SENT | {Fault.REFUSED, Fault.LATE_REQUEST},
    "rechecking.next_question": frozenset({Fault.REFUSED, Fault.CLOCK}),  # asked at once
    "callbacks.receive": _NOT_SENT | _NOTHING_MADE | {Fault.CALLBACKS_LOST},
    "codes.wipe_old": _NOT_SENT | _NOTHING_KEPT,
    "deleteMessage": (_NOTHING_MADE - {Fault.REFUSED}) | {Fault.CLOCK},  # it stays uncertain
    # A wrong clock stops the line before there is an order to send, to ask or to tell about.
    "submitting.claim": frozenset({Fault.CLOCK}),
    "submitting.record": frozenset({Fault.CLOCK}),
    "rechecking.apply_finding": frozenset({Fault.CLOCK}),
    "inquiry_status": frozenset({Fault.CLOCK}),
    "editMessageText": frozenset({Fault.CLOCK}),
}
"""Points, by a part of their name, that the program cannot come by while a fault lasts."""


def possible(point: str, fault: Fault) -> bool:
    """Say whether the program can come by a point while this is wrong with Faspay."""
    return not any(part in point and fault in faults for part, faults in _NEVER.items())


PAIRS = [(point, fault) for point, fault in product(POINTS, Fault) if possible(point, fault)]
"""Every pair that must be reached."""

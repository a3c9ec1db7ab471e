"""The fourth model: the one message in which somebody who watches an order sees it go on.

The order goes every way that the table allows. Each step is a line; a text that shows n steps shows
the first n. A row waits in the chat queue until one of two senders claims it, renders it from the
newest state, and sends a message or edits the one that is known. Messages and answers are lost,
senders crash and sleep past their claims, and the reader deletes what they see. Left out are
messages that Telegram shows later than its own time-out, and who may know of the order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from storage.models.order_states import OrderStatus
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.promises import Promise, Watch
from tests.model.rules import Rules

GONE = -1
"""What a message shows once its reader has deleted it."""


class Ended(StrEnum):
    """What a sender knows of its act."""

    NOTHING = ""
    SENT = "sent"
    UNKNOWN = "nobody knows"
    NO_MESSAGE = "there is no such message"


class Row(NamedTuple):
    """One row of the chat queue."""

    number: int
    steps: int
    """How many steps the order had taken when the row was written."""
    claimed: bool = False


class Act(NamedTuple):
    """What one sender is doing: an edit of a message, or a new one."""

    row: int
    shows: int
    message: int | None
    current: bool = True
    slept: bool = False
    ended: Ended = Ended.NOTHING


class LiveChat(NamedTuple):
    """One state."""

    status: OrderStatus = OrderStatus.REQUESTED
    steps: int = 1
    rows: tuple[Row, ...] = (Row(1, 1),)
    written: int = 1
    """How many rows were ever written."""
    messages: tuple[int, ...] = ()
    """How many steps each message shows, oldest first."""
    known: int | None = None
    """The message that is edited."""
    excused: int = 0
    """How often nobody could know whether a message had arrived, or it was gone."""
    senders: tuple[Act | None, ...] = (None, None)
    mishaps: int = 0


@dataclass(frozen=True)
class Live:
    """The model of one order in one chat; `mishaps` says how much may go wrong."""

    rules: Rules = field(default_factory=Rules)
    mishaps: int = 2
    watch: Watch = field(default_factory=Watch)

    def start(self) -> LiveChat:
        """Begin with a confirmed request, whose row waits."""
        return LiveChat(mishaps=self.mishaps)

    def steps(self, chat: LiveChat) -> Iterator[Step[LiveChat]]:
        """Give everything that may happen next."""
        for before, to in self.rules.table:
            if before is chat.status:
                yield Step(f"the order is {to}", self._moved(chat, to), mishap=True)
        for place, act in enumerate(chat.senders):
            if act is None:
                yield from self._claim(chat, place)
            else:
                yield from self._go_on(chat, place, act)
        for message, shows in enumerate(chat.messages):
            if chat.mishaps and shows != GONE:
                gone = _shown(_excused(chat), message, GONE)
                yield Step("the reader deletes a message", gone, mishap=True)

    def _moved(self, chat: LiveChat, to: OrderStatus) -> LiveChat:
        """Move the order, and have it shown, unless a row waits that will (watching.follow)."""
        chat = chat._replace(status=to, steps=chat.steps + 1)
        claimed_will_do = self.rules.break_(Mistake.LIVE_MERGED)
        if any(claimed_will_do or not row.claimed for row in chat.rows):
            return chat
        new = Row(chat.written + 1, chat.steps)
        return chat._replace(rows=(*chat.rows, new), written=new.number)

    def _claim(self, chat: LiveChat, place: int) -> Iterator[Step[LiveChat]]:
        """Claim the oldest row and render it (claims.next_act, live.act)."""
        if any(act and act.current and not act.slept for act in chat.senders) or not chat.rows:
            return
        row, *later = chat.rows
        if later:
            others = tuple(_outdone(each, row.number) for each in chat.senders)
            dropped = chat._replace(rows=tuple(later), senders=others)
            yield Step("a later row shows it as well: dropped", dropped)
            return
        shows = row.steps if self.rules.break_(Mistake.LIVE_FROZEN) else chat.steps
        again = self.rules.break_(Mistake.LIVE_AGAIN)
        act = Act(row.number, shows, None if again else chat.known)
        others = tuple(_outdone(each, row.number) for each in chat.senders)
        claimed = chat._replace(rows=(row._replace(claimed=True),), senders=others)
        yield Step(f"a sender claims it at {shows} steps", _does(claimed, place, act))

    def _go_on(self, chat: LiveChat, place: int, act: Act) -> Iterator[Step[LiveChat]]:
        if act.ended:
            yield self._settle(chat, place, act)
        elif act.slept and not self.rules.break_(Mistake.SLEPT_LIVE):
            yield Step("it slept past its claim: it says nothing", _does(chat, place, None))
        else:
            yield from _say(chat, place, act)
        if not chat.mishaps:
            return
        spent = _excused(chat)
        yield Step("crash of a sender", _does(spent, place, None), mishap=True)
        if act.current and not act.slept:
            asleep = _does(spent, place, act._replace(slept=True))
            yield Step("a sender sleeps past its claim", asleep, mishap=True)

    @staticmethod
    def _settle(chat: LiveChat, place: int, act: Act) -> Step[LiveChat]:
        """Write the result down (results.settle); who holds the row no more changes nothing."""
        free = _does(chat, place, None)
        if not act.current:
            return Step("it was taken over", free)
        if act.ended is Ended.UNKNOWN:
            return Step("it is to be shown again", _put_off(free, act))
        if act.ended is Ended.NO_MESSAGE:
            return Step("the message is forgotten", _put_off(free, act)._replace(known=None))
        done = free._replace(rows=tuple(row for row in free.rows if row.number != act.row))
        known = act.message if act.message is not None else len(free.messages) - 1
        return Step("it is written down", done._replace(known=known))

    def broken(self, chat: LiveChat) -> Promise | None:
        """Name the promise that a state breaks."""
        too_many = len(chat.messages) > 1 + chat.excused
        return self.watch.first((too_many, Promise.ONE_LIVE))

    def broken_between(self, before: LiveChat, step: Step[LiveChat]) -> Promise | None:
        """Name the promise that a step breaks: no message takes back a line."""
        pairs = zip(before.messages, step.after.messages, strict=False)
        back = any(GONE != new < old for old, new in pairs)
        return self.watch.first((back, Promise.READ_FORWARD))

    def at_rest(self, chat: LiveChat) -> bool:
        """Say whether the newest message shows the newest state, or its reader has deleted it."""
        if chat.rows or any(chat.senders):
            return False
        return chat.messages[-1] in {chat.steps, GONE}

    def shown(self, chat: LiveChat) -> str:
        """Describe a state in a line."""
        return f"order {chat.status} after {chat.steps} steps; messages show {chat.messages}"


def _does(chat: LiveChat, place: int, act: Act | None) -> LiveChat:
    senders = list(chat.senders)
    senders[place] = act
    return chat._replace(senders=tuple(sorted(senders, key=str)))  # which is which tells nothing


def _excused(chat: LiveChat) -> LiveChat:
    return chat._replace(mishaps=chat.mishaps - 1, excused=chat.excused + 1)


def _shown(chat: LiveChat, message: int, steps: int) -> LiveChat:
    shown = list(chat.messages)
    shown[message] = steps
    return chat._replace(messages=tuple(shown))


def _put_off(chat: LiveChat, act: Act) -> LiveChat:
    rows = (row._replace(claimed=row.claimed and row.number != act.row) for row in chat.rows)
    return chat._replace(rows=tuple(rows))


def _outdone(act: Act | None, row: int) -> Act | None:
    return act._replace(current=False) if act and act.row == row else act


def _say(chat: LiveChat, place: int, act: Act) -> Iterator[Step[LiveChat]]:
    """Send or edit; on the way there or back it may be lost."""
    if act.message is None:
        after, ended = chat._replace(messages=(*chat.messages, act.shows)), Ended.SENT
    elif chat.messages[act.message] == GONE:
        after, ended = chat, Ended.NO_MESSAGE
    else:
        after, ended = _shown(chat, act.message, act.shows), Ended.SENT
    yield Step(f"Telegram: {ended}", _does(after, place, act._replace(ended=ended)))
    if chat.mishaps:
        unknown = act._replace(ended=Ended.UNKNOWN)
        yield Step("the answer is lost", _does(_excused(after), place, unknown), mishap=True)
        yield Step("it is lost on its way", _does(_excused(chat), place, unknown), mishap=True)

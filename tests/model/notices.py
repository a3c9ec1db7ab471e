"""The third model: what one reader is told of an order, in which sequence, and whether it is true.

Supervisors are told here of what somebody must do something about; all else they see in a live
message (live.py).

The order goes every way that the table allows, with all its news. The rows wait in the reader's
chat queue. Two senders claim all that wait, render them as one message, send and complete them.
Messages are lost, or sent again
because their answer was lost. Senders crash and sleep past their claims. The program itself says
who is told what, and while which status a notice is true. Messages that Telegram shows later than
its own time-out are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from handlers.messages import rendering
from handlers.services.notices import announcing, loudness
from handlers.services.orders import transitions
from storage.models.order_states import CLOSED, ENDED, OrderStatus
from storage.models.order_transitions import TRANSITIONS
from storage.models.outbox import Notice
from tests.model.checker import Step
from tests.model.mistakes import Mistake
from tests.model.promises import Promise, Watch
from tests.model.rules import Rules

NEWS = transitions._NOTICE
STILL_TRUE = rendering._ONLY_WHILE
_BESIDE_ISSUED = (Notice.CODE_LATE, Notice.CODE_MISSING, Notice.EXPIRED)
STATUS: Mapping[str, OrderStatus] = {
    **{str(notice): status for status, notice in NEWS.items()},
    **{str(notice): OrderStatus.ISSUED for notice in _BESIDE_ISSUED},
}
"""The status that a notice tells its reader. Other notices tell none."""
_NOT_OUT = CLOSED | {OrderStatus.FAILED}
_OUT = frozenset({OrderStatus.ISSUED, OrderStatus.PAID})
_REPORTED = (Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS)


class Reader(StrEnum):
    """The readers. Each is told different things."""

    AGENT = "agent"
    WATCHER = "supervisor"

    def is_told(self, notice: Notice) -> bool:
        """Say whether a notice is for this reader (announcing.announce)."""
        if self is Reader.AGENT:
            return notice in announcing._FOR_AGENT
        return notice in loudness.ALARMS or notice is Notice.REVERSED


class Sender(NamedTuple):
    """One replica's sender. With notices it has claimed those rows, for one message."""

    notices: tuple[Notice, ...] = ()
    current: bool = False
    slept: bool = False
    result: str = ""


NOBODY = Sender()
SENT, AGAIN = "done", "nobody knows"


class ChatQueue(NamedTuple):
    """One state."""

    status: OrderStatus = OrderStatus.REQUESTED
    rows: tuple[Notice, ...] = ()
    late: bool = False
    """Whether late evidence was recorded, which is told once."""
    beside: int = 0
    """How many other messages may still come."""
    later: Notice | None = None
    """Only by mistake: a row to be written after the fact."""
    read: OrderStatus | None = None
    """The newest status in the chat."""
    warned: bool = False
    """Whether the reader was told of late evidence."""
    senders: tuple[Sender, ...] = (NOBODY, NOBODY)
    mishaps: int = 0


def _with(queue: ChatQueue, old: Sender, new: Sender) -> ChatQueue:
    rest = list(queue.senders)
    rest[rest.index(old)] = new
    rest.sort()
    return queue._replace(senders=tuple(rest))


def _spent(queue: ChatQueue) -> ChatQueue:
    return queue._replace(mishaps=queue.mishaps - 1)


def _ways() -> dict[OrderStatus, frozenset[OrderStatus]]:
    """Return where each state can still lead."""
    ways: dict[OrderStatus, set[OrderStatus]] = {status: {status} for status in OrderStatus}
    for _ in OrderStatus:
        for before, to in TRANSITIONS:
            ways[before] |= ways[to]
    return {status: frozenset(found) for status, found in ways.items()}


_WAYS = _ways()


@dataclass(frozen=True)
class Notices:
    """The model of one reader's chat. The numbers say how much may happen."""

    reader: Reader = Reader.WATCHER
    rules: Rules = field(default_factory=Rules)
    mishaps: int = 2
    beside: int = 1
    watch: Watch = field(default_factory=Watch)

    def start(self) -> ChatQueue:
        """Begin with a confirmed request."""
        return ChatQueue(mishaps=self.mishaps, beside=self.beside)

    def steps(self, queue: ChatQueue) -> Iterator[Step[ChatQueue]]:
        """Give everything that may happen next."""
        yield from self._order(queue)
        for sender in dict.fromkeys(queue.senders):
            if not sender.notices:
                yield from self._claim(queue, sender)
                continue
            if sender.result:
                yield self._settle(queue, sender)
            else:
                yield from self._say(queue, sender)
            if queue.mishaps:
                yield Step("crash of a sender", _spent(_with(queue, sender, NOBODY)), mishap=True)
            if queue.mishaps and sender.current and not sender.slept:
                asleep = _with(queue, sender, sender._replace(slept=True))
                yield Step("a sender sleeps past its claim", _spent(asleep), mishap=True)

    def _order(self, queue: ChatQueue) -> Iterator[Step[ChatQueue]]:
        """Move the order; what must be told is written in the same commit (transitions.move)."""
        for before, to in self.rules.table:
            if before is queue.status and queue.later is None:
                yield Step(f"the order is {to}", self._moved(queue, to), mishap=True)
        if queue.status is OrderStatus.ISSUED:
            for notice in _BESIDE_ISSUED:
                yield from self._news(queue, notice)
        if queue.status not in ENDED | {OrderStatus.REQUESTED}:
            for notice in _REPORTED:
                yield from self._news(queue, notice)
            if self.rules.break_(Mistake.CALLBACK_TOLD):
                yield from self._news(queue, Notice.FAILED)
        if queue.later is not None:
            rest = queue._replace(later=None)
            yield Step("its notice is written", self._announced(rest, queue.later))
            yield Step("crash before its notice is written", rest, mishap=True)

    def _moved(self, queue: ChatQueue, to: OrderStatus) -> ChatQueue:
        late = queue.status in _NOT_OUT and to in _OUT and not queue.late
        if late and not self.rules.break_(Mistake.LATE_UNTOLD_TO_READER):
            queue = self._announced(queue._replace(late=True), Notice.LATE_EVIDENCE)
        queue = queue._replace(status=to)
        if to not in NEWS:
            return queue
        if self.rules.break_(Mistake.NOTICE_LATER):
            return queue._replace(later=NEWS[to])
        return self._announced(queue, NEWS[to])

    def _news(self, queue: ChatQueue, notice: Notice) -> Iterator[Step[ChatQueue]]:
        if queue.beside and self.reader.is_told(notice):
            after = self._announced(queue._replace(beside=queue.beside - 1), notice)
            yield Step(f"to be told: {notice}", after, mishap=True)

    def _announced(self, queue: ChatQueue, notice: Notice) -> ChatQueue:
        told = self.reader.is_told(notice)
        return queue._replace(rows=(*queue.rows, notice)) if told else queue

    def _claim(self, queue: ChatQueue, idle: Sender) -> Iterator[Step[ChatQueue]]:
        """Claim the queue and choose the words (claims.next_act, joined_notices.send).

        How many go into one message depends on their lengths, so it may be any number.
        """
        senders = [each for each in queue.senders if each.current and not each.slept]
        if senders and not self.rules.break_(Mistake.TWO_IN_FLIGHT):
            return
        busy = {notice for each in senders for notice in each.notices}
        rows = tuple(row for row in queue.rows if row in busy or self._renders(row, queue.status))
        free = next((row for row in rows if row not in busy), None)
        if free is None:
            if rows != queue.rows:
                yield Step("what waits is no longer true: dropped", queue._replace(rows=rows))
            return
        behind = tuple(row for row in queue.rows if row not in busy)
        behind = behind[behind.index(free) + 1 :]
        for count in range(len(behind) + 1):
            joined = tuple(row for row in behind[:count] if self._joins(row, queue.status))
            kept = (*(row for row in rows if row in busy), free, *joined, *behind[count:])
            yield self._claimed(queue._replace(rows=kept), idle, (free, *joined))

    def _claimed(
        self, queue: ChatQueue, idle: Sender, notices: tuple[Notice, ...]
    ) -> Step[ChatQueue]:
        old = tuple(_outdone(each, notices) for each in queue.senders)
        if self.rules.break_(Mistake.JOINED_DONE_EARLY):
            queue = queue._replace(
                rows=tuple(each for each in queue.rows if each not in notices[1:])
            )
        claimed = _with(queue._replace(senders=old), idle, Sender(notices, current=True))
        return Step(f"a sender claims: {', '.join(notices)}", claimed)

    def _joins(self, notice: Notice, status: OrderStatus) -> bool:
        return self.rules.break_(Mistake.JOINED_FROZEN) or self._renders(notice, status)

    def _renders(self, notice: Notice, status: OrderStatus) -> bool:
        frozen = self.rules.break_(Mistake.NOTICE_FROZEN)
        reported = self.rules.break_(Mistake.CALLBACK_TOLD) and notice is Notice.FAILED
        return frozen or reported or status in STILL_TRUE.get(notice, OrderStatus)

    def _say(self, queue: ChatQueue, sender: Sender) -> Iterator[Step[ChatQueue]]:
        if sender.slept and not self.rules.break_(Mistake.SLEPT_NOTICE):
            yield Step("it slept past its claim: it says nothing", _with(queue, sender, NOBODY))
            return
        told = [STATUS[each] for each in sender.notices if each in STATUS]
        said = queue._replace(read=told[-1] if told else queue.read)
        if Notice.LATE_EVIDENCE in sender.notices:
            said = said._replace(warned=True)
        words = f"{self.reader} reads: {', '.join(sender.notices)}"
        yield Step(words, _with(said, sender, sender._replace(result=SENT)))
        if queue.mishaps:
            again = sender._replace(result=AGAIN)
            unknown = _spent(_with(said, sender, again))
            yield Step(f"{words}; the answer is lost", unknown, mishap=True)
            lost = _spent(_with(queue, sender, again))
            yield Step("what is said is lost on its way", lost, mishap=True)

    def _settle(self, queue: ChatQueue, sender: Sender) -> Step[ChatQueue]:
        free = _with(queue, sender, NOBODY)
        if sender.current and sender.result is SENT:
            rows = tuple(row for row in free.rows if row not in sender.notices)
            words = f"it is written down: {', '.join(sender.notices)}"
            return Step(words, free._replace(rows=rows))
        return Step("it is to be said again, or was taken over", free)

    def broken(self, queue: ChatQueue) -> Promise | None:
        """Return None: every promise here is about steps."""
        del queue
        return None

    def broken_between(self, before: ChatQueue, step: Step[ChatQueue]) -> Promise | None:
        """Name the promise that a step breaks."""
        after = step.after
        return self.watch.first(
            (_is_false(before, after), Promise.SAID_TRUE),
            (_goes_back(before, after), Promise.READ_FORWARD),
        )

    def at_rest(self, queue: ChatQueue) -> bool:
        """Say whether all is said and the last message is true."""
        if queue.rows or queue.later or any(each != NOBODY for each in queue.senders):
            return False
        news = NEWS.get(queue.status)
        return news is None or not self.reader.is_told(news) or queue.read is queue.status

    def shown(self, queue: ChatQueue) -> str:
        """Describe a state in a line."""
        waiting = ", ".join(queue.rows) or "nothing"
        return f"order {queue.status}; {self.reader} has read {queue.read}; waiting: {waiting}"


def _outdone(sender: Sender, notices: tuple[Notice, ...]) -> Sender:
    """Take its claim from who holds one of these rows: the program counts attempts row by row."""
    return sender._replace(current=False) if set(sender.notices) & set(notices) else sender


def _is_false(before: ChatQueue, after: ChatQueue) -> bool:
    """Say whether a claim has just chosen untrue words."""
    new = set(after.senders) - set(before.senders)
    fresh = [each for each in new if each.current and not (each.slept or each.result)]
    chosen = {notice for each in fresh for notice in each.notices}
    told = {STATUS[each] for each in chosen if each in STATUS}
    return bool(told - {after.status})


def _goes_back(before: ChatQueue, after: ChatQueue) -> bool:
    old, new = before.read, after.read
    if old is None or new is None or old is new:
        return False
    return new not in _WAYS[old] or (old in _NOT_OUT and new in _OUT and not after.warned)

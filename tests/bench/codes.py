"""How long a code takes from Confirm into the chat while Telegram's limit is used up by others.

The outbox is the real one. Telegram, Faspay and the time are played: each call to Telegram takes
a tenth of a second, and Faspay answers a transfer after a fifth. So the figures are the same on
every machine.
"""

import heapq
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from handlers.messages import claims, results
from handlers.messages.acts import Act, Claimed, Edit, Send
from handlers.messages.results import Sent
from handlers.services.notices.announcing import announce
from handlers.services.orders import requests
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind, Notice
from storage.models.person import Role
from storage.repositories import orders, outbox, people
from tests.factories import World, a_draft, a_person, a_policy, an_order
from tests.fakes import Clock

AGENTS, WRITERS, READERS, NEWS = 30, 60, 10, 30
CALL, FASPAY, LASTS = timedelta(seconds=0.1), timedelta(seconds=0.2), timedelta(seconds=15)
_AT_ONCE, _SOON = 48, timedelta(seconds=0.2)
FIRST_AGENT, FIRST_WRITER, FIRST_READER = 1_000, 2_000, 3_000
Doing = Callable[[], object]


@dataclass
class Play:
    """Telegram and Faspay in played time; `heard` says when each act was done."""

    world: World
    heard: list[tuple[timedelta, Act]] = field(default_factory=list)
    confirmed: dict[int, timedelta] = field(default_factory=dict)
    codes: dict[int, timedelta] = field(default_factory=dict)
    """When each chat got its code, since its Confirm."""
    _plans: list[tuple[timedelta, int, Doing]] = field(default_factory=list)
    _now: timedelta = timedelta()
    _in_flight: set[int] = field(default_factory=set)
    _planned: int = 0
    _look_at: timedelta = timedelta.max

    def after(self, wait: timedelta, doing: Doing) -> None:
        """Do something so long after now."""
        self._planned += 1
        heapq.heappush(self._plans, (self._now + wait, self._planned, doing))

    def run(self, lasts: timedelta = LASTS) -> None:
        """Play until so much time has passed, and all that was planned is done."""
        start = self.world.clock.now
        while (due := self._due()) <= lasts or self._look_at <= lasts:
            self._now = min(due, self._look_at)
            self.world.clock.now = start + self._now
            if self._now == due:
                _due, _number, doing = heapq.heappop(self._plans)
                doing()
            self._look()

    def _due(self) -> timedelta:
        return self._plans[0][0] if self._plans else timedelta.max

    def confirm(self, agent: int) -> None:
        """Confirm an order as an agent, and let Faspay answer soon."""
        self.confirmed[agent] = self._now
        self.world.do(_confirm, self.world, agent)
        self.after(FASPAY, self._answer)

    def told(self) -> str:
        """Say in how many messages the news came, and when the last one did."""
        at = [at for at, act in self.heard if isinstance(act, Send) and act.chat_id >= FIRST_READER]
        return f"{len(at)} messages, the last after {max(at).total_seconds():.1f} s"

    def _answer(self) -> None:
        ticket = self.world.claim()
        if ticket is not None:
            self.world.record(ticket, self.world.gateway.plan(self.world.gateway, ticket.request))

    def _look(self) -> None:
        world, self._look_at = self.world, timedelta.max
        while len(self._in_flight) < _AT_ONCE:
            busy = tuple(self._in_flight)
            found = world.do(claims.next_act, world.policy, world.gateway.open_code, busy)
            if not isinstance(found, Claimed):
                if found is not None:
                    self._look_at = self._now + max(found - world.clock.now, _SOON)
                return
            self._in_flight.add(found.chat_id)
            self.after(CALL, partial(self._arrive, found))

    def _arrive(self, claimed: Claimed) -> None:
        self._in_flight.discard(claimed.chat_id)
        self.heard.append((self._now, claimed.act))
        self.world.do(results.settle, claimed, Sent(len(self.heard)))
        if isinstance(claimed.act, Edit) and claimed.act.carries_code:
            since = self.confirmed[claimed.chat_id]
            self.codes.setdefault(claimed.chat_id, self._now - since)


def _confirm(work: Work, world: World, agent_id: int) -> None:
    agent = people.get(work, agent_id)
    if agent is None:
        raise LookupError(agent_id)
    actor = authorise(agent, Capability.REQUEST_ORDERS)
    requests.request_order(work, world.policy, actor, a_draft(), f"token-{agent_id}")
    row = outbox.row(work, agent_id, Kind.TOAST, expires_at=work.now + timedelta(seconds=140))
    outbox.append(work, row, {"callback_query_id": "1"})


def _hire(work: Work) -> None:
    for number in range(AGENTS):
        a_person(work, FIRST_AGENT + number, Role.AGENT)
    for number in range(WRITERS):
        a_person(work, FIRST_WRITER + number, Role.AGENT, "Elsewhere")
    for number in range(READERS):
        a_person(work, FIRST_READER + number, Role.SUPERVISOR)


def _write(work: Work, chat_id: int) -> None:
    outbox.append(work, outbox.row(work, chat_id, Kind.REPLY), {"text": "an answer"})


def _news(work: Work) -> None:
    order = an_order(work, OrderStatus.PAID, agent_id=FIRST_WRITER)
    kept = orders.get(work, order.order_no)
    if kept is not None:
        announce(work, kept, Notice.PAID)


@contextmanager
def play() -> Iterator[Play]:
    """Give a company with agents, people who write, and people who read news."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url, Vault.from_setting(new_key("bench")), clock)
        schema.migrate(database.engine)
        database.run_sync(_hire)
        try:
            yield Play(World(database, clock, a_policy()))
        finally:
            database.close()


def _alone() -> Play:
    """Let one agent confirm while nothing else happens."""
    with play() as played:
        played.after(timedelta(), partial(played.confirm, FIRST_AGENT))
        played.run()
        return played


def _crowded(spread: timedelta) -> Play:
    """Let thirty agents confirm while others are answered and told more than Telegram takes."""
    with play() as played:
        world = played.world
        for number in range(NEWS):
            played.after(timedelta(seconds=0.2) * number, partial(world.do, _news))
        for tenth in range(100):
            for writer in range(WRITERS):
                if (writer + tenth) % 20 == 0:
                    chat_id = FIRST_WRITER + writer
                    at = timedelta(seconds=tenth / 10)
                    played.after(at, partial(world.do, _write, chat_id))
        for number in range(AGENTS):
            at = timedelta(seconds=3) + spread * number / AGENTS
            played.after(at, partial(played.confirm, FIRST_AGENT + number))
        played.run(timedelta(seconds=60))
        return played


def waiting() -> Iterator[str]:
    """Give lines: from Confirm to the code, for one agent alone and for thirty in a crowd."""
    alone_for = _waits(_alone())[0]
    yield f"to a code, one agent alone: {alone_for:.2f} s"
    for spread in (timedelta(seconds=5), timedelta()):
        played = _crowded(spread)
        waits = _waits(played)
        median, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
        when = f"within {spread.total_seconds():.0f} s" if spread else "at once"
        yield (
            f"to a code, {len(waits)} agents {when} in a crowd: median {median:.2f} s: "
            f"x {median / alone_for:.1f}; p95 {p95:.2f} s: x {p95 / alone_for:.1f}"
        )
        yield f"news in that crowd: {played.told()}"


def _waits(played: Play) -> list[float]:
    return sorted(each.total_seconds() for each in played.codes.values())

"""What is said to Telegram: how fast, how often refused, how soon a code is gone, how chosen.

    python -m tests.bench.sending

The stand-in is as strict as Telegram: thirty calls in any second, five in a chat at once.
"""

import asyncio
import logging
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.sandbox.telegram import User
from handlers.services.notices.announcing import refresh_card, wipe_cards
from handlers.services.people import members
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role
from storage.repositories import chat_queues, orders
from tests.bot.telegram import helpers
from tests.bot.telegram.test_sender_urgent import LIVE, codes_on, show_codes, suspend

AGENTS, TELEGRAMS_LIMIT = 30, 30
SUPERVISOR = 99
CODE = "0011223344"
CHATS, IN_EACH, DONE = 50, 1_000, 50_000
MANY_CHATS = 3_000


def main() -> None:
    """Measure and print; ratios hold, seconds are of this machine."""
    logging.disable(logging.CRITICAL)
    asyncio.run(_busy())
    asyncio.run(_suspended())
    _chosen()


async def _busy() -> None:
    """Bring an order of each of thirty agents from its read-back to its end, all at once."""
    async with helpers.telegram() as (sandbox, url), helpers.bot_at(url) as bot:
        for agent in range(100, 100 + AGENTS):
            helpers.person(sandbox, agent)
        helpers.person(sandbox, SUPERVISOR)
        with _database() as database:
            database.run_sync(_hire)
            began = time.monotonic()
            async with helpers.sending(bot, database, CODE):
                for step in (_read_back, _confirmed, _issued, _collected):
                    for agent in range(100, 100 + AGENTS):
                        await database.run(step, agent)
                await helpers.drained(database, 120)
            seconds = time.monotonic() - began
        calls = Counter(call.method for call in sandbox.calls)
        made = sum(calls.values()) - calls["getMe"]
        _say("thirty agents, an order each", f"{made} calls, {sandbox.limits.refused} refused")
        _say("of what Telegram takes", f"{made / seconds / TELEGRAMS_LIMIT:.2f}")


async def _suspended() -> None:
    """Suspend an agent with fifty live codes and a thousand answers waiting."""
    async with helpers.telegram() as (sandbox, url), helpers.bot_at(url) as bot:
        user: User = helpers.person(sandbox, 7)

        async def gone() -> bool:
            return codes_on(user) == 0

        with _database() as database:
            await database.run(show_codes, user)
            async with helpers.sending(bot, database, CODE):
                await user.wait_for("answer 4", 20)
                began = time.monotonic()
                await database.run(suspend)
                await helpers.until(gone)
                _say(f"{LIVE} codes gone after", f"{time.monotonic() - began:.2f} s")


def _chosen() -> None:
    """Choose the next of fifty thousand, each chat's own head waiting for its limit."""
    with _database() as database:
        bare = _timed(lambda: database.run_sync(_touch))
        quiet = _timed(lambda: database.run_sync(chat_queues.next_due))
        database.run_sync(_fill, CHATS, IN_EACH)
        full = _timed(lambda: database.run_sync(chat_queues.next_due))
        database.run_sync(_fill, MANY_CHATS, 2)
        wide = _timed(lambda: database.run_sync(chat_queues.next_due), rounds=10)
        _say("choosing with nothing open", f"{quiet / bare:.1f} x bare commit")
        _say(f"choosing with {CHATS * IN_EACH:,} open", f"{full / bare:.1f} x bare commit")
        _say(f"choosing among {MANY_CHATS:,} chats", f"{wide / bare:.1f} x bare commit")


def _hire(work: Work) -> None:
    for agent in range(100, 100 + AGENTS):
        helpers.add_person(work, agent)
    helpers.add_person(work, SUPERVISOR, Role.SUPERVISOR)


def _read_back(work: Work, agent: int) -> None:
    for text in ("How much?", "Check this with the beneficiary"):
        helpers.add_reply(work, agent, text)
        helpers.add_row(work, agent, Kind.TOAST, {"callback_query_id": "1"})


def _confirmed(work: Work, agent: int) -> None:
    number = f"{agent:012}"
    helpers.add_order(
        work, agent, order_no=number, confirm_token=number, status=OrderStatus.SENDING
    )
    helpers.add_row(work, agent, Kind.TOAST, {"callback_query_id": "1"})
    helpers.add_row(work, agent, Kind.CARD, None, order_no=number)


def _issued(work: Work, agent: int) -> None:
    order = _order_of(work, agent)
    order.status, order.code, order.issued_at = OrderStatus.ISSUED, Code.SEALED, work.now
    orders.keep_answer(work, order, "{}", "sealed by Faspay")
    refresh_card(work, order)
    helpers.add_reply(work, SUPERVISOR, f"{order.order_no}: the code is there")


def _collected(work: Work, agent: int) -> None:
    order = _order_of(work, agent)
    order.status, order.ended_at = OrderStatus.PAID, work.now
    wipe_cards(work, order)
    helpers.add_reply(work, agent, f"{order.order_no}: the cash was collected")


def _order_of(work: Work, agent: int) -> Order:
    order = orders.get(work, f"{agent:012}")
    if order is None:
        raise LookupError(agent)
    return order


def _touch(work: Work) -> None:
    members.may_greet_stranger(work, 1)


def _fill(work: Work, chats: int, in_each: int) -> None:
    connection, later = work.session.connection(), work.now + timedelta(minutes=1)
    row = {"priority": 2, "kind": Kind.NOTICE, "created_at": work.now, "attempts": 0}
    for chat_id in range(1, chats + 1):
        times = (later, *[work.now] * (in_each - 1))
        connection.execute(
            insert(Outgoing), [row | {"lane": chat_id, "run_at": at} for at in times]
        )
    done = row | {"lane": 1, "run_at": work.now, "done_at": work.now}
    connection.execute(insert(Outgoing), [done] * DONE)


def _timed(once: Callable[[], object], rounds: int = 50) -> float:
    began = time.perf_counter()
    for _ in range(rounds):
        once()
    return (time.perf_counter() - began) / rounds


@contextmanager
def _database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url, helpers.vault(), helpers.now)
        schema.migrate(database.engine)
        try:
            yield database
        finally:
            database.close()


def _say(what: str, figure: str) -> None:
    print(f"{what:32}{figure:>32}")  # noqa: T201 - the table is what it is for


if __name__ == "__main__":
    main()

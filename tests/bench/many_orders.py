"""Orders, as many as are wanted, the searches that people make, and what they cost."""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from storage.engine import schema
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import Code, OrderGroup, OrderStatus
from storage.repositories import order_lists, phone_tails
from storage.repositories.order_lists import PageStart
from storage.repositories.order_streams import Wanted, Whose
from storage.values import PhoneNumber

FEW, MANY = 1_000, 1_000_000
AGENTS, TEAMS, OPEN = 50, 5, 30
_AT_ONCE, _KEPT_AT_ONCE = 5_000, 100_000
_TRIES = 20
_APART = timedelta(minutes=1)
_ENDS = (*(OrderStatus.PAID,) * 10, OrderStatus.FAILED)
"""One in eleven failed, of every agent and team."""
ALL, AGENT = Whose(everything=True), Whose(agent_id=1)
SUPERVISOR = Whose(agent_id=AGENTS + 1, team="team 1")
SEARCHES: dict[str, tuple[Whose, Wanted]] = {
    "an agent's newest": (AGENT, Wanted()),
    "a team's newest": (SUPERVISOR, Wanted()),
    "everybody's newest": (ALL, Wanted()),
    "what an agent waits for": (AGENT, Wanted(OrderGroup.WAITING)),
    "what needs people, of a team": (SUPERVISOR, Wanted(OrderGroup.NEEDS_PEOPLE)),
    "four digits, of everybody": (ALL, Wanted(tail="0007")),
    "four digits, of an agent": (AGENT, Wanted(tail="0001")),
    "a sum that nobody sent, of an agent": (AGENT, Wanted(amount=450_000)),
    "a sum that nobody sent, of a team": (SUPERVISOR, Wanted(amount=450_000)),
    "a sum that nobody sent, of everybody": (ALL, Wanted(amount=450_000)),
    "what came back, of everybody": (ALL, Wanted(OrderGroup.BACK)),
    "a purpose, of everybody": (ALL, Wanted(purpose="FOOD")),
    "a purpose that nobody has, of everybody": (ALL, Wanted(purpose="NONE")),
    "a purpose that nobody has, of a team": (SUPERVISOR, Wanted(purpose="NONE")),
    "one agent's, of a team": (SUPERVISOR, Wanted(agent_id=1)),
}
"""What people look for, and whose orders they may know of."""


def fill(work: Work, count: int, first: int = 0) -> None:
    """Keep so many orders, the older the higher their number, all but a few ended."""
    macs = [phone_tails.mac(work, PhoneNumber(f"081234{tail:04}")) for tail in range(10_000)]
    connection = work.session.connection()
    for start in range(first, first + count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, first + count))
        connection.execute(insert(Order), [_row(work, number, macs) for number in numbers])


def _row(work: Work, number: int, macs: list[str]) -> dict[str, Any]:
    status = OrderStatus.ISSUED if number < OPEN else _ENDS[number % len(_ENDS)]
    at = work.now - _APART * number
    return {
        "order_no": f"{900_000_000_000 - number}",
        "version": 1,
        "agent_id": number % AGENTS,
        "team": f"team {number % TEAMS}",
        "channel": Channel.PERMATA,
        "amount": 100_000 * (1 + number % 4),
        "name_sealed": b"n" * 60,
        "phone_sealed": b"p" * 60,
        "phone_mac": "",
        "phone_tail_mac": macs[number % 10_000],
        "confirm_token": f"bench {number}",
        "purpose": "FOOD" if number % 2 else None,
        "money": status,
        "code": Code.WIPED,
        "review": "unresolved" if number % 100 == 1 else "",
        "created_at": at,
        "ended_at": None if number < OPEN else at,
    }


def finding() -> Iterator[str]:
    """Give lines: milliseconds for each search among few and among many orders."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_company(Path(folder), count) for count in (FEW, MANY))
        yield from _searches(few, many)
        few.close()
        many.close()


def _company(folder: Path, count: int) -> Database:
    vault = Vault.from_setting(new_key("bench"))
    database = Database(f"sqlite:///{folder / f'{count}.db'}", vault, lambda: datetime.now(UTC))
    schema.migrate(database.engine)
    for first in range(0, count, _KEPT_AT_ONCE):
        database.run_sync(fill, min(count, _KEPT_AT_ONCE), first)
    return database


def _searches(few: Database, many: Database) -> Iterator[str]:
    for name, (whose, wanted) in SEARCHES.items():
        for where, place in (("", None), (", far back", PageStart(_far_back(few)))):
            least, most = (_seconds(each, whose, wanted, place) for each in (few, many))
            yield (
                f"{name}{where}: {least * 1000:.2f} ms of {FEW}, "
                f"{most * 1000:.2f} ms of {MANY}: x {most / least:.1f}"
            )


def _far_back(few: Database) -> order_lists.Key:
    """Return the place of an order in the middle of the few."""
    key = few.run_sync(order_lists.key_of, ALL, f"{900_000_000_000 - FEW // 2}")
    if key is None:
        raise LookupError("the bench has no such order")
    return key


def _seconds(database: Database, *search: Any) -> float:  # noqa: ANN401 - of order_lists.page
    def once(work: Work) -> float:
        began = time.perf_counter()
        order_lists.page(work, *search)
        return time.perf_counter() - began

    return sorted(database.run_sync(once) for _ in range(_TRIES))[_TRIES // 2]

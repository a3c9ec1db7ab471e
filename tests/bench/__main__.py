"""`make bench`: what one turn, one order and one intake cost, as ratios to a bare commit.

And how long one waits while others hang or are silent, as ratios to the time when all is quiet.
Machines are noisy: compare within one run, never across runs.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.telegram import turn
from bot.telegram.no_wire import silent_bot
from handlers.services.orders import requests, transfer_outcome, transfers
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.requests import ConfirmedDraft, Requested
from handlers.services.policy import Policy
from handlers.services.provider_answers import Accepted, Answer, Echo
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.person import Person, Role
from storage.repositories import people
from storage.values import AmountRule, BeneficiaryName, PhoneNumber, Rupiah
from tests.bench import codes, crowds, hanging, many_orders, provider, silent
from tests.factories import store_update

AGENT = 5_000_000_003
ROUNDS = 200
POLICY = Policy(
    rules={Channel.PERMATA: AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))},
    public_url="http://127.0.0.1:1",
    bot_username="bench_bot",
    default_language="id",
    zone=ZoneInfo("Asia/Jakarta"),
)
ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


def main() -> None:
    """Measure on a fresh SQLite file and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault.from_setting(new_key("bench"))
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url, vault, lambda: datetime.now(UTC))
        schema.migrate(database.engine)
        database.run_sync(_seed)
        bot = asyncio.run(silent_bot("1:bench", ME))
        rows = {
            "bare commit (one row)": _timed(lambda n: database.run_sync(_touch, n)),
            "intake of one update": _timed(lambda n: database.run_sync(_store, n)),
            "one turn of a dialog": _timed(
                lambda _: database.run_sync(turn.handle_next, POLICY, bot)
            ),
            "one order, request to code": _timed(lambda n: _order(database, n)),
        }
        crowded = list(crowds.choosing(database))
        asked = list(provider.flooding(database, database.run_sync(_some_order)))
        database.close()
    _show("x bare commit", list(rows.items()))
    told = (*crowded, *crowds.flooding(), *asked, *provider.reading(), *codes.waiting())
    for line in (*told, *many_orders.finding()):
        print(line)  # noqa: T201 - the table is what it is for
    for measured in (hanging.transfers(), hanging.inquiries(), silent.silent()):
        _show("x quiet", asyncio.run(measured))


def _show(unit: str, rows: Sequence[tuple[str, float]]) -> None:
    """Print times, and each as a ratio to the first one."""
    print(f"{'':40}{'ms':>8}{unit:>16}")  # noqa: T201 - the table is what it is for
    for name, seconds in rows:
        print(f"{name:40}{seconds * 1000:8.2f}{seconds / rows[0][1]:16.1f}")  # noqa: T201 - the same


def _timed(once: Callable[[int], object]) -> float:
    began = time.perf_counter()
    for number in range(ROUNDS):
        once(number)
    return (time.perf_counter() - began) / ROUNDS


def _seed(work: Work) -> None:
    agent = Person(person_id=AGENT, role=Role.AGENT, team="Bench", created_at=work.now)
    people.add(work, agent, "Bench Agent")


def _touch(work: Work, number: int) -> None:
    person = people.get(work, AGENT)
    if person is not None:
        person.telegram_language = f"id{number}"


def _store(work: Work, number: int) -> None:
    user = {"id": AGENT, "is_bot": False, "first_name": "Bench", "language_code": "id"}
    chat = {"id": AGENT, "type": "private", "first_name": "Bench"}
    text = f"Budi Santoso 0812345{number:05} 300rb"
    message = {"message_id": number + 1, "date": 0, "from": user, "chat": chat, "text": text}
    raw = json.dumps({"update_id": number + 1, "message": message})
    store_update(work, number + 1, AGENT, raw)


def _order(database: Database, number: int) -> None:
    draft = ConfirmedDraft(
        Channel.PERMATA, BeneficiaryName("Budi"), PhoneNumber("081234567890"), Rupiah(100_000)
    )
    made = database.run_sync(_request, draft, f"bench-{number}")
    ticket = database.run_sync(transfers.claim, POLICY, "bench")
    if ticket is None or not isinstance(made, Requested):
        raise RuntimeError("the bench's order was not taken")
    request = ticket.request
    channel, phone = request.channel, str(request.phone)
    echo = Echo(request.order_no, int(request.amount), phone, channel, our_account=True)
    answer = Answer("{}", echo, sealed_code="1234567890")
    recorded = Recorded(request.order_no, ticket.owner, Accepted(answer), code_opens=True)
    database.run_sync(transfer_outcome.record, recorded)


def _some_order(work: Work) -> str:
    return work.session.exec(select(Order.order_no)).first() or ""


def _request(work: Work, draft: ConfirmedDraft, token: str) -> object:
    agent = people.get(work, AGENT)
    return agent and requests.request_order(
        work, POLICY, authorise(agent, Capability.REQUEST_ORDERS), draft, token
    )


if __name__ == "__main__":
    main()

"""What these tests share: a real SQLite file, the stand-in for Telegram, and made-up rows."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from telegram import Bot
from telegram.error import TelegramError

from bot.sandbox.server import serving
from bot.sandbox.telegram import TelegramSandbox, User
from bot.telegram.client import build_bot
from bot.telegram.intake import Incoming, read
from bot.telegram.sender import MessageSender
from handlers.services.policy import Policy
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.channel import Channel
from storage.models.inbox import StoredUpdate
from storage.models.order import Order
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Person, Role
from storage.models.tables import METADATA
from storage.repositories import orders, outbox, people
from storage.values import BeneficiaryName, PhoneNumber

TOKEN = "1000001:made-up"
DATA_KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
ORDER_NO = "123456789012"
POLICY = Policy(
    rules=MappingProxyType({}),
    public_url="https://cashout.example",
    bot_username="cashout_demo_bot",
    default_language="en",
    zone=ZoneInfo("Asia/Jakarta"),
)


def now() -> datetime:
    return datetime.now(UTC)


def vault() -> Vault:
    return Vault.from_setting(DATA_KEYS)


@contextlib.contextmanager
def database_in(folder: Path) -> Iterator[Database]:
    """Open an empty database in a file; opening it again finds what was committed."""
    database = Database(f"sqlite:///{folder}/test.db", vault(), now)
    METADATA.create_all(database.engine)
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def staffed_in(folder: Path) -> Iterator[Database]:
    """Open the same with people in it, 7 and 8: what others write is not kept."""
    with database_in(folder) as database:
        database.run_sync(hire)
        yield database


def hire(work: Work) -> None:
    """Let 7 and 8 be agents, if they are not yet."""
    for person_id in (7, 8):
        if people.get(work, person_id) is None:
            add_person(work, person_id)


def written(update_id: int, person_id: int = 7, text: str = "hi") -> dict[str, Any]:
    """Return the update of somebody who has written in their own chat."""
    chat = {"id": person_id, "type": "private", "first_name": "Ani"}
    sender = {"id": person_id, "is_bot": False, "first_name": "Ani"}
    message = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": message}


def incoming(update: dict[str, Any]) -> Incoming:
    """Return an update as the intake reads it."""
    found = read(update)
    assert found is not None
    return found


def drop_tables(work: Work) -> None:
    """Make every query fail, as a database does that is away."""
    METADATA.drop_all(work.session.connection())


def mend_tables(work: Work) -> None:
    METADATA.create_all(work.session.connection())
    hire(work)


@contextlib.asynccontextmanager
async def telegram() -> AsyncIterator[tuple[TelegramSandbox, str]]:
    """Serve the stand-in; gives it and the address of its Bot API."""
    sandbox = TelegramSandbox(TOKEN, now=now)
    async with serving(sandbox.app) as url:
        try:
            yield sandbox, url
        finally:
            await sandbox.close()


@contextlib.asynccontextmanager
async def bot_at(url: str, token: str = TOKEN, answer_seconds: float = 2) -> AsyncIterator[Bot]:
    bot = build_bot(token, url, answer_seconds=answer_seconds)
    with contextlib.suppress(TelegramError):  # the token may be wrong, on purpose
        await bot.initialize()
    try:
        yield bot
    finally:
        await bot.shutdown()


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 20) -> None:
    """Wait until something has become true; the test fails when it does not."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 - a row of the database rings no event
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def running(work: Callable[[asyncio.Event], Awaitable[None]]) -> AsyncIterator[None]:
    """Run something beside the test, and stop it as the program would."""
    stop = asyncio.Event()
    task = asyncio.ensure_future(work(stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(20):
            await task


@contextlib.asynccontextmanager
async def sending(
    bot: Bot,
    database: Database,
    code: str = "0011223344",
    act_seconds: float = 5,
    monotonic: Callable[[], float] = time.monotonic,
) -> AsyncIterator[None]:
    pauses = (0.05,) * 40
    sender = MessageSender(
        bot, database, POLICY, lambda *_: code, now, monotonic, pauses, act_seconds
    )
    async with running(sender.run):
        yield


def add_reply(work: Work, chat_id: int, text: str, keyboard: object = None) -> int:
    return add_row(work, chat_id, Kind.REPLY, {"text": text, "keyboard": keyboard})


def add_row(
    work: Work,
    chat_id: int,
    kind: Kind,
    body: dict[str, Any] | None,
    **fields: Any,  # noqa: ANN401 - columns
) -> int:
    row = outbox.row(work, chat_id, kind, **fields)
    outbox.append(work, row, body)
    assert row.seq is not None
    return row.seq


def add_person(work: Work, person_id: int, role: Role = Role.AGENT) -> None:
    work.session.add(
        Person(
            person_id=person_id,
            role=role,
            team="north",
            language="en",
            name_sealed=work.vault.seal("Ani", "people.name", person_id),
            created_at=work.now,
        )
    )
    work.session.flush()


def add_order(work: Work, agent_id: int, **fields: Any) -> None:  # noqa: ANN401 - columns
    given: dict[str, Any] = {
        "order_no": ORDER_NO,
        "agent_id": agent_id,
        "team": "north",
        "channel": Channel.PERMATA,
        "amount": 100_000,
        "confirm_token": "made-up",
        "created_at": work.now,
    }
    order = Order(**given | fields)
    orders.add(work, order, BeneficiaryName("BUDI"), PhoneNumber("081200000001"))


def row_of(work: Work, seq: int) -> Outgoing:
    found = work.session.get(Outgoing, seq)
    assert found is not None
    return found


def person_of(work: Work, person_id: int) -> Person:
    found = people.get(work, person_id)
    assert found is not None
    return found


def stored_ids(work: Work) -> list[int]:
    query = select(StoredUpdate.update_id).order_by(col(StoredUpdate.seq))
    return list(work.session.exec(query))


def stored_chats(work: Work) -> list[int]:
    return list(work.session.exec(select(StoredUpdate.chat_id).order_by(col(StoredUpdate.seq))))


def open_count(work: Work) -> int:
    query = select(Outgoing.seq).where(col(Outgoing.done_at).is_(None))
    return len(list(work.session.exec(query)))


def person(sandbox: TelegramSandbox, user_id: int = 7) -> User:
    user = sandbox.user(user_id, "Ani", language_code="en")
    user.send("/start")
    return user


async def drained(database: Database, seconds: float = 20) -> None:
    async def empty() -> bool:
        return await database.run(open_count) == 0

    await until(empty, seconds)


def texts_of(user: User) -> list[str]:
    return [message.text for message in user.chat.messages if message.from_bot]

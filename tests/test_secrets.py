"""No secret leaves its place: one whole journey at DEBUG level, then a search of everything."""

import io
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot import logs
from bot.sandbox.faspay import Trick
from bot.settings import LogFormat, LogLevel
from tests.journeys.stage import CODE, Journey, play

NAME = "Xaverius Zulkarnain"
PHONE = "081299988877"


@pytest.fixture
def spoken() -> Iterator[io.StringIO]:
    """Collect every log line at the loudest level, with nothing registered as secret."""
    stream = io.StringIO()
    logs.configure(LogLevel.DEBUG, LogFormat.JSON, (), stream)
    yield stream
    logging.getLogger().handlers.clear()


async def whole_journey(stage: Journey) -> dict[str, str]:
    """Order, code again, withdrawal, a lost answer, a refusal; give back what must stay hidden."""
    agent = stage.agent
    agent.send(f"{NAME} {PHONE} 300rb")
    await agent.wait_for("Check this")
    agent.press("Confirm")
    card = await stage.card()
    found = CODE.search(card.text)
    assert found is not None
    order = stage.transaction(card)
    agent.send(f"/code {order.request.trx_no}")
    await stage.card()
    stage.faspay.withdraw(code=found[1], amount_rupiah=300_000, phone=PHONE)
    await agent.wait_for("was collected", 15)
    await stage.supervisor.wait_for("was collected")
    for trick in (Trick.LOST_ANSWER, Trick.REFUSED, Trick.DAMAGED_CODE, Trick.GARBAGE):
        await stage.confirm(trick.phone)
        await agent.wait_for("Do not make" if trick is not Trick.REFUSED else "refused", 15)
    credentials = stage.faspay.credentials
    hidden = {name: str(value) for name, value in vars(credentials).items()}
    hidden |= {
        "code": found[1],
        "name": NAME,
        "phone": PHONE,
        "international phone": "62" + PHONE[1:],
        "bot token": stage.house.stand_ins.token,
        "public key": stage.faspay.public_key_pem.splitlines()[1],
        "callback address": order.request.callback_url.rpartition("/")[2],
        "sealed code": order.sealed_code[:40],
    }
    return hidden


def test_a_whole_journey_leaks_nothing(
    spoken: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """Names, phones, codes, tokens, keys and capability addresses are in no line, row or file."""
    hidden: dict[str, str] = {}
    places: dict[str, bytes] = {}

    async def script(stage: Journey) -> None:
        hidden.update(await whole_journey(stage))
        path = Path(stage.house.database.engine.url.database or "")
        places.update(_rows(path))
        places.update({f"file {part.name}": part.read_bytes() for part in _ours(path)})
        places.update(await _pages(stage.house.app.web_port))
        others = (stage.supervisor, stage.admin)
        said = [m.text for who in others for m in who.chat.messages]
        places["other people's chats"] = "\n".join(said).encode()

    play(script)
    output = capfd.readouterr()
    places["log"] = spoken.getvalue().encode()
    places["stdout"], places["stderr"] = output.out.encode(), output.err.encode()
    leaks = [
        f"{what} in {where}"
        for what, secret in hidden.items()
        for where, content in places.items()
        if secret.encode() in content
    ]
    assert leaks == []
    assert len(places["log"]) > 1000, "a silent journey proves nothing"


def _rows(path: Path) -> dict[str, bytes]:
    """Read every column of every row, as a thief of the database would."""
    found = {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master")]
        for table in tables:
            if not table.startswith(("ix_", "uq_", "sqlite_autoindex")):
                rows = database.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own tables
                found[f"table {table}"] = repr(rows).encode()
    database.close()
    return found


def _ours(path: Path) -> list[Path]:
    return [part for part in path.parent.iterdir() if part.name.startswith(path.name)]


async def _pages(port: int) -> dict[str, bytes]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        paths = ("/metrics", "/healthz", "/readyz", "/nothing")
        return {f"page {path}": (await client.get(path)).content for path in paths}

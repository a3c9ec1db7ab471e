"""No secret leaves its place: one whole journey at DEBUG level, then a search of everything."""

import io
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.logs import logs
from bot.sandbox.faspay import Trick
from bot.settings.settings import LogFormat, LogLevel
from tests.journeys.parts import code_in, shows_code
from tests.journeys.stage import Journey, play

NAME = "Xaverius Zulkarnain"
PHONE = "081299988877"
REASON = "quarrel with Wenceslaus"
TRICKS = {
    Trick.LOST_ANSWER: "did not reach us",
    Trick.REFUSED: "no money went out",
    Trick.DAMAGED_CODE: "did not reach us",
    Trick.GARBAGE: "did not reach us",
    Trick.ERROR_BEFORE: "not certain yet",
}


@pytest.fixture
def spoken() -> Iterator[io.StringIO]:
    """Collect every log line at the loudest level, with nothing registered as secret."""
    stream = io.StringIO()
    logs.configure(LogLevel.DEBUG, LogFormat.JSON, (), stream)
    yield stream
    logging.getLogger().handlers.clear()


async def whole_journey(stage: Journey) -> dict[str, str]:
    """Order, code again, withdrawal, a lost answer, a refusal; give back what must stay hidden."""
    agent, admin = stage.agent, stage.admin
    await stage.read_back(PHONE, who=agent)
    agent.send("/cancel")
    await agent.wait_for("Nothing was sent")
    stage.later(seconds=10)
    agent.send(f"{NAME} {PHONE} 300rb")
    await agent.wait_for("Check this")
    agent.press("Confirm")
    card = await stage.card()
    order, code = stage.transaction(card), code_in(card)
    number = order.request.trx_no
    agent.send(f"/code {number}")
    await stage.hear(agent, shows_code)
    for who, question in ((stage.supervisor, f"/order {number}"), (admin, f"/audit {number}")):
        who.send(question)
        await stage.hear(who, number)
    await post_nonsense(order.request.callback_url)
    stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone=PHONE)
    await stage.hear(agent, "was collected")
    await stage.hear(stage.supervisor, "Collected ✓")
    admin.send("/invite agent Jakarta")
    invitation = (await stage.hear(admin, "https://t.me/")).text.rpartition("start=")[2]
    admin.send(f"/stop {REASON}")
    await stage.hear(admin, REASON)
    admin.send("/resume")
    await stage.agree()
    await stage.hear(admin, "open again")
    for trick, heard in TRICKS.items():
        await stage.confirm(trick.phone)
        await stage.hear(agent, heard)
        stage.later(seconds=10)
    await stage.all_said()
    credentials = {name: str(value) for name, value in vars(stage.faspay.credentials).items()}
    keys = stage.settings.data_keys.get_secret_value()
    return credentials | {
        "code": code,
        "name": NAME,
        "phone": PHONE,
        "international phone": "62" + PHONE[1:],
        "phone as it is shown": "0812-9998-8877",
        "bot token": stage.stand_ins.token,
        "data key": keys.partition(":")[2],
        "public key": stage.faspay.public_key_pem.splitlines()[1],
        "callback address": order.request.callback_url.rpartition("/")[2],
        "sealed code": order.cashout_code[:40],
        "invitation": invitation,
        "reason that an admin typed": REASON,
    }


async def post_nonsense(url: str) -> None:
    """Post to an order's own address, and beside it."""
    async with httpx.AsyncClient(trust_env=False) as client:
        for address in (url, url + "0", url.replace("callback", "call")):
            await client.post(address, content=f"{NAME} {PHONE}")


def test_a_whole_journey_leaks_nothing(
    spoken: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """Names, phones, codes, tokens, keys and capability addresses are in no line, row or file."""
    hidden: dict[str, str] = {}
    places: dict[str, bytes] = {}

    async def script(stage: Journey) -> None:
        hidden.update(await whole_journey(stage))
        path = Path(stage.database.engine.url.database or "")
        places.update(_rows(path))
        places.update({f"file {part.name}": part.read_bytes() for part in _ours(path)})
        places.update(await _pages(stage.app.web_port))
        for who in (stage.supervisor, stage.second):
            said = "\n".join(message.held for message in who.chat.messages)
            places[f"chat of {who.profile.first_name}"] = said.encode()

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
    found = (part for part in path.parent.rglob("*") if part.is_file())
    return [part for part in found if part.suffix != ".pem"]


async def _pages(port: int) -> dict[str, bytes]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        paths = ("/metrics", "/healthz", "/readyz", "/nothing")
        return {f"page {path}": (await client.get(path)).content for path in paths}

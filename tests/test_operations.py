"""What operations.md tells the operator is the program's: figures, alarms, settings, commands."""

import ast
import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from bot.__main__ import main
from bot.settings.settings import Settings
from tests.bot.providers.faspay.helpers import NOW, TOKEN, mock_client

ROOT = Path(__file__).parents[1]
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
ALARMS = OPERATIONS[OPERATIONS.index("## What each alarm means") :]
DEFAULT_SECONDS = Settings.model_fields["faspay_timeout_seconds"].default
FIVE = 5
"""Exchanges that one transfer takes at most, each as long as FASPAY_TIMEOUT_SECONDS."""
GRAVE = {"warning", "error", "exception", "critical"}
NOT_OURS = {"HTTPS_PROXY"}


def test_a_transfer_takes_five_exchanges_at_most() -> None:
    exchanges: list[str] = []

    def unlucky(request: httpx.Request) -> httpx.Response:
        exchanges.append(request.method)
        if request.method == "POST":
            return httpx.Response(200, json={})
        if len(exchanges) % 2:
            raise httpx.ReadError("")  # at the last moment, so that it is tried again
        odd_date = format_datetime(NOW + timedelta(hours=1), usegmt=True)
        return httpx.Response(200, json=TOKEN, headers={"Date": odd_date})

    asyncio.run(mock_client(unlucky).transfer({}, lambda: True))
    assert exchanges == ["GET", "GET", "GET", "GET", "POST"]
    assert len(exchanges) == FIVE


def test_the_time_to_allow_for_a_stop_is_enough_for_the_longest_transfer() -> None:
    assert "allow five times `FASPAY_TIMEOUT_SECONDS`" in OPERATIONS
    found = re.findall(r"(?:TimeoutStopSec=|stop_grace_period: )(\d+)s?", OPERATIONS)
    assert [int(seconds) for seconds in found] == [FIVE * DEFAULT_SECONDS + 30] * 2


def _source() -> Iterator[str]:
    for room in ("bot", "handlers", "storage"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


def _grave_calls(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        speaker = node.func.value
        if node.func.attr in GRAVE and isinstance(speaker, ast.Name) and speaker.id == "logger":
            yield node


def _grave_events() -> set[str]:
    """Return the events at warning or above; the stand-ins' banners are sentences, not events."""
    words = [
        call.args[0].value
        for source in _source()
        for call in _grave_calls(source)
        if isinstance(call.args[0], ast.Constant)
    ]
    return {each for each in words if isinstance(each, str) and re.fullmatch(r"[a-z_]+", each)}


def _alarms() -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", ALARMS, flags=re.MULTILINE)
    return {event for row in rows for event in re.findall(r"`([a-z_]+)`", row)}


def test_every_warning_that_the_program_writes_is_explained() -> None:
    assert _grave_events() - _alarms() == set()


def test_every_event_that_is_explained_is_one_that_the_program_writes() -> None:
    whole = "\n".join(_source())
    assert [event for event in sorted(_alarms()) if f'"{event}"' not in whole] == []


def test_every_setting_that_is_named_exists() -> None:
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)\b", OPERATIONS))
    assert named - NOT_OURS <= Settings.names()


def test_every_command_that_is_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, flags=re.MULTILINE)
    assert set(re.findall(r"-m bot ([a-z]+)", OPERATIONS)) <= set(listed)


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", OPERATIONS)) <= targets


def test_every_address_that_is_named_is_answered() -> None:
    source = "\n".join(_source())
    named = re.findall(r"`GET (/[a-z]+)`", OPERATIONS)
    assert named == ["/healthz", "/readyz", "/metrics"]
    assert [each for each in named if f'Route("{each}"' not in source] == []

"""The stand-in says that it is no bank, and knows nothing of the client it checks."""

import ast
import logging
from pathlib import Path

import pytest

import bot.sandbox.faspay
from bot.sandbox.faspay import FaspaySandbox, SandboxCredentials
from tests.bot.sandbox.faspay.partner import shared_key


def test_it_warns_loudly_that_it_is_no_bank(caplog: pytest.LogCaptureFixture) -> None:
    FaspaySandbox(SandboxCredentials.random(), key=shared_key())
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "NO BANK" in record.getMessage()


def test_made_up_credentials_differ_every_time() -> None:
    one, other = SandboxCredentials.random(), SandboxCredentials.random()
    assert not set(vars(one).values()) & set(vars(other).values())
    assert len(one.virtual_account) == 10


def test_its_own_key_is_made_when_none_is_given() -> None:
    sandbox = FaspaySandbox(SandboxCredentials.random())
    assert sandbox.public_key_pem.startswith("-----BEGIN PUBLIC KEY-----")


def test_it_imports_nothing_of_what_it_stands_in_for() -> None:
    rooms = set()
    for path in Path(bot.sandbox.faspay.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                rooms.add(node.module)
    ours = {room for room in rooms if room.split(".")[0] in {"bot", "handlers", "storage"}}
    assert all(room.startswith("bot.sandbox.") for room in ours)

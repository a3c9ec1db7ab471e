"""Telegram is believed by the machine's root certificates, as Faspay is: there is one list."""

import asyncio
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram.error import NetworkError

from bot.telegram import client
from bot.telegram.client import build_bot
from tests.bot.providers.faspay.tls import certified


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    client._trust.cache_clear()
    yield
    client._trust.cache_clear()


def ask(folder: Path) -> str:
    """Return why a server that is certified by itself alone was not understood."""

    async def asking() -> str:
        async with certified(folder) as server:
            with pytest.raises(NetworkError) as caught:
                await build_bot("1:made-up", server.url).get_me()
            return str(caught.value)

    return asyncio.run(asking())


def test_whom_this_machine_does_not_trust_is_not_believed(tmp_path: Path) -> None:
    assert "CERTIFICATE_VERIFY_FAILED" in ask(tmp_path)


def test_whom_this_machine_trusts_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    assert "CERTIFICATE_VERIFY_FAILED" not in ask(tmp_path)


def test_whoever_is_asked_must_have_the_name_that_was_asked_for() -> None:
    assert client._trust().check_hostname
    assert client._trust().verify_mode is ssl.CERT_REQUIRED

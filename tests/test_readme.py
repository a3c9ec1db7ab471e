"""The README's figures are the program's."""

import asyncio
import re
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx

from bot.settings.settings import Settings
from tests.bot.providers.faspay.helpers import NOW, TOKEN, mock_client

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
DEFAULT_SECONDS = Settings.model_fields["faspay_timeout_seconds"].default
FIVE = 5
"""Exchanges that one transfer takes at most, each as long as FASPAY_TIMEOUT_SECONDS."""


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
    assert "allow five times `FASPAY_TIMEOUT_SECONDS`" in README
    found = re.findall(r"(?:TimeoutStopSec=|stop_grace_period: )(\d+)s?", README)
    assert [int(seconds) for seconds in found] == [FIVE * DEFAULT_SECONDS + 30] * 2

"""What a command says of times is of the company's zone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.local_time import local_time
from bot.settings.settings import Settings
from tests.bot.settings.helpers import play_money


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "06.01.2026 00:30 WIB"),
        ("Asia/Makassar", "06.01.2026 01:30 WITA"),
        ("UTC", "05.01.2026 17:30 UTC"),
    ],
)
def test_a_time_is_of_the_zone_that_the_setting_names(
    tmp_path: Path, zone: str, written: str
) -> None:
    settings = Settings.load(play_money(tmp_path) | {"TIMEZONE": zone}, None)
    assert local_time(datetime(2026, 1, 5, 17, 30, tzinfo=UTC), settings) == written

"""Hours of the day as people write them."""

import pytest

from storage.values import read_hours, write_hour

NIGHT = 21 * 60, 6 * 60


@pytest.mark.parametrize(
    "text",
    [
        *("21:00-06:00", "21.00-06.00", "21-6", " 21.00 - 6 ", "21 6", "21.00\u201306.00"),
        *("21 to 6", "21 until 06.00", "21 sampai 6", "21 s/d 6", "21.00-06.00 WIB"),
    ],
)
def test_a_span_is_read_however_it_is_written(text: str) -> None:
    assert read_hours(text) == NIGHT


def test_twenty_four_is_midnight_and_minutes_count() -> None:
    assert read_hours("22.30-24.00") == (22 * 60 + 30, 0)
    assert read_hours("0-0:01") == (0, 1)


@pytest.mark.parametrize(
    "text", ["", "21", "21-", "25-6", "21-24.30", "21.60-6", "9-9", "0-24", "2100-600", "a-b"]
)
def test_what_is_no_span_is_none(text: str) -> None:
    assert read_hours(text) is None


def test_an_hour_is_written_with_its_minutes() -> None:
    assert [write_hour(each) for each in NIGHT] == ["21.00", "06.00"]

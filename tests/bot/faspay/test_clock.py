from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faspay.clock import read_http_date, read_statement_time, read_wib, wib_text
from tests.bot.faspay.helpers import NOW


def test_times_are_written_in_western_indonesian_time() -> None:
    assert wib_text(NOW) == "2026-01-02 03:04:05"


def test_a_written_time_is_read_back_as_utc() -> None:
    assert read_wib("2026-01-02 03:04:05") == NOW
    assert read_statement_time("02/01/2026 03:04:05") == NOW


def test_http_dates_are_utc_whatever_their_zone() -> None:
    assert read_http_date("Thu, 01 Jan 2026 20:04:05 GMT") == NOW
    assert read_http_date("Thu, 01 Jan 2026 20:04:05 -0000") == NOW
    assert read_http_date("Fri, 02 Jan 2026 03:04:05 +0700") == NOW


@pytest.mark.parametrize("text", [None, "", "null", "2026-01-02", "2026-13-02 03:04:05"])
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert read_wib(text) is None
    assert read_statement_time(text) is None


@given(st.text())
def test_no_text_makes_a_reader_raise(text: str) -> None:
    for read in (read_wib, read_statement_time, read_http_date):
        at = read(text)
        assert at is None or at.tzinfo is UTC


def test_the_first_year_does_not_overflow() -> None:
    assert read_wib("0001-01-01 00:00:00") is None
    assert read_wib("9999-12-31 23:59:59") == datetime(9999, 12, 31, 16, 59, 59, tzinfo=UTC)

"""Faspay's times are read and written, and its clock is compared with ours."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.clock import (
    Skew,
    read_end,
    read_http_date,
    read_statement_time,
    read_wib,
    wib_text,
)
from tests.bot.providers.faspay.helpers import NOW


def test_times_are_written_in_western_indonesian_time() -> None:
    assert wib_text(NOW) == "2026-01-02 03:04:05"


def test_a_written_time_is_read_back_as_utc() -> None:
    assert read_wib("2026-01-02 03:04:05") == NOW
    assert read_statement_time("02/01/2026 03:04:05") == NOW


def test_an_end_that_is_a_day_is_the_end_of_that_day_in_western_indonesia() -> None:
    assert read_end("2026-01-02 03:04:05") == NOW
    assert read_end("2026-01-02") == datetime(2026, 1, 2, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("text", [None, "", "2026-02-30", "2026-01-02 24:00:00", "9999-12-32"])
def test_an_end_that_is_no_time_is_none(text: str | None) -> None:
    assert read_end(text) is None


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


def _skew(*looks: tuple[float, float]) -> Skew:
    """Take answers: (Faspay's clock minus ours, how long it took), both in seconds."""
    skew = Skew()
    for apart, took in looks:
        _note(skew, apart, took)
    return skew


def _note(skew: Skew, apart: float, took: float = 0.0, age: str | None = None) -> None:
    came = NOW + timedelta(seconds=took)
    skew.note(format_datetime(NOW + timedelta(seconds=apart), usegmt=True), age, NOW, came)


def test_nothing_is_known_before_the_first_date() -> None:
    skew = Skew()
    assert (skew.known, skew.heard) == (None, False)
    skew.note(None, None, NOW, NOW)
    assert (skew.known, skew.heard) == (None, True)


@pytest.mark.parametrize(("apart", "known"), [(0, 0), (45, 45), (-45, -44)])
def test_a_date_tells_whole_seconds(apart: float, known: float) -> None:
    assert _skew((apart, 0), (apart, 0)).known == timedelta(seconds=known)


@pytest.mark.parametrize(("apart", "known"), [(0, 0), (29, 0), (30, 0), (90, 60), (-45, -44)])
def test_an_answer_that_took_half_a_minute_is_no_clock_that_is_wrong(
    apart: float, known: float
) -> None:
    assert _skew((apart, 30), (apart, 30)).known == timedelta(seconds=known)


def test_one_odd_answer_is_not_believed_and_two_are() -> None:
    skew = _skew((0, 0), (300, 0))
    assert (skew.known, skew.is_doubtful) == (timedelta(), True)
    _note(skew, 301)
    assert (skew.known, skew.is_doubtful) == (timedelta(seconds=300), False)
    _note(skew, -300)
    assert (skew.known, skew.is_doubtful) == (timedelta(), True)


@pytest.mark.parametrize(("apart", "doubtful"), [(0, False), (29, False), (30, True)])
def test_a_first_answer_is_doubted_only_where_it_speaks_against_us(
    apart: float, *, doubtful: bool
) -> None:
    assert _skew((apart, 0)).is_doubtful is doubtful


def test_the_date_of_a_cache_says_nothing() -> None:
    skew = _skew((0, 0), (0, 0))
    for _ in range(2):
        _note(skew, -600, age="600")
    assert skew.known == timedelta()
    for _ in range(2):
        _note(skew, -600, age="0")
    assert skew.known == timedelta(seconds=-599)


def test_an_answer_during_which_our_own_clock_was_set_back_says_nothing() -> None:
    assert _skew((3600, -3600)).known is None

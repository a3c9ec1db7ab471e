"""What is in the buttons of lists: everything comes back as it was, and nothing else is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.messages import list_data
from handlers.services.orders.search import WEEK, Begin, OrderQuery, SearchDays
from storage.models.order_states import OrderGroup
from storage.values.numbers import HIGHEST_ID

TODAY = date(2026, 11, 27)
_DAYS = st.builds(
    SearchDays, st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.sampled_from([1, WEEK])
)
_QUERIES = st.builds(
    OrderQuery,
    st.sampled_from([None, *OrderGroup]),
    st.none() | _DAYS,
    st.none() | st.integers(1, HIGHEST_ID),
    st.none() | st.from_regex(r"\A[0-9]{4}\Z"),
    st.none() | st.integers(1, 100_000_000),
    st.none() | st.from_regex(r"\A[A-Z][A-Z0-9]{0,7}\Z"),
)
_BEGINS = st.none() | st.builds(Begin, st.from_regex(r"\A[0-9]{12}\Z"), st.booleans())


@given(_QUERIES, _BEGINS)
def test_a_search_comes_back_as_it_was_and_fits_a_button(
    query: OrderQuery, begin: Begin | None
) -> None:
    data = list_data.encode(query, begin)
    assert len(data.encode()) <= 64
    assert list_data.decode(data, TODAY) == (query, begin)


def test_today_and_this_week_are_those_of_the_press() -> None:
    later = date(2027, 1, 1)
    for days, wanted in (
        (list_data.TODAY, SearchDays(later)),
        (list_data.THIS_WEEK, SearchDays(date(2026, 12, 28), WEEK)),
    ):
        data = list_data.encode(OrderQuery(), days=days)
        assert list_data.decode(data, later) == (OrderQuery(days=wanted), None)


@pytest.mark.parametrize(
    "data",
    [
        "ls:x:::::",
        "ls::d261399::::",
        "ls::d260230::::",
        "ls:::5000000001:::x202601020001",
        "ls:::::-1:",
        "ls::::78901::",
        "ls::::::o2026",
        "ls::::::o202601020001 ",
        "ls::::::o٢02601020001",
        "ls::::::food",
        "ls::::::FOODAID12",
        "ls::::::o202601020001:FOOD",
        "ls::::::o2n9c:FOOD",
        "ls",
        "",
    ],
)
def test_what_we_never_wrote_is_not_read(data: str) -> None:
    assert list_data.decode(data, TODAY) is None

"""What is written behind /orders: how it is read, where it may mean two things as well."""

from datetime import date

import pytest

from handlers.services.orders.search import WEEK, OrderQuery, SearchDays
from handlers.services.orders.search_words import SearchWords, read
from storage.models.order_states import OrderGroup
from storage.values import OrderNumber

TODAY = date(2026, 11, 27)
"""A Friday."""
NOTHING = OrderQuery()


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("", NOTHING),
        ("all", NOTHING),
        ("waiting", OrderQuery(OrderGroup.WAITING)),
        ("Menunggu", OrderQuery(OrderGroup.WAITING)),
        ("selesai", OrderQuery(OrderGroup.COLLECTED)),
        ("sudah diambil", OrderQuery(OrderGroup.COLLECTED)),
        ("gagal", OrderQuery(OrderGroup.BACK)),
        ("failed", OrderQuery(OrderGroup.BACK)),
        ("perlu orang", OrderQuery(OrderGroup.NEEDS_PEOPLE)),
        ("today", OrderQuery(days=SearchDays(TODAY))),
        ("  HARI   INI ", OrderQuery(days=SearchDays(TODAY))),
        ("kemarin", OrderQuery(days=SearchDays(date(2026, 11, 26)))),
        ("this week", OrderQuery(days=SearchDays(date(2026, 11, 23), WEEK))),
        ("minggu ini", OrderQuery(days=SearchDays(date(2026, 11, 23), WEEK))),
        ("2026-11-27", OrderQuery(days=SearchDays(TODAY))),
        ("27/11", OrderQuery(days=SearchDays(TODAY))),
        ("27-11-2026", OrderQuery(days=SearchDays(TODAY))),
        ("1/2/26", OrderQuery(days=SearchDays(date(2026, 2, 1)))),
        ("28/11", OrderQuery(days=SearchDays(date(2025, 11, 28)))),  # not tomorrow
        ("29/2", OrderQuery(days=SearchDays(date(2024, 2, 29)))),
        ("7890", OrderQuery(tail="7890")),
        ("2026", OrderQuery(tail="2026")),
        ("…7890", OrderQuery(tail="7890")),
        ("0812-3456-7890", OrderQuery(tail="7890")),
        ("081234567890", OrderQuery(tail="7890")),
        ("+62 812 3456 7890", OrderQuery(tail="7890")),
        ("628123456789", OrderQuery(tail="6789")),
        ("Rp 500.000", OrderQuery(amount=500_000)),
        ("rp 7890000", OrderQuery(amount=7_890_000)),
        ("500rb", OrderQuery(amount=500_000)),
        ("500", OrderQuery(amount=500_000)),
        ("1,5 juta", OrderQuery(amount=1_500_000)),
        ("500000", OrderQuery(amount=500_000)),
        ("waiting today", OrderQuery(OrderGroup.WAITING, SearchDays(TODAY))),
        ("7890 hari ini gagal", OrderQuery(OrderGroup.BACK, SearchDays(TODAY), tail="7890")),
        ("Rp 500.000 7890 27/11", OrderQuery(None, SearchDays(TODAY), None, "7890", 500_000)),
    ],
)
def test_what_can_be_looked_for(written: str, query: OrderQuery) -> None:
    assert read(written, TODAY) == SearchWords(query)


@pytest.mark.parametrize("written", ["202601020001", "2026 0102 0001", "#202601020001"])
def test_an_order_number_is_that_order(written: str) -> None:
    assert read(written, TODAY) == SearchWords(NOTHING, OrderNumber("202601020001"))


@pytest.mark.parametrize("written", ["mine", "saya"])
def test_own_orders_can_be_asked_for(written: str) -> None:
    assert read(written, TODAY) == SearchWords(NOTHING, own=True)


@pytest.mark.parametrize(
    ("written", "unread"),
    [
        ("Dewi", "dewi"),
        ("agent Dewi Lestari", "dewi lestari"),
        ("agen 5000000001", "5000000001"),
        ("31/2", "31/2"),
        ("2026-13-01", "2026-13-01"),
        ("0001-01-01", "0001-01-01"),
        ("31/12/9999", "31/12/9999"),
        ("2069-01-01", "2069-01-01"),
        ("7890 1234", "1234"),
        ("Rp 7000000000", "rp 7000000000"),
        ("x" * 101, "x" * 101),
    ],
)
def test_what_cannot_be_read_is_left_for_somebody_to_ask_about(written: str, unread: str) -> None:
    assert read(written, TODAY).unread == unread


def test_a_name_may_stand_beside_anything_else() -> None:
    query = OrderQuery(OrderGroup.WAITING, tail="7890")
    assert read("waiting Dewi 7890", TODAY) == SearchWords(query, unread="dewi")


@pytest.mark.parametrize("written", ["٧٨٩٠", "\u202e", "💸", "/", "-", "0/0", "99/99/9999", "rp"])
def test_nonsense_is_never_an_error(written: str) -> None:
    assert read(written, TODAY).query == NOTHING

"""What is written behind /orders: how it is read, where it may mean two things as well."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from handlers.messages.languages import LANGUAGES
from handlers.messages.texts import texts_for
from handlers.services.orders.search import WEEK, OrderQuery, SearchDays
from handlers.services.orders.search_words import SearchWords, read, readable_purpose
from storage.models.order_states import GROUPS, OrderGroup, OrderStatus
from storage.values import OrderNumber

TODAY = date(2026, 11, 27)
"""A Friday."""
NOTHING = OrderQuery()

CODES = ["A1", "FOOD", "RP", "JT", "PAID"]


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
        ("27.11", OrderQuery(days=SearchDays(TODAY))),
        ("27.11.2026", OrderQuery(days=SearchDays(TODAY))),
        ("27.11.26", OrderQuery(days=SearchDays(TODAY))),
        ("28.11", OrderQuery(days=SearchDays(date(2025, 11, 28)))),
        ("2026.11.27", OrderQuery(days=SearchDays(TODAY))),
        ("27 Nov", OrderQuery(days=SearchDays(TODAY))),
        ("27nov", OrderQuery(days=SearchDays(TODAY))),
        ("27-nov-2026", OrderQuery(days=SearchDays(TODAY))),
        ("27 November 2025", OrderQuery(days=SearchDays(date(2025, 11, 27)))),
        ("Nov 27, 2025", OrderQuery(days=SearchDays(date(2025, 11, 27)))),
        ("27th November", OrderQuery(days=SearchDays(TODAY))),
        ("17 agustus", OrderQuery(days=SearchDays(date(2026, 8, 17)))),
        ("tgl 27", OrderQuery(days=SearchDays(TODAY))),
        ("tanggal 28", OrderQuery(days=SearchDays(date(2026, 10, 28)))),
        ("tanggal 28 Nov", OrderQuery(days=SearchDays(date(2025, 11, 28)))),
        ("27 Nov 7890", OrderQuery(days=SearchDays(TODAY), tail="7890")),  # no year has come so far
        ("27.11 500.000", OrderQuery(days=SearchDays(TODAY), amount=500_000)),
        ("1.5 Rp 200.000", OrderQuery(days=SearchDays(date(2026, 5, 1)), amount=200_000)),
        ("kemarin lusa", OrderQuery(days=SearchDays(date(2026, 11, 25)))),
        ("minggu lalu", OrderQuery(days=SearchDays(date(2026, 11, 16), WEEK))),
        ("last week", OrderQuery(days=SearchDays(date(2026, 11, 16), WEEK))),
        ("27.110", OrderQuery(amount=27_110)),
        ("1,5", OrderQuery(amount=1_500_000)),
        ("1.5 juta", OrderQuery(amount=1_500_000)),
        ("1.5jt", OrderQuery(amount=1_500_000)),
        ("Rp 1.5", OrderQuery(amount=1_500_000)),
        ("31.2", OrderQuery(amount=31_200_000)),  # no month has so many days
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
    assert replace(read(written, TODAY), or_sum=None) == SearchWords(query)


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("FOOD", OrderQuery(purpose="FOOD")),
        ("food today", OrderQuery(days=SearchDays(TODAY), purpose="FOOD")),
        ("menunggu Food 7890", OrderQuery(OrderGroup.WAITING, tail="7890", purpose="FOOD")),
        ("food Rp 500.000", OrderQuery(amount=500_000, purpose="FOOD")),
        ("A1", OrderQuery(purpose="A1")),
        ("rp 500.000", OrderQuery(amount=500_000)),
        ("5 jt", OrderQuery(amount=5_000_000)),
        ("paid", OrderQuery(OrderGroup.COLLECTED)),
        ("rp", OrderQuery(purpose="RP")),
    ],
)
def test_a_purpose_is_found_by_its_code(written: str, query: OrderQuery) -> None:
    assert replace(read(written, TODAY, CODES), or_sum=None) == SearchWords(query)


def test_a_name_behind_agent_is_no_code() -> None:
    assert read("agus", TODAY, ["AGUS"]) == SearchWords(OrderQuery(purpose="AGUS"))
    assert read("agen agus", TODAY, ["AGUS"]) == SearchWords(OrderQuery(), unread="agus")


def test_a_code_is_an_example_only_where_it_is_read_as_one() -> None:
    assert readable_purpose(["PAID", "TODAY", "FOOD"], TODAY) == "FOOD"
    assert readable_purpose(["PAID"], TODAY) is None


def test_a_purpose_leaves_the_name_beside_it_and_other_words_alone() -> None:
    assert read("food ani", TODAY, ["FOOD"]) == SearchWords(
        OrderQuery(purpose="FOOD"), unread="ani"
    )
    assert read("foodie", TODAY, ["FOOD"]) == SearchWords(OrderQuery(), unread="foodie")
    assert read("today", TODAY, ["TODAY"]).query == OrderQuery(days=SearchDays(TODAY))


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1.5", 1_500_000), ("2.10 menunggu", 2_100_000), ("27.11", 27_110_000), ("27/11", None)],
)
def test_a_day_that_may_be_a_sum_says_which(written: str, amount: int | None) -> None:
    read_ = read(written, TODAY)
    assert read_.query.days is not None
    assert read_.or_sum == amount


def test_a_sum_beside_a_day_leaves_it_no_second_reading() -> None:
    assert read("1.5 Rp 200.000", TODAY).or_sum is None


WAYS = {
    OrderGroup.WAITING: (
        "waiting|open|pending|ready|ready to collect|not collected|not yet collected|not paid|"
        "still waiting|waiting for approval|uncollected|unclear|not certain|menunggu|"
        "masih menunggu|belum selesai|belum diambil|belum cair|belum berhasil|belum pasti|"
        "siap diambil|sedang diproses|sedang dikirim|dalam proses|menunggu persetujuan"
    ),
    OrderGroup.COLLECTED: (
        "collected|done|paid|already collected|success|selesai|sudah selesai|diambil|sudah diambil|"
        "berhasil|sukses|cair|sudah cair"
    ),
    OrderGroup.BACK: (
        "failed|failed or back|failed and back|cancelled|canceled|rejected|reversed|refunded|"
        "not sent|gagal|gagal atau kembali|batal|dibatalkan|ditolak|dikembalikan|tidak terkirim|"
        "gagal dan kembali"
    ),
    OrderGroup.NEEDS_PEOPLE: (
        "needs people|need people|problems|perlu orang|perlu diperiksa|perlu dicek"
    ),
}
BESIDE = {
    "{}": SearchWords(NOTHING),
    "{} kemarin": SearchWords(OrderQuery(days=SearchDays(date(2026, 11, 26)))),
    "yesterday {}": SearchWords(OrderQuery(days=SearchDays(date(2026, 11, 26)))),
    "{}, hari ini.": SearchWords(OrderQuery(days=SearchDays(TODAY))),
    "order yang {} dan minggu ini": SearchWords(
        OrderQuery(days=SearchDays(date(2026, 11, 23), WEEK))
    ),
    "semua {} 27.11": SearchWords(OrderQuery(days=SearchDays(TODAY))),
    "7890 {}": SearchWords(OrderQuery(tail="7890")),
    "Rp 500.000 {} 27 Nov": SearchWords(OrderQuery(days=SearchDays(TODAY), amount=500_000)),
    "{} saya": SearchWords(NOTHING, own=True),
    "Dewi {}": SearchWords(NOTHING, unread="dewi"),
}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("group", OrderGroup)
def test_each_word_for_a_status_is_read_alone_and_beside_anything(
    group: OrderGroup, beside: str
) -> None:
    wanted = replace(BESIDE[beside], query=replace(BESIDE[beside].query, group=group))
    for words in WAYS[group].split("|"):
        written = beside.format(words)
        assert replace(read(written, TODAY), or_sum=None) == wanted, written


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_lists_and_buttons_say_can_be_typed(language: str) -> None:
    texts = texts_for(language, ZoneInfo("Asia/Jakarta"))
    for group in OrderGroup:
        assert read(texts.group(group), TODAY) == SearchWords(OrderQuery(group))
    for status in set(OrderStatus) - {OrderStatus.SENDING}:
        said = texts.status(status).partition(",")[0]
        found = read(said.removesuffix(" to Faspay").removesuffix(" ke Faspay"), TODAY)
        assert found.query.group is not None, said
        assert status in GROUPS[found.query.group], said
        assert not found.unread, said


@pytest.mark.parametrize("written", ["menunggu gagal", "waiting cancelled", "kemarin hari ini"])
def test_of_two_that_exclude_each_other_none_is_left_out_silently(written: str) -> None:
    assert read(written, TODAY).unread


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
        ("27.11 27.10", "27.11 27.10"),
        ("1/2 juta", "1/2 juta"),
        ("Dan", "dan"),
        ("waiting Dan", "dan"),
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

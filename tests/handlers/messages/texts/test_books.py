"""Both languages tell every difference with its facts and what to do, and never too much."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.messages.reconciliation_views import DiscrepancyView, Hold, Report, Uncertain
from handlers.messages.texts import LANGUAGES, texts_for
from storage.models.order_states import OrderStatus
from storage.models.reconciliation import BalanceCheck, Gap, Mismatch, Said
from storage.values import Rupiah
from tests.factories import WIB

AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
NUMBER = "512345678901"
CLEAN = re.compile(r"clean ✓|cocok ✓")

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def a_view(mismatch: Mismatch = Mismatch.AMOUNT, **changes: object) -> DiscrepancyView:
    given = DiscrepancyView(
        number=7,
        mismatch=mismatch,
        order_no=NUMBER,
        status=OrderStatus.PAID,
        said=Said.NOT_FOUND,
        sent_at=AT - timedelta(hours=1),
        expected=Rupiah(500_000),
        seen=Rupiah(300_000),
        happened_at=AT,
        age=timedelta(days=2, hours=3),
        stops=False,
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # any field of DifferenceView


def a_report(**changes: object) -> Report:
    given = Report(
        first_day=date(2026, 11, 20),
        last_day=date(2026, 11, 22),
        finished_at=AT,
        complete=True,
        gaps=frozenset(),
        again=False,
        orders_seen=41,
        lines_seen=1,
        balance_check=BalanceCheck.FITS,
        new=0,
        open=(),
        uncertain=(),
        hold=None,
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # any field of Report


@pytest.mark.parametrize("mismatch", list(Mismatch))
def test_every_difference_says_what_when_and_what_to_do(language: str, mismatch: Mismatch) -> None:
    said = texts_for(language, WIB).discrepancy(a_view(mismatch))
    assert "#7" in said
    assert NUMBER in said
    assert "22 Nov 2026 14.05 WIB" in said
    assert "/reconcile 7" in said
    assert "{" not in said
    assert len(said.split("\n\n")) == 4


_NO_SUM = {Mismatch.STATUS, Mismatch.DAY, Mismatch.BALANCE}


@pytest.mark.parametrize("mismatch", sorted(set(Mismatch) - _NO_SUM))
def test_a_difference_of_money_names_what_faspay_has(language: str, mismatch: Mismatch) -> None:
    assert "Rp 300.000" in texts_for(language, WIB).discrepancy(a_view(mismatch))


@pytest.mark.parametrize("mismatch", [Mismatch.AMOUNT, Mismatch.BALANCE])
def test_what_is_missing_or_too_much_is_named_as_what_it_is(
    language: str, mismatch: Mismatch
) -> None:
    spoken = texts_for(language, WIB)
    less = spoken.discrepancy(a_view(mismatch))
    more = spoken.discrepancy(a_view(mismatch, seen=Rupiah(4_700_000)))
    assert "Rp 200.000" in less
    assert "Rp 4.200.000" in more
    assert less.replace("200.000", "4.200.000").replace("300.000", "4.700.000") != more
    assert ("fee" in more or "biaya" in more) is (mismatch is Mismatch.AMOUNT)
    assert "fee" not in less
    assert "biaya" not in less


def test_a_balance_names_its_sum_in_every_list_and_since_when_it_does_not_fit(
    language: str,
) -> None:
    spoken = texts_for(language, WIB)
    view = a_view(Mismatch.BALANCE, order_no=None, status=None)
    assert "Rp 200.000" in spoken.reconcile_asked([view])
    _head, tells, _do, _settle = spoken.discrepancy(view).split("\n\n")
    assert "22 Nov 2026 14.05 WIB" in tells


@pytest.mark.parametrize("said", list(Said))
def test_a_status_says_what_faspay_says_and_what_we_say(language: str, said: Said) -> None:
    spoken = texts_for(language, WIB)
    told = spoken.discrepancy(a_view(Mismatch.STATUS, said=said))
    assert spoken.status(OrderStatus.PAID) in told.split("\n\n")[1]
    others = set(Said) - {said}
    assert told not in {spoken.discrepancy(a_view(Mismatch.STATUS, said=each)) for each in others}


def test_a_refund_that_came_twice_is_not_said_to_contradict_that_it_came(language: str) -> None:
    spoken = texts_for(language, WIB)
    twice = {"status": OrderStatus.REVERSED, "seen": Rupiah(1_000_000)}
    told = spoken.discrepancy(a_view(Mismatch.UNEXPECTED_REFUND, **twice))
    assert "Rp 1.000.000" in told
    assert "Rp 500.000" in told
    assert spoken.status(OrderStatus.REVERSED) not in told
    once = spoken.discrepancy(a_view(Mismatch.UNEXPECTED_REFUND, seen=Rupiah(500_000)))
    assert spoken.status(OrderStatus.PAID) in once
    unseen = spoken.discrepancy(a_view(Mismatch.UNEXPECTED_REFUND, expected=None))
    assert spoken.status(OrderStatus.PAID) in unseen


@pytest.mark.parametrize("mismatch", list(Mismatch))
def test_only_a_card_that_stopped_sending_says_so(language: str, mismatch: Mismatch) -> None:
    spoken = texts_for(language, WIB)
    assert "/resume" not in spoken.discrepancy(a_view(mismatch))
    assert "/resume" in spoken.discrepancy(a_view(mismatch, stops=True))


def test_a_debit_that_names_no_order_of_ours_is_not_called_our_order(language: str) -> None:
    spoken = texts_for(language, WIB)
    nameless = a_view(Mismatch.UNKNOWN_DEBIT, order_no=None, status=None, sent_at=None)
    assert NUMBER not in spoken.discrepancy(nameless)
    for said in (spoken.discrepancy(a_view(Mismatch.UNKNOWN_DEBIT, status=None, sent_at=None)),):
        assert f"Order {NUMBER}" not in said
        assert f"Pesanan {NUMBER}" not in said


def test_only_a_complete_report_without_differences_is_clean(language: str) -> None:
    spoken = texts_for(language, WIB)
    assert CLEAN.search(spoken.reconciled(a_report()))
    for report in (
        a_report(complete=False, gaps=frozenset({Gap.STATEMENT})),
        a_report(open=(a_view(),)),
        a_report(open=(a_view(),), new=1),
        a_report(complete=False, gaps=frozenset({Gap.INQUIRY}), open=(a_view(),), new=1),
    ):
        assert not CLEAN.search(spoken.reconciled(report))
        assert not CLEAN.search(spoken.last_reconciled(report))


@pytest.mark.parametrize("gap", list(Gap))
def test_what_was_not_told_is_named_and_when_it_is_asked_again(language: str, gap: Gap) -> None:
    spoken = texts_for(language, WIB)
    vain = a_report(complete=False, gaps=frozenset({gap}))
    assert spoken.reconciled(vain) != spoken.reconciled(replace(vain, again=True))
    assert "/reconcile" in spoken.reconciled(vain)


def test_a_comparison_given_up_has_a_sentence_of_its_own(language: str) -> None:
    spoken = texts_for(language, WIB)
    told = spoken.reconciled(a_report(complete=False, gaps=frozenset({Gap.BROKEN})))
    assert "Could not be read" not in told
    assert "Tidak dapat dibaca" not in told


def test_each_way_in_which_the_balance_comes_out_has_its_words(language: str) -> None:
    spoken = texts_for(language, WIB)
    told = {spoken.reconciled(a_report(balance_check=each)) for each in (None, *BalanceCheck)}
    assert len(told) == len(BalanceCheck) + 1


@pytest.mark.parametrize(
    "doubt",
    [
        {"uncertain": (Uncertain(NUMBER, timedelta(hours=3)),)},
        {"balance_check": BalanceCheck.RESTARTED},
        {"hold": Hold(lifted=False, next_at=AT)},
    ],
)
def test_what_is_not_certain_is_not_called_clean_though_nothing_differs(
    language: str, doubt: dict[str, object]
) -> None:
    spoken = texts_for(language, WIB)
    report = a_report(**doubt)
    assert not CLEAN.search(spoken.reconciled(report))
    assert not CLEAN.search(spoken.last_reconciled(report))


def test_orders_that_are_not_certain_are_named_with_their_age(language: str) -> None:
    spoken = texts_for(language, WIB)
    many = tuple(Uncertain(str(int(NUMBER) + n), timedelta(hours=3)) for n in range(12))
    told = spoken.reconciled(a_report(uncertain=many[:10]))
    assert told.count("3 hours") + told.count("3 jam") == 10
    assert "…" not in told
    told = spoken.reconciled(a_report(uncertain=many))
    assert NUMBER in told
    assert many[-1].order_no not in told
    assert "… and 2 more" in told or "… dan 2 lagi" in told


def test_older_data_is_told_until_it_may_be_opened(language: str) -> None:
    spoken = texts_for(language, WIB)
    waits = spoken.reconciled(a_report(hold=Hold(lifted=False, next_at=AT)))
    assert "14.05 WIB" in waits
    assert "/resume" not in waits
    night = spoken.reconciled(a_report(hold=Hold(lifted=False, next_at=None)))
    assert "/reconcile" in night
    assert "/resume" in spoken.reconciled(a_report(hold=Hold(lifted=True, next_at=None)))


def test_who_explains_while_sending_is_stopped_hears_that_it_still_is(language: str) -> None:
    spoken = texts_for(language, WIB)
    assert "/resume" in spoken.explained(7, stands=True)
    assert "/resume" not in spoken.explained(7, stands=False)


def test_a_report_of_very_many_fits_into_one_message_and_reconcile_lists_all(language: str) -> None:
    spoken = texts_for(language, WIB)
    many = [a_view(number=number) for number in range(1, 201)]
    doubts = {
        "uncertain": tuple(Uncertain(NUMBER, timedelta(days=44)) for _ in range(99)),
        "balance_check": BalanceCheck.RESTARTED,
        "hold": Hold(lifted=False, next_at=AT),
    }
    said = spoken.reconciled(a_report(open=many, new=200, **doubts))
    assert len(said) < 3_800
    assert "/reconcile" in said
    assert "#200" in spoken.reconcile_asked(many)
    assert "#200" in spoken.reconcile_asked_already(many)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=5), {"5 min", "5 menit"}),
        (timedelta(hours=1), {"1 hour", "1 jam"}),
        (timedelta(hours=47), {"1 day", "1 hari"}),
        (timedelta(days=3), {"3 days", "3 hari"}),
        (timedelta(minutes=-5), {"0 min", "0 menit"}),
    ],
)
def test_an_age_is_written_in_its_largest_unit(
    language: str, age: timedelta, words: set[str]
) -> None:
    assert texts_for(language, WIB).age(age) in words


def test_the_rest_can_be_said(language: str) -> None:
    spoken = texts_for(language, WIB)
    assert spoken.reconcile_asked(())
    assert spoken.reconcile_asked_already(())
    assert spoken.reconcile_asked(()) != spoken.reconcile_asked_already(())
    assert "#7" in spoken.explained(7, stands=False)
    assert "/reconcile" in spoken.explain_usage()
    assert "/reconcile" in spoken.no_such_discrepancy()
    assert spoken.last_reconciled(None)
    assert spoken.days(date(2026, 11, 22), date(2026, 11, 22)) == "22 Nov 2026"

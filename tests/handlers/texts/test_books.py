"""Both languages tell every difference with its facts and what to do, and never too much."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.services.book_views import DifferenceView, Report
from handlers.texts import LANGUAGES, texts_for
from storage.order import Money
from storage.reconciliation import Gap, Mismatch
from storage.values import Rupiah

AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
NUMBER = "512345678901"
CLEAN = re.compile(r"clean ✓|cocok ✓")

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def a_view(mismatch: Mismatch = Mismatch.AMOUNT, **changes: object) -> DifferenceView:
    given = DifferenceView(
        number=7,
        mismatch=mismatch,
        order_no=NUMBER,
        money=Money.PAID,
        sent_at=AT - timedelta(hours=1),
        expected=Rupiah(500_000),
        seen=Rupiah(300_000),
        happened_at=AT,
        age=timedelta(days=2, hours=3),
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
        weighed=True,
        new=0,
        open=(),
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # any field of Report


@pytest.mark.parametrize("mismatch", list(Mismatch))
def test_every_difference_says_what_when_and_what_to_do(language: str, mismatch: Mismatch) -> None:
    said = texts_for(language).difference(a_view(mismatch))
    assert "#7" in said
    assert NUMBER in said
    assert "22 Nov 2026 14.05 WIB" in said
    assert "/reconcile 7" in said
    assert "{" not in said
    assert len(said.split("\n\n")) == 4


@pytest.mark.parametrize("mismatch", sorted(set(Mismatch) - {Mismatch.STATUS, Mismatch.DAY}))
def test_a_difference_of_money_names_what_faspay_has(language: str, mismatch: Mismatch) -> None:
    assert "Rp 300.000" in texts_for(language).difference(a_view(mismatch))


def test_a_debit_that_names_no_order_of_ours_is_not_called_our_order(language: str) -> None:
    spoken = texts_for(language)
    nameless = a_view(Mismatch.UNKNOWN_DEBIT, order_no=None, money=None, sent_at=None)
    assert NUMBER not in spoken.difference(nameless)
    for said in (spoken.difference(a_view(Mismatch.UNKNOWN_DEBIT, money=None, sent_at=None)),):
        assert f"Order {NUMBER}" not in said
        assert f"Pesanan {NUMBER}" not in said


def test_only_a_complete_report_without_differences_is_clean(language: str) -> None:
    spoken = texts_for(language)
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
    spoken = texts_for(language)
    vain = a_report(complete=False, gaps=frozenset({gap}))
    assert spoken.reconciled(vain) != spoken.reconciled(replace(vain, again=True))
    assert "/reconcile" in spoken.reconciled(vain)


def test_a_balance_that_could_not_be_compared_is_said(language: str) -> None:
    spoken = texts_for(language)
    assert spoken.reconciled(a_report(weighed=False)) != spoken.reconciled(a_report())


def test_a_report_of_very_many_fits_into_one_message_and_reconcile_lists_all(language: str) -> None:
    spoken = texts_for(language)
    many = [a_view(number=number) for number in range(1, 201)]
    said = spoken.reconciled(a_report(open=many, new=200))
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
    assert texts_for(language).age(age) in words


def test_the_rest_can_be_said(language: str) -> None:
    spoken = texts_for(language)
    assert spoken.reconcile_asked(())
    assert spoken.reconcile_asked_already(())
    assert spoken.reconcile_asked(()) != spoken.reconcile_asked_already(())
    assert "#7" in spoken.explained(7)
    assert "/reconcile" in spoken.explain_usage()
    assert "/reconcile" in spoken.no_such_difference()
    assert spoken.last_reconciled(None)
    assert spoken.days(date(2026, 11, 22), date(2026, 11, 22)) == "22 Nov 2026"

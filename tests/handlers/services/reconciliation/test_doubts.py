"""What is not certain is never called clean: doubted answers, unknown orders, unreadable ones."""

from datetime import timedelta

import pytest

from handlers.messages import reconciliation_views
from handlers.messages.reconciliation_views import Report
from handlers.services.provider_answers import Echo, Finding, Found, NotFound, ProviderStatus
from storage.models.order_states import OrderStatus, Review
from storage.models.outbox import Notice
from storage.models.reconciliation import Discrepancy, Gap, Mismatch, Said
from storage.values import OrderNumber
from tests.factories import AMOUNT, World
from tests.handlers.statement import (
    Books,
    an_order,
    found,
    is_stopped,
    left_open,
    notices,
    opened,
    reconciled,
)

HOUR = timedelta(hours=1)


def report(world: World) -> Report:
    last = world.do(reconciliation_views.last_report)
    assert last is not None
    return last


def always(books: Books, status: ProviderStatus, *, amount: int | None = None) -> None:
    """Let every inquiry answer this; without an amount the status is a bare one."""

    async def inquire(order_no: OrderNumber) -> Finding:
        return Found(status, Echo(order_no, amount), bare=amount is None)

    books.inquire = inquire  # type: ignore[method-assign]  # another Faspay


def test_a_failed_order_as_two_inquiries_leave_it_must_get_its_money_back(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.ISSUED, hours_ago=1)
    books.statuses[number] = ProviderStatus.FAILED
    for _ in range(2):
        world.find(number, Found(ProviderStatus.FAILED, Echo(number)))
        world.clock.move(15)
    assert world.order(number).status is OrderStatus.FAILED
    assert left_open(world) == []
    world.clock.move(hours=25)
    assert left_open(world) == [Mismatch.MISSING_REFUND]


def test_a_first_failed_leaves_an_order_in_doubt(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.ISSUED)
    books.statuses[number] = ProviderStatus.FAILED
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} reversal", debit=False)
    assert left_open(world) == []
    assert world.order(number).status is OrderStatus.ISSUED


def test_a_debit_of_an_order_that_inquiries_do_not_know_is_a_card(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.UNKNOWN)
    books.write(AMOUNT, world.clock.now - 2 * HOUR, f"{number} ref")
    assert left_open(world) == [Mismatch.UNCONFIRMED_DEBIT]
    assert len(notices(world, Notice.DISCREPANCY)) == 2
    assert not is_stopped(world), "it is ours, whatever became of it"
    books.statuses[number] = ProviderStatus.SUCCESS
    world.clock.move(hours=1)
    assert left_open(world) == []
    assert world.order(number).status is OrderStatus.PAID


@pytest.mark.parametrize("debit", [True, False])
def test_an_order_that_is_not_certain_is_named_in_the_report(world: World, *, debit: bool) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.UNKNOWN, hours_ago=3)
    if debit:
        books.write(AMOUNT, world.clock.now - 2 * HOUR, f"{number} ref")
    an_order(world, OrderStatus.UNKNOWN, hours_ago=0.9)
    assert reconciled(world).complete
    assert [(each.order_no, each.age) for each in report(world).uncertain] == [(number, 3 * HOUR)]
    assert not report(world).is_clean


def test_a_bare_success_is_no_answer(world: World) -> None:
    books = opened(world)
    issued, unknown = an_order(world, OrderStatus.ISSUED), an_order(world, OrderStatus.UNKNOWN)
    books.write(AMOUNT, world.clock.now - 2 * HOUR, f"{unknown} ref")
    always(books, ProviderStatus.SUCCESS)
    done = reconciled(world)
    assert done.missing() == {Gap.INQUIRY}
    assert found(world) == [], "nothing is judged by an answer that is doubted"
    assert world.order(issued).status is OrderStatus.ISSUED
    assert world.order(unknown).status is OrderStatus.UNKNOWN


def test_an_answer_about_another_amount_contradicts_however_often_it_was_told(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.ISSUED)
    always(books, ProviderStatus.ON_PROCESS, amount=5_000_000)
    assert left_open(world) == [Mismatch.STATUS]
    (kept,) = world.rows(Discrepancy)
    assert kept.said is Said.OTHER
    assert Review.ECHO in world.order(number).reviews()
    world.clock.move(days=1)
    assert left_open(world) == [Mismatch.STATUS]
    assert not report(world).is_clean


def test_an_order_whose_transfer_answer_differed_is_never_clean(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.UNKNOWN, review=Review.ECHO.value)
    books.statuses[number] = ProviderStatus.ON_PROCESS
    books.write(AMOUNT, world.clock.now - 2 * HOUR, f"{number} ref")
    assert left_open(world) == [Mismatch.STATUS]


def test_what_an_inquiry_says_is_kept_and_told_anew_when_it_changes(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.PAID)
    del books.statuses[number]
    reconciled(world)
    assert [each.said for each in world.rows(Discrepancy)] == [Said.NOT_FOUND]
    books.statuses[number] = ProviderStatus.ON_PROCESS
    world.clock.move(hours=1)
    reconciled(world)
    assert [each.said for each in world.rows(Discrepancy)] == [Said.ON_PROCESS]
    assert len(notices(world, Notice.DISCREPANCY)) == 4


def test_one_order_that_no_key_opens_does_not_end_the_comparison_of_all_others(
    world: World,
) -> None:
    books = opened(world)
    broken, whole = an_order(world, OrderStatus.ISSUED), an_order(world, OrderStatus.ISSUED)
    world.change_order(broken, phone_sealed=b"k9:broken")
    books.statuses[whole] = ProviderStatus.SUCCESS
    books.write(300_000, world.clock.now - HOUR, "salary")
    done = reconciled(world)
    assert done.missing() == {Gap.INQUIRY}
    assert found(world) == [Mismatch.UNKNOWN_DEBIT]
    assert is_stopped(world)
    assert world.order(whole).status is OrderStatus.PAID


def test_an_order_of_which_no_inquiry_knows_and_no_debit_tells_is_no_difference(
    world: World,
) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.UNKNOWN)
    assert left_open(world) == []
    assert isinstance(books.finding(number), NotFound)

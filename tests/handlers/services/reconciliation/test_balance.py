"""The balance must have moved as the statement says, wherever that can be known."""

from datetime import timedelta

from handlers.messages import reconciliation_views
from handlers.services.controls import sending
from handlers.services.reconciliation import discrepancies
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.reconciliation import BalanceCheck, Discrepancy, Mismatch
from storage.repositories import people
from tests.factories import ADMIN, World
from tests.handlers.statement import an_order, found, is_stopped, notices, opened, reconciled

HOUR = timedelta(hours=1)


def test_a_balance_that_moved_as_the_statement_says_is_no_difference(world: World) -> None:
    books = opened(world)
    an_order(world, OrderStatus.PAID)
    assert reconciled(world).opening is not None
    for day in range(4):
        world.clock.move(days=1)
        an_order(world, OrderStatus.PAID)
        books.write(5_000_000, world.clock.now - HOUR, f"topup {day}", debit=False)
        assert reconciled(world).opening is not None
    assert found(world) == []


def test_money_that_left_without_a_line_is_a_card_that_stays(world: World) -> None:
    books = opened(world)
    reconciled(world)
    books.unseen = 700_000
    for _ in range(2):
        world.clock.move(days=1)
        assert reconciled(world).opening is None
        assert found(world) == [Mismatch.BALANCE]
    (kept,) = world.rows(Discrepancy)
    assert (kept.expected or 0) - (kept.seen or 0) == 700_000
    assert notices(world, Notice.DISCREPANCY).count(ADMIN) == 1
    assert not is_stopped(world)


def test_a_line_that_comes_late_settles_it(world: World) -> None:
    books = opened(world)
    reconciled(world)
    books.unseen = 700_000
    world.clock.move(days=1)
    reconciled(world)
    books.unseen = 0
    books.write(700_000, world.clock.now - 2 * HOUR, "late")
    world.clock.move(hours=1)
    reconciled(world)
    assert found(world) == [Mismatch.UNKNOWN_DEBIT]


def test_an_explained_gap_is_the_new_beginning(world: World) -> None:
    books = opened(world)
    reconciled(world)
    books.unseen = 700_000
    world.clock.move(days=1)
    reconciled(world)

    def explain(work: Work) -> None:
        admin = people.get(work, ADMIN)
        assert admin is not None
        assert discrepancies.explain(
            work, authorise(admin, Capability.EXPLAIN_DISCREPANCIES), 1, "paid at the counter"
        )

    world.do(explain)
    outcomes = []
    for _ in range(2):
        world.clock.move(days=1)
        done = reconciled(world)
        assert done.opening is not None
        outcomes.append(done.balance_check)
        assert found(world) == []
    assert outcomes == [BalanceCheck.EXPLAINED, BalanceCheck.FITS]


def test_a_balance_that_moves_proves_nothing(world: World) -> None:
    books = opened(world)
    reconciled(world)
    world.clock.move(days=1)
    books.unseen = 700_000
    an_order(world, OrderStatus.ISSUED, hours_ago=0.1)
    done = reconciled(world)
    assert done.complete
    assert (done.balance_check, done.opening) == (BalanceCheck.MOVED, None)
    assert found(world) == []
    assert world.do(sending.is_open)


def test_each_way_in_which_the_balance_comes_out_is_kept(world: World) -> None:
    books = opened(world)
    assert reconciled(world).balance_check is BalanceCheck.FIRST
    assert reconciled(world).balance_check is BalanceCheck.FITS
    books.silent.add("balance")
    assert reconciled(world).balance_check is BalanceCheck.UNTOLD
    books.silent.clear()
    books.unseen = 700_000
    world.clock.move(days=1)
    assert reconciled(world).balance_check is BalanceCheck.DIFFERS
    books.silent.add("statement")
    assert reconciled(world).balance_check is None


def test_a_hole_from_nights_in_which_money_moved_is_found_later(world: World) -> None:
    books = opened(world)
    assert reconciled(world).opening is not None
    for night in range(10):
        world.clock.move(days=1)
        an_order(world, OrderStatus.PAID, hours_ago=0.1)
        books.unseen = 700_000 if night else 0
        assert reconciled(world).balance_check is BalanceCheck.MOVED
    world.clock.move(days=1)
    assert reconciled(world).balance_check is BalanceCheck.DIFFERS
    assert found(world) == [Mismatch.BALANCE]


def test_a_balance_that_begins_anew_says_so_and_is_not_called_clean(world: World) -> None:
    books = opened(world)
    reconciled(world)
    books.unseen = 700_000
    world.clock.move(days=100)
    done = reconciled(world)
    assert (done.balance_check, found(world)) == (BalanceCheck.RESTARTED, [])
    assert done.opening is not None
    report = world.do(reconciliation_views.last_report)
    assert report is not None
    assert not report.is_clean
    world.clock.move(days=1)
    assert reconciled(world).balance_check is BalanceCheck.FITS


def test_what_a_clock_that_was_ahead_has_checked_is_not_held_against(world: World) -> None:
    books = opened(world)
    world.clock.move(days=30)
    reconciled(world)
    world.clock.move(days=-30)
    books.write(700_000, world.clock.now - HOUR, "topup", debit=False)
    assert reconciled(world).balance_check is BalanceCheck.FIRST
    assert found(world) == []

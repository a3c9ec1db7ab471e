"""The balance must have moved as the statement says, wherever that can be known."""

from datetime import timedelta

from handlers.services import differences, line
from storage.order import Money
from storage.outbox import Notice
from storage.reconciliation import Difference, Mismatch
from storage.repositories import people
from storage.unit_of_work import Work
from tests.factories import ADMIN, World
from tests.handlers.books import an_order, found, is_stopped, notices, opened, reconciled

HOUR = timedelta(hours=1)


def test_a_balance_that_moved_as_the_statement_says_is_no_difference(world: World) -> None:
    books = opened(world)
    an_order(world, Money.PAID)
    assert reconciled(world).opening is not None
    for day in range(4):
        world.clock.move(days=1)
        an_order(world, Money.PAID)
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
    (kept,) = world.rows(Difference)
    assert (kept.expected or 0) - (kept.seen or 0) == 700_000
    assert notices(world, Notice.DIFFERENCE).count(ADMIN) == 1
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
        assert differences.explain(work, admin, 1, "paid at the counter")

    world.do(explain)
    for _ in range(2):
        world.clock.move(days=1)
        assert reconciled(world).opening is not None
        assert found(world) == []


def test_a_balance_that_moves_proves_nothing(world: World) -> None:
    books = opened(world)
    reconciled(world)
    world.clock.move(days=1)
    books.unseen = 700_000
    an_order(world, Money.ISSUED, hours_ago=0.1)
    done = reconciled(world)
    assert done.complete
    assert done.opening is None
    assert found(world) == []
    assert world.do(line.is_open)

"""Comparisons and differences on both engines: what is newest, what is open, what is compared."""

from datetime import date, timedelta
from typing import Any

from handlers.services.notices.announcing import tell
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.reconciliation import Discrepancy, Gap, Mismatch, Reconciliation
from storage.repositories import audit_trail, reconciliation
from tests.factories import ADMIN, SECOND_ADMIN, World
from tests.fakes import START

DAY = timedelta(days=1)
TODAY = date(2026, 1, 5)


def _run(world: World, **fields: Any) -> int:  # noqa: ANN401 - columns of Reconciliation
    given: dict[str, Any] = {"began_at": world.clock.now, "first_day": TODAY, "last_day": TODAY}
    return world.do(lambda work: reconciliation.begin(work, Reconciliation(**given | fields)))


def _discrepancy(work: Work, subject: str, **fields: Any) -> Discrepancy:  # noqa: ANN401 - columns
    given: dict[str, Any] = {
        "mismatch": Mismatch.MISSING_DEBIT,
        "subject": subject,
        "happened_at": work.now,
        "found_at": work.now,
    }
    new = Discrepancy(**given | fields)
    reconciliation.add(work, new)
    return new


def test_the_newest_is_the_last_that_was_finished_complete_or_checked_a_balance(
    both_worlds: World,
) -> None:
    world, done = both_worlds, both_worlds.clock.now
    checked = _run(world, finished_at=done, complete=True, opening=0)
    complete = _run(world, finished_at=done, complete=True)
    finished = _run(world, finished_at=done, gaps="balance,statement")
    _run(world)

    def look(work: Work) -> list[int | None]:
        found = (
            reconciliation.newest(work),
            reconciliation.newest_complete(work, TODAY),
            reconciliation.newest_complete(work, TODAY, with_balance=True),
        )
        return [each.run_id if each else None for each in found]

    assert world.do(look) == [finished, complete, checked]
    last = world.do(reconciliation.run_of, finished)
    assert last is not None
    assert last.missing() == {Gap.BALANCE, Gap.STATEMENT}


def test_what_a_clock_that_was_ahead_has_compared_does_not_count(both_worlds: World) -> None:
    world, done = both_worlds, both_worlds.clock.now
    right = _run(world, finished_at=done, complete=True, opening=0)
    _run(world, finished_at=done, complete=True, opening=1, last_day=TODAY + DAY)
    for checked in (False, True):
        found = world.do(reconciliation.newest_complete, TODAY, with_balance=checked)
        assert found is not None
        assert found.run_id == right


def test_a_comparison_is_told_anew_once_all_its_readers_are_told_of_a_newer(
    both_worlds: World,
) -> None:
    world = both_worlds

    def report(run_id: int, *readers: int) -> None:
        world.do(tell, readers, Notice.RECONCILED, str(run_id), subject_id=run_id)

    report(1, ADMIN, SECOND_ADMIN)
    assert not world.do(reconciliation.told_of_newer, 1)
    report(2, ADMIN)
    assert not world.do(reconciliation.told_of_newer, 1)
    report(3, SECOND_ADMIN)
    assert world.do(reconciliation.told_of_newer, 1)
    assert not world.do(reconciliation.told_of_newer, 3)


def test_orders_that_are_not_certain_are_found_by_when_they_were_sent(both_worlds: World) -> None:
    world = both_worlds
    old = world.keep(OrderStatus.UNKNOWN, created_at=START - 3 * DAY, sending_at=START - 2 * DAY)
    unsent = world.keep(OrderStatus.SENDING, created_at=START - DAY)
    world.keep(OrderStatus.UNKNOWN, created_at=START - DAY, sending_at=START)
    world.keep(OrderStatus.ISSUED, created_at=START - DAY, sending_at=START - DAY)
    found = world.do(reconciliation.unknown_before, START)
    assert [each.order_no for each in found] == [old, unsent]


def test_a_difference_is_found_by_its_subject_and_open_until_settled(both_worlds: World) -> None:
    world = both_worlds

    def keep(work: Work) -> None:
        _discrepancy(work, "a")
        _discrepancy(work, "b", mismatch=Mismatch.BALANCE)
        _discrepancy(work, "c", settled_at=work.now, explained_by=ADMIN)

    world.do(keep)
    assert [each.subject for each in world.do(reconciliation.explained_discrepancies)] == ["c"]
    assert [each.subject for each in world.do(reconciliation.open_discrepancies)] == ["a", "b"]
    only = world.do(reconciliation.open_discrepancies, Mismatch.BALANCE)
    assert [each.subject for each in only] == ["b"]
    found = world.do(reconciliation.by_subject, "c")
    assert found is not None
    assert world.do(reconciliation.by_subject, "d") is None


def test_orders_to_compare_are_those_of_the_days_open_ones_and_those_that_differ(
    both_worlds: World,
) -> None:
    world, long_ago = both_worlds, START - 30 * DAY
    old = {"created_at": long_ago, "sending_at": long_ago, "ended_at": long_ago}
    world.keep(OrderStatus.PAID, **old)
    unended = world.keep(OrderStatus.ISSUED, **old | {"ended_at": None})
    ended_late = world.keep(OrderStatus.REVERSED, **old | {"ended_at": START - DAY})
    sent_late = world.keep(OrderStatus.PAID, **old | {"sending_at": START - DAY})
    differs = world.keep(OrderStatus.PAID, **old)
    settled = world.keep(OrderStatus.PAID, **old)

    def keep(work: Work) -> None:
        _discrepancy(work, "a", order_no=differs)
        _discrepancy(work, "b", order_no=settled, settled_at=work.now)
        _discrepancy(work, "c")

    world.do(keep)
    found = {each.order_no for each in world.do(reconciliation.orders_since, START - 2 * DAY)}
    assert found == {unended, ended_late, sent_late, differs}


def test_named_orders_are_found_however_many_are_named(both_worlds: World) -> None:
    ours = [both_worlds.keep(OrderStatus.PAID) for _ in range(3)]
    named = [*(str(500_000_000_000 + number) for number in range(1_200)), *ours]
    found = both_worlds.do(reconciliation.orders_named, named)
    assert {each.order_no for each in found} == set(ours)


def test_the_company_began_with_its_first_act(both_worlds: World) -> None:
    assert both_worlds.do(reconciliation.first_act_at) is None

    def act(work: Work) -> None:
        for at in (START - DAY, START):
            audit_trail.record(work, AuditEntry(at=at, act=Act.LIMITS))

    both_worlds.do(act)
    assert both_worlds.do(reconciliation.first_act_at) == START - DAY

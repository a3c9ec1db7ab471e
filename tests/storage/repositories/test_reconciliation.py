"""Comparisons and differences on both engines: what is newest, what is open, what is compared."""

from datetime import date, timedelta
from typing import Any

from storage.audit import Act, AuditEntry
from storage.order import Money
from storage.reconciliation import Difference, Gap, Mismatch, Reconciliation
from storage.repositories import house, reconciliation
from storage.unit_of_work import Work
from tests.factories import ADMIN, World
from tests.fakes import START

DAY = timedelta(days=1)
TODAY = date(2026, 1, 5)


def _run(world: World, **fields: Any) -> int:  # noqa: ANN401 - columns of Reconciliation
    given: dict[str, Any] = {"began_at": world.clock.now, "first_day": TODAY, "last_day": TODAY}
    return world.do(lambda work: reconciliation.begin(work, Reconciliation(**given | fields)))


def _difference(work: Work, subject: str, **fields: Any) -> Difference:  # noqa: ANN401 - columns
    given: dict[str, Any] = {
        "mismatch": Mismatch.MISSING_DEBIT,
        "subject": subject,
        "happened_at": work.now,
        "found_at": work.now,
        "seen_at": work.now,
    }
    new = Difference(**given | fields)
    reconciliation.add(work, new, "words of Faspay")
    return new


def test_the_newest_is_the_last_that_was_finished_complete_or_weighed(both_worlds: World) -> None:
    world, done = both_worlds, both_worlds.clock.now
    weighed = _run(world, finished_at=done, complete=True, opening=0)
    complete = _run(world, finished_at=done, complete=True)
    finished = _run(world, finished_at=done, gaps="balance,statement")
    _run(world)

    def look(work: Work) -> list[int | None]:
        found = (
            reconciliation.newest(work),
            reconciliation.newest(work, complete=True),
            reconciliation.newest(work, weighed=True),
        )
        return [each.run_id if each else None for each in found]

    assert world.do(look) == [finished, complete, weighed]
    last = world.do(reconciliation.run_of, finished)
    assert last is not None
    assert last.missing() == {Gap.BALANCE, Gap.STATEMENT}
    assert world.do(reconciliation.begun_after, finished)
    assert not world.do(reconciliation.begun_after, finished + 1)


def test_the_tries_of_an_errand_are_those_of_its_asker_since_it_was_asked(
    both_worlds: World,
) -> None:
    world = both_worlds
    for asker in (ADMIN, ADMIN, None):
        _run(world, asked_by=asker)
    assert world.do(reconciliation.tries, ADMIN, START) == 2
    assert world.do(reconciliation.tries, None, START) == 1
    assert world.do(reconciliation.tries, ADMIN, START + DAY) == 0


def test_a_difference_is_found_by_its_subject_and_open_until_settled(both_worlds: World) -> None:
    world = both_worlds

    def keep(work: Work) -> None:
        _difference(work, "a")
        _difference(work, "b", mismatch=Mismatch.BALANCE)
        _difference(work, "c", settled_at=work.now)

    world.do(keep)
    assert [each.subject for each in world.do(reconciliation.open_differences)] == ["a", "b"]
    only = world.do(reconciliation.open_differences, Mismatch.BALANCE)
    assert [each.subject for each in only] == ["b"]
    found = world.do(reconciliation.by_subject, "c")
    assert found is not None
    assert world.do(reconciliation.evidence_of, found) == "words of Faspay"
    assert world.do(reconciliation.by_subject, "d") is None


def test_orders_to_compare_are_those_of_the_days_open_ones_and_those_that_differ(
    both_worlds: World,
) -> None:
    world, long_ago = both_worlds, START - 30 * DAY
    old = {"created_at": long_ago, "sending_at": long_ago, "ended_at": long_ago}
    world.keep(Money.PAID, **old)
    unended = world.keep(Money.ISSUED, **old | {"ended_at": None})
    ended_late = world.keep(Money.REVERSED, **old | {"ended_at": START - DAY})
    sent_late = world.keep(Money.PAID, **old | {"sending_at": START - DAY})
    differs = world.keep(Money.PAID, **old)
    settled = world.keep(Money.PAID, **old)

    def keep(work: Work) -> None:
        _difference(work, "a", order_no=differs)
        _difference(work, "b", order_no=settled, settled_at=work.now)
        _difference(work, "c")

    world.do(keep)
    found = {each.order_no for each in world.do(reconciliation.orders_since, START - 2 * DAY)}
    assert found == {unended, ended_late, sent_late, differs}


def test_named_orders_are_found_however_many_are_named(both_worlds: World) -> None:
    ours = [both_worlds.keep(Money.PAID) for _ in range(3)]
    named = [*(str(500_000_000_000 + number) for number in range(1_200)), *ours]
    found = both_worlds.do(reconciliation.orders_named, named)
    assert {each.order_no for each in found} == set(ours)


def test_the_house_began_with_its_first_act(both_worlds: World) -> None:
    assert both_worlds.do(reconciliation.house_began) is None

    def act(work: Work) -> None:
        for at in (START - DAY, START):
            house.record(work, AuditEntry(at=at, act=Act.LIMITS))

    both_worlds.do(act)
    assert both_worlds.do(reconciliation.house_began) == START - DAY

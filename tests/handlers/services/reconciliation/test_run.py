"""A comparison from the asking to its outcome: what is found, who is told, what stops sending."""

import asyncio
from datetime import timedelta

import pytest

from handlers.jobs import reconciliation
from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from handlers.services.provider_answers import ProviderStatus
from handlers.services.reconciliation import discrepancies
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.person import Standing
from storage.models.reconciliation import Discrepancy, Gap, Mismatch
from storage.repositories import people, system_state, typed_words
from tests.factories import ADMIN, AGENT, AMOUNT, SECOND_ADMIN, World
from tests.handlers.statement import (
    an_order,
    ask,
    ask_by_night,
    edges_of,
    found,
    is_stopped,
    left_open,
    notices,
    opened,
    reconciled,
    run,
    waiting,
)

HOUR = timedelta(hours=1)


def _resume(world: World) -> None:
    assert world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))


def test_clean_books_are_reported_as_clean(both_worlds: World) -> None:
    world = both_worlds
    opened(world)
    for status in (
        OrderStatus.ISSUED,
        OrderStatus.PAID,
        OrderStatus.FAILED,
        OrderStatus.REVERSED,
        OrderStatus.REJECTED,
    ):
        an_order(world, status, hours_ago=30)
    done = reconciled(world)
    assert (done.complete, done.gaps) == (True, "")
    assert (done.orders_seen, done.lines_seen) == (5, 6)
    assert found(world) == []
    assert not is_stopped(world)
    assert notices(world, Notice.RECONCILED) == [ADMIN, SECOND_ADMIN]
    assert waiting(world) == []


def test_an_unknown_debit_stops_sending_and_is_a_card_for_every_admin(both_worlds: World) -> None:
    world = both_worlds
    books = opened(world)
    books.write(300_000, world.clock.now - HOUR, "salary")
    assert len(left_open(world)) == 1
    assert found(world) == [Mismatch.UNKNOWN_DEBIT]
    assert world.do(system_state.sending_switch).reason == Guard.DEBIT
    assert notices(world, Notice.DISCREPANCY) == [ADMIN, SECOND_ADMIN]
    assert notices(world, Notice.SENDING_STOPPED) == [ADMIN, SECOND_ADMIN]


def test_what_was_told_neither_stops_sending_again_nor_is_told_again(world: World) -> None:
    books = opened(world)
    books.write(300_000, world.clock.now - HOUR, "salary")
    reconciled(world)
    _resume(world)
    world.clock.move(days=1)
    assert len(left_open(world)) == 1
    assert not is_stopped(world)
    assert len(notices(world, Notice.DISCREPANCY)) == 2
    books.write(300_000, world.clock.now - HOUR, "salary, once more")
    reconciled(world)
    assert is_stopped(world)
    assert len(notices(world, Notice.DISCREPANCY)) == 4


STOPPING = [
    (OrderStatus.PAID, 2, Mismatch.SECOND_DEBIT),
    (OrderStatus.NOT_SENT, 1, Mismatch.UNEXPECTED_DEBIT),
    (OrderStatus.CANCELLED, 1, Mismatch.UNEXPECTED_DEBIT),
]


@pytest.mark.parametrize(("status", "debits", "mismatch"), STOPPING)
def test_a_debit_too_many_for_an_order_stops_sending(
    world: World, status: OrderStatus, debits: int, mismatch: Mismatch
) -> None:
    books = opened(world)
    number = an_order(world, status)
    books.lines.clear()
    for _ in range(debits):
        books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    reconciled(world)
    assert found(world) == [mismatch]
    assert is_stopped(world)


def test_who_was_told_that_no_money_went_out_is_told_of_the_debit(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.REJECTED)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    reconciled(world)
    assert {AGENT, ADMIN} <= set(notices(world, Notice.LATE_EVIDENCE))
    assert world.order(number).status is OrderStatus.REJECTED, "only an inquiry moves it"


def test_other_discrepancies_leave_sending_open(world: World) -> None:
    books = opened(world)
    an_order(world, OrderStatus.PAID, hours_ago=8)
    books.lines.clear()
    reconciled(world)
    assert found(world) == [Mismatch.MISSING_DEBIT]
    assert not is_stopped(world)


def test_a_difference_that_is_gone_is_settled_and_may_come_again(world: World) -> None:
    books = opened(world)
    an_order(world, OrderStatus.PAID, hours_ago=8)
    kept = books.lines.copy()
    books.lines.clear()
    reconciled(world)
    books.lines += kept
    world.clock.move(hours=1)
    assert left_open(world) == []
    assert world.rows(Discrepancy)[0].settled_at == world.clock.now
    books.lines.clear()
    world.clock.move(hours=1)
    reconciled(world)
    assert found(world) == [Mismatch.MISSING_DEBIT]
    assert len(notices(world, Notice.DISCREPANCY)) == 4


def test_a_missing_refund_is_found_after_its_grace_and_settled_when_it_comes(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.REVERSED, hours_ago=2)
    refund = books.lines.pop()
    assert left_open(world) == []
    world.clock.move(days=1)
    reconciled(world)
    assert found(world) == [Mismatch.MISSING_REFUND]
    (kept,) = world.rows(Discrepancy)
    assert (kept.order_no, kept.expected, kept.seen) == (number, AMOUNT, 0)
    books.write(refund.amount, world.clock.now - HOUR, refund.description, debit=False)
    world.clock.move(days=9)
    assert left_open(world) == []


def test_an_inquiry_is_applied_before_the_order_is_compared(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.ISSUED)
    books.statuses[number] = ProviderStatus.REVERSED
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} reversal", debit=False)
    assert left_open(world) == []
    assert world.order(number).status is OrderStatus.REVERSED


def test_late_evidence_moves_a_closed_order_that_the_statement_names(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.REJECTED)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    books.statuses[number] = ProviderStatus.SUCCESS
    assert left_open(world) == []
    assert world.order(number).status is OrderStatus.PAID


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (OrderStatus.PAID, ProviderStatus.ON_PROCESS),
        (OrderStatus.PAID, None),
        (OrderStatus.ISSUED, None),
        (OrderStatus.REVERSED, ProviderStatus.SUCCESS),
        (OrderStatus.FAILED, None),
    ],
)
def test_an_inquiry_that_contradicts_is_a_difference(
    world: World, status: OrderStatus, said: ProviderStatus | None
) -> None:
    books = opened(world)
    number = an_order(world, status)
    del books.statuses[number]
    if said is not None:
        books.statuses[number] = said
    reconciled(world)
    assert Mismatch.STATUS in found(world)


def test_an_order_being_sent_is_not_asked_about(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.SENDING, hours_ago=3)
    reconciled(world)
    assert number not in books.asked
    assert world.order(number).status is OrderStatus.SENDING


@pytest.mark.parametrize(
    ("silent", "gap"),
    [("statement", Gap.STATEMENT), ("balance", Gap.BALANCE), ("", Gap.INQUIRY)],
)
def test_what_could_not_be_read_is_never_clean_and_is_tried_again_with_pauses(
    world: World, silent: str, gap: Gap
) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.ISSUED)
    books.silent.add(silent or number)
    done = reconciled(world)
    assert not done.complete
    assert done.missing() == {gap}
    assert notices(world, Notice.RECONCILED) == [ADMIN, SECOND_ADMIN]
    for minutes in (5, 15, 60):
        (task,) = waiting(world)
        assert task.run_at == world.clock.now + timedelta(minutes=minutes)
        assert not run(world)
        world.clock.move(minutes=minutes)
        assert run(world)
    assert waiting(world) == []
    assert len(notices(world, Notice.RECONCILED)) == 4, "the first try and the last are told"


def test_a_try_that_succeeds_says_so(world: World) -> None:
    books = opened(world)
    books.silent.add("statement")
    reconciled(world)
    books.silent.clear()
    world.clock.move(minutes=5)
    assert run(world)
    assert waiting(world) == []
    assert len(notices(world, Notice.RECONCILED)) == 4


def test_an_incomplete_comparison_tells_what_it_found_and_settles_nothing(world: World) -> None:
    books = opened(world)
    an_order(world, OrderStatus.PAID, hours_ago=8)
    kept = books.lines.copy()
    books.lines.clear()
    reconciled(world)
    books.lines += kept
    other = an_order(world, OrderStatus.ISSUED)
    books.silent.add(other)
    books.write(300_000, world.clock.now - HOUR, "salary")
    world.clock.move(minutes=1)
    assert not reconciled(world).complete
    assert set(found(world)) == {Mismatch.MISSING_DEBIT, Mismatch.UNKNOWN_DEBIT}
    assert is_stopped(world)


def test_orders_whose_inquiry_was_not_answered_are_not_judged_by_an_old_state(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.ISSUED)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} reversal", debit=False)
    books.silent.add(number)
    reconciled(world)
    assert found(world) == []


def test_a_faspay_that_answers_no_inquiry_is_not_asked_for_ever(world: World) -> None:
    books = opened(world)
    numbers = [an_order(world, OrderStatus.ISSUED) for _ in range(30)]
    books.silent.update(numbers)
    assert not reconciled(world).complete
    assert len(books.asked) == 9
    assert found(world) == []


def test_more_than_ten_differences_are_one_report_with_a_list(world: World) -> None:
    books = opened(world)
    for number in range(11):
        books.write(300_000 + number, world.clock.now - HOUR, "somebody")
    ask(world)
    assert run(world)
    assert len(found(world)) == 11
    assert notices(world, Notice.DISCREPANCY) == []
    assert notices(world, Notice.RECONCILED) == [ADMIN, SECOND_ADMIN]


def test_the_result_comes_to_who_asked_and_the_cards_to_all_admins(world: World) -> None:
    books = opened(world)
    books.write(300_000, world.clock.now - HOUR, "somebody")
    assert ask(world)
    assert not ask(world), "one at a time"
    assert run(world)
    assert notices(world, Notice.RECONCILED) == [ADMIN]
    assert notices(world, Notice.DISCREPANCY) == [ADMIN, SECOND_ADMIN]
    assert ask(world)


def test_one_comparison_answers_all_who_had_asked_before_it_began(world: World) -> None:
    opened(world)
    ask(world)
    ask(world, SECOND_ADMIN)
    assert run(world)
    assert notices(world, Notice.RECONCILED) == [ADMIN, SECOND_ADMIN]
    assert not run(world)


def test_who_is_no_admin_any_more_is_told_nothing(world: World) -> None:
    opened(world)
    ask(world)
    world.change(ADMIN, standing=Standing.SUSPENDED)
    assert run(world)
    assert notices(world, Notice.RECONCILED) == []


def test_a_difference_that_an_admin_explains_stays_settled_until_it_changes(world: World) -> None:
    books = opened(world)
    books.write(300_000, world.clock.now - HOUR, "salary")
    reconciled(world)
    (known,) = world.rows(Discrepancy)

    def explain(work: Work) -> Discrepancy | None:
        admin = people.get(work, ADMIN)
        assert admin is not None
        return discrepancies.explain(
            work,
            authorise(admin, Capability.EXPLAIN_DISCREPANCIES),
            known.discrepancy_id or 0,
            "salaries by hand",
        )

    assert world.do(explain) is not None
    assert world.do(explain) is None
    _resume(world)
    world.clock.move(hours=1)
    assert left_open(world) == []
    assert not is_stopped(world)
    told = [each for each in world.rows(AuditEntry) if each.after == "explained"]
    assert [(each.act, each.actor_id) for each in told] == [(Act.RECONCILED, ADMIN)]
    assert told[0].why == str(known.discrepancy_id)
    assert world.do(typed_words.of_act, told[0]) == "salaries by hand"


def test_an_explained_difference_that_grows_is_told_anew(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.PAID)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    reconciled(world)
    (known,) = world.rows(Discrepancy)

    def explain(work: Work) -> None:
        admin = people.get(work, ADMIN)
        assert admin is not None
        discrepancies.explain(
            work,
            authorise(admin, Capability.EXPLAIN_DISCREPANCIES),
            known.discrepancy_id or 0,
            "known",
        )

    world.do(explain)
    _resume(world)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    world.clock.move(minutes=1)
    reconciled(world)
    assert is_stopped(world)
    assert len(notices(world, Notice.DISCREPANCY)) == 4


def test_no_word_of_faspays_is_kept(both_worlds: World) -> None:
    """A line's words may hold a name; whoever looks into it finds them on Faspay's own page."""
    books = opened(both_worlds)
    books.write(300_000, both_worlds.clock.now - HOUR, "for Siti Aminah")
    reconciled(both_worlds)
    (kept,) = both_worlds.rows(Discrepancy)
    assert "Siti" not in repr(kept.model_dump())


def test_a_stop_gives_the_task_back_and_the_next_start_does_it(world: World) -> None:
    opened(world)
    ask_by_night(world)
    assert not run(world, stopping=lambda: True)
    (task,) = waiting(world)
    assert task.run_at == world.clock.now
    assert run(world)
    assert waiting(world) == []


def test_a_comparison_that_was_cut_off_is_taken_over_after_its_lease(world: World) -> None:
    books = opened(world)
    ask_by_night(world)

    async def cut_off(*_days: object) -> list[object]:
        raise asyncio.CancelledError

    books.statement = cut_off  # type: ignore[method-assign,assignment]  # dies in the middle
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(reconciliation.reconcile(edges_of(world)))
    opened(world)
    assert not run(world)
    world.clock.move(minutes=5)
    assert run(world)
    assert waiting(world) == []


def test_one_that_is_cut_off_again_and_again_is_given_up_and_said(world: World) -> None:
    opened(world)
    ask_by_night(world)
    for _ in range(7):
        assert not run(world, stopping=lambda: True)
        world.clock.move(minutes=5)
    assert run(world)
    assert waiting(world) == []
    assert notices(world, Notice.RECONCILED) == [ADMIN, SECOND_ADMIN]

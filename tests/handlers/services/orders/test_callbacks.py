"""A callback is a hint: stored once, believed by nobody, and only at its own address."""

from datetime import timedelta
from itertools import pairwise

import pytest

from handlers.services.orders import callbacks, inquiries
from handlers.services.orders.callbacks import Taken
from handlers.services.provider_answers import Doubt, ProviderStatus, Unclear, Unknown
from storage.engine.vault import Vault, new_key
from storage.models.audit import AuditEntry
from storage.models.inbox import StoredCallback
from storage.models.order_states import ENDED, OrderStatus
from storage.models.outbox import Notice
from storage.models.provider_answer import AnswerDetails, AnswerSource
from storage.repositories import provider_answers, stored_callbacks
from tests.factories import AGENT, SUPERVISOR, World
from tests.fakes import DETAILS

BODY = '{"trx_status":"2"}'
REPORTED = (Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS)


def _token(world: World, number: str) -> str:
    return callbacks.callback_token(world.database._vault, number)


def _call(
    world: World,
    number: str,
    status: ProviderStatus | None = ProviderStatus.SUCCESS,
    body: str = BODY,
    token: str | None = None,
) -> bool:
    good = _token(world, number)
    given = good if token is None else token
    return world.do(callbacks.receive, number, given, body, status) is not None


def test_a_callback_is_stored_and_faspay_is_asked(both_worlds: World) -> None:
    number = both_worlds.keep(OrderStatus.ISSUED)
    assert _call(both_worlds, number)
    assert both_worlds.order(number).status is OrderStatus.ISSUED
    question = both_worlds.do(inquiries.next_question)
    assert question is not None
    assert question.order_no == number


@pytest.mark.parametrize("status", sorted(OrderStatus))
@pytest.mark.parametrize("said", [*ProviderStatus, None])
def test_no_callback_moves_any_order_or_tells_anything(
    world: World, status: OrderStatus, said: ProviderStatus | None
) -> None:
    number = world.keep(status)
    assert _call(world, number, said)
    assert world.order(number).status is status
    assert world.told() == set()


def test_a_wrong_token_is_refused_and_leaves_no_trace(world: World) -> None:
    number = world.keep(OrderStatus.ISSUED)
    other = world.keep(OrderStatus.ISSUED)
    token = _token(world, number)
    wrong = ["", token[:-1], token + "0", token.upper(), "é", _token(world, other), "0" * 43]
    for guess in wrong:
        assert not _call(world, number, token=guess)
    assert world.rows(StoredCallback) == []
    assert world.order(number).check_at is None


def test_an_unknown_order_is_refused_even_with_its_token(world: World) -> None:
    assert not _call(world, "999999999999")
    assert world.rows(StoredCallback) == []


def test_an_address_of_before_a_key_rotation_still_works(world: World, data_keys: str) -> None:
    number = world.keep(OrderStatus.ISSUED)
    token = _token(world, number)
    world.database._vault = Vault.from_setting(f"{new_key('k2')},{data_keys}")
    assert _token(world, number) != token
    assert _call(world, number, token=token)


def test_a_repeat_is_taken_but_not_stored_or_asked_again(world: World) -> None:
    number = world.keep(OrderStatus.ISSUED)
    _call(world, number)
    world.change_order(number, check_at=None)
    assert _call(world, number)
    assert world.order(number).check_at is None
    assert len(world.rows(StoredCallback)) == 1


def test_a_callback_before_the_transfers_answer_waits_for_it(world: World) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    assert _call(world, number)
    assert world.do(inquiries.next_question) is None
    assert world.order(number).status is OrderStatus.SENDING
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    world.clock.move(5)
    assert world.do(inquiries.next_question) is not None


@pytest.mark.parametrize("status", [OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL])
def test_a_callback_for_what_was_never_sent_asks_nothing(world: World, status: OrderStatus) -> None:
    number = world.keep(status)
    assert _call(world, number)
    assert world.order(number).check_at is None


@pytest.mark.parametrize(
    ("status", "kept"), [(OrderStatus.UNKNOWN, True), (OrderStatus.REQUESTED, False)]
)
def test_what_a_callback_says_of_itself_is_kept_apart_and_believed_by_nobody(
    both_worlds: World, status: OrderStatus, *, kept: bool
) -> None:
    number, said = both_worlds.keep(status), AnswerDetails("7", "other", status="2")
    token = _token(both_worlds, number)
    for body, details in (("one", said), ("one", DETAILS)):
        both_worlds.do(callbacks.receive, number, token, body, ProviderStatus.SUCCESS, details)
    answers = both_worlds.do(provider_answers.of_order, number)
    assert [(each.source, each.details) for each in answers] == (
        [(AnswerSource.CALLBACK, said)] if kept else []
    )
    assert both_worlds.order(number).faspay_id is None
    assert both_worlds.do(callbacks.receive, number, "wrong", "two", None, DETAILS) is None
    assert both_worlds.do(provider_answers.of_order, number) == answers


def test_what_was_claimed_before_an_order_was_sent_is_never_relayed(world: World) -> None:
    number = world.request()
    assert _call(world, number)
    ticket = world.claim()
    assert ticket is not None
    world.record(ticket, Unknown(Doubt.TIMEOUT))
    world.find(number, Unclear(Doubt.UNREACHABLE))
    assert {notice for _reader, notice in world.told(number)} & set(REPORTED) == set()
    assert len(world.rows(StoredCallback)) == 1, "it is evidence all the same"


def test_a_callback_never_puts_off_an_inquiry_that_is_overdue(both_worlds: World) -> None:
    overdue = both_worlds.clock.now
    first = both_worlds.keep(OrderStatus.UNKNOWN, check_at=overdue)
    both_worlds.clock.move(60)
    both_worlds.keep(OrderStatus.UNKNOWN, check_at=both_worlds.clock.now - timedelta(seconds=30))
    _call(both_worlds, first)
    assert both_worlds.order(first).check_at == overdue
    question = both_worlds.do(inquiries.next_question)
    assert question is not None
    assert question.order_no == first


def test_a_flood_at_one_right_address_is_kept_up_to_a_limit_and_asks_all_the_same(
    both_worlds: World,
) -> None:
    number, other = both_worlds.keep(OrderStatus.UNKNOWN), both_worlds.keep(OrderStatus.UNKNOWN)
    token = _token(both_worlds, number)
    taken = [
        both_worlds.do(callbacks.receive, number, token, str(each), ProviderStatus.SUCCESS)
        for each in range(callbacks.MOST_KEPT + 3)
    ]
    assert taken == [Taken.KEPT] * callbacks.MOST_KEPT + [Taken.ONE_TOO_MANY] * 3
    assert len(both_worlds.rows(StoredCallback)) == callbacks.MOST_KEPT
    both_worlds.find(number, Unclear(Doubt.UNREACHABLE))
    assert both_worlds.told(number) == {(AGENT, Notice.REPORTED_SUCCESS)}
    assert both_worlds.followed(number) == {SUPERVISOR}
    both_worlds.change_order(number, check_at=None)
    both_worlds.clock.move(5)
    assert both_worlds.do(callbacks.receive, number, token, "one more", ProviderStatus.SUCCESS)
    assert both_worlds.order(number).check_at == both_worlds.clock.now
    assert _call(both_worlds, other), "another order's are kept as ever"
    assert len(both_worlds.rows(StoredCallback)) == callbacks.MOST_KEPT + 1


def test_callbacks_that_were_dealt_with_are_kept_for_ninety_days(both_worlds: World) -> None:
    number = both_worlds.issued()
    _call(both_worlds, number, body="answered")
    both_worlds.find(number, both_worlds.gateway.finding(number))
    _call(both_worlds, number, body="open")
    both_worlds.clock.move(days=90)
    both_worlds.do(stored_callbacks.forget)
    assert len(both_worlds.rows(StoredCallback)) == 2
    both_worlds.clock.move(1)
    both_worlds.tidy()
    assert [each.handled_at for each in both_worlds.rows(StoredCallback)] == [None]


@pytest.mark.parametrize(
    ("status", "notice"),
    [
        (ProviderStatus.ON_PROCESS, Notice.REPORTED_ON_PROCESS),
        (ProviderStatus.SUCCESS, Notice.REPORTED_SUCCESS),
    ],
)
def test_while_faspay_cannot_be_asked_progress_is_relayed_as_unconfirmed(
    world: World, status: ProviderStatus, notice: Notice
) -> None:
    number = world.keep(OrderStatus.UNKNOWN)
    _call(world, number, status)
    world.find(number, Unclear(Doubt.UNREACHABLE))
    assert world.told(number) == {(AGENT, notice)}
    assert world.followed(number) == {SUPERVISOR}
    assert world.order(number).status is OrderStatus.UNKNOWN
    world.find(number, Unclear(Doubt.UNREACHABLE))
    assert world.told(number) == {(AGENT, notice)}
    recorded = [entry.after for entry in world.rows(AuditEntry) if entry.order_no == number]
    assert recorded == [notice.value]


@pytest.mark.parametrize("status", [ProviderStatus.FAILED, ProviderStatus.REVERSED, None])
def test_no_bad_end_is_told_on_a_callback_alone(
    world: World, status: ProviderStatus | None
) -> None:
    number = world.keep(OrderStatus.ISSUED)
    _call(world, number, status)
    world.find(number, Unclear(Doubt.UNREACHABLE))
    assert world.told(number) == set()


@pytest.mark.parametrize("status", sorted(ENDED))
def test_nothing_unconfirmed_is_told_of_what_has_ended(world: World, status: OrderStatus) -> None:
    number = world.keep(status)
    _call(world, number)
    world.find(number, Unclear(Doubt.UNREACHABLE))
    assert world.told(number) == set()


def test_a_callback_is_answered_by_the_inquiry_that_was_asked_after_it(world: World) -> None:
    number = world.issued()
    _call(world, number)
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.PAID
    assert world.rows(StoredCallback)[0].handled_at is not None


def test_a_callback_that_came_while_faspay_was_asked_has_it_asked_again(world: World) -> None:
    number = world.issued()
    question = inquiries.Question(number, world.clock.now)
    answered = world.gateway.finding(number)
    world.clock.move(1)
    _call(world, number)
    world.do(inquiries.apply_finding, question, answered)
    assert world.order(number).check_at == world.clock.now
    assert world.rows(StoredCallback)[0].handled_at is None


def test_a_callback_that_claims_failure_fails_only_after_two_inquiries(world: World) -> None:
    number = world.issued()
    _call(world, number, ProviderStatus.FAILED)
    world.gateway.statuses[number] = ProviderStatus.FAILED
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.ISSUED
    world.clock.move(10)
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.FAILED


def test_callbacks_of_many_orders_do_not_mix(world: World) -> None:
    first, second = world.keep(OrderStatus.ISSUED), world.keep(OrderStatus.ISSUED)
    _call(world, first)
    assert world.order(second).check_at is None


def test_a_callback_from_the_future_is_handled_by_the_next_inquiry_and_not_for_ever(
    both_worlds: World,
) -> None:
    """The clock was set back after it came."""
    number = both_worlds.issued()
    both_worlds.clock.move(hours=1)
    _call(both_worlds, number)
    both_worlds.clock.move(hours=-1)
    both_worlds.find(number, both_worlds.gateway.finding(number))
    assert both_worlds.rows(StoredCallback)[0].handled_at is not None
    check_at = both_worlds.order(number).check_at
    assert check_at is not None
    assert check_at > both_worlds.clock.now
    assert both_worlds.do(inquiries.next_question) is None


def _ask_who_is_due(world: World) -> int:
    """Ask as the program does, answered at once; return how many inquiries that took."""
    asked = 0
    while (question := world.do(inquiries.next_question)) is not None:
        finding = world.gateway.finding(question.order_no)
        world.do(inquiries.apply_finding, question, finding)
        asked += 1
    return asked


def test_ever_different_bodies_at_one_address_make_one_inquiry_in_five_seconds(
    both_worlds: World,
) -> None:
    number = both_worlds.issued()
    asked: list[float] = []
    for tenth in range(600):
        _call(both_worlds, number, body=f"body {tenth}")
        asked += [tenth / 10] * _ask_who_is_due(both_worlds)
        both_worlds.clock.move(0.1)
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert len(asked) == 12
    assert min(gaps) >= 5


def test_a_callback_that_comes_right_behind_an_inquiry_is_answered_five_seconds_after_it(
    both_worlds: World,
) -> None:
    number = both_worlds.issued()
    both_worlds.clock.move(300)
    assert _ask_who_is_due(both_worlds) == 1
    both_worlds.gateway.statuses[number] = ProviderStatus.SUCCESS
    both_worlds.clock.move(1)
    _call(both_worlds, number)
    both_worlds.clock.move(3.9)
    assert _ask_who_is_due(both_worlds) == 0
    both_worlds.clock.move(0.1)
    assert _ask_who_is_due(both_worlds) == 1
    assert both_worlds.order(number).status is OrderStatus.PAID
    assert both_worlds.rows(StoredCallback)[0].handled_at is not None


def test_a_callback_that_comes_while_a_slow_inquiry_is_under_way_is_answered_by_the_next(
    both_worlds: World,
) -> None:
    number = both_worlds.issued()
    both_worlds.clock.move(300)
    question = both_worlds.do(inquiries.next_question)
    assert question is not None
    finding = both_worlds.gateway.finding(number)
    both_worlds.gateway.statuses[number] = ProviderStatus.SUCCESS
    both_worlds.clock.move(2)
    _call(both_worlds, number)
    both_worlds.clock.move(1)
    both_worlds.do(inquiries.apply_finding, question, finding)
    assert both_worlds.order(number).check_at == both_worlds.clock.now + timedelta(seconds=2)
    both_worlds.clock.move(2)
    assert _ask_who_is_due(both_worlds) == 1
    assert both_worlds.order(number).status is OrderStatus.PAID


def test_an_inquiry_of_a_clock_that_was_ahead_puts_no_callback_off(world: World) -> None:
    number = world.issued()
    world.change_order(number, asked_at=world.clock.now + timedelta(hours=1))
    _call(world, number)
    assert world.order(number).check_at == world.clock.now

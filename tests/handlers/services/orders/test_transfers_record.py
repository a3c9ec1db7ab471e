"""The record: every outcome of a transfer, on every state in which it may find the order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.services.controls import sending
from handlers.services.orders import transfers
from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import (
    UNKNOWN_CHANNEL,
    Accepted,
    Doubt,
    Echo,
    NotFound,
    NotSent,
    Outcome,
    ProviderStatus,
    Rejected,
    Unclear,
    Unknown,
)
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order_states import CLOSED, Code, OrderStatus, Review
from storage.models.outbox import Fate, Kind, Notice
from storage.models.provider_answer import AnswerDetails, StatedStatus
from storage.models.refusal import RefusalKind
from storage.repositories import orders, outbox
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World, a_request, open_rows
from tests.fakes import SEALED, accept, accept_with, answer_to

ANSWER = answer_to(a_request())
DIFFERENT: list[dict[str, object]] = [
    {"order_no": "202601029999"},
    {"amount": 5_000},
    {"amount": 50_000_000},
    {"amount": "10000000.5"},
    {"phone": "081111111111"},
    {"channel": Channel.ALFAMART},
    {"channel": UNKNOWN_CHANNEL},
    {"our_account": False},
    {"amount": 5_000, "phone": None},
]
INCOMPLETE: list[dict[str, object]] = [
    {"order_no": None},
    {"amount": None},
    {"phone": None},
    {"channel": None},
    {"our_account": None},
    {"order_no": None, "amount": None, "phone": None, "channel": None},
]


def _code(world: World, number: str) -> str | None:
    def code(work: Work) -> str | None:
        order = orders.get(work, number)
        assert order is not None
        return orders.code_of(work, order)

    return world.do(code)


def test_an_accepted_transfer_is_issued_with_its_code_sealed(both_worlds: World) -> None:
    number = both_worlds.issued()
    order = both_worlds.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert order.faspay_id == "395855"
    assert order.code_sealed is not None
    assert order.answer_sealed is not None
    assert SEALED.encode() not in order.code_sealed
    assert _code(both_worlds, number) == SEALED
    assert order.check_at == both_worlds.clock.now + timedelta(seconds=5)


@pytest.mark.parametrize("echo", DIFFERENT)
def test_a_different_echo_is_unknown_stops_sending_and_pages_every_admin(
    world: World, echo: dict[str, object]
) -> None:
    world.gateway.plan = accept_with(**echo)
    number = world.issued()
    order = world.order(number)
    assert order.status is OrderStatus.UNKNOWN
    assert order.reviews() == {Review.ECHO}
    assert not world.do(sending.is_open)
    told = world.told()
    for admin in (ADMIN, SECOND_ADMIN):
        assert {(admin, Notice.ECHO), (admin, Notice.SENDING_STOPPED)} <= told
    assert (SUPERVISOR, Notice.ECHO) in told
    assert (AGENT, Notice.ECHO) not in told
    assert _code(world, number) == SEALED


@pytest.mark.parametrize("echo", INCOMPLETE)
def test_an_incomplete_echo_is_unknown_until_an_inquiry_has_issued_it(
    world: World, echo: dict[str, object]
) -> None:
    world.gateway.plan = accept_with(**echo)
    number = world.issued()
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert world.order(number).code is Code.SEALED
    assert world.do(sending.is_open)
    world.find(number, world.gateway.finding(number))
    assert world.order(number).status is OrderStatus.ISSUED
    assert world.order(number).code is Code.SEALED
    assert world.order(number).reviews() == set()


def test_an_issued_order_without_a_code_is_issued_and_people_are_told(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, Accepted(replace(answer_to(ticket.request), sealed_code=None)))
    order = world.order(ticket.request.order_no)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)
    assert order.reviews() == {Review.CODE_MISSING}
    for reader in (AGENT, SUPERVISOR, ADMIN, SECOND_ADMIN):
        assert (reader, Notice.CODE_MISSING) in world.told()
    assert not {notice for _, notice in world.told()} & {Notice.FAILED, Notice.CANCELLED}


def test_a_code_that_no_key_opens_is_kept_all_the_same(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, Accepted(answer_to(ticket.request)), code_opens=False)
    order = world.order(ticket.request.order_no)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)
    assert _code(world, order.order_no) == SEALED


def test_only_no_byte_left_is_not_sent(both_worlds: World) -> None:
    ticket = both_worlds.claimed()
    both_worlds.record(ticket, NotSent(Doubt.UNREACHABLE))
    order = both_worlds.order(ticket.request.order_no)
    assert order.status is OrderStatus.NOT_SENT
    assert order.check_at is not None
    assert (AGENT, Notice.NOT_SENT) in both_worlds.told()


def test_not_sent_says_nothing_once_another_took_the_order_for_abandoned(world: World) -> None:
    ticket = world.claimed()
    world.clock.now += world.policy.lease + timedelta(seconds=1)
    world.do(transfers.recover)
    world.record(ticket, NotSent(Doubt.UNREACHABLE))
    assert world.order(ticket.request.order_no).status is OrderStatus.UNKNOWN


def test_not_sent_of_a_stranger_says_nothing(world: World) -> None:
    ticket = world.claimed()
    world.record(replace(ticket, owner="somebody else"), NotSent(Doubt.UNREACHABLE))
    assert world.order(ticket.request.order_no).status is OrderStatus.SENDING


def test_a_refusal_alone_rejects_nothing(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, Rejected("Insufficient balance"))
    order = world.order(ticket.request.order_no)
    assert order.status is OrderStatus.SENDING
    assert order.refusal == "Insufficient balance"


def test_a_refusal_and_not_found_together_reject(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, Rejected("Insufficient balance"))
    world.find(ticket.request.order_no, NotFound())
    assert world.order(ticket.request.order_no).status is OrderStatus.REJECTED
    assert (AGENT, Notice.REJECTED) in world.told()


COMPANY, ORDER = RefusalKind.COMPANY, RefusalKind.ORDER


@pytest.mark.parametrize("kind", [COMPANY, ORDER, None])
def test_admins_are_told_of_a_refusal_that_only_they_can_mend(
    both_worlds: World, kind: RefusalKind | None
) -> None:
    ticket = both_worlds.claimed()
    number = ticket.request.order_no
    both_worlds.record(ticket, Rejected("Invalid Virtual Account", kind))
    both_worlds.find(number, NotFound())
    order = both_worlds.order(number)
    assert (order.status, order.refusal_kind) == (OrderStatus.REJECTED, kind)
    told = both_worlds.told(number)
    assert (AGENT, Notice.REJECTED) in told
    assert both_worlds.followed(number) == {SUPERVISOR}
    for admin in (ADMIN, SECOND_ADMIN):
        assert ((admin, Notice.REJECTED) in told) is (kind is COMPANY)


def test_an_order_for_which_faspay_gave_no_access_is_not_sent_and_admins_are_told(
    world: World,
) -> None:
    ticket = world.claimed()
    world.record(ticket, NotSent(Doubt.UNKNOWN_TEXT, Rejected("Unauthorized", COMPANY)))
    order = world.order(ticket.request.order_no)
    assert (order.status, order.refusal) == (OrderStatus.NOT_SENT, "Unauthorized")
    told = world.told(order.order_no)
    assert {(ADMIN, Notice.NOT_SENT), (SECOND_ADMIN, Notice.NOT_SENT)} <= told
    telegram = world.telegram()
    telegram.drain()
    assert "/cashout" not in telegram.seen_by(AGENT)
    assert "“Unauthorized”" in telegram.seen_by(ADMIN)


def test_what_could_not_get_through_is_to_be_tried_later_and_pages_no_admin(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, NotSent(Doubt.UNREACHABLE))
    order = world.order(ticket.request.order_no)
    assert (order.refusal, order.refusal_kind) == (None, RefusalKind.WAIT)
    assert (ADMIN, Notice.NOT_SENT) not in world.told(order.order_no)


def test_settings_that_no_channel_can_take_are_for_admins_and_quote_nobody(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, NotSent(Doubt.UNREADABLE, Rejected(None, COMPANY)))
    telegram = world.telegram()
    telegram.drain()
    assert "The settings here" in telegram.seen_by(ADMIN)
    assert "Faspay said" not in telegram.seen_by(ADMIN)
    assert "/cashout" not in telegram.seen_by(AGENT)


@pytest.mark.parametrize(("kind", "paged"), [(COMPANY, True), (ORDER, False)])
def test_a_refusal_that_no_inquiry_confirms_pages_admins_at_once_and_stays_a_doubt(
    world: World, kind: RefusalKind, *, paged: bool
) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    world.record(ticket, Rejected("Unauthorized", kind))
    world.find(number, Unclear(Doubt.UNKNOWN_TEXT))
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert ((ADMIN, Notice.UNKNOWN) in world.told(number)) is paged
    telegram = world.telegram()
    telegram.drain()
    for reader in (SUPERVISOR, *((ADMIN,) if paged else ())):
        assert "has not confirmed yet that it has no such order" in telegram.seen_by(reader)
        assert "“Unauthorized”" in telegram.seen_by(reader)
    assert "Do not make a new order for this person" in telegram.seen_by(AGENT)


@pytest.mark.parametrize(
    "outcome",
    [
        Rejected("Unauthorized", COMPANY),
        Rejected("x", details=AnswerDetails("1", "r", status="9", means=StatedStatus.ERROR)),
        NotSent(Doubt.HTTP_STATUS, details=AnswerDetails(http_status=503)),
        NotSent(Doubt.UNREADABLE, Rejected(None, COMPANY)),
        Rejected("Beneficiary Name Not Match", ORDER),
        Rejected("?"),
        NotSent(Doubt.UNREACHABLE),
        NotSent(Doubt.UNKNOWN_TEXT, Rejected("Unauthorized", COMPANY)),
    ],
)
def test_a_refusal_comes_back_from_the_journal_whole(outcome: Outcome) -> None:
    kept = Recorded("202601020001", "worker", outcome, code_opens=False)
    assert Recorded.from_entry(kept.as_entry()) == kept


def test_a_refusal_in_a_journal_of_an_older_version_is_read() -> None:
    entry = Recorded("202601020001", "worker", Rejected("x"), code_opens=False).as_entry()
    del entry["refused"]
    assert Recorded.from_entry(entry).outcome == Rejected("x")


def test_a_refusal_of_an_order_that_faspay_has_is_believed_by_nobody(world: World) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    world.gateway.execute(ticket.request)
    world.record(ticket, Rejected("Insufficient balance"))
    world.find(number, world.gateway.finding(number))
    order = world.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.MISSING)


@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_doubt_is_unknown_and_never_failed(world: World, doubt: Doubt) -> None:
    ticket = world.claimed()
    world.record(ticket, Unknown(doubt))
    order = world.order(ticket.request.order_no)
    assert order.status is OrderStatus.UNKNOWN
    assert order.doubt == doubt
    assert world.told() == {(AGENT, Notice.UNKNOWN), (SUPERVISOR, Notice.UNKNOWN)}


def test_a_number_that_exists_already_is_asked_about_at_once(world: World) -> None:
    ticket = world.claimed()
    world.record(ticket, Unknown(Doubt.DUPLICATE))
    assert world.order(ticket.request.order_no).check_at == world.clock.now


def test_the_code_in_an_answer_that_is_not_understood_is_kept(world: World) -> None:
    ticket = world.claimed()
    answer = replace(answer_to(ticket.request), echo=Echo())
    world.record(ticket, Unknown(Doubt.UNKNOWN_TEXT, answer))
    number = ticket.request.order_no
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert _code(world, number) == SEALED
    world.gateway.execute(ticket.request)
    world.find(number, world.gateway.finding(number))
    assert (world.order(number).status, world.order(number).code) == (
        OrderStatus.ISSUED,
        Code.SEALED,
    )


def test_recording_twice_changes_nothing(world: World) -> None:
    ticket = world.claimed()
    outcome = accept(world.gateway, ticket.request)
    world.record(ticket, outcome)
    before = world.order(ticket.request.order_no)
    told, waiting = world.told(), world.waiting()
    world.record(ticket, outcome)
    after = world.order(ticket.request.order_no)
    assert (after.status, after.code, after.review) == (before.status, before.code, before.review)
    assert after.code_sealed == before.code_sealed
    assert (world.told(), world.waiting()) == (told, waiting)


def test_a_late_answer_after_recovery_still_brings_the_code(world: World) -> None:
    ticket = world.claimed()
    world.clock.now += world.policy.lease + timedelta(seconds=1)
    world.do(transfers.recover)
    world.record(ticket, accept(world.gateway, ticket.request))
    order = world.order(ticket.request.order_no)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert (AGENT, Notice.CODE_LATE) in world.told()


@pytest.mark.parametrize("complete", [True, False])
def test_a_code_that_comes_after_the_inquiry_is_put_into_the_card(
    world: World, *, complete: bool
) -> None:
    """Recovered, asked, found: "the code is missing". Then the answer comes after all."""
    ticket = world.claimed()
    number = ticket.request.order_no
    outcome = accept(world.gateway, ticket.request)
    world.clock.now += world.policy.lease + timedelta(seconds=1)
    world.do(transfers.recover)
    world.find(number, world.gateway.finding(number))
    assert world.order(number).code is Code.MISSING
    world.do(_all_sent)
    answer = answer_to(ticket.request)
    world.record(ticket, outcome if complete else Unknown(Doubt.UNREADABLE, answer))
    assert world.order(number).code is Code.SEALED
    assert Kind.CARD_EDIT in world.waiting()
    assert (AGENT, Notice.CODE_LATE) in world.told(number)


def _all_sent(work: Work) -> None:
    for row in open_rows(work, AGENT):
        outbox.finish(work, row, Fate.SENT)


@pytest.mark.parametrize("status", [ProviderStatus.SUCCESS, ProviderStatus.REVERSED])
def test_an_answer_that_is_older_than_the_inquiry_contradicts_nothing(
    world: World, status: ProviderStatus
) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    outcome = accept(world.gateway, ticket.request)
    world.gateway.statuses[number] = status
    world.find(number, world.gateway.finding(number))
    ended_as = world.order(number).status
    world.record(ticket, outcome)
    assert world.order(number).status is ended_as
    assert world.order(number).reviews() == set()


@pytest.mark.parametrize("closed", sorted(CLOSED))
def test_an_acceptance_after_the_money_was_called_safe_is_kept_and_paged(
    world: World, closed: OrderStatus
) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    world.change_order(number, status=closed, ended_at=world.clock.now)
    world.record(ticket, accept(world.gateway, ticket.request))
    order = world.order(number)
    assert order.reviews() == {Review.CONTRADICTION}
    assert _code(world, number) == SEALED
    assert {(ADMIN, Notice.CONTRADICTION), (SECOND_ADMIN, Notice.CONTRADICTION)} <= world.told()


OUTCOMES: list[Outcome] = [
    Accepted(ANSWER),
    Rejected("Insufficient balance"),
    NotSent(Doubt.UNREACHABLE),
    Unknown(Doubt.TIMEOUT),
    Unknown(Doubt.UNREADABLE, ANSWER),
]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: type(outcome).__name__)
def test_no_outcome_moves_any_order_back(world: World, outcome: Outcome) -> None:
    ticket = replace(world.claimed(), request=a_request())
    for status in set(OrderStatus) - {OrderStatus.SENDING, OrderStatus.UNKNOWN}:
        number = world.keep(status)
        world.record(replace(ticket, request=a_request(number)), outcome)
        assert world.order(number).status is status


def test_no_secret_is_in_the_repr_of_an_answer() -> None:
    shown = repr(Accepted(ANSWER)) + repr(Unknown(Doubt.UNREADABLE, ANSWER))
    for secret in (SEALED, ANSWER.raw, "081234567890"):
        assert secret not in shown

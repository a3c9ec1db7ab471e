"""No status goes back for any reader, whatever was put off, refused, reordered or sent again."""

import pytest

from handlers.messages.acts import Claimed, Send
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood
from handlers.services.notices.announcing import tell
from handlers.services.orders import callbacks
from handlers.services.people.members import Newcomer, meet
from handlers.services.provider_answers import Doubt, Echo, Found, ProviderStatus, Unclear
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Notice
from tests.factories import AGENT, SUPERVISOR, World
from tests.fakes import FakeTelegram


def _first_words(telegram: FakeTelegram, chat_id: int) -> Claimed:
    while (claimed := telegram.next()) is not None:
        if claimed.chat_id == chat_id:
            return claimed
        telegram.settle(claimed, telegram.perform(claimed.act))
    raise AssertionError


def _said(telegram: FakeTelegram, chat_id: int) -> list[str]:
    acts = telegram.drain()
    return [act.text for act in acts if isinstance(act, Send) and act.chat_id == chat_id]


def _paid(world: World, number: str) -> None:
    for known in list(world.gateway.statuses):
        world.gateway.statuses[known] = ProviderStatus.SUCCESS
    world.find(number, world.gateway.finding(next(iter(world.gateway.statuses))))


def _told_by_an_older_program(world: World, number: str, notice: Notice) -> None:
    """Append what a program of before live messages tells a supervisor of an order."""
    world.do(tell, {SUPERVISOR}, notice, number, number)


def test_what_was_put_off_and_then_overtaken_is_not_said(both_worlds: World) -> None:
    number = both_worlds.keep(OrderStatus.UNKNOWN)
    both_worlds.find(number, Unclear(Doubt.UNREACHABLE))
    issued = both_worlds.issued()
    telegram = both_worlds.telegram()
    both_worlds.clock.move(3)
    first = _first_words(telegram, SUPERVISOR)
    telegram.settle(first, Again(30))
    _paid(both_worlds, issued)
    said = _said(telegram, SUPERVISOR)
    both_worlds.clock.move(60)
    said += _said(telegram, SUPERVISOR)
    assert len(said) == 1
    assert said[0].endswith("Collected ✓")


def test_who_had_blocked_us_is_not_told_of_a_new_order_after_its_end(both_worlds: World) -> None:
    number = both_worlds.issued()
    _told_by_an_older_program(both_worlds, number, Notice.REQUESTED)
    telegram = both_worlds.telegram()
    refused = _first_words(telegram, SUPERVISOR)
    telegram.settle(refused, RefusedForGood(DeliveryProblem.BLOCKED))
    _paid(both_worlds, number)
    _told_by_an_older_program(both_worlds, number, Notice.PAID)
    assert any("The cash was collected ✓" in text for text in _said(telegram, SUPERVISOR))
    both_worlds.do(meet, Newcomer(SUPERVISOR, "Rina", "en"))
    assert not any("New order" in text for text in _said(telegram, SUPERVISOR))


def test_who_had_blocked_us_all_the_while_sees_it_all_in_one_message(world: World) -> None:
    number = world.issued()
    telegram = world.telegram()
    telegram.blocked.add(SUPERVISOR)
    telegram.drain()
    _paid(world, number)
    telegram.drain()
    telegram.blocked.clear()
    world.do(meet, Newcomer(SUPERVISOR, "Rina", "en"))
    (said,) = _said(telegram, SUPERVISOR)
    assert ["Accepted." in said, said.endswith("Collected ✓")] == [True, True]


@pytest.mark.parametrize("forwards", [True, False])
def test_callbacks_in_any_order_are_relayed_up_to_the_furthest(
    world: World, *, forwards: bool
) -> None:
    claims = (ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS)
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    token = callbacks.callback_token(world.database._vault, number)
    for status in claims if forwards else reversed(claims):
        assert world.do(callbacks.receive, number, token, status, status)
        world.find(number, Unclear(Doubt.UNREACHABLE))
    told = [notice for reader, notice in world.told(number) if reader == AGENT]
    assert Notice.REPORTED_SUCCESS in told
    assert (Notice.REPORTED_ON_PROCESS in told) is forwards


@pytest.mark.parametrize(
    ("notice", "code", "hours"),
    [(Notice.CODE_MISSING, Code.SEALED, 0), (Notice.CODE_LATE, Code.SEALED, 25)],
)
def test_what_is_said_of_a_code_is_so_when_it_is_said(
    world: World, notice: Notice, code: Code, hours: int
) -> None:
    now = world.clock.now
    missing = notice is Notice.CODE_MISSING
    number = world.keep(
        OrderStatus.UNKNOWN, sending_at=now, code=Code.NONE if missing else code, code_sealed=None
    )
    world.clock.move(60)
    world.find(number, Found(ProviderStatus.ON_PROCESS, Echo(number)))
    assert (AGENT, notice) in world.told(number)
    world.change_order(number, code=code)
    world.clock.move(hours=hours)
    assert not any(
        words in text
        for text in _said(world.telegram(), AGENT)
        for words in ("did not reach us", "The code is here")
    )

"""When digests are sent: each time is covered once, whatever happens in between."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.messages.acts import Act, Send
from handlers.services.notices import digests
from handlers.services.people import members
from handlers.services.people.members import Newcomer
from handlers.services.rights.capabilities import Capability
from storage.models.digest import Digest, DigestTime
from storage.models.order_states import OrderStatus, Review
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role, Standing
from storage.repositories import digest_times
from tests.factories import (
    ADMIN,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    OTHER_TEAM,
    SUPERVISOR,
    World,
)

DAY = timedelta(days=1)
FIVE = 17 * 60
TODAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
"""17.00 WIB; the world begins at 10.00 WIB."""


def choose(world: World, minute: int | None = FIVE, person_id: int = SUPERVISOR) -> None:
    actor = world.actor(Capability.READ_DIGESTS, person_id)
    world.do(digests.choose_time, world.policy, actor, minute)


def send(world: World, at: datetime) -> int:
    world.clock.now = at
    return world.do(digests.send_due, world.policy)


def periods(world: World, person_id: int = SUPERVISOR) -> list[tuple[datetime, datetime]]:
    rows = sorted(world.rows(Digest), key=lambda each: each.digest_id or 0)
    return [(each.begins_at, each.ends_at) for each in rows if each.person_id == person_id]


def read(world: World, chat_id: int = SUPERVISOR) -> list[str]:
    """Have everything sent; return the digests that a chat got."""
    sent: list[Act] = world.telegram().drain()
    rows = {row.chat_id for row in world.rows(Outgoing) if row.kind is Kind.DIGEST}
    found = [act for act in sent if isinstance(act, Send) and act.chat_id == chat_id]
    assert chat_id in rows or not found
    assert all(act.silent for act in found if act.text.startswith("Digest"))
    return [act.text for act in found if act.text.startswith("Digest")]


def test_nobody_has_one_without_asking(both_worlds: World) -> None:
    assert send(both_worlds, TODAY + 30 * DAY) == 0


def test_it_comes_at_its_time_each_day_and_each_begins_where_the_last_one_ended(
    both_worlds: World,
) -> None:
    choose(both_worlds)
    assert send(both_worlds, TODAY - timedelta(seconds=1)) == 0
    assert send(both_worlds, TODAY) == 1
    assert send(both_worlds, TODAY) == 0
    assert send(both_worlds, TODAY + DAY + timedelta(seconds=4)) == 1
    assert periods(both_worlds) == [(TODAY - DAY, TODAY), (TODAY, TODAY + DAY)]


def test_one_makes_up_for_days_without_the_bot_and_says_its_real_time(both_worlds: World) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY)
    assert send(both_worlds, TODAY + 3 * DAY + timedelta(hours=5)) == 1
    assert periods(both_worlds)[1:] == [(TODAY, TODAY + 3 * DAY)]
    assert send(both_worlds, TODAY + 4 * DAY) == 1
    assert periods(both_worlds)[2:] == [(TODAY + 3 * DAY, TODAY + 4 * DAY)]


def test_another_time_leaves_no_gap_and_tells_nothing_twice(both_worlds: World) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY)
    choose(both_worlds, 7 * 60)
    assert send(both_worlds, TODAY + timedelta(hours=14)) == 1
    choose(both_worlds, FIVE)
    assert send(both_worlds, TODAY + DAY) == 1
    ended = [end for _begin, end in periods(both_worlds)]
    assert [begin for begin, _end in periods(both_worlds)] == [TODAY - DAY, *ended[:-1]]


def test_none_comes_once_it_was_turned_off(both_worlds: World) -> None:
    choose(both_worlds)
    choose(both_worlds, None)
    assert send(both_worlds, TODAY) == 0
    assert both_worlds.rows(DigestTime) == []


def test_one_at_once_does_not_shorten_the_daily_one(both_worlds: World) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY)
    both_worlds.clock.move(3600)
    both_worlds.do(digests.show_now, both_worlds.actor(Capability.READ_DIGESTS, SUPERVISOR))
    send(both_worlds, TODAY + DAY)
    hour = timedelta(hours=1)
    assert periods(both_worlds)[1:] == [(TODAY, TODAY + hour), (TODAY, TODAY + DAY)]


def test_a_clock_that_went_back_sends_nothing_again(both_worlds: World) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY)
    assert send(both_worlds, TODAY - DAY) == 0
    assert send(both_worlds, TODAY + DAY) == 1
    assert periods(both_worlds) == [(TODAY - DAY, TODAY), (TODAY, TODAY + DAY)]


def test_none_comes_twice_although_its_time_does(both_worlds: World) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY)
    both_worlds.clock.now = TODAY - timedelta(hours=1)
    choose(both_worlds)
    assert send(both_worlds, TODAY) == 0
    assert send(both_worlds, TODAY + DAY) == 1
    assert periods(both_worlds) == [(TODAY - DAY, TODAY), (TODAY, TODAY + DAY)]


def test_a_clock_that_was_a_year_ahead_silences_it_for_a_day_at_most(both_worlds: World) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY + 365 * DAY)
    assert send(both_worlds, TODAY) == 1
    assert periods(both_worlds)[-1] == (TODAY - DAY, TODAY)


@pytest.mark.parametrize(
    "away",
    [{"standing": Standing.SUSPENDED}, {"unreachable": True}, {"role": Role.AGENT}],
    ids=lambda away: str(next(iter(away))),
)
def test_who_cannot_be_told_gets_all_of_it_when_they_can(
    both_worlds: World, away: dict[str, object]
) -> None:
    choose(both_worlds)
    send(both_worlds, TODAY)
    both_worlds.change(SUPERVISOR, **away)
    assert send(both_worlds, TODAY + DAY) == 0
    both_worlds.change(
        SUPERVISOR, standing=Standing.ACTIVE, unreachable=False, role=Role.SUPERVISOR
    )
    assert send(both_worlds, TODAY + 2 * DAY) == 1
    assert periods(both_worlds)[1:] == [(TODAY, TODAY + 2 * DAY)]
    both_worlds.change(SUPERVISOR, unreachable=True)
    send(both_worlds, TODAY + 60 * DAY)
    both_worlds.change(SUPERVISOR, unreachable=False)
    assert send(both_worlds, TODAY + 61 * DAY) == 1
    assert periods(both_worlds)[-1] == (TODAY + 30 * DAY, TODAY + 61 * DAY), "a month at most"


def test_the_hour_stays_the_same_where_clocks_change(world: World) -> None:
    new_york = replace(world.policy, zone=ZoneInfo("America/New_York"))
    world.clock.now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    actor = world.actor(Capability.READ_DIGESTS, SUPERVISOR)
    world.do(digests.choose_time, new_york, actor, FIVE)
    for at in (datetime(2026, 3, 7, 22, tzinfo=UTC), datetime(2026, 3, 8, 21, tzinfo=UTC)):
        world.clock.now = at - timedelta(seconds=1)
        assert world.do(digests.send_due, new_york) == 0
        world.clock.now = at
        assert world.do(digests.send_due, new_york) == 1
    assert periods(world)[1] == (
        datetime(2026, 3, 7, 22, tzinfo=UTC),
        datetime(2026, 3, 8, 21, tzinfo=UTC),
    )


@pytest.mark.postgres
def test_two_replicas_send_one(postgres_world: World) -> None:
    choose(postgres_world)
    postgres_world.clock.now = TODAY
    with ThreadPoolExecutor(4) as threads:
        runs = [
            threads.submit(postgres_world.do, digests.send_due, postgres_world.policy)
            for _ in range(4)
        ]
        assert sum(each.result(10) for each in runs) == 1
    assert len(periods(postgres_world)) == 1


def test_each_reads_of_the_orders_that_they_may_know_of(both_worlds: World) -> None:
    for person_id in (SUPERVISOR, OTHER_SUPERVISOR, ADMIN):
        choose(both_worlds, person_id=person_id)
    both_worlds.keep(OrderStatus.PAID, amount=100_000, ended_at=both_worlds.clock.now)
    both_worlds.keep(OrderStatus.UNKNOWN, amount=200_000, agent_id=OTHER_AGENT, team=OTHER_TEAM)
    send(both_worlds, TODAY)
    assert "Asked for: 1 order, Rp 100.000" in read(both_worlds)[0]
    both_worlds.change(OTHER_SUPERVISOR, standing=Standing.SUSPENDED)
    send(both_worlds, TODAY + DAY)
    text = read(both_worlds, ADMIN)[-1]
    assert "Rp 200.000" in text
    assert not read(both_worlds, OTHER_SUPERVISOR)


def test_a_reader_who_may_have_none_any_more_gets_none(world: World) -> None:
    choose(world)
    world.clock.now = TODAY
    world.do(digests.send_due, world.policy)
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), SUPERVISOR)
    assert read(world) == []


def test_what_contradicts_itself_is_not_counted_as_back(world: World) -> None:
    choose(world)
    world.keep(OrderStatus.FAILED, ended_at=world.clock.now, review=Review.CONTRADICTION.value)
    world.keep(OrderStatus.FAILED, ended_at=world.clock.now)
    send(world, TODAY)
    (text,) = read(world)
    assert "• failed, the money is not out: 1 ·" in text
    assert "contradicts itself; people must look at it: 1 ·" in text
    assert "Not settled now: 1" in text


def test_old_ones_are_forgotten_and_newer_ones_are_not(both_worlds: World) -> None:
    choose(both_worlds)
    for days in (0, 1, 32):
        send(both_worlds, TODAY + days * DAY)
    both_worlds.do(digest_times.forget_old)
    assert [end for _begin, end in periods(both_worlds)] == [TODAY + DAY, TODAY + 32 * DAY]


def test_everybody_gets_the_menu_that_has_it(world: World) -> None:
    world.change(SUPERVISOR, menu="supervisor:en", telegram_language="en")
    world.do(members.meet, Newcomer(SUPERVISOR, "Ratna", "en"))
    kinds = [row.kind for row in world.rows(Outgoing)]
    assert kinds == [Kind.MENU]
    world.do(members.meet, Newcomer(SUPERVISOR, "Ratna", "en"))
    assert len(world.rows(Outgoing)) == 1

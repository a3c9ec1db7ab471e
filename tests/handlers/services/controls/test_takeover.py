"""Who else holds the token is told of to all admins; the third time in an hour stops sending."""

from collections import Counter
from collections.abc import Callable

import pytest

from handlers.services.controls import sending, takeover
from handlers.services.controls.sending import Guard
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.models.person import Role
from storage.repositories import system_state
from tests.factories import ADMIN, SECOND_ADMIN, World

MONEY = {"en": "The money", "id": "Uangnya"}


def _noted(world: World) -> int:
    return Counter(entry.act for entry in world.rows(AuditEntry))[Act.UPDATES_TAKEN]


def _times(world: World, minutes: float, times: int = 1) -> list[bool]:
    stopped = []
    for _ in range(times):
        stopped.append(world.do(takeover.taken))
        world.clock.move(minutes=minutes)
    return stopped


def test_the_first_is_noted_and_told_to_every_admin(both_worlds: World) -> None:
    assert not both_worlds.do(takeover.taken)
    told = {(ADMIN, Notice.UPDATES_TAKEN), (SECOND_ADMIN, Notice.UPDATES_TAKEN)}
    assert both_worlds.told() == told
    assert _noted(both_worlds) == 1
    assert both_worlds.do(sending.is_open)


def test_the_third_within_an_hour_stops_sending_until_somebody_opens_it(
    both_worlds: World,
) -> None:
    assert _times(both_worlds, 20, 3) == [False, False, True]
    assert both_worlds.do(system_state.sending_switch).reason == Guard.UPDATES_TAKEN
    assert (ADMIN, Notice.SENDING_STOPPED) in both_worlds.told()
    assert both_worlds.do(sending.resume, both_worlds.agreement(Capability.RESUME_SENDING))
    assert _times(both_worlds, 0) == [True], "nobody has mended it"


def test_three_in_more_than_an_hour_do_not(world: World) -> None:
    assert _times(world, 31, 6) == [False] * 6
    assert world.do(sending.is_open)


def test_replicas_that_see_one_takeover_note_one(both_worlds: World) -> None:
    for _ in range(5):
        assert not both_worlds.do(takeover.taken)
        both_worlds.clock.move(1)
    assert _noted(both_worlds) == 1


def test_a_fight_over_the_token_fills_no_table(world: World) -> None:
    _times(world, 0.3, 100)
    assert _noted(world) == takeover.MOST
    notices = Counter(notice for _reader, notice in world.told())
    assert notices[Notice.UPDATES_TAKEN] <= 2


def test_a_clock_that_was_set_back_forgets_nothing(world: World) -> None:
    _times(world, 1, 2)
    world.clock.move(hours=-5)
    assert _times(world, 0) == [True]


def test_a_line_that_stands_for_another_reason_keeps_it(world: World) -> None:
    world.do(sending.stop_by, Guard.ECHO, "123456789012")
    assert _times(world, 1, 4) == [False] * 4
    assert world.do(system_state.sending_switch).reason.startswith(Guard.ECHO)


def test_another_poller_is_told_of_once_an_hour_and_stops_nothing(both_worlds: World) -> None:
    for _ in range(10):
        both_worlds.do(takeover.shared)
        both_worlds.clock.move(minutes=3)
    assert (ADMIN, Notice.UPDATES_SHARED) in both_worlds.told()
    assert both_worlds.do(sending.is_open)
    assert {reader for reader, _ in both_worlds.told()} == {ADMIN, SECOND_ADMIN}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("use_case", [takeover.taken, takeover.shared])
def test_admins_read_what_happened_what_of_the_money_and_what_to_do(
    world: World, language: str, use_case: Callable[[Work], object]
) -> None:
    for admin in (ADMIN, SECOND_ADMIN):
        world.change(admin, language=language)
    world.do(use_case)
    telegram = world.telegram()
    telegram.drain()
    for admin in (ADMIN, SECOND_ADMIN):
        said = telegram.seen_by(admin)
        for part in ("@BotFather", "/revoke", "TELEGRAM_BOT_TOKEN", MONEY[language]):
            assert part in said


def test_who_is_no_admin_any_more_does_not_read_it(world: World) -> None:
    world.do(takeover.taken)
    world.change(SECOND_ADMIN, role=Role.SUPERVISOR)
    telegram = world.telegram()
    telegram.drain()
    assert "token" in telegram.seen_by(ADMIN)
    assert telegram.seen_by(SECOND_ADMIN) == ""

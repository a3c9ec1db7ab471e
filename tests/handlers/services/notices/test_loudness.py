"""What makes a sound, for whom, and when: decided at the moment of sending."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.messages.acts import Act, Send
from handlers.services.notices.announcing import announce, tell
from handlers.services.people.preferences import choose_loudness, choose_quiet_hours
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Fate, Kind, Notice, Outgoing
from storage.models.person import Role, Standing
from storage.models.preference import Loudness, News, NewsChoice
from storage.models.refusal import RefusalKind
from storage.repositories import orders, system_state
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_SUPERVISOR,
    OTHER_TEAM,
    SECOND_ADMIN,
    SUPERVISOR,
    TEAM,
    World,
)

NIGHT = datetime(2026, 1, 5, 16, tzinfo=UTC)
"""23.00 WIB."""
QUIET = 21 * 60, 6 * 60
Fields = dict[str, Any]
"""Columns of Order."""
ISSUED: Fields = {"status": OrderStatus.ISSUED}
PROBLEMS: dict[Notice, Fields] = {
    Notice.UNKNOWN: {"status": OrderStatus.UNKNOWN},
    Notice.CODE_MISSING: ISSUED | {"code": Code.MISSING},
    Notice.CODE_MALFORMED: ISSUED,
    Notice.ECHO: ISSUED,
    Notice.LATE_EVIDENCE: ISSUED,
    Notice.CONTRADICTION: ISSUED,
    Notice.UNRESOLVED: ISSUED,
    Notice.REVERSED: {"status": OrderStatus.REVERSED, "paid_at": NIGHT},
}
PROGRESS: dict[Notice, Fields] = {
    Notice.REQUESTED: {"status": OrderStatus.REQUESTED},
    Notice.ISSUED: ISSUED,
    Notice.REPORTED_ON_PROCESS: {"status": OrderStatus.UNKNOWN},
    Notice.REPORTED_SUCCESS: {"status": OrderStatus.UNKNOWN},
    Notice.EXPIRED: ISSUED,
    Notice.PAID: {"status": OrderStatus.PAID},
    Notice.FAILED: {"status": OrderStatus.FAILED},
    Notice.REVERSED: {"status": OrderStatus.REVERSED},
    Notice.CANCELLED: {"status": OrderStatus.CANCELLED},
    Notice.NOT_SENT: {"status": OrderStatus.NOT_SENT},
    Notice.REJECTED: {"status": OrderStatus.REJECTED},
    Notice.NOT_CREATED: {"status": OrderStatus.NOT_CREATED},
}


def choose(world: World, who: int, news: News, how: Loudness) -> object:
    actor = world.actor(Capability.CHOOSE_NOTIFICATIONS, who)
    return world.do(choose_loudness, actor, news, how)


def quiet(world: World, who: int, hours: tuple[int, int] = QUIET) -> None:
    world.do(choose_quiet_hours, world.actor(Capability.CHOOSE_NOTIFICATIONS, who), hours)


def heard(acts: list[Act], who: int) -> list[bool]:
    """Return the new messages in a chat: whether each made a sound."""
    return [not act.silent for act in acts if isinstance(act, Send) and act.chat_id == who]


def announced(world: World, notice: Notice, fields: Fields) -> list[Act]:
    number = world.keep(**fields)

    def say(work: Work) -> None:
        order = orders.get(work, number)
        assert order is not None
        announce(work, order, notice)

    world.do(say)
    return world.telegram().drain()


@pytest.mark.parametrize("notice", PROBLEMS)
def test_each_kind_of_problem_is_one_message_with_a_sound(world: World, notice: Notice) -> None:
    acts = announced(world, notice, PROBLEMS[notice])
    assert sorted(heard(acts, SUPERVISOR)) == [False, True], "beside the silent live message"


@pytest.mark.parametrize("notice", PROGRESS)
def test_how_an_order_goes_on_is_one_silent_message(world: World, notice: Notice) -> None:
    assert heard(announced(world, notice, PROGRESS[notice]), SUPERVISOR) == [False]


@pytest.mark.parametrize("notice", [Notice.REJECTED, Notice.NOT_SENT])
def test_what_only_the_company_can_mend_sounds_for_admins(world: World, notice: Notice) -> None:
    fields: Fields = {"refusal": "Unauthorized", "refusal_kind": RefusalKind.COMPANY}
    acts = announced(world, notice, PROGRESS[notice] | fields)
    assert heard(acts, ADMIN) == [True]
    assert heard(acts, SUPERVISOR) == [False]


def test_an_admin_who_watches_hears_of_a_problem_once(world: World) -> None:
    world.change(ADMIN, watching=True)
    acts = announced(world, Notice.CODE_MISSING, PROBLEMS[Notice.CODE_MISSING])
    assert sorted(heard(acts, ADMIN)) == [False, True]
    assert heard(acts, SECOND_ADMIN) == [True]


@pytest.mark.parametrize("notice", PROBLEMS)
def test_quiet_hours_silence_nothing_that_needs_somebody(world: World, notice: Notice) -> None:
    world.clock.now = NIGHT
    quiet(world, SUPERVISOR)
    assert True in heard(announced(world, notice, PROBLEMS[notice]), SUPERVISOR)


@pytest.mark.parametrize(
    ("hour", "hours", "sounds"),
    [
        (23, QUIET, False),
        (3, QUIET, False),
        (6, QUIET, True),
        (20, QUIET, True),
        (21, QUIET, False),
        (13, (12 * 60, 14 * 60), False),
        (14, (12 * 60, 14 * 60), True),
        (3, (12 * 60, 14 * 60), True),
    ],
)
def test_quiet_hours_are_those_of_the_companys_zone(
    world: World, hour: int, hours: tuple[int, int], *, sounds: bool
) -> None:
    world.clock.now = datetime(2026, 1, 5 if hour >= 7 else 6, (hour - 7) % 24, tzinfo=UTC)
    quiet(world, AGENT, hours)
    assert heard(announced(world, Notice.PAID, PROGRESS[Notice.PAID]), AGENT) == [sounds]


def test_that_sending_was_stopped_sounds_at_night_and_that_it_was_opened_does_not(
    world: World,
) -> None:
    world.clock.now = NIGHT
    quiet(world, ADMIN)
    telegram = world.telegram()
    world.do(_switch, stopped=True)
    world.do(tell, {ADMIN}, Notice.SENDING_STOPPED, "1")
    assert heard(telegram.drain(), ADMIN) == [True]
    world.do(_switch, stopped=False)
    world.do(tell, {ADMIN}, Notice.SENDING_RESUMED, "2")
    assert heard(telegram.drain(), ADMIN) == [False]


def _switch(work: Work, *, stopped: bool) -> None:
    system_state.set_sending_switch(work, stopped=stopped, reason="", words="", changed_by=None)


def test_an_agent_who_turned_it_off_does_not_hear_that_the_cash_was_collected(
    world: World,
) -> None:
    choose(world, AGENT, News.COLLECTED, Loudness.OFF)
    assert heard(announced(world, Notice.PAID, PROGRESS[Notice.PAID]), AGENT) == []
    told = [row for row in world.rows(Outgoing) if row.kind is Kind.NOTICE]
    assert [row.fate for row in told] == [Fate.DROPPED], "it is on record all the same"


@pytest.mark.parametrize(
    "notice", [Notice.UNKNOWN, Notice.FAILED, Notice.REVERSED, Notice.CODE_MISSING]
)
def test_nothing_else_of_an_agents_own_order_can_be_silenced(world: World, notice: Notice) -> None:
    world.clock.now = NIGHT
    quiet(world, AGENT)
    choose(world, AGENT, News.COLLECTED, Loudness.OFF)
    fields = (PROBLEMS | PROGRESS)[notice]
    assert heard(announced(world, notice, fields), AGENT) == [True]


def _suspended(world: World) -> None:
    world.change(OTHER_SUPERVISOR, standing=Standing.SUSPENDED)


def _moved(world: World) -> None:
    world.change(OTHER_SUPERVISOR, team=OTHER_TEAM)


def _blocked(world: World) -> None:
    world.change(OTHER_SUPERVISOR, unreachable=True)


def _has_another_role(world: World) -> None:
    world.change(OTHER_SUPERVISOR, role=Role.AGENT)


@pytest.mark.parametrize("change", [None, _suspended, _moved, _blocked, _has_another_role])
def test_what_is_off_sounds_all_the_same_once_nobody_else_would_hear_it(
    world: World, change: object
) -> None:
    world.change(OTHER_SUPERVISOR, team=TEAM)
    assert choose(world, SUPERVISOR, News.PROBLEMS, Loudness.OFF) is None
    if callable(change):
        change(world)
    acts = announced(world, Notice.UNKNOWN, PROBLEMS[Notice.UNKNOWN])
    assert (True in heard(acts, SUPERVISOR)) is (change is not None)


def test_what_a_supervisor_turned_off_comes_back_when_they_are_an_admin(world: World) -> None:
    world.change(OTHER_SUPERVISOR, team=TEAM)
    choose(world, SUPERVISOR, News.PROBLEMS, Loudness.OFF)
    world.change(SUPERVISOR, role=Role.ADMIN)
    acts = announced(world, Notice.CODE_MISSING, PROBLEMS[Notice.CODE_MISSING])
    assert heard(acts, SUPERVISOR) == [True]


def test_what_was_chosen_last_counts(world: World) -> None:
    for how in (Loudness.SILENT, Loudness.OFF, Loudness.SILENT):
        assert choose(world, AGENT, News.COLLECTED, how) is None
    assert [each.loudness for each in world.rows(NewsChoice)] == [Loudness.SILENT]
    assert heard(announced(world, Notice.PAID, PROGRESS[Notice.PAID]), AGENT) == [False]

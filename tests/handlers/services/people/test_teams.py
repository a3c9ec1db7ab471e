"""Who follows which team: no team is nobody's, and every spelling of a name means one."""

import pytest

from handlers.messages import rendering
from handlers.services.notices import announcing
from handlers.services.people import invitations, teams
from handlers.services.people.members import Problem
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import may_know_order
from storage.engine.unit_of_work import Work
from storage.models.audit import AuditEntry
from storage.models.outbox import Kind, Notice, Outgoing
from storage.models.person import Person, Role
from storage.repositories import orders, typed_words
from storage.repositories import people as directory
from storage.values import team_mark
from tests.dialogs.stage import Stage
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_SUPERVISOR,
    SUPERVISOR,
    World,
    a_bare_order,
    a_person,
    an_order,
)

NO_TEAM = "You are in no team"


@pytest.mark.parametrize("team", ["", "Bandung"])
def test_a_supervisor_without_a_team_hears_of_nobodys_orders(both_worlds: World, team: str) -> None:
    both_worlds.change(SUPERVISOR, team="")

    def announce(work: Work) -> str:
        order = an_order(work, team=team)
        announcing.announce(work, order, Notice.REQUESTED)
        return order.order_no

    number = both_worlds.do(announce)
    assert (SUPERVISOR, Notice.REQUESTED) not in both_worlds.told(number)
    assert SUPERVISOR not in {row.person_id for row in both_worlds.do(directory.watchers, team)}


@pytest.mark.parametrize("team", ["", "Bandung"])
def test_a_supervisor_without_a_team_sees_nothing(world: World, team: str) -> None:
    world.change(SUPERVISOR, team="")
    number = world.do(an_order, team=team).order_no
    stage = Stage(world)
    for command in ("/orders", "/team"):
        stage.act(SUPERVISOR, command)
        (said,) = stage.hear(SUPERVISOR)
        assert NO_TEAM in said
    stage.act(SUPERVISOR, f"/order {number}")
    assert "I find no order" in stage.hear(SUPERVISOR)[0]


def test_a_notice_that_was_meant_for_a_team_is_not_said_to_who_left_it(world: World) -> None:
    number = world.do(an_order, team="").order_no
    world.change(SUPERVISOR, team="")
    row = Outgoing(
        chat_id=SUPERVISOR, kind=Kind.NOTICE, notice=Notice.REQUESTED, order_no=number,
        created_at=world.clock.now, run_at=world.clock.now,
    )  # fmt: skip
    assert world.do(rendering.notice, world.policy, row) is None


@pytest.mark.parametrize("spelling", ["Bandung", "bandung", "BANDUNG ", "ban\u200bdung"])
def test_every_spelling_means_the_team_there_is(world: World, spelling: str) -> None:
    assert teams.find(world.do(teams.known), spelling) == "Bandung"


def test_a_team_that_somebody_is_invited_to_exists(world: World) -> None:
    world.do(
        invitations.invite, world.policy, world.actor(Capability.INVITE_PEOPLE), Role.AGENT, "Solo"
    )
    assert world.do(teams.known) == ["Bandung", "Medan", "Solo"]
    world.clock.now += world.policy.invite_lasts
    assert world.do(teams.known) == ["Bandung", "Medan"]


def test_the_nearest_team_comes_first() -> None:
    found = teams.nearest_first(["Jakarta", "Medan", "Bandung"], "Bndung")
    assert found[0] == "Bandung"


def test_a_mark_means_its_team_and_no_other() -> None:
    known = ["Bandung", "Medan"]
    assert teams.marked(known, team_mark("BANDUNG")) == "Bandung"
    assert teams.marked(known, team_mark("Solo")) is None


def test_assigning_changes_who_follows_and_is_on_record(world: World) -> None:
    admin = world.person(ADMIN)
    assert isinstance(
        world.do(teams.assign, authorise(admin, Capability.ASSIGN_TEAMS), AGENT, "Medan"), Person
    )
    assert (
        world.do(teams.assign, authorise(admin, Capability.ASSIGN_TEAMS), AGENT, "Medan")
        is Problem.UNCHANGED
    )
    assert (
        world.do(teams.assign, authorise(admin, Capability.ASSIGN_TEAMS), 404, "Medan")
        is Problem.NOBODY
    )
    (entry,) = world.rows(AuditEntry)
    assert (entry.actor_id, entry.subject_id) == (ADMIN, AGENT)
    assert world.do(typed_words.of_act, entry) == "Medan"
    number = world.request()
    order = world.do(orders.get, number)
    assert order is not None
    assert may_know_order(world.person(OTHER_SUPERVISOR), order)
    assert not may_know_order(world.person(SUPERVISOR), order)


def test_only_supervisors_follow_a_team(world: World) -> None:
    for number, role in enumerate(Role):
        person = world.do(a_person, 77 + number, role)
        alone = world.do(a_person, 87 + number, role, "")
        of_team, of_none = (a_bare_order(world.clock.now, team=each) for each in ("Bandung", ""))
        is_admin = role is Role.ADMIN
        assert may_know_order(person, of_team) is (role is not Role.AGENT)
        assert may_know_order(alone, of_team) is is_admin
        assert all(may_know_order(each, of_none) is is_admin for each in (person, alone))

"""People of the company: suspended at once, by the right person, and met again."""

import pytest

from handlers.services.people import members, preferences
from handlers.services.people.members import Newcomer, Problem
from handlers.services.proposals.asking import Asked
from handlers.services.rights.actors import NotAuthorisedError
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind
from storage.models.person import Person, Role, Standing
from storage.models.proposal import AttemptVerdict
from storage.repositories import people as rows
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World, a_policy
from tests.fakes import Clock

NEW = Newcomer(7_000_000_001, "Rina", "id")
OTHER = Newcomer(7_000_000_002, "Budi", "en")


def test_suspending_takes_rights_at_once_and_is_on_record(world: World) -> None:
    assert isinstance(
        world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT), Person
    )
    assert world.person().standing is Standing.SUSPENDED
    acts = [(row.act, row.actor_id, row.subject_id) for row in world.rows(AuditEntry)]
    assert acts == [(Act.SUSPENDED, ADMIN, AGENT)]
    assert (
        world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT)
        is Problem.UNCHANGED
    )


def test_a_suspended_agents_waiting_order_is_not_sent(world: World) -> None:
    number = world.request()
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT)
    assert world.claim() is None
    assert world.order(number).status is OrderStatus.CANCELLED


def test_restoring_gives_back_rights_and_cards(world: World) -> None:
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT)
    number = world.keep(OrderStatus.ISSUED)
    assert isinstance(
        world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), AGENT), Person
    )
    assert world.person().standing is Standing.ACTIVE
    assert world.waiting() == [Kind.CARD_EDIT]
    assert number
    assert (
        world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), AGENT)
        is Problem.UNCHANGED
    )


def test_nobody_suspends_themselves_or_a_stranger(world: World) -> None:
    admin = world.actor(Capability.SUSPEND_PEOPLE)
    assert world.do(members.suspend, admin, ADMIN) is Problem.ONESELF
    assert world.do(members.suspend, admin, 404) is Problem.NOBODY
    restorer = world.actor(Capability.RESTORE_PEOPLE)
    assert world.do(members.restore, restorer, 404) is Problem.NOBODY


def test_the_last_admin_who_can_act_is_never_suspended(world: World) -> None:
    agreed = world.agreement(Capability.SUSPEND_PEOPLE, SECOND_ADMIN)
    world.change(SECOND_ADMIN, standing=Standing.SUSPENDED)
    assert world.do(members.suspend_admin, agreed, ADMIN) is Problem.LAST_ADMIN
    assert world.person(ADMIN).standing is Standing.ACTIVE


def test_one_of_two_admins_is_suspended_by_two_people_and_not_by_one(world: World) -> None:
    one = world.actor(Capability.SUSPEND_PEOPLE)
    assert isinstance(world.do(members.suspend, one, SECOND_ADMIN), Asked)
    assert world.person(SECOND_ADMIN).standing is Standing.ACTIVE
    (decided,) = world.decided()
    assert decided.verdict is AttemptVerdict.APPROVED
    assert world.person(SECOND_ADMIN).standing is Standing.SUSPENDED


@pytest.mark.parametrize("who", [AGENT, SUPERVISOR])
def test_one_admin_does_not_undo_what_another_has_suspended(world: World, who: int) -> None:
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE, SECOND_ADMIN), who)
    one = world.actor(Capability.RESTORE_PEOPLE)
    assert isinstance(world.do(members.restore, one, who), Asked)
    assert world.person(who).standing is Standing.SUSPENDED
    world.decided(by=SECOND_ADMIN)
    assert world.person(who).standing is Standing.ACTIVE


def test_a_supervisor_is_given_back_their_rights_by_two_whoever_took_them(world: World) -> None:
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), SUPERVISOR)
    one = world.actor(Capability.RESTORE_PEOPLE)
    assert isinstance(world.do(members.restore, one, SUPERVISOR), Asked)
    assert world.person(SUPERVISOR).standing is Standing.SUSPENDED


def test_only_the_operator_suspends_at_the_machine(world: World) -> None:
    with pytest.raises(NotAuthorisedError):
        world.do(members.suspend_at_machine, world.actor(Capability.SUSPEND_PEOPLE), SECOND_ADMIN)


def test_the_first_admins_are_made_once(memory: Database, clock: Clock) -> None:
    empty = World(memory, clock, a_policy())
    assert empty.do(members.seed_admins, (1, 2)) == 2
    assert empty.do(members.seed_admins, (3,)) == 0
    assert {person.person_id for person in empty.rows(Person)} == {1, 2}


def test_a_setting_makes_no_admin_where_there_is_one(world: World) -> None:
    assert world.do(members.seed_admins, (AGENT, 404)) == 0
    assert world.person().role is Role.AGENT
    assert world.do(rows.get, 404) is None


def test_a_stranger_is_nobody_and_is_greeted_once_a_day(world: World) -> None:
    assert world.do(members.meet, NEW) is None
    assert world.do(members.may_greet_stranger, NEW.person_id)
    assert not world.do(members.may_greet_stranger, NEW.person_id)
    world.clock.move(days=1)
    assert world.do(members.may_greet_stranger, NEW.person_id)


def test_meeting_keeps_name_and_language_and_gives_the_menu_once(world: World) -> None:
    for _ in range(2):
        person = world.do(members.meet, Newcomer(SUPERVISOR, "Ibu Dewi", "id"))
    assert person is not None
    assert world.do(rows.name_of, person) == "Ibu Dewi"
    assert world.person(SUPERVISOR).telegram_language == "id"
    assert world.waiting(SUPERVISOR) == [Kind.MENU]


def test_a_chosen_language_stays_whatever_telegram_says(world: World) -> None:
    agent = world.actor(Capability.CHOOSE_LANGUAGE, AGENT)
    world.do(preferences.choose_language, agent, "id")
    world.do(members.meet, Newcomer(AGENT, "A", "en"))
    assert world.person().language == "id"

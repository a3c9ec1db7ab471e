"""People of the company: suspended at once, by the right person, and met again."""

from handlers.services.people import members, preferences
from handlers.services.people.members import Newcomer, Problem
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind
from storage.models.person import Person, Role, Standing
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
    world.change(AGENT, standing=Standing.SUSPENDED)
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
    second = world.actor(Capability.SUSPEND_PEOPLE, SECOND_ADMIN)
    world.change(SECOND_ADMIN, standing=Standing.SUSPENDED)
    assert world.do(members.suspend, second, ADMIN) is Problem.LAST_ADMIN
    assert world.person(ADMIN).standing is Standing.ACTIVE


def test_one_of_two_admins_can_be_suspended(world: World) -> None:
    assert isinstance(
        world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), SECOND_ADMIN), Person
    )


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

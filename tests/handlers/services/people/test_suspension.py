"""Suspension: the code leaves the chat at once, and two admins cannot both be gone."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.messages.acts import Wipe
from handlers.services.people import members
from handlers.services.people.members import Problem
from handlers.services.provider_answers import ProviderStatus
from handlers.services.rights.actors import operator
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Card, Kind
from storage.models.person import Person, Role, Standing
from storage.repositories import people as rows
from storage.repositories import system_state
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SECOND_ADMIN, World, a_person, a_policy
from tests.fakes import CODE, Clock, FakeTelegram


def _suspend(world: World, person_id: int = AGENT) -> None:
    assert isinstance(
        world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), person_id), Person
    )


def _shown(world: World) -> tuple[str, FakeTelegram]:
    telegram = world.telegram()
    number = world.issued()
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)
    return number, telegram


def test_suspension_takes_the_code_out_of_the_chat(both_worlds: World) -> None:
    _number, telegram = _shown(both_worlds)
    _suspend(both_worlds)
    acts = telegram.drain()
    assert [act for act in acts if isinstance(act, Wipe)]
    assert CODE not in telegram.seen_by(AGENT)
    assert all(card.wiped_at for card in both_worlds.rows(Card))


def test_restoring_brings_the_card_back_with_its_code(both_worlds: World) -> None:
    _number, telegram = _shown(both_worlds)
    _suspend(both_worlds)
    telegram.drain()
    both_worlds.do(members.restore, both_worlds.actor(Capability.RESTORE_PEOPLE), AGENT)
    telegram.drain()
    assert telegram.seen_by(AGENT).count(f"\n{CODE}\n") == 1
    assert len([card for card in both_worlds.rows(Card) if card.wiped_at is None]) == 1


def test_restored_before_the_wipe_was_sent_the_code_stands_in_one_card(world: World) -> None:
    _number, telegram = _shown(world)
    _suspend(world)
    world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), AGENT)
    telegram.drain()
    assert telegram.seen_by(AGENT).count(f"\n{CODE}\n") == 1


def test_restored_while_an_edit_and_the_wipe_behind_it_wait_the_code_stands_in_one_card(
    world: World,
) -> None:
    telegram = world.telegram()
    ticket = world.claimed()
    telegram.drain()
    world.record(ticket, world.gateway.plan(world.gateway, ticket.request))
    _suspend(world)
    assert world.waiting()[-2:] == [Kind.CARD_EDIT, Kind.CARD_WIPE]
    world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), AGENT)
    telegram.drain()
    assert telegram.seen_by(AGENT).count(f"\n{CODE}\n") == 1
    assert len([card for card in world.rows(Card) if card.wiped_at is None]) == 1


def test_an_edit_that_waits_behind_the_wipe_is_enough(world: World) -> None:
    _number, _telegram = _shown(world)
    for _ in range(2):
        _suspend(world)
        world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), AGENT)
    assert world.waiting() == [Kind.CARD_WIPE, Kind.CARD_EDIT]


def test_what_ended_while_suspended_does_not_come_back(world: World) -> None:
    _number, telegram = _shown(world)
    _suspend(world)
    telegram.drain()
    number = world.gateway.executed[0].order_no
    world.gateway.statuses[number] = ProviderStatus.SUCCESS
    world.find(number, world.gateway.finding(number))
    world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), AGENT)
    telegram.drain()
    assert CODE not in telegram.seen_by(AGENT)


def test_suspension_leaves_the_cards_of_others_alone(world: World) -> None:
    _number, telegram = _shown(world)
    _suspend(world, OTHER_AGENT)
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)
    assert Kind.CARD_WIPE not in world.waiting()


def test_two_admins_cannot_suspend_each_other_at_once(postgres: Database, clock: Clock) -> None:
    world = World(postgres, clock, a_policy()).with_people()
    world.do(system_state.sending_switch)  # else the two race for making it, and one is run again
    both_know_who_they_are = threading.Barrier(2, timeout=10)

    def suspend(work: Work, me: int, other: int) -> Person | Problem:
        assert rows.get(work, other) is not None
        agreed = world.agreement(Capability.SUSPEND_PEOPLE, me)
        both_know_who_they_are.wait()
        return members.suspend_admin(work, agreed, other)

    pairs = [(ADMIN, SECOND_ADMIN), (SECOND_ADMIN, ADMIN)]
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda pair: world.do(suspend, *pair), pairs))
    assert [each for each in done if isinstance(each, Problem)] == [Problem.LAST_ADMIN]
    assert len(world.do(rows.admins)) == 1


def _all_admins_gone(world: World) -> None:
    for admin in (ADMIN, SECOND_ADMIN):
        world.change(admin, standing=Standing.SUSPENDED)


def test_the_settings_admins_are_restored_when_no_admin_can_act(both_worlds: World) -> None:
    _all_admins_gone(both_worlds)
    assert both_worlds.do(members.seed_admins, (SECOND_ADMIN, 404)) == 2
    restored, made = both_worlds.person(SECOND_ADMIN), both_worlds.person(404)
    assert (restored.role, restored.standing) == (Role.ADMIN, Standing.ACTIVE)
    assert (made.role, made.standing) == (Role.ADMIN, Standing.ACTIVE)
    assert both_worlds.person(ADMIN).standing is Standing.SUSPENDED
    acts = {(row.act, row.actor_id, row.subject_id) for row in both_worlds.rows(AuditEntry)}
    assert acts == {(Act.RESTORED, None, SECOND_ADMIN), (Act.FIRST_ADMIN, None, 404)}


def test_no_setting_gives_anything_back_to_whom_the_operator_has_suspended(
    both_worlds: World,
) -> None:
    """The thief of an account has suspended the other admin before; that one comes back."""
    agreed = both_worlds.agreement(Capability.SUSPEND_PEOPLE)
    both_worlds.do(members.suspend_admin, agreed, SECOND_ADMIN)
    suspended = both_worlds.do(
        members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), ADMIN
    )
    assert isinstance(suspended, Person)
    assert both_worlds.do(members.seed_admins, (ADMIN, SECOND_ADMIN)) == 1
    assert both_worlds.person(ADMIN).standing is Standing.SUSPENDED
    assert both_worlds.person(SECOND_ADMIN).standing is Standing.ACTIVE


def test_whom_an_admin_has_restored_since_is_named_like_any_other(world: World) -> None:
    world.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), SECOND_ADMIN)
    agreed = world.agreement(Capability.RESTORE_PEOPLE)
    world.do(members.give_back, agreed, SECOND_ADMIN, "admin")
    _all_admins_gone(world)
    assert world.do(members.seed_admins, (SECOND_ADMIN,)) == 1


def test_a_setting_restores_nobody_while_one_admin_can_act(world: World) -> None:
    world.change(SECOND_ADMIN, standing=Standing.SUSPENDED)
    assert world.do(members.seed_admins, (SECOND_ADMIN,)) == 0
    assert world.person(SECOND_ADMIN).standing is Standing.SUSPENDED


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_a_setting_makes_an_admin_of_somebody_known_when_there_is_none(
    world: World, role: Role
) -> None:
    _all_admins_gone(world)
    world.do(a_person, 77, role)
    assert world.do(members.seed_admins, (77,)) == 1
    assert world.person(77).role is Role.ADMIN

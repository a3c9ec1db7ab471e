"""Locks: one person takes rights at once, and two give them back. It lets nobody take over."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from handlers.services.controls import policy_changes, purpose_changes, purposes, sending
from handlers.services.controls.policy_changes import Knob
from handlers.services.orders import codes, transfers
from handlers.services.orders.codes import NoCode
from handlers.services.people import invitations, members
from handlers.services.people.members import Newcomer, Problem
from handlers.services.proposals.asking import Asked
from handlers.services.rights.actors import Actor, NotAuthorisedError, authorise, operator
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.person import Invite, Person, Role, Standing
from storage.models.policy import Threshold
from storage.models.proposal import AttemptVerdict, Denial, ProposalKind
from storage.repositories import people
from storage.values import Rupiah
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    OTHER_TEAM,
    SECOND_ADMIN,
    SUPERVISOR,
    World,
    a_person,
    state_row,
)
from tests.fakes import CODE

THIRD, SECOND_SUPERVISOR = 5_000_000_007, 5_000_000_008


def lock(world: World, by: int, whom: int) -> Person | Problem:
    return world.do(members.lock, world.actor(Capability.LOCK_PEOPLE, by), whom)


def restore(world: World, by: int, whom: int) -> Any:  # noqa: ANN401 - whatever it answers
    return world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE, by), whom)


def is_active(world: World, person_id: int) -> bool:
    return world.person(person_id).standing is Standing.ACTIVE


@pytest.mark.parametrize(
    ("by", "whom"),
    [
        (AGENT, AGENT),
        (SUPERVISOR, AGENT),
        (SUPERVISOR, SUPERVISOR),
        (ADMIN, AGENT),
        (ADMIN, OTHER_SUPERVISOR),
        (ADMIN, SECOND_ADMIN),
        (ADMIN, ADMIN),
    ],
)
def test_one_person_locks_and_nothing_is_left_to_them(
    both_worlds: World, by: int, whom: int
) -> None:
    assert isinstance(lock(both_worlds, by, whom), Person)
    for capability in Capability:
        with pytest.raises(NotAuthorisedError):
            both_worlds.actor(capability, whom)
    acts = [(row.act, row.actor_id, row.subject_id) for row in both_worlds.rows(AuditEntry)]
    assert acts == [(Act.LOCKED, by, whom)]


@pytest.mark.parametrize(
    ("by", "whom"),
    [
        (AGENT, OTHER_AGENT),
        (AGENT, SUPERVISOR),
        (SUPERVISOR, OTHER_SUPERVISOR),
        (SUPERVISOR, ADMIN),
        (ADMIN, 404),
    ],
)
def test_nobody_locks_whom_they_do_not_reach(world: World, by: int, whom: int) -> None:
    world.change(ADMIN, team=world.person(SUPERVISOR).team)
    assert lock(world, by, whom) is Problem.NOBODY


def test_a_lock_takes_codes_out_of_the_chat_and_sends_nothing_more(world: World) -> None:
    shown = world.issued()
    telegram = world.telegram()
    telegram.drain()
    assert CODE in telegram.seen_by(AGENT)
    waits = world.request()
    lock(world, SUPERVISOR, AGENT)
    telegram.drain()
    assert CODE not in telegram.seen_by(AGENT)
    assert world.claim() is None
    assert world.order(waits).status is OrderStatus.CANCELLED
    assert world.order(shown).status is OrderStatus.ISSUED


def test_all_admins_and_the_teams_supervisors_are_told(world: World) -> None:
    world.do(a_person, SECOND_SUPERVISOR, Role.SUPERVISOR)
    lock(world, SUPERVISOR, AGENT)
    acts = {reader for reader, notice in world.told() if notice is Notice.ADMIN_ACT}
    assert acts == {ADMIN, SECOND_ADMIN, SECOND_SUPERVISOR}
    telegram = world.telegram()
    telegram.drain()
    assert f"/restore {AGENT}" in telegram.seen_by(SECOND_SUPERVISOR)


def test_a_lock_is_told_to_no_other_team(world: World) -> None:
    lock(world, AGENT, AGENT)
    assert OTHER_SUPERVISOR not in {reader for reader, _notice in world.told()}


@pytest.mark.parametrize("by", [AGENT, SUPERVISOR, ADMIN])
@pytest.mark.parametrize("asker", [SUPERVISOR, ADMIN])
def test_no_one_person_gives_an_agent_back_what_a_lock_took(
    both_worlds: World, by: int, asker: int
) -> None:
    world = both_worlds
    lock(world, by, AGENT)
    assert isinstance(restore(world, asker, AGENT), Asked)
    assert [each.denial for each in world.decided(by=asker)] == [Denial.OWN]
    assert not is_active(world, AGENT)
    decider = SUPERVISOR if asker == ADMIN else ADMIN
    assert [each.verdict for each in world.decided(by=decider)] == [AttemptVerdict.APPROVED]
    assert is_active(world, AGENT)


def test_an_own_suspension_that_was_locked_is_not_undone_by_one(world: World) -> None:
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT)
    assert isinstance(lock(world, SUPERVISOR, AGENT), Person)
    assert lock(world, ADMIN, AGENT) is Problem.UNCHANGED
    suspended = world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), AGENT)
    assert suspended is Problem.UNCHANGED
    assert isinstance(restore(world, ADMIN, AGENT), Asked)
    assert not is_active(world, AGENT)


def test_two_supervisors_give_nothing_back_without_an_admin(world: World) -> None:
    world.do(a_person, SECOND_SUPERVISOR, Role.SUPERVISOR)
    lock(world, AGENT, AGENT)
    restore(world, SUPERVISOR, AGENT)
    assert [each.denial for each in world.decided(by=SECOND_SUPERVISOR)] == [Denial.NO_RIGHT]
    assert not is_active(world, AGENT)


@pytest.mark.parametrize("whom", [OTHER_AGENT, SECOND_SUPERVISOR, SECOND_ADMIN])
def test_a_supervisor_asks_for_agents_of_the_own_team_only(world: World, whom: int) -> None:
    world.do(a_person, SECOND_SUPERVISOR, Role.SUPERVISOR)
    world.change(OTHER_AGENT, team=OTHER_TEAM)
    lock(world, ADMIN, whom)
    assert restore(world, SUPERVISOR, whom) is Problem.NOBODY
    restore(world, ADMIN, whom)
    assert [each.denial for each in world.decided(by=SUPERVISOR)] == [Denial.NO_RIGHT]


def test_the_last_admin_is_not_locked(both_worlds: World) -> None:
    assert isinstance(lock(both_worlds, ADMIN, SECOND_ADMIN), Person)
    assert lock(both_worlds, ADMIN, ADMIN) is Problem.LAST_ADMIN
    assert is_active(both_worlds, ADMIN)


def test_a_lock_ends_what_they_asked_for(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "odd")
    world.do(sending.ask_to_resume, world.actor(Capability.RESUME_SENDING, SECOND_ADMIN))
    lock(world, ADMIN, SECOND_ADMIN)
    assert world.decided(by=ADMIN) == []
    assert not world.do(sending.is_open)


def _loosen(world: World, admin: int) -> object:
    actor = world.actor(Capability.CHANGE_LIMITS, admin)
    return world.do(policy_changes.change, actor, Knob(Threshold.ORDER), None)


def _lift_budget(world: World, admin: int) -> object:
    actor = world.actor(Capability.CHANGE_POLICY, admin)
    world.do(purpose_changes.add, actor, "FOOD", "Food aid")
    food = world.do(purposes.find, "FOOD")
    assert food is not None
    world.do(purpose_changes.set_budget, actor, food, Rupiah(500_000))
    return world.do(purpose_changes.set_budget, actor, food, None)


def _open(world: World, admin: int) -> object:
    return world.do(sending.ask_to_resume, world.actor(Capability.RESUME_SENDING, admin))


def _restore_accomplice(world: World, admin: int) -> object:
    return restore(world, admin, AGENT)


def _restore_admin(world: World, admin: int) -> object:
    return restore(world, admin, SECOND_ADMIN)


def _enrol(world: World, admin: int) -> object:
    inviter = world.actor(Capability.INVITE_PEOPLE, admin)
    link = world.do(invitations.invite, world.policy, inviter, Role.ADMIN, "")
    accomplice = Newcomer(6_000_000_001, "Eko", "en")
    claimed = world.do(invitations.claim, accomplice, link.partition("start=")[2])
    assert isinstance(claimed, Invite)
    decider = world.actor(Capability.DECIDE_CLAIMS, admin)
    return world.do(invitations.decide, decider, claimed.invite_id or 0, accept=True)


GRAVE = [_loosen, _lift_budget, _open, _restore_accomplice, _restore_admin, _enrol]


@pytest.mark.parametrize("grave", GRAVE)
def test_who_has_locked_all_others_still_does_nothing_grave_alone(
    both_worlds: World, grave: Callable[[World, int], object]
) -> None:
    """A thief of an admin's account locks all who could refuse, and then acts alone."""
    world = both_worlds
    world.do(a_person, THIRD, Role.ADMIN, "")
    world.do(
        policy_changes.change,
        world.actor(Capability.CHANGE_LIMITS),
        Knob(Threshold.ORDER),
        Rupiah(500_000),
    )
    world.do(sending.stop, world.actor(Capability.STOP_SENDING, SECOND_ADMIN), "thief")
    lock(world, ADMIN, AGENT)
    for other in (SECOND_ADMIN, THIRD):
        assert isinstance(lock(world, ADMIN, other), Person)
    assert isinstance(grave(world, ADMIN), Asked)
    assert [each.denial for each in world.decided(by=ADMIN)] == [Denial.OWN]
    assert not world.do(sending.is_open)
    assert world.do(policy_changes.amount_of, Knob(Threshold.ORDER)) == 500_000
    assert [each.person_id for each in world.do(people.admins)] == [ADMIN]
    assert not is_active(world, AGENT)
    assert [each.verdict for each in world.decided(by=OPERATOR)] == [AttemptVerdict.APPROVED]


def test_a_thiefs_locks_are_undone_without_the_thief(world: World) -> None:
    world.do(a_person, THIRD, Role.ADMIN, "")
    lock(world, ADMIN, SECOND_ADMIN)
    lock(world, THIRD, ADMIN)
    assert isinstance(restore(world, THIRD, SECOND_ADMIN), Asked)
    world.decided(by=OPERATOR)
    assert is_active(world, SECOND_ADMIN)
    assert not is_active(world, ADMIN)


def test_the_operator_suspends_who_is_locked_so_that_no_setting_brings_them_back(
    world: World,
) -> None:
    lock(world, ADMIN, SECOND_ADMIN)
    suspend = operator(Capability.SUSPEND_PEOPLE)
    assert isinstance(world.do(members.suspend_at_machine, suspend, SECOND_ADMIN), Person)
    assert world.do(members.suspend_at_machine, suspend, SECOND_ADMIN) is Problem.UNCHANGED
    world.change(ADMIN, standing=Standing.SUSPENDED)
    assert world.do(members.seed_admins, (SECOND_ADMIN,)) == 0
    assert not is_active(world, SECOND_ADMIN)


def test_two_admins_who_lock_each_other_at_once_leave_one(postgres_world: World) -> None:
    world = postgres_world
    world.do(a_person, THIRD, Role.ADMIN, "")
    world.do(state_row)
    together = threading.Barrier(2, timeout=10)

    def both(work: Work, me: int, other: int) -> Person | Problem:
        person = people.get(work, me)
        assert person is not None
        assert people.get(work, other) is not None
        actor = authorise(person, Capability.LOCK_PEOPLE)
        together.wait()
        return members.lock(work, actor, other)

    pairs = [(ADMIN, SECOND_ADMIN), (SECOND_ADMIN, ADMIN)]
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda pair: world.do(both, *pair), pairs))
    assert [each for each in done if isinstance(each, Problem)] == [Problem.SUSPENDED]
    assert len(world.do(people.admins)) == 2


def test_a_lock_and_a_claim_at_once_send_nothing_after_the_lock(both_worlds: World) -> None:
    """The claim holds the person's row. So either it commits first, or it sees the lock."""
    world = both_worlds
    for _ in range(10):
        world.request()
    world.do(state_row)
    locked = threading.Event()
    late: list[bool] = []

    async def send() -> None:
        for _ in range(5):
            was_locked = locked.is_set()
            ticket = await world.database.run(_claim, world)
            late.append(was_locked and ticket)

    async def freeze() -> None:
        await world.database.run(_lock, SUPERVISOR, AGENT)
        locked.set()

    async def all_at_once() -> None:
        await asyncio.gather(send(), freeze(), send(), send())

    asyncio.run(all_at_once())
    assert not any(late)
    assert world.claim() is None


def _claim(work: Work, world: World) -> bool:
    return transfers.claim(work, world.policy, "worker") is not None


def _lock(work: Work, by: int, whom: int) -> object:
    person = people.get(work, by)
    assert person is not None
    return members.lock(work, _as_locker(person), whom)


def _as_locker(person: Person) -> Actor:
    return authorise(person, Capability.LOCK_PEOPLE)


def test_a_locked_agent_sees_no_code(world: World) -> None:
    number = world.issued()
    actor = world.actor(Capability.SEE_CODES, AGENT)
    lock(world, AGENT, AGENT)
    assert world.do(codes.show_again, world.policy, actor, number) in set(NoCode)


def test_every_kind_that_restores_or_lets_in_is_tried_here() -> None:
    """A new kind of grave act is to be tried by somebody who has locked all others."""
    tried = {
        ProposalKind.LOOSEN_LIMIT,
        ProposalKind.LOOSEN_PURPOSE,
        ProposalKind.OPEN_SENDING,
        ProposalKind.RESTORE,
        ProposalKind.ENROL,
        ProposalKind.SUSPEND_ADMIN,  # who is alone has nobody to suspend
    }
    assert set(ProposalKind) == tried

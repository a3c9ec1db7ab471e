"""Whatever an admin or the operator does, all other admins hear of it at once."""

from collections.abc import Callable

import pytest

from handlers.messages import rendering
from handlers.services.controls import policy_changes, purpose_changes, sending, stop_reasons
from handlers.services.controls.policy_changes import Knob
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.notices import acts
from handlers.services.notices.names import name_of
from handlers.services.people import invitations, members, teams
from handlers.services.people.members import Newcomer, Problem
from handlers.services.reconciliation import discrepancies
from handlers.services.rights.actors import authorise, operator
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.outbox import Notice, Outgoing
from storage.models.person import Invite, Person, Role, Standing
from storage.models.policy import Threshold
from storage.models.reconciliation import Discrepancy, Mismatch
from storage.repositories import people as directory
from storage.repositories import reconciliation, typed_words
from storage.values import Rupiah
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World, a_person

THIRD_ADMIN = 5_000_000_009
NEW = Newcomer(7_000_000_001, "Rina", "id")


def _invite(work: Work, world: World, admin: Person) -> str:
    link = invitations.invite(
        work, world.policy, authorise(admin, Capability.INVITE_PEOPLE), Role.AGENT, "Bandung"
    )
    return link.partition("?start=")[2]


def _decide(work: Work, world: World, admin: Person, *, accept: bool) -> None:
    claimed = invitations.claim(work, NEW, _invite(work, world, admin))
    assert isinstance(claimed, Invite)
    decided = invitations.decide(
        work, authorise(admin, Capability.DECIDE_CLAIMS), claimed.invite_id or 0, accept=accept
    )
    assert isinstance(decided, Invite)


def _settle(work: Work, _world: World, admin: Person) -> None:
    found = Discrepancy(
        mismatch=Mismatch.AMOUNT, subject="x", happened_at=work.now, found_at=work.now
    )
    reconciliation.add(work, found)
    assert (
        discrepancies.explain(
            work,
            authorise(admin, Capability.EXPLAIN_DISCREPANCIES),
            found.discrepancy_id or 0,
            "by hand",
        )
        is not None
    )


def _suspend(work: Work, _world: World, admin: Person) -> None:
    assert isinstance(
        members.suspend(work, authorise(admin, Capability.SUSPEND_PEOPLE), AGENT), Person
    )


def _restore(work: Work, _world: World, admin: Person) -> None:
    _suspend(work, _world, admin)
    assert isinstance(
        members.restore(work, authorise(admin, Capability.RESTORE_PEOPLE), AGENT), Person
    )


Does = Callable[[Work, World, Person], object]
DONE: dict[Act, Does] = {
    Act.INVITED: _invite,
    Act.INVITE_APPROVED: lambda work, world, admin: _decide(work, world, admin, accept=True),
    Act.INVITE_REFUSED: lambda work, world, admin: _decide(work, world, admin, accept=False),
    Act.SUSPENDED: _suspend,
    Act.RESTORED: _restore,
    Act.LIMITS: lambda work, _world, admin: policy_changes.change(
        work, authorise(admin, Capability.CHANGE_LIMITS), Knob(Threshold.ORDER), Rupiah(500_000)
    ),
    Act.PURPOSE: lambda work, _world, admin: purpose_changes.add(
        work, authorise(admin, Capability.CHANGE_POLICY), "FOOD", "Food aid"
    ),
    Act.RECONCILED: _settle,
    Act.ASSIGNED: lambda work, _world, admin: teams.assign(
        work, authorise(admin, Capability.ASSIGN_TEAMS), AGENT, "Medan"
    ),
}


def _told_of(world: World, act: Act) -> list[int]:
    entries = {row.seq for row in world.rows(AuditEntry) if row.act is act}
    rows = [row for row in world.rows(Outgoing) if row.notice is Notice.ADMIN_ACT]
    return sorted(row.chat_id for row in rows if row.subject_id in entries)


def _do(world: World, act: Act) -> None:
    def do(work: Work) -> None:
        admin = directory.get(work, ADMIN)
        assert admin is not None
        DONE[act](work, world, admin)

    world.do(do)


@pytest.mark.parametrize("act", sorted(DONE))
def test_all_other_admins_are_told_of_each_act_once(both_worlds: World, act: Act) -> None:
    both_worlds.do(a_person, THIRD_ADMIN, Role.ADMIN, "")
    _do(both_worlds, act)
    assert _told_of(both_worlds, act) == [SECOND_ADMIN, THIRD_ADMIN]
    (entry,) = [row for row in both_worlds.rows(AuditEntry) if row.act is act]
    assert entry.actor_id == ADMIN


@pytest.mark.parametrize("change", [{"standing": Standing.SUSPENDED}, {"role": Role.SUPERVISOR}])
def test_who_is_no_admin_any_more_is_not_told(world: World, change: dict[str, object]) -> None:
    world.change(SECOND_ADMIN, **change)
    _do(world, Act.SUSPENDED)
    assert _told_of(world, Act.SUSPENDED) == []


@pytest.mark.parametrize("act", sorted(DONE))
def test_what_is_told_names_who_did_it_and_is_for_admins_only(world: World, act: Act) -> None:
    _do(world, act)
    row = next(row for row in world.rows(Outgoing) if row.notice is Notice.ADMIN_ACT)

    def said(work: Work) -> str:
        told = rendering.notice(work, world.policy, row)
        return told.text if told else ""

    assert f"(ID {ADMIN})" in world.do(said)
    world.change(SECOND_ADMIN, role=Role.SUPERVISOR)
    assert world.do(said) == ""


def test_the_operators_act_is_on_record_as_that_and_told_to_all_admins(
    both_worlds: World,
) -> None:
    assert isinstance(
        both_worlds.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), SUPERVISOR),
        Person,
    )
    assert _told_of(both_worlds, Act.SUSPENDED) == [ADMIN, SECOND_ADMIN]
    (entry,) = both_worlds.rows(AuditEntry)
    assert (entry.actor_id, entry.subject_id) == (OPERATOR, SUPERVISOR)


def test_the_operator_can_suspend_the_last_admin_who_is_not_told(world: World) -> None:
    assert isinstance(
        world.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), ADMIN), Person
    )
    assert isinstance(
        world.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), SECOND_ADMIN),
        Person,
    )
    assert _told_of(world, Act.SUSPENDED) == [SECOND_ADMIN]
    assert (
        world.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), ADMIN)
        is Problem.UNCHANGED
    )
    assert (
        world.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), 404)
        is Problem.NOBODY
    )


def test_a_rotation_of_keys_is_told(world: World) -> None:
    world.do(acts.keys_rotated, operator(Capability.ROTATE_KEYS), "k2")
    assert _told_of(world, Act.KEYS_ROTATED) == [ADMIN, SECOND_ADMIN]


def test_who_stops_or_opens_sending_is_named(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING, ADMIN), "old answers")
    (given,) = world.do(stop_reasons.of, COMPANY)
    assert given.typed is not None
    assert (given.typed.words, given.typed.by) == ("old answers", world.do(name_of, ADMIN))
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING, SECOND_ADMIN))
    assert world.do(stop_reasons.of, COMPANY) == ()
    resumed = world.rows(AuditEntry)[-1]
    assert (resumed.actor_id, resumed.decided_by) == (SECOND_ADMIN, OPERATOR)


def test_what_was_typed_is_sealed(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING, ADMIN), "xylophone")
    _do(world, Act.INVITE_REFUSED)
    kept = repr([row.model_dump() for row in world.rows(AuditEntry)])
    assert "xylophone" not in kept
    assert NEW.name not in kept
    words = [world.do(typed_words.of_act, row) for row in world.rows(AuditEntry)]
    assert {"xylophone", NEW.name, "Bandung"} <= set(words)

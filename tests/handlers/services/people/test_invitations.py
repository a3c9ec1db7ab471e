"""Invitations: one link makes one person, and only if who made it says so in time."""

from datetime import timedelta

import pytest

from handlers.services.people import invitations
from handlers.services.people.members import Newcomer, Problem
from handlers.services.rights.capabilities import Capability
from storage.models.outbox import Kind
from storage.models.person import Invite, Person, Role, Standing
from storage.repositories import people as rows
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, World

NEW = Newcomer(7_000_000_001, "Rina", "id")
OTHER = Newcomer(7_000_000_002, "Budi", "en")


def _invite(world: World, role: Role = Role.AGENT, admin: int = ADMIN) -> str:
    link = world.do(
        invitations.invite,
        world.policy,
        world.actor(Capability.INVITE_PEOPLE, admin),
        role,
        "Bandung",
    )
    head, _, token = link.partition("?start=")
    assert head == "https://t.me/cashout_bot"
    assert len(token) <= 64
    return token


def _claimed(world: World, newcomer: Newcomer = NEW) -> int:
    claimed = world.do(invitations.claim, newcomer, _invite(world))
    assert isinstance(claimed, Invite)
    assert claimed.invite_id is not None
    return claimed.invite_id


def _person(world: World, person_id: int) -> Person | None:
    return world.do(rows.get, person_id)


def test_a_claim_alone_gives_no_rights(both_worlds: World) -> None:
    _claimed(both_worlds)
    assert _person(both_worlds, NEW.person_id) is None


def test_an_approved_newcomer_is_a_person_with_the_invited_role(both_worlds: World) -> None:
    invite_id = _claimed(both_worlds)
    both_worlds.do(
        invitations.decide, both_worlds.actor(Capability.DECIDE_CLAIMS), invite_id, accept=True
    )
    person = _person(both_worlds, NEW.person_id)
    assert person is not None
    assert (person.role, person.team, person.standing) == (
        Role.AGENT,
        "Bandung",
        Standing.ACTIVE,
    )
    assert both_worlds.do(rows.name_of, person) == "Rina"
    assert both_worlds.waiting(NEW.person_id) == [Kind.MENU]


def test_a_refused_newcomer_stays_a_stranger_for_good(world: World) -> None:
    invite_id = _claimed(world)
    world.do(invitations.decide, world.actor(Capability.DECIDE_CLAIMS), invite_id, accept=False)
    assert _person(world, NEW.person_id) is None
    again = world.do(
        invitations.decide, world.actor(Capability.DECIDE_CLAIMS), invite_id, accept=True
    )
    assert again is Problem.DECIDED
    assert _person(world, NEW.person_id) is None


def test_a_link_works_once(both_worlds: World) -> None:
    token = _invite(both_worlds)
    assert isinstance(both_worlds.do(invitations.claim, NEW, token), Invite)
    assert both_worlds.do(invitations.claim, OTHER, token) is Problem.LINK_UNKNOWN
    assert both_worlds.do(invitations.claim, NEW, token) is Problem.CLAIM_WAITS


def test_a_link_ends_by_time(world: World) -> None:
    token = _invite(world)
    world.clock.now += world.policy.invite_lasts
    assert world.do(invitations.claim, NEW, token) is Problem.LINK_UNKNOWN


def test_a_link_just_before_its_end_works(world: World) -> None:
    token = _invite(world)
    world.clock.now += world.policy.invite_lasts - timedelta(seconds=1)
    assert isinstance(world.do(invitations.claim, NEW, token), Invite)


@pytest.mark.parametrize("guess", ["", "x", "0" * 22, "' OR 1=1 --"])
def test_a_made_up_link_is_unknown(world: World, guess: str) -> None:
    _invite(world)
    assert world.do(invitations.claim, NEW, guess) is Problem.LINK_UNKNOWN


@pytest.mark.parametrize("change", [{"standing": Standing.SUSPENDED}, {"role": Role.SUPERVISOR}])
def test_a_link_of_who_is_no_admin_any_more_is_dead(
    both_worlds: World, change: dict[str, object]
) -> None:
    token = _invite(both_worlds, Role.ADMIN)
    both_worlds.change(ADMIN, **change)
    assert both_worlds.do(invitations.claim, NEW, token) is Problem.LINK_UNKNOWN
    (kept,) = both_worlds.rows(Invite)
    assert kept.claimed_by is None


def test_only_a_hash_of_the_link_is_kept(world: World) -> None:
    token = _invite(world)
    assert token not in repr([row.model_dump() for row in world.rows(Invite)])


def test_nobody_invites_themselves(world: World) -> None:
    token = _invite(world)
    admin = Newcomer(ADMIN, "Admin", "en")
    assert world.do(invitations.claim, admin, token) is Problem.OWN_LINK


def test_a_member_keeps_their_role(world: World) -> None:
    token = _invite(world, Role.ADMIN)
    assert world.do(invitations.claim, Newcomer(AGENT, "A", "en"), token) is Problem.MEMBER_ALREADY
    assert world.person().role is Role.AGENT


def test_a_suspended_person_does_not_come_back_by_a_link(world: World) -> None:
    world.change(AGENT, standing=Standing.SUSPENDED)
    token = _invite(world)
    assert world.do(invitations.claim, Newcomer(AGENT, "A", "en"), token) is Problem.SUSPENDED
    assert world.person().standing is Standing.SUSPENDED


def test_only_who_made_an_invitation_decides_on_it(world: World) -> None:
    invite_id = _claimed(world)
    found = world.do(
        invitations.decide,
        world.actor(Capability.DECIDE_CLAIMS, SECOND_ADMIN),
        invite_id,
        accept=True,
    )
    assert found is Problem.LINK_UNKNOWN
    assert _person(world, NEW.person_id) is None


def test_an_unclaimed_invitation_cannot_be_decided(world: World) -> None:
    _invite(world)
    invite_id = world.rows(Invite)[0].invite_id
    assert invite_id is not None
    found = world.do(
        invitations.decide, world.actor(Capability.DECIDE_CLAIMS), invite_id, accept=True
    )
    assert found is Problem.NOT_CLAIMED


@pytest.mark.parametrize("accept", [True, False])
@pytest.mark.parametrize("hours", [1, 24 * 60, -24])
def test_a_claim_can_be_decided_for_an_hour_and_not_after(
    both_worlds: World, hours: int, *, accept: bool
) -> None:
    """Nor before it: a clock that was set back keeps no door open."""
    invite_id = _claimed(both_worlds)
    both_worlds.clock.move(hours=hours)
    found = both_worlds.do(
        invitations.decide, both_worlds.actor(Capability.DECIDE_CLAIMS), invite_id, accept=accept
    )
    assert found is Problem.TOO_LATE
    assert _person(both_worlds, NEW.person_id) is None
    assert both_worlds.do(invitations.claim_of, NEW.person_id) is Problem.CLAIM_OVER


def test_a_claim_can_be_approved_until_its_hour_is_over(world: World) -> None:
    invite_id = _claimed(world)
    world.clock.now += invitations.CLAIM_LASTS - timedelta(seconds=1)
    assert world.do(invitations.claim_of, NEW.person_id) is Problem.CLAIM_WAITS
    found = world.do(
        invitations.decide, world.actor(Capability.DECIDE_CLAIMS), invite_id, accept=True
    )
    assert isinstance(found, Invite)
    assert world.do(invitations.claim_of, NEW.person_id) is None


def test_who_was_not_approved_in_time_can_be_invited_anew(world: World) -> None:
    _claimed(world)
    world.clock.now += invitations.CLAIM_LASTS
    second = _claimed(world)
    assert world.do(invitations.claim_of, NEW.person_id) is Problem.CLAIM_WAITS
    assert isinstance(
        world.do(invitations.decide, world.actor(Capability.DECIDE_CLAIMS), second, accept=True),
        Invite,
    )


def test_two_approved_invitations_make_one_person(world: World) -> None:
    first, second = _claimed(world), _claimed(world)
    world.do(invitations.decide, world.actor(Capability.DECIDE_CLAIMS), first, accept=True)
    found = world.do(invitations.decide, world.actor(Capability.DECIDE_CLAIMS), second, accept=True)
    assert found is Problem.DECIDED


def test_names_are_sealed(world: World) -> None:
    _claimed(world)
    kept = repr([row.model_dump() for row in world.rows(Invite)])
    assert "Rina" not in kept

"""Strangers, groups and suspended people are heard a bounded number of times; people always."""

from collections import Counter
from dataclasses import replace

import pytest

from handlers.services.people import invitations, members
from handlers.services.people.admission import Admission, Door, Envelope
from handlers.services.people.members import Newcomer
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.person import Role, Standing
from storage.models.rate_bucket import Bucket
from storage.repositories import rate_buckets
from tests.factories import ADMIN, AGENT, OTHER_AGENT, World

STRANGER = 6_000_000_001
GROUP = -1_001_234_567_890
FLOOD = [Envelope(STRANGER + number, is_private=True) for number in range(100)]


def judged(world: World, *envelopes: Envelope) -> list[Admission]:
    def judge(work: Work) -> list[Admission]:
        door = Door(work, envelopes)
        return [door.judge(envelope) for envelope in envelopes]

    return world.do(judge)


def said_by(person_id: int) -> Envelope:
    return Envelope(person_id, is_private=True)


def _token(world: World) -> str:
    def invite(work: Work) -> str:
        admin = world.person(ADMIN)
        return invitations.invite(
            work, world.policy, authorise(admin, Capability.INVITE_PEOPLE), Role.AGENT, ""
        ).partition("start=")[2]

    return world.do(invite)


def test_people_are_always_heard_and_whole(both_worlds: World) -> None:
    heard = judged(both_worlds, *FLOOD, *[said_by(AGENT)] * 1000, said_by(OTHER_AGENT))
    assert set(heard[-1001:]) == {Admission.WHOLE}
    changed = replace(said_by(AGENT), is_membership=True)
    assert judged(both_worlds, changed) == [Admission.WHOLE]


def test_strangers_are_heard_thirty_times_an_hour_however_many_they_are(
    both_worlds: World,
) -> None:
    heard = Counter(judged(both_worlds, *FLOOD))
    assert heard == {Admission.OUTLINE: 30, Admission.NOTHING: 70}
    assert len(both_worlds.rows(Bucket)) <= 32, "no row for whom nobody hears"
    both_worlds.clock.move(hours=1)
    assert Counter(judged(both_worlds, *FLOOD))[Admission.OUTLINE] == 30


def test_strangers_are_heard_so_many_times_a_day(world: World) -> None:
    heard = 0
    for _ in range(24):
        heard += Counter(judged(world, *FLOOD))[Admission.OUTLINE]
        world.clock.move(hours=1)
    assert 200 <= heard <= 400, "the bucket of a day is full at first, and fills again by the day"


def test_one_stranger_is_heard_five_times_and_leaves_room_for_others(both_worlds: World) -> None:
    heard = [judged(both_worlds, said_by(STRANGER)) for _ in range(20)]
    assert heard.count([Admission.OUTLINE]) == 5
    assert judged(both_worlds, said_by(STRANGER + 1)) == [Admission.OUTLINE]


def test_an_open_invitation_is_heard_in_the_middle_of_a_flood(both_worlds: World) -> None:
    token = _token(both_worlds)
    judged(both_worlds, *FLOOD)
    invited = replace(said_by(STRANGER), token=token)
    assert judged(both_worlds, *FLOOD, invited)[-1] is Admission.OUTLINE
    assert judged(both_worlds, replace(invited, token="guessed")) == [Admission.NOTHING]
    heard = [judged(both_worlds, invited) for _ in range(20)]
    assert heard.count([Admission.OUTLINE]) == 4
    both_worlds.do(invitations.claim, Newcomer(STRANGER, "Joko", "id"), token)
    other = replace(invited, chat_id=STRANGER + 1)
    assert judged(both_worlds, other) == [Admission.NOTHING], "it is used"


def test_who_waits_for_approval_is_heard_in_the_middle_of_a_flood(both_worlds: World) -> None:
    token = _token(both_worlds)
    both_worlds.do(invitations.claim, Newcomer(STRANGER, "Joko", "id"), token)
    judged(both_worlds, *FLOOD[1:])
    heard = [judged(both_worlds, *FLOOD[1:], said_by(STRANGER))[-1] for _ in range(20)]
    assert heard.count(Admission.OUTLINE) == 5
    both_worlds.clock.move(minutes=61)
    judged(both_worlds, *FLOOD[1:])
    assert judged(both_worlds, said_by(STRANGER)) == [Admission.NOTHING], "a stranger like others"


def test_a_link_that_got_about_brings_no_flood(world: World) -> None:
    token = _token(world)
    judged(world, *FLOOD)
    heard = Counter(judged(world, *(replace(each, token=token) for each in FLOOD)))
    assert heard[Admission.OUTLINE] == 20


def test_who_was_suspended_is_heard_now_and_then_and_at_once(both_worlds: World) -> None:
    both_worlds.change(AGENT, standing=Standing.SUSPENDED)
    heard = [judged(both_worlds, said_by(AGENT)) for _ in range(20)]
    assert heard.count([Admission.OUTLINE]) == 5
    assert Admission.WHOLE not in [each for (each,) in heard]
    judged(both_worlds, *FLOOD)
    both_worlds.clock.move(hours=1)
    assert judged(both_worlds, said_by(AGENT)) == [Admission.OUTLINE], "strangers do not count"
    both_worlds.change(AGENT, standing=Standing.ACTIVE)
    assert judged(both_worlds, said_by(AGENT)) == [Admission.WHOLE]


def test_somebody_new_is_heard_from_the_moment_they_are_in(both_worlds: World) -> None:
    newcomer = replace(said_by(STRANGER), token=_token(both_worlds))
    claimed = both_worlds.do(invitations.claim, Newcomer(STRANGER, "J", "id"), newcomer.token or "")
    assert not isinstance(claimed, members.Problem)
    admin = both_worlds.person(ADMIN)
    both_worlds.do(
        invitations.decide,
        authorise(admin, Capability.DECIDE_CLAIMS),
        claimed.invite_id or 0,
        accept=True,
    )
    assert judged(both_worlds, said_by(STRANGER)) == [Admission.WHOLE]


@pytest.mark.parametrize(
    ("envelope", "heard"),
    [
        (Envelope(GROUP, is_private=False, is_addressed=True), Admission.OUTLINE),
        (Envelope(GROUP, is_private=False), Admission.NOTHING),
        (Envelope(GROUP, is_private=False, is_membership=True), Admission.NOTHING),
        (Envelope(STRANGER, is_private=True, is_membership=True), Admission.NOTHING),
        (Envelope(AGENT, is_private=False), Admission.NOTHING),
    ],
    ids=["addressed", "among themselves", "added", "a stranger blocks us", "not their own chat"],
)
def test_a_group_is_heard_when_it_speaks_to_us(
    world: World, envelope: Envelope, heard: Admission
) -> None:
    assert judged(world, envelope) == [heard]


def test_buckets_that_are_empty_are_forgotten_and_full_ones_are_not(both_worlds: World) -> None:
    judged(both_worlds, *FLOOD)
    both_worlds.clock.move(minutes=90)
    both_worlds.do(rate_buckets.take, "chat:1", 1.0, 4)
    both_worlds.do(rate_buckets.forget_empty)
    left = {bucket.scope for bucket in both_worlds.rows(Bucket)}
    assert "chat:1" in left
    assert "knock:strangers:day" in left
    both_worlds.clock.move(days=2)
    both_worlds.do(rate_buckets.forget_empty)
    assert both_worlds.rows(Bucket) == []

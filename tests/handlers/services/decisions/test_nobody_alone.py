"""Whatever three admins do, in any order and by any clock: no grave act is one person's."""

import math
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.services.controls import policy_changes, purpose_changes, purposes, sending
from handlers.services.controls.policy_changes import Knob
from handlers.services.controls.sending import Guard
from handlers.services.decisions import deciding
from handlers.services.people import invitations, members
from handlers.services.people.members import Newcomer
from handlers.services.proposals import overdue
from handlers.services.proposals.deciders import STRANGERS_FOR
from handlers.services.rights.actors import Actor, NotAuthorisedError, authorise, operator
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.person import Invite, Person, Role, Standing
from storage.models.policy import Threshold
from storage.models.proposal import (
    AttemptVerdict,
    Press,
    Proposal,
    ProposalAttempt,
    ProposalStatus,
)
from storage.models.purpose import Purpose
from storage.models.tables import METADATA
from storage.repositories import people
from storage.values import Rupiah
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World, a_person, a_policy
from tests.fakes import Clock

THIRD, FIRST_NEWCOMER = 5_000_000_007, 7_000_000_001
ADMINS = (ADMIN, SECOND_ADMIN, THIRD)
VAULT = Vault.from_setting(new_key("k1"))
WHO = st.integers(0, 5)
"""One of the admins, those let in later among them."""
AMOUNTS = st.sampled_from([None, 100_000, 500_000, 900_000])
CODES = st.sampled_from(["FOOD", "WATER"])
STEPS = st.sampled_from([-3600, 60, 1800, 3600, 43_200, 86_400, 7 * 86_400])
"""Seconds; a clock may be set back as well."""


def _world() -> World:
    clock = Clock()
    database = Database("sqlite://", VAULT, clock)
    METADATA.create_all(database.engine)
    world = World(database, clock, a_policy()).with_people()
    world.do(a_person, THIRD, Role.ADMIN, "")
    return world


class ThreeAdmins(RuleBasedStateMachine):
    """What admins, the operator, guards and the clock may do.

    Rights are as old as they can be: each admin acts by what was authorised when they came in.
    """

    def __init__(self) -> None:
        super().__init__()
        self.world = _world()
        self.actors: dict[tuple[int, Capability], Actor] = {}
        self.presses = 0
        self.let_in: list[tuple[int, int, datetime]] = []
        """Who let whom in, and when, as we saw it."""
        self.newcomers = 0
        for admin in ADMINS:
            self._meet(admin)
        # One of them was let in just now, so that who counts as two matters from the start.
        self._invite(0, Role.ADMIN)
        self._press(1, 0, Press.APPROVE, right_mark=True)

    def teardown(self) -> None:
        self.world.database.close()

    def _meet(self, person_id: int) -> None:
        person = self.world.person(person_id)
        for capability in Capability:
            try:
                self.actors[person_id, capability] = authorise(person, capability)
            except NotAuthorisedError:
                continue

    def _admin(self, number: int) -> int:
        known = sorted({person for person, _capability in self.actors})
        return known[number % len(known)]

    def _actor(self, number: int, capability: Capability) -> Actor:
        return self.actors[self._admin(number), capability]

    @rule(who=WHO, kind=st.sampled_from(Threshold), amount=AMOUNTS)
    def change_limit(self, who: int, kind: Threshold, amount: int | None) -> None:
        limit = None if amount is None else Rupiah(amount)
        self.world.do(
            policy_changes.change, self._actor(who, Capability.CHANGE_LIMITS), Knob(kind), limit
        )

    @rule(who=WHO, code=CODES, what=st.sampled_from(["add", "on", "off", "budget"]), amount=AMOUNTS)
    def change_purpose(self, who: int, code: str, what: str, amount: int | None) -> None:
        """Change a purpose as one person may: orders can never take more altogether by it."""
        before = self._open_to_orders()
        actor = self._actor(who, Capability.CHANGE_POLICY)
        purpose = self.world.do(purposes.find, code)
        if purpose is None or what == "add":
            self.world.do(purpose_changes.add, actor, code, code)
        elif what == "budget":
            budget = None if amount is None else Rupiah(amount)
            self.world.do(purpose_changes.set_budget, actor, purpose, budget)
        else:
            self.world.do(purpose_changes.switch, actor, purpose, on=what == "on")
        assert self._open_to_orders() <= before

    def _open_to_orders(self) -> float:
        on = [each for each in self.world.rows(Purpose) if each.is_on]
        if not on:
            return math.inf
        return sum(math.inf if each.budget is None else each.budget for each in on)

    @rule(who=WHO)
    def stop(self, who: int) -> None:
        self.world.do(sending.stop, self._actor(who, Capability.STOP_SENDING), "odd")

    @rule()
    def guard_stops(self) -> None:
        self.world.do(lambda work: sending.stop_by(work, Guard.CLOCK, "+180"))

    @rule(who=WHO)
    def ask_to_resume(self, who: int) -> None:
        self.world.do(sending.ask_to_resume, self._actor(who, Capability.RESUME_SENDING))

    @rule(who=WHO, whom=st.sampled_from((*ADMINS, AGENT, SUPERVISOR)))
    def suspend(self, who: int, whom: int) -> None:
        self.world.do(members.suspend, self._actor(who, Capability.SUSPEND_PEOPLE), whom)

    @rule(who=WHO, whom=st.sampled_from((*ADMINS, AGENT, SUPERVISOR)))
    def restore(self, who: int, whom: int) -> None:
        self.world.do(members.restore, self._actor(who, Capability.RESTORE_PEOPLE), whom)

    @precondition(lambda self: self.newcomers < 3)
    @rule(who=WHO, role=st.sampled_from([Role.SUPERVISOR, Role.ADMIN]))
    def invite(self, who: int, role: Role) -> None:
        self._invite(who, role)

    def _invite(self, who: int, role: Role) -> None:
        number = FIRST_NEWCOMER + self.newcomers
        self.newcomers += 1
        inviter = self._actor(who, Capability.INVITE_PEOPLE)
        link = self.world.do(invitations.invite, self.world.policy, inviter, role, "")
        newcomer = Newcomer(number, "Rina", "en")
        claimed = self.world.do(invitations.claim, newcomer, link.partition("start=")[2])
        if isinstance(claimed, Invite):
            decider = self._actor(who, Capability.DECIDE_CLAIMS)
            self.world.do(invitations.decide, decider, claimed.invite_id or 0, accept=True)

    @rule(
        who=st.one_of(st.just(-1), WHO),
        which=st.integers(0, 30),
        what=st.sampled_from(Press),
        right_mark=st.sampled_from([True, True, True, False]),
    )
    def press(self, who: int, which: int, what: Press, *, right_mark: bool) -> None:
        self._press(who, which, what, right_mark=right_mark)

    def _press(self, who: int, which: int, what: Press, *, right_mark: bool) -> None:
        rows = self.world.rows(Proposal)
        if not rows:
            return
        row = rows[-1 - which % len(rows)]
        needed = Capability.DECIDE_PROPOSALS
        actor = operator(needed) if who < 0 else self._actor(who, needed)
        person = self.world.do(people.get, actor.person_id)
        may_decide = self._may_decide(row, actor, person) and right_mark
        mark = row.mark if right_mark else "0" * 64
        self.presses += 1
        found = self.world.do(deciding.decide, actor, row.proposal_id or 0, mark, what)
        assert found is not None
        if found.verdict in {AttemptVerdict.APPROVED, AttemptVerdict.REJECTED}:
            assert may_decide
        if found.verdict is AttemptVerdict.APPROVED and row.kind.value == "enrol":
            newcomer = row.subject_id or 0
            self.let_in += [
                (by, newcomer, self.world.clock.now) for by in (row.asked_by, actor.person_id)
            ]
            if self.world.person(newcomer).role is Role.ADMIN:
                self._meet(newcomer)

    @rule(who=WHO)
    def approve_newest(self, who: int) -> None:
        """Do what brings things forward most often, so that newcomers come to decide as well."""
        self._press(who, 0, Press.APPROVE, right_mark=True)

    def _may_decide(self, row: Proposal, actor: Actor, person: Person | None) -> bool:
        """Say whether this may count, by what we have seen ourselves."""
        now = self.world.clock.now
        if row.status is not ProposalStatus.OPEN or now >= row.expires_at:
            return False
        if actor.is_operator:
            return True
        if person is None or person.standing is not Standing.ACTIVE or person.role != Role.ADMIN:
            return False
        if actor.person_id in {row.asked_by, row.subject_id}:
            return False
        pair = {actor.person_id, row.asked_by}
        lately = (at for by, new, at in self.let_in if {by, new} == pair)
        return not any(now - at < STRANGERS_FOR for at in lately)

    @rule(seconds=STEPS)
    def wait(self, seconds: int) -> None:
        self.world.clock.now += timedelta(seconds=seconds)

    @rule()
    def look_after(self) -> None:
        self.world.do(overdue.remind)
        self.world.do(overdue.end_overdue)

    @invariant()
    def no_grave_act_is_one_persons(self) -> None:
        roles = {person.person_id: person.role for person in self.world.rows(Person)}
        graves = [row for row in self.world.rows(AuditEntry) if _is_grave(row, roles)]
        for row in graves:
            assert row.decided_by is not None, row
            assert row.decided_by not in {row.actor_id, row.subject_id}, row
        approved = [
            row for row in self.world.rows(Proposal) if row.status is ProposalStatus.APPROVED
        ]
        assert len(graves) == len(approved)
        pairs = {(row.actor_id, row.decided_by) for row in graves}
        assert pairs == {(row.asked_by, row.ended_by) for row in approved}

    @invariant()
    def every_attempt_is_on_record_and_none_approves_twice(self) -> None:
        attempts = self.world.rows(ProposalAttempt)
        assert len(attempts) == self.presses
        for row in self.world.rows(Proposal):
            mine = [each for each in attempts if each.proposal_id == row.proposal_id]
            count = sum(each.verdict is AttemptVerdict.APPROVED for each in mine)
            assert count == (row.status is ProposalStatus.APPROVED)
            assert (row.ended_at is None) is (row.status is ProposalStatus.OPEN)
            if row.status is ProposalStatus.APPROVED:
                assert row.ended_by == OPERATOR or row.ended_by != row.asked_by


def _is_grave(row: AuditEntry, roles: dict[int, Role]) -> bool:
    role = roles.get(row.subject_id or 0)
    is_grave = False
    match row.act:
        case Act.SENDING_RESUMED:
            is_grave = True
        case Act.LIMITS:
            was, now = row.before or "", row.after or ""
            is_grave = was.isdigit() and (not now.isdigit() or int(now) > int(was))
        case Act.PURPOSE:
            is_grave = row.decided_by is not None  # what one did is judged where it is done
        case Act.INVITE_APPROVED:
            is_grave = role is not Role.AGENT
        case Act.SUSPENDED:
            is_grave = role is Role.ADMIN
        case Act.RESTORED:
            is_grave = role is not Role.AGENT or row.decided_by is not None
    return is_grave


ThreeAdmins.TestCase.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
TestThreeAdmins = ThreeAdmins.TestCase

"""Whatever people do, in any order: nobody opens or restores alone, and no stopped order leaves."""

import secrets
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY, SendingScope, of_channel, of_team
from handlers.services.decisions import deciding
from handlers.services.orders import requests, transfers
from handlers.services.people import invitations, members, teams
from handlers.services.people.members import Newcomer
from handlers.services.rights.actors import Actor, NotAuthorisedError
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.channel import Channel
from storage.models.person import Invite, Person, Role, Standing
from storage.models.proposal import Press, Proposal
from storage.models.tables import METADATA
from storage.repositories import people
from storage.values import AmountRule, Rupiah
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    OTHER_TEAM,
    SECOND_ADMIN,
    SUPERVISOR,
    TEAM,
    World,
    a_draft,
    a_person,
    a_policy,
)
from tests.fakes import Clock

THIRD, SECOND_SUPERVISOR = 5_000_000_007, 5_000_000_008
ABOVE = (ADMIN, SECOND_ADMIN, SUPERVISOR, SECOND_SUPERVISOR, OTHER_SUPERVISOR)
EVERYBODY = (*ABOVE, THIRD, AGENT, OTHER_AGENT)
SCOPES = (
    COMPANY,
    of_team(TEAM),
    of_team(OTHER_TEAM),
    of_channel(Channel.PERMATA),
    of_channel(Channel.ALFAMART),
)
RULE = AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))
VAULT = Vault.from_setting(new_key("k1"))
WHOM, SCOPE = st.sampled_from(EVERYBODY), st.sampled_from(SCOPES)
STEPS = st.sampled_from([60, 1800, 3600, 86_400, 8 * 86_400])
TEAMS = st.sampled_from([TEAM, OTHER_TEAM, ""])


def _world() -> World:
    clock = Clock()
    database = Database("sqlite://", VAULT, clock)
    METADATA.create_all(database.engine)
    channels = {Channel.PERMATA: RULE, Channel.ALFAMART: RULE}
    world = World(database, clock, a_policy(rules=channels)).with_people()
    world.do(a_person, THIRD, Role.ADMIN, "")
    world.do(a_person, SECOND_SUPERVISOR, Role.SUPERVISOR)
    world.change(OTHER_AGENT, team=OTHER_TEAM)
    return world


class Acts(RuleBasedStateMachine):
    """What people may try; whoever has no right to it changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.world = _world()
        self.newcomers = 0

    def teardown(self) -> None:
        self.world.database.close()

    def who(self, number: int) -> int:
        """Return who acts."""
        return ABOVE[number % len(ABOVE)]

    def _as(self, number: int, capability: Capability) -> Actor | None:
        try:
            return self.world.actor(capability, self.who(number))
        except NotAuthorisedError:
            return None

    @rule(number=st.integers(0, 4), scope=SCOPE)
    def stop(self, number: int, scope: SendingScope) -> None:
        if actor := self._as(number, Capability.STOP_SENDING):
            self._try(sending.stop, actor, "odd", scope)

    @rule(number=st.integers(0, 4), scope=SCOPE)
    def ask_to_open(self, number: int, scope: SendingScope) -> None:
        if actor := self._as(number, Capability.RESUME_SENDING):
            self._try(sending.ask_to_resume, actor, scope)

    @rule(number=st.integers(0, 4), whom=WHOM)
    def lock(self, number: int, whom: int) -> None:
        if actor := self._as(number, Capability.LOCK_PEOPLE):
            self.world.do(members.lock, actor, whom)

    @rule(number=st.integers(0, 4), whom=WHOM)
    def suspend(self, number: int, whom: int) -> None:
        if actor := self._as(number, Capability.SUSPEND_PEOPLE):
            self.world.do(members.suspend, actor, whom)

    @rule(number=st.integers(0, 4), whom=WHOM)
    def restore(self, number: int, whom: int) -> None:
        if actor := self._as(number, Capability.RESTORE_PEOPLE):
            self.world.do(members.restore, actor, whom)

    @rule(number=st.integers(0, 4), whom=st.sampled_from((AGENT, SUPERVISOR)), team=TEAMS)
    def assign(self, number: int, whom: int, team: str) -> None:
        if actor := self._as(number, Capability.ASSIGN_TEAMS):
            self.world.do(teams.assign, actor, whom, team)

    @rule(number=st.integers(0, 4), role=st.sampled_from(Role))
    def let_in(self, number: int, role: Role) -> None:
        inviter, decider = (
            self._as(number, each) for each in (Capability.INVITE_PEOPLE, Capability.DECIDE_CLAIMS)
        )
        if inviter is None or decider is None or self.newcomers > 2:
            return
        self.newcomers += 1
        link = self.world.do(invitations.invite, self.world.policy, inviter, role, TEAM)
        newcomer = Newcomer(7_000_000_000 + self.newcomers, "Rina", "en")
        claimed = self.world.do(invitations.claim, newcomer, link.partition("start=")[2])
        assert isinstance(claimed, Invite)
        self.world.do(invitations.decide, decider, claimed.invite_id or 0, accept=True)

    @rule(number=st.integers(0, 4), which=st.integers(0, 5), what=st.sampled_from(Press))
    def press(self, number: int, which: int, what: Press) -> None:
        rows = self.world.rows(Proposal)
        actor = self._as(number, Capability.DECIDE_PROPOSALS)
        if rows and actor is not None:
            row = rows[-1 - which % len(rows)]
            self.world.do(deciding.decide, actor, row.proposal_id or 0, row.mark, what)

    @rule(number=st.integers(0, 4))
    def approve_newest(self, number: int) -> None:
        self.press(number, 0, Press.APPROVE)

    @rule(seconds=STEPS)
    def wait(self, seconds: int) -> None:
        self.world.clock.now += timedelta(seconds=seconds)

    def _try(self, use_case: object, *given: object) -> None:
        try:
            self.world.do(use_case, *given)  # type: ignore[arg-type]  # one of two use cases
        except NotAuthorisedError:
            return

    def acts(self, *kinds: Act) -> list[AuditEntry]:
        return [row for row in self.world.rows(AuditEntry) if row.act in kinds]


class OnePerson(Acts):
    """One person, an admin or a supervisor, tries everything, and nobody else does anything."""

    me = ADMIN

    @initialize(me=st.sampled_from([ADMIN, SUPERVISOR]))
    def all_is_frozen(self, me: int) -> None:
        locker = self.world.actor(Capability.LOCK_PEOPLE, THIRD)
        for scope in SCOPES:
            self.world.do(
                sending.stop, self.world.actor(Capability.STOP_SENDING, THIRD), "theft", scope
            )
        for whom in (AGENT, SECOND_ADMIN, SECOND_SUPERVISOR):
            self.world.do(members.lock, locker, whom)
        self.me = me

    def who(self, number: int) -> int:
        del number
        return self.me

    @invariant()
    def nothing_opens_and_nobody_comes_back(self) -> None:
        resumed = self.acts(Act.SENDING_RESUMED)
        assert not resumed
        stopped = {row.after for row in self.acts(Act.SENDING_STOPPED)}
        for scope in SCOPES:
            if scope.mark in stopped:
                assert self.world.do(sending.is_stopped, scope)
        for row in self.acts(Act.LOCKED):
            assert self.world.person(row.subject_id or 0).standing is Standing.SUSPENDED

    @invariant()
    def somebody_can_still_act(self) -> None:
        assert self.world.do(people.admins)


class AnySchedule(Acts):
    """Everybody does anything, orders are made and claimed, guards stop, and so does a replica."""

    def __init__(self) -> None:
        super().__init__()
        self.requested = 0

    @rule()
    def a_guard_stops(self) -> None:
        self.world.do(sending.stop_by, Guard.NO_ROOM)

    @rule(
        agent=st.sampled_from([AGENT, OTHER_AGENT]),
        channel=st.sampled_from([Channel.PERMATA, Channel.ALFAMART]),
    )
    def confirm(self, agent: int, channel: Channel) -> None:
        try:
            actor = self.world.actor(Capability.REQUEST_ORDERS, agent)
        except NotAuthorisedError:
            return
        draft = replace(a_draft(100_000), channel=channel)
        token = secrets.token_hex(8)
        made = self.world.do(requests.request_order, self.world.policy, actor, draft, token)
        team = self.world.person(agent).team
        assert isinstance(made, requests.Requested) is not self._is_stopped(team, channel)
        self.requested += isinstance(made, requests.Requested)

    @rule()
    def claim(self) -> None:
        ticket = self.world.do(transfers.claim, self.world.policy, secrets.token_hex(4))
        if ticket is None:
            return
        order = self.world.order(ticket.request.order_no)
        assert not self._is_stopped(order.team, order.channel)
        assert self.world.person(order.agent_id).standing is Standing.ACTIVE

    @rule()
    def the_operator_approves(self) -> None:
        self.world.decided(by=OPERATOR)

    def _is_stopped(self, team: str, channel: Channel) -> bool:
        """Say what the audit trail alone says."""
        stopped: set[str | None] = set()
        for row in self.acts(Act.SENDING_STOPPED, Act.SENDING_RESUMED):
            is_stop = row.act is Act.SENDING_STOPPED
            (stopped.add if is_stop else stopped.discard)(row.after)
        ours = {None, of_team(team).mark, of_channel(channel).mark}
        return bool(stopped & ours)

    @invariant()
    def two_people_open_and_one_of_them_is_an_admin(self) -> None:
        roles = {row.person_id: row.role for row in self.world.rows(Person)}
        admins = {OPERATOR, *(each for each, role in roles.items() if role is Role.ADMIN)}
        for row in self.acts(Act.SENDING_RESUMED):
            assert row.decided_by is not None
            assert row.decided_by != row.actor_id
            assert {row.actor_id, row.decided_by} & admins
            is_team = (row.after or "").startswith("team:")
            assert is_team or {row.actor_id, row.decided_by} <= admins

    @invariant()
    def two_people_give_back_what_a_lock_took(self) -> None:
        locked: set[int | None] = set()
        for row in self.acts(Act.LOCKED, Act.RESTORED):
            if row.act is Act.LOCKED:
                locked.add(row.subject_id)
            elif row.subject_id in locked:
                assert row.decided_by not in {None, row.actor_id, row.subject_id}
                locked.discard(row.subject_id)


OnePerson.TestCase.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
AnySchedule.TestCase.settings = settings(max_examples=8, stateful_step_count=35, deadline=None)
TestOnePerson = OnePerson.TestCase
TestAnySchedule = AnySchedule.TestCase

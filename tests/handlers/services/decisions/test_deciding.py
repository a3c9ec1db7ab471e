"""Who decides what another asked for: once, as things are then, and nobody alone."""

import asyncio
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from handlers.services.controls import policy_changes, purpose_changes, purposes, sending
from handlers.services.controls.policy_changes import Knob
from handlers.services.controls.sending import Guard
from handlers.services.decisions import deciding
from handlers.services.decisions.acts import CARRY_OUT
from handlers.services.decisions.deciding import Decided
from handlers.services.people import invitations, members
from handlers.services.people.members import Newcomer
from handlers.services.proposals import overdue
from handlers.services.proposals.asking import MARK_DIGITS, Asked, NotAsked
from handlers.services.proposals.rules import RULES
from handlers.services.recovery import restored_data
from handlers.services.rights.actors import (
    NotAuthorisedError,
    agree,
    authorise,
    operator,
)
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.outbox import Kind, Notice, Outgoing
from storage.models.person import Invite, Role, Standing
from storage.models.policy import Threshold
from storage.models.proposal import (
    AttemptVerdict,
    Denial,
    Press,
    Proposal,
    ProposalAttempt,
    ProposalKind,
    ProposalStatus,
    Withdrawal,
)
from storage.models.system_state import SystemState
from storage.repositories import people, proposals, sentinel
from storage.values import Rupiah
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, World, a_person

THIRD, NEWCOMER = 5_000_000_007, 7_000_000_001
HALF = Rupiah(500_000)

ORDER_LIMIT = Knob(Threshold.ORDER)
DAY_LIMIT = Knob(Threshold.AGENT_DAY)


@pytest.fixture
def three(both_worlds: World) -> World:
    """Give a company of three admins, on either database."""
    both_worlds.do(a_person, THIRD, Role.ADMIN, "")
    return both_worlds


def _stop(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "odd answers")


def _open_sending(world: World) -> Asked | NotAsked | None:
    _stop(world)
    return world.do(sending.ask_to_resume, world.actor(Capability.RESUME_SENDING))


def _lift_limit(world: World) -> Asked | NotAsked | None:
    actor = world.actor(Capability.CHANGE_LIMITS)
    world.do(policy_changes.change, actor, ORDER_LIMIT, HALF)
    return world.do(policy_changes.change, actor, ORDER_LIMIT, None)


def _lift_budget(world: World) -> Asked | NotAsked | None:
    actor = world.actor(Capability.CHANGE_POLICY)
    world.do(purpose_changes.add, actor, "FOOD", "Food aid")
    food = world.do(purposes.find, "FOOD")
    assert food is not None
    world.do(purpose_changes.set_budget, actor, food, HALF)
    return world.do(purpose_changes.set_budget, actor, food, None)


def _budget(world: World) -> int | None:
    food = world.do(purposes.find, "FOOD")
    assert food is not None
    return food.budget


def _enrol(world: World, role: Role = Role.ADMIN) -> object:
    inviter = world.actor(Capability.INVITE_PEOPLE)
    link = world.do(invitations.invite, world.policy, inviter, role, "")
    newcomer = Newcomer(NEWCOMER, "Rina", "en")
    claimed = world.do(invitations.claim, newcomer, link.partition("start=")[2])
    assert isinstance(claimed, Invite)
    decider = world.actor(Capability.DECIDE_CLAIMS)
    return world.do(invitations.decide, decider, claimed.invite_id or 0, accept=True)


def _suspend_admin(world: World) -> object:
    return world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), SECOND_ADMIN)


def _restore(world: World) -> object:
    world.do(members.suspend, world.actor(Capability.SUSPEND_PEOPLE), SUPERVISOR)
    return world.do(members.restore, world.actor(Capability.RESTORE_PEOPLE), SUPERVISOR)


ASKS: dict[ProposalKind, Callable[[World], object]] = {
    ProposalKind.OPEN_SENDING: _open_sending,
    ProposalKind.LOOSEN_LIMIT: _lift_limit,
    ProposalKind.LOOSEN_PURPOSE: _lift_budget,
    ProposalKind.ENROL: _enrol,
    ProposalKind.SUSPEND_ADMIN: _suspend_admin,
    ProposalKind.RESTORE: _restore,
}
DONE: dict[ProposalKind, Callable[[World], bool]] = {
    ProposalKind.OPEN_SENDING: lambda world: world.do(sending.is_open),
    ProposalKind.LOOSEN_LIMIT: lambda world: (
        world.do(policy_changes.amount_of, ORDER_LIMIT) is None
    ),
    ProposalKind.LOOSEN_PURPOSE: lambda world: _budget(world) is None,
    ProposalKind.ENROL: lambda world: world.do(people.get, NEWCOMER) is not None,
    ProposalKind.SUSPEND_ADMIN: lambda world: (
        world.person(SECOND_ADMIN).standing is Standing.SUSPENDED
    ),
    ProposalKind.RESTORE: lambda world: world.person(SUPERVISOR).standing is Standing.ACTIVE,
}


def asked(world: World, kind: ProposalKind) -> Proposal:
    """Have the first admin ask for this; nothing has happened yet."""
    found = ASKS[kind](world)
    assert isinstance(found, Asked)
    assert found.proposal.kind is kind
    assert not DONE[kind](world)
    return found.proposal


def press(world: World, who: int, proposal: Proposal, what: Press = Press.APPROVE) -> Decided:
    needed = Capability.DECIDE_PROPOSALS
    actor = operator(needed) if who == OPERATOR else world.actor(needed, who)
    found = world.do(deciding.decide, actor, proposal.proposal_id or 0, proposal.mark, what)
    assert found is not None
    return found


def status(world: World) -> ProposalStatus:
    (row,) = world.rows(Proposal)
    return row.status


def test_every_kind_has_a_rule_and_a_way_to_be_carried_out() -> None:
    assert set(RULES) == set(CARRY_OUT) == set(ASKS) == set(ProposalKind)
    day, half_an_hour = timedelta(hours=24), timedelta(minutes=30)
    assert all(half_an_hour <= rule.lasts <= day for rule in RULES.values())


@pytest.mark.parametrize("who", [THIRD, OPERATOR])
@pytest.mark.parametrize("kind", ProposalKind)
def test_another_person_or_the_operator_approves_and_it_is_done_once(
    three: World, kind: ProposalKind, who: int
) -> None:
    proposal = asked(three, kind)
    assert press(three, who, proposal).verdict is AttemptVerdict.APPROVED
    assert DONE[kind](three)
    assert press(three, who, proposal).verdict is AttemptVerdict.REDUNDANT
    done = [row for row in three.rows(AuditEntry) if row.decided_by is not None]
    assert [(row.actor_id, row.decided_by) for row in done] == [(ADMIN, who)]
    verdicts = [row.verdict for row in three.rows(ProposalAttempt)]
    assert verdicts == [AttemptVerdict.APPROVED, AttemptVerdict.REDUNDANT]


@pytest.mark.parametrize("kind", ProposalKind)
def test_who_asked_never_approves(three: World, kind: ProposalKind) -> None:
    proposal = asked(three, kind)
    for what in (Press.APPROVE, Press.REJECT):
        assert press(three, ADMIN, proposal, what).denial is Denial.OWN
    assert not DONE[kind](three)
    assert status(three) is ProposalStatus.OPEN


@pytest.mark.parametrize("kind", ProposalKind)
def test_what_is_rejected_or_taken_back_is_not_done(three: World, kind: ProposalKind) -> None:
    proposal = asked(three, kind)
    assert press(three, THIRD, proposal, Press.WITHDRAW).denial is Denial.NOT_THEIRS
    assert press(three, THIRD, proposal, Press.REJECT).verdict is AttemptVerdict.REJECTED
    assert press(three, SECOND_ADMIN, proposal).verdict is AttemptVerdict.REDUNDANT
    assert not DONE[kind](three)


@pytest.mark.parametrize("kind", ProposalKind)
def test_what_has_expired_is_not_done(three: World, kind: ProposalKind) -> None:
    proposal = asked(three, kind)
    three.clock.now += RULES[kind].lasts
    assert press(three, THIRD, proposal).denial is Denial.EXPIRED
    assert not DONE[kind](three)
    assert status(three) is ProposalStatus.EXPIRED


def test_a_clock_that_is_set_back_keeps_nothing_open(world: World) -> None:
    proposal = asked(world, ProposalKind.OPEN_SENDING)
    world.clock.now -= timedelta(days=2)
    assert press(world, SECOND_ADMIN, proposal).denial is Denial.EXPIRED


def test_the_person_asked_about_does_not_decide(world: World) -> None:
    proposal = asked(world, ProposalKind.SUSPEND_ADMIN)
    for what in (Press.APPROVE, Press.REJECT):
        assert press(world, SECOND_ADMIN, proposal, what).denial is Denial.ABOUT_THEM
    assert not DONE[ProposalKind.SUSPEND_ADMIN](world)


@pytest.mark.parametrize(
    "change",
    [{"standing": Standing.SUSPENDED}, {"role": Role.SUPERVISOR}, {"role": Role.AGENT}],
)
def test_a_right_that_was_lost_in_between_decides_nothing(
    three: World, change: dict[str, object]
) -> None:
    proposal = asked(three, ProposalKind.OPEN_SENDING)
    earlier = three.actor(Capability.DECIDE_PROPOSALS, THIRD)
    three.change(THIRD, **change)
    found = three.do(
        deciding.decide, earlier, proposal.proposal_id or 0, proposal.mark, Press.APPROVE
    )
    assert found is not None
    assert found.denial is Denial.NO_RIGHT
    assert not DONE[ProposalKind.OPEN_SENDING](three)


@pytest.mark.parametrize("both_ways", [False, True])
def test_two_of_whom_one_let_the_other_in_are_not_two_people_for_a_week(
    world: World, *, both_ways: bool
) -> None:
    press(world, SECOND_ADMIN, asked(world, ProposalKind.ENROL))
    asker, decider = (NEWCOMER, ADMIN) if both_ways else (ADMIN, NEWCOMER)
    for other in (ADMIN, SECOND_ADMIN):
        _stop(world)
        ask = world.actor(Capability.RESUME_SENDING, asker if asker == NEWCOMER else other)
        found = world.do(sending.ask_to_resume, ask)
        assert isinstance(found, Asked)
        who = decider if decider == NEWCOMER else other
        assert press(world, who, found.proposal).denial is Denial.ENROLLED
    world.clock.now += timedelta(days=7)
    found = world.do(sending.ask_to_resume, world.actor(Capability.RESUME_SENDING, asker))
    assert isinstance(found, Asked)
    assert press(world, decider, found.proposal).verdict is AttemptVerdict.APPROVED


def test_an_agents_invitation_needs_its_maker_alone(world: World) -> None:
    assert isinstance(_enrol(world, Role.AGENT), Invite)
    assert world.person(NEWCOMER).role is Role.AGENT
    assert world.rows(Proposal) == []


@pytest.mark.parametrize("mark", ["", "0" * 64, "short"])
def test_a_press_of_other_content_decides_nothing(world: World, mark: str) -> None:
    proposal = asked(world, ProposalKind.OPEN_SENDING)
    mark = proposal.mark[: MARK_DIGITS - 1] if mark == "short" else mark
    actor = world.actor(Capability.DECIDE_PROPOSALS, SECOND_ADMIN)
    found = world.do(deciding.decide, actor, proposal.proposal_id or 0, mark, Press.APPROVE)
    assert found is not None
    assert found.denial is Denial.OTHER_CONTENT
    assert not DONE[ProposalKind.OPEN_SENDING](world)


def test_a_row_whose_content_was_changed_is_not_what_the_card_showed(world: World) -> None:
    proposal = asked(world, ProposalKind.LOOSEN_LIMIT)

    def tamper(work: Work) -> None:
        found = proposals.get(work, proposal.proposal_id)
        assert found is not None
        found.content = found.content.replace("500000", "400000")

    world.do(tamper)
    assert press(world, SECOND_ADMIN, proposal).denial is Denial.OTHER_CONTENT


def test_an_unknown_number_is_no_attempt(world: World) -> None:
    actor = world.actor(Capability.DECIDE_PROPOSALS)
    assert world.do(deciding.decide, actor, 404, "0" * 64, Press.APPROVE) is None
    assert world.rows(ProposalAttempt) == []


def _changed(world: World, kind: ProposalKind) -> None:
    """Have what a proposal was about changed by somebody else meanwhile."""
    match kind:
        case ProposalKind.OPEN_SENDING:
            world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
        case ProposalKind.LOOSEN_LIMIT:
            lower = world.actor(Capability.CHANGE_LIMITS, SECOND_ADMIN)
            world.do(policy_changes.change, lower, ORDER_LIMIT, Rupiah(300_000))
        case ProposalKind.LOOSEN_PURPOSE:
            food = world.do(purposes.find, "FOOD")
            assert food is not None
            lower = world.actor(Capability.CHANGE_POLICY, SECOND_ADMIN)
            world.do(purpose_changes.set_budget, lower, food, Rupiah(300_000))
        case ProposalKind.ENROL:
            world.do(a_person, NEWCOMER, Role.AGENT, "")
        case ProposalKind.SUSPEND_ADMIN:
            world.change(SECOND_ADMIN, role=Role.SUPERVISOR)
        case ProposalKind.RESTORE:
            world.change(SUPERVISOR, role=Role.ADMIN)


@pytest.mark.parametrize("kind", ProposalKind)
def test_what_has_changed_meanwhile_ends_it_and_nothing_is_done(
    three: World, kind: ProposalKind
) -> None:
    proposal = asked(three, kind)
    _changed(three, kind)
    acts = len([row for row in three.rows(AuditEntry) if row.decided_by == THIRD])
    found = press(three, THIRD, proposal)
    assert (found.verdict, found.denial) == (AttemptVerdict.DENIED, Denial.CHANGED)
    assert found.has_ended
    (row,) = three.rows(Proposal)
    assert (row.status, row.ended_why) == (ProposalStatus.WITHDRAWN, Withdrawal.CHANGED)
    assert len([row for row in three.rows(AuditEntry) if row.decided_by == THIRD]) == acts


def test_what_was_asked_before_a_newer_stop_opens_nothing(world: World) -> None:
    proposal = asked(world, ProposalKind.OPEN_SENDING)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    world.do(lambda work: sending.stop_by(work, Guard.ECHO, "202601020001"))
    (row,) = world.rows(Proposal)
    assert (row.status, row.ended_why) == (ProposalStatus.WITHDRAWN, Withdrawal.STOPPED_AGAIN)
    press(world, SECOND_ADMIN, proposal)
    assert not world.do(sending.is_open)


def test_a_stop_that_an_older_proposal_does_not_name_is_not_opened_by_it(world: World) -> None:
    """Also where nothing has ended the proposal: what it names decides."""
    proposal = asked(world, ProposalKind.OPEN_SENDING)

    def stop_anew(work: Work) -> None:
        sending.resume(work, world.agreement(Capability.RESUME_SENDING))
        held = proposals.get(work, proposal.proposal_id)
        assert held is not None
        sending.stop_by(work, Guard.ECHO, "202601020001")
        held.status, held.ended_at, held.ended_why = ProposalStatus.OPEN, None, None

    world.do(stop_anew)
    assert press(world, SECOND_ADMIN, proposal).denial is Denial.CHANGED
    assert not world.do(sending.is_open)


def test_a_second_reason_to_stop_ends_what_was_asked_for_the_first(world: World) -> None:
    asked(world, ProposalKind.OPEN_SENDING)
    assert not world.do(lambda work: sending.stop_by(work, Guard.UNIT, "202601020001"))
    assert status(world) is ProposalStatus.WITHDRAWN


def test_older_data_is_opened_by_nobody_before_it_is_reconciled(world: World) -> None:
    proposal = asked(world, ProposalKind.OPEN_SENDING)
    name = world.do(sentinel.database_id)
    world.do(restored_data.adopt, name, lambda _name: None)
    (row,) = world.rows(Proposal)
    assert (row.status, row.ended_why) == (ProposalStatus.WITHDRAWN, Withdrawal.OLD_DATA)
    press(world, OPERATOR, proposal)
    assert not world.do(sending.is_open)
    ask = world.actor(Capability.RESUME_SENDING)
    assert world.do(sending.ask_to_resume, ask) is None


def test_what_a_suspended_admin_asked_for_is_over_at_once(three: World) -> None:
    asked(three, ProposalKind.OPEN_SENDING)
    three.do(members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), ADMIN)
    (row,) = three.rows(Proposal)
    assert (row.status, row.ended_why) == (ProposalStatus.WITHDRAWN, Withdrawal.ASKER_LEFT)


def test_what_an_asker_without_the_right_asked_for_is_not_done(three: World) -> None:
    proposal = asked(three, ProposalKind.OPEN_SENDING)
    three.change(ADMIN, role=Role.SUPERVISOR)
    assert press(three, THIRD, proposal).denial is Denial.CHANGED
    assert not three.do(sending.is_open)


def test_lowering_a_limit_and_setting_a_first_one_hold_at_once(world: World) -> None:
    actor = world.actor(Capability.CHANGE_LIMITS)
    for amount in (HALF, HALF, Rupiah(400_000)):
        assert world.do(policy_changes.change, actor, DAY_LIMIT, amount) is None
    assert world.do(policy_changes.amount_of, DAY_LIMIT) == 400_000
    for looser in (Rupiah(400_001), None):
        assert isinstance(world.do(policy_changes.change, actor, DAY_LIMIT, looser), Asked)
    assert world.do(policy_changes.amount_of, DAY_LIMIT) == 400_000


def test_nobody_makes_a_consent_without_an_approved_proposal(world: World) -> None:
    proposal = asked(world, ProposalKind.OPEN_SENDING)
    needed, right = Capability.DECIDE_PROPOSALS, Capability.RESUME_SENDING
    second = authorise(world.person(SECOND_ADMIN), needed)
    with pytest.raises(NotAuthorisedError):
        agree(proposal, second, right)
    proposal.status, proposal.ended_by = ProposalStatus.APPROVED, SECOND_ADMIN
    with pytest.raises(NotAuthorisedError):
        agree(proposal, authorise(world.person(ADMIN), needed), right)
    with pytest.raises(NotAuthorisedError):
        agree(proposal, world.actor(right, SECOND_ADMIN), right)
    proposal.ended_by = ADMIN
    with pytest.raises(NotAuthorisedError):
        agree(proposal, authorise(world.person(ADMIN), needed), right)


def test_each_attempt_is_kept_with_what_it_was_judged_by(three: World) -> None:
    proposal = asked(three, ProposalKind.OPEN_SENDING)
    three.clock.now += timedelta(minutes=5)
    press(three, ADMIN, proposal)
    press(three, OPERATOR, proposal, Press.REJECT)
    own, operators = three.rows(ProposalAttempt)
    assert (own.person_id, own.verdict, own.denial) == (ADMIN, AttemptVerdict.DENIED, Denial.OWN)
    assert json.loads(own.judged_by) == {
        "age_seconds": 300,
        "could_decide": 2,
        "let_in_lately": False,
        "rest_seconds": 3300,
        "role": "admin",
        "standing": "active",
        "status": "open",
    }
    assert (operators.person_id, operators.press) == (OPERATOR, Press.REJECT)


def test_all_admins_get_a_card_and_each_is_edited_at_the_end(three: World) -> None:
    proposal = asked(three, ProposalKind.OPEN_SENDING)

    def cards() -> list[int]:
        return sorted(row.chat_id for row in three.rows(Outgoing) if row.kind is Kind.PROPOSAL)

    assert cards() == [ADMIN, SECOND_ADMIN, THIRD]
    press(three, THIRD, proposal, Press.REJECT)
    assert cards() == sorted(2 * [ADMIN, SECOND_ADMIN, THIRD])
    told = [row.chat_id for row in three.rows(Outgoing) if row.notice is Notice.PROPOSAL_ENDED]
    assert told == [ADMIN]


def test_who_can_decide_is_reminded_at_half_time_and_only_once(three: World) -> None:
    asked(three, ProposalKind.SUSPEND_ADMIN)
    assert three.do(overdue.remind) == 0
    three.clock.now += timedelta(hours=12)
    before = len(three.rows(Outgoing))
    assert (three.do(overdue.remind), three.do(overdue.remind)) == (1, 0)
    assert [row.chat_id for row in three.rows(Outgoing)[before:]] == [THIRD]
    three.clock.now += timedelta(hours=12)
    assert [each.status for each in three.do(overdue.end_overdue)] == [ProposalStatus.EXPIRED]
    assert three.do(overdue.end_overdue) == []


def test_who_was_restored_lately_counts_as_one_with_who_did_it(three: World) -> None:
    """An accomplice comes back by one careless Yes, and decides nothing for a week."""
    three.change(THIRD, standing=Standing.SUSPENDED)
    asker = three.actor(Capability.RESTORE_PEOPLE)
    three.do(members.restore, asker, THIRD)
    three.decided(by=SECOND_ADMIN)
    assert three.person(THIRD).standing is Standing.ACTIVE
    proposal = asked(three, ProposalKind.LOOSEN_LIMIT)
    assert press(three, THIRD, proposal).denial is Denial.ENROLLED
    three.clock.move(days=7, seconds=1)
    later = asked_again(three)
    assert press(three, THIRD, later).verdict is AttemptVerdict.APPROVED


def asked_again(world: World) -> Proposal:
    found = world.do(
        policy_changes.change, world.actor(Capability.CHANGE_LIMITS), ORDER_LIMIT, None
    )
    assert isinstance(found, Asked)
    return found.proposal


def test_two_who_approve_at_once_do_it_once(three: World) -> None:
    proposal = asked(three, ProposalKind.LOOSEN_LIMIT)
    together = threading.Barrier(2, timeout=10)
    on_server = three.database.engine.dialect.name == "postgresql"

    def approve(work: Work, who: int) -> AttemptVerdict:
        person = people.get(work, who)
        assert person is not None
        before = proposals.get(work, proposal.proposal_id)  # read before its turn
        if on_server:
            together.wait()
        actor = authorise(person, Capability.DECIDE_PROPOSALS)
        number = proposal.proposal_id or 0
        found = deciding.decide(work, actor, number, proposal.mark, Press.APPROVE)
        assert found is not None
        assert found.proposal is before
        return found.verdict

    async def both() -> list[AttemptVerdict]:
        run = three.database.run
        return [*await asyncio.gather(run(approve, SECOND_ADMIN), run(approve, THIRD))]

    assert sorted(asyncio.run(both())) == [AttemptVerdict.APPROVED, AttemptVerdict.REDUNDANT]
    assert [row.after for row in three.rows(AuditEntry) if row.act is Act.LIMITS] == [
        "500000",
        "off",
    ]


def test_an_approval_and_a_stop_at_once_leave_sending_stopped(
    postgres_world: World,
) -> None:
    """The stop had read that sending is stopped. It waits for the approval, and then reads anew."""
    world = postgres_world
    proposal = asked(world, ProposalKind.OPEN_SENDING)
    together, decided = threading.Barrier(2, timeout=10), threading.Event()

    def approve(work: Work) -> None:
        before = work.session.get(SystemState, 1)  # read before its turn
        together.wait()
        actor = operator(Capability.DECIDE_PROPOSALS)
        deciding.decide(work, actor, proposal.proposal_id or 0, proposal.mark, Press.APPROVE)
        assert before is work.session.get(SystemState, 1)
        decided.set()

    def stop(work: Work) -> None:
        before = work.session.get(SystemState, 1)
        together.wait()
        assert decided.wait(10)
        sending.stop_by(work, Guard.ECHO, "202601020001")
        assert before is work.session.get(SystemState, 1)

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(world.do, each) for each in (approve, stop)]:
            done.result()
    assert not world.do(sending.is_open)


def test_agents_have_nothing_to_decide(world: World) -> None:
    with pytest.raises(NotAuthorisedError):
        world.actor(Capability.DECIDE_PROPOSALS, AGENT)

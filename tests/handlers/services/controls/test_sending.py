"""Sending stopped for all, for a team, for a channel: what is held back, who opens it, what for."""

import secrets
from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.services.controls import sending, stop_reasons
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY, SendingScope, of_channel, of_team
from handlers.services.orders import requests
from handlers.services.orders.requests import Requested
from handlers.services.people import teams
from handlers.services.people.members import Problem
from handlers.services.proposals.asking import Asked
from handlers.services.rights.actors import NotAuthorisedError
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.person import Person, Role, Standing
from storage.models.proposal import AttemptVerdict, Denial, Proposal, ProposalCard, ProposalStatus
from storage.models.sending_stop import StopScope
from storage.repositories import people, system_state
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
)

OURS, OTHERS = of_team(TEAM), of_team(OTHER_TEAM)
ATM, ALFAMART = of_channel(Channel.PERMATA), of_channel(Channel.ALFAMART)
PARTS = [OURS, ATM]
RULE = AmountRule(Rupiah(50_000), Rupiah(1_500_000), Rupiah(50_000))


@pytest.fixture
def shops(both_worlds: World) -> World:
    """Return a company with two channels, and one agent in another team."""
    both_worlds.policy = replace(
        both_worlds.policy, rules={Channel.PERMATA: RULE, Channel.ALFAMART: RULE}
    )
    both_worlds.change(OTHER_AGENT, team=OTHER_TEAM)
    return both_worlds


def stop(world: World, scope: SendingScope, by: int = ADMIN, words: str = "odd") -> bool:
    return world.do(sending.stop, world.actor(Capability.STOP_SENDING, by), words, scope)


def confirm(
    world: World, agent_id: int = AGENT, channel: Channel = Channel.PERMATA
) -> Requested | Refused:
    actor = world.actor(Capability.REQUEST_ORDERS, agent_id)
    draft, token = a_draft(channel=channel), secrets.token_hex(8)
    return world.do(requests.request_order, world.policy, actor, draft, token)


def made(world: World, agent_id: int = AGENT, channel: Channel = Channel.PERMATA) -> str:
    found = confirm(world, agent_id, channel)
    assert isinstance(found, Requested)
    return found.order.order_no


def ask(world: World, scope: SendingScope, by: int = ADMIN) -> Proposal:
    actor = world.actor(Capability.RESUME_SENDING, by)
    asked = world.do(sending.ask_to_resume, actor, scope)
    assert isinstance(asked, Asked)
    return asked.proposal


def is_stopped(world: World, scope: SendingScope) -> bool:
    return world.do(sending.is_stopped, scope)


@pytest.mark.parametrize("scope", PARTS)
def test_what_waits_in_a_stopped_part_is_not_sent_and_all_else_is(
    shops: World, scope: SendingScope
) -> None:
    held = made(shops)
    shops.clock.move(1)
    is_team = scope.kind is StopScope.TEAM
    free = made(shops, OTHER_AGENT, Channel.PERMATA if is_team else Channel.ALFAMART)
    stop(shops, scope)
    ticket = shops.claim()
    assert ticket is not None
    assert ticket.request.order_no == free
    assert shops.claim() is None
    assert shops.order(held).status is OrderStatus.REQUESTED, "it is kept, as for a stop of all"
    shops.do(sending.resume, shops.agreement(Capability.RESUME_SENDING), scope)
    ticket = shops.claim()
    assert ticket is not None
    assert ticket.request.order_no == held


def test_nothing_is_confirmed_in_a_stopped_team_and_others_go_on(shops: World) -> None:
    stop(shops, OURS)
    assert confirm(shops) == Refused(Refusal.TEAM_STOPPED)
    assert made(shops, OTHER_AGENT)


def test_nothing_is_confirmed_for_a_stopped_channel_and_others_are_named(shops: World) -> None:
    stop(shops, ATM)
    refused = confirm(shops)
    assert isinstance(refused, Refused)
    assert refused.refusal is Refusal.CHANNEL_STOPPED
    assert (refused.channel, refused.others) == (Channel.PERMATA, (Channel.ALFAMART,))
    assert made(shops, channel=Channel.ALFAMART)


def test_a_stop_of_all_comes_before_one_of_a_part(shops: World) -> None:
    stop(shops, ATM)
    stop(shops, COMPANY)
    assert confirm(shops) == Refused(Refusal.SENDING_STOPPED)
    shops.do(sending.resume, shops.agreement(Capability.RESUME_SENDING))
    assert is_stopped(shops, ATM), "opening all opens no part"
    assert not is_stopped(shops, COMPANY)


def test_an_agent_of_no_team_is_in_no_teams_stop(shops: World) -> None:
    shops.change(AGENT, team="")
    stop(shops, OURS)
    assert made(shops)


@pytest.mark.parametrize("scope", [COMPANY, OTHERS, ATM])
@pytest.mark.parametrize("act", [stop, ask])
def test_a_supervisor_stops_and_opens_the_own_team_only(
    world: World, scope: SendingScope, act: Callable[[World, SendingScope, int], object]
) -> None:
    stop(world, scope)
    with pytest.raises(NotAuthorisedError):
        act(world, scope, SUPERVISOR)


def test_a_supervisor_of_no_team_stops_nothing(world: World) -> None:
    world.change(SUPERVISOR, team="")
    with pytest.raises(NotAuthorisedError):
        stop(world, of_team(""), SUPERVISOR)


def test_who_was_moved_meanwhile_stops_the_former_team_no_more(world: World) -> None:
    actor = world.actor(Capability.STOP_SENDING, SUPERVISOR)
    world.change(SUPERVISOR, team=OTHER_TEAM)
    with pytest.raises(NotAuthorisedError):
        world.do(sending.stop, actor, "odd", OURS)


def test_a_team_stop_is_told_to_admins_and_to_its_supervisors(world: World) -> None:
    stop(world, OURS, SUPERVISOR)
    readers = {ADMIN, SECOND_ADMIN, SUPERVISOR}
    assert world.told() == {(each, Notice.SENDING_STOPPED) for each in readers}


def test_every_reason_is_kept_and_one_opening_is_for_all_of_them(both_worlds: World) -> None:
    world = both_worlds
    assert stop(world, OURS, SUPERVISOR, "theft")
    assert not stop(world, OURS, ADMIN, "police")
    given = world.do(stop_reasons.of, OURS)
    assert [each.typed and each.typed.words for each in given] == ["theft", "police"]
    proposal = ask(world, OURS)
    assert world.decided(by=SUPERVISOR)[0].verdict is AttemptVerdict.APPROVED
    assert not is_stopped(world, OURS)
    assert world.do(stop_reasons.of, OURS) == ()
    assert proposal.content.count("stops")


def test_a_guard_is_one_reason_and_each_person_has_three(both_worlds: World) -> None:
    world = both_worlds
    for number in range(5):
        world.do(sending.stop_by, Guard.ECHO, str(number))
        stop(world, COMPANY, words=str(number))
    given = world.do(stop_reasons.of, COMPANY)
    assert [each.guard for each in given if each.guard] == ["guard:echo 0"]
    assert [each.typed.words for each in given if each.typed] == ["2", "3", "4"]
    acts = [row for row in world.rows(AuditEntry) if row.act is Act.SENDING_STOPPED]
    assert len(acts) == 6, "all that people wrote is on record"


def test_a_reason_of_a_program_that_does_not_know_the_rows_stays(world: World) -> None:
    def before(work: Work) -> None:
        system_state.set_sending_switch(
            work, stopped=True, reason=Guard.CLOCK.value, words="", changed_by=None
        )
        work.session.add(AuditEntry(at=work.now, act=Act.SENDING_STOPPED, why=Guard.CLOCK.value))

    world.do(before)
    assert [each.guard for each in world.do(stop_reasons.of, COMPANY)] == [Guard.CLOCK]
    stop(world, COMPANY)
    given = world.do(stop_reasons.of, COMPANY)
    assert [each.guard for each in given] == [Guard.CLOCK, ""]


def test_what_an_older_program_opened_has_no_reasons_when_it_is_stopped_again(
    world: World,
) -> None:
    stop(world, COMPANY, words="before")
    world.do(system_state.set_sending_switch, stopped=False, reason="", words="", changed_by=ADMIN)
    assert world.do(stop_reasons.of, COMPANY) == ()
    stop(world, COMPANY, words="now")
    given = world.do(stop_reasons.of, COMPANY)
    assert [each.typed and each.typed.words for each in given] == ["now"]


@pytest.mark.parametrize("scope", [COMPANY, OURS, ATM])
def test_a_newer_stop_ends_what_was_asked_of_that_scope_and_of_no_other(
    both_worlds: World, scope: SendingScope
) -> None:
    world = both_worlds
    stop(world, scope)
    stop(world, OTHERS)
    asked, other = ask(world, scope), ask(world, OTHERS)
    stop(world, scope, SECOND_ADMIN)
    by_number = {each.proposal_id: each.status for each in world.rows(Proposal)}
    assert by_number[asked.proposal_id] is ProposalStatus.WITHDRAWN
    assert by_number[other.proposal_id] is ProposalStatus.OPEN


@pytest.mark.parametrize("scope", [COMPANY, ATM, OTHERS])
def test_a_supervisor_decides_and_sees_nothing_that_is_not_the_own_teams(
    world: World, scope: SendingScope
) -> None:
    stop(world, scope)
    ask(world, scope)
    decided = world.decided(by=SUPERVISOR)
    assert [each.denial for each in decided] == [Denial.NO_RIGHT]
    assert is_stopped(world, scope)
    assert SUPERVISOR not in {card.chat_id for card in world.rows(ProposalCard)}


def test_a_supervisor_and_an_admin_open_the_team_whoever_asks(both_worlds: World) -> None:
    for asker, decider in ((ADMIN, SUPERVISOR), (SUPERVISOR, ADMIN)):
        stop(both_worlds, OURS)
        ask(both_worlds, OURS, asker)
        decided = both_worlds.decided(by=decider)
        assert [each.verdict for each in decided] == [AttemptVerdict.APPROVED]
        assert not is_stopped(both_worlds, OURS)


def test_two_supervisors_do_not_open_their_team_without_an_admin(world: World) -> None:
    world.do(a_person, 77, Role.SUPERVISOR)
    stop(world, OURS)
    ask(world, OURS, SUPERVISOR)
    assert [each.denial for each in world.decided(by=77)] == [Denial.NO_RIGHT]
    assert [each.denial for each in world.decided(by=SUPERVISOR)] == [Denial.OWN]
    assert is_stopped(world, OURS)
    assert [each.verdict for each in world.decided(by=OPERATOR)] == [AttemptVerdict.APPROVED]


def test_what_a_supervisor_asked_for_who_left_the_team_is_not_done(world: World) -> None:
    stop(world, OURS)
    ask(world, OURS, SUPERVISOR)
    world.change(SUPERVISOR, team=OTHER_TEAM)
    assert [each.denial for each in world.decided(by=ADMIN)] == [Denial.CHANGED]
    assert is_stopped(world, OURS)


def test_what_a_supervisor_asked_for_who_was_suspended_is_not_done(world: World) -> None:
    stop(world, OURS)
    ask(world, OURS, SUPERVISOR)
    world.change(SUPERVISOR, standing=Standing.SUSPENDED)
    assert [each.denial for each in world.decided(by=ADMIN)] == [Denial.CHANGED]
    assert is_stopped(world, OURS)


def test_the_other_teams_supervisor_has_no_part_in_it(world: World) -> None:
    stop(world, OURS)
    ask(world, OURS)
    assert [each.denial for each in world.decided(by=OTHER_SUPERVISOR)] == [Denial.NO_RIGHT]


def test_nobody_gets_an_agent_out_of_a_stopped_team(both_worlds: World) -> None:
    world = both_worlds
    actor = world.actor(Capability.ASSIGN_TEAMS)
    stop(world, OURS)
    assert world.do(teams.assign, actor, AGENT, OTHER_TEAM) is Problem.TEAM_STOPPED
    assert world.do(teams.assign, actor, AGENT, "") is Problem.TEAM_STOPPED
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING), OURS)
    moved = world.do(teams.assign, actor, AGENT, OTHER_TEAM)
    assert isinstance(moved, Person)


def test_a_team_that_gets_another_spelling_stays_stopped(both_worlds: World) -> None:
    stop(both_worlds, OURS)
    both_worlds.do(people.rename_team, TEAM, TEAM.upper())
    assert is_stopped(both_worlds, of_team(TEAM.upper()))
    assert not is_stopped(both_worlds, OURS)

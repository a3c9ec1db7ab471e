"""From a confirmed read-back to an order: every rule is checked again in this one transaction."""

from dataclasses import dataclass, field

from handlers.services.controls import amount_unit, limits, purposes, sending, sending_scopes
from handlers.services.controls.limits import OrderFacts
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.controls.sending_scopes import SendingScope
from handlers.services.notices.announcing import announce
from handlers.services.orders.transitions import move
from handlers.services.policy import Policy
from handlers.services.rights.actors import Actor, may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.audit import Act, AuditEntry
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import SENT, Cause, OrderStatus
from storage.models.outbox import Kind, Notice
from storage.models.person import Person, Role
from storage.models.sending_stop import StopScope
from storage.repositories import (
    audit_trail,
    order_sums,
    orders,
    outbox,
    people,
    policy_versions,
    system_state,
)
from storage.values import AmountRule, BeneficiaryName, Ok, PhoneNumber, Rupiah, read_amount


@dataclass(frozen=True)
class ConfirmedDraft:
    """What an agent has confirmed."""

    channel: Channel
    name: BeneficiaryName = field(repr=False)
    phone: PhoneNumber = field(repr=False)
    amount: Rupiah
    purpose: str | None = None
    """The code of its purpose; None where the company had none when it was read back."""
    purpose_name: str | None = None
    """What that was called in the read-back."""


@dataclass(frozen=True)
class Requested:
    """The order exists; `again` when this confirmation had made it before."""

    order: Order
    again: bool


def request_order(
    work: Work,
    policy: Policy,
    actor: Actor,
    draft: ConfirmedDraft,
    confirm_token: str,
    topic: int | None = None,
) -> Requested | Refused:
    """Make the order of a confirmed draft, once per confirm token; its card comes into `topic`."""
    actor.require(Capability.REQUEST_ORDERS)
    made = orders.by_confirm_token(work, confirm_token)
    if made is not None:
        return Requested(made, again=True)
    agent = people.get(work, actor.person_id)
    if agent is None:
        return Refused(Refusal.NOT_AN_AGENT)
    system_state.take_turns(work)  # whoever comes later sees what this order takes of the limits
    refused = may_request(work, policy, agent, draft)
    if refused is not None:
        return refused
    order = _order_of(work, agent, draft, confirm_token)
    orders.add(work, order, draft.name, draft.phone)
    entry = AuditEntry(
        at=work.now, act=Act.ORDER_REQUESTED, actor_id=agent.person_id, order_no=order.order_no
    )
    audit_trail.record(work, entry)
    card = outbox.row(work, agent.person_id, Kind.CARD, order_no=order.order_no)
    outbox.append(work, card, {"topic": topic} if topic else None)
    announce(work, order, Notice.REQUESTED)
    work.wake(WakeUp.SUBMIT)
    return Requested(order, again=False)


def _order_of(work: Work, agent: Person, draft: ConfirmedDraft, confirm_token: str) -> Order:
    purpose = purposes.find(work, draft.purpose)
    return Order(
        order_no=orders.fresh_number(work),
        agent_id=agent.person_id,
        team=agent.team,
        channel=draft.channel,
        amount=int(draft.amount),
        purpose=None if purpose is None else purpose.code,
        purpose_name=None if purpose is None else purpose.name,
        confirm_token=confirm_token,
        policy_version=policy_versions.newest(work),
        created_at=work.now,
    )


def may_request(work: Work, policy: Policy, agent: Person, draft: ConfirmedDraft) -> Refused | None:
    """Check every rule that a request must pass; None when it may go."""
    if not may(agent, Capability.REQUEST_ORDERS):
        other = agent.role is not Role.AGENT
        return Refused(Refusal.NOT_AN_AGENT if other else Refusal.SUSPENDED)
    stopped = sending.what_stops_in_turn(work, agent.team, draft.channel)
    if stopped is not None:
        return _stopped(work, policy, stopped, draft.channel)
    if limits.are_missing(work, policy):
        return Refused(Refusal.LIMITS_MISSING)
    rule = policy.rules.get(draft.channel)
    if rule is None:
        return Refused(Refusal.CHANNEL_CLOSED)
    if not isinstance(read_amount(str(int(draft.amount)), rule), Ok):
        return Refused(Refusal.AMOUNT)
    unproven = _until_proven(work, policy, rule, draft.amount)
    over = unproven or limits.why_not(work, facts_of(work, agent, draft))
    return over or purposes.why_not(work, draft.purpose, draft.purpose_name, draft.amount)


def facts_of(work: Work, agent: Person, draft: ConfirmedDraft) -> OrderFacts:
    """Return what the limits look at, of a draft."""
    macs = tuple(orders.phone_macs(work, draft.phone))
    return OrderFacts(agent.person_id, agent.team, draft.channel, draft.amount, macs)


def why_closed(work: Work, policy: Policy, agent: Person) -> Refused | None:
    """Say why an agent can order nothing now, whatever it is; None when they can."""
    stopped = sending.what_stops(work, agent.team)
    if stopped is not None:
        return _stopped(work, policy, stopped)
    if not open_channels(work, policy):
        only = next(iter(policy.rules))
        return _stopped(work, policy, sending_scopes.of_channel(only), only)
    return Refused(Refusal.LIMITS_MISSING) if limits.are_missing(work, policy) else None


def open_channels(work: Work, policy: Policy) -> tuple[Channel, ...]:
    """Return the enabled channels that are not stopped."""
    stopped = sending.stopped_parts(work)
    return tuple(each for each in policy.rules if sending_scopes.of_channel(each) not in stopped)


def _stopped(
    work: Work, policy: Policy, scope: SendingScope, channel: Channel | None = None
) -> Refused:
    match scope.kind:
        case StopScope.COMPANY:
            return Refused(Refusal.SENDING_STOPPED)
        case StopScope.TEAM:
            return Refused(Refusal.TEAM_STOPPED)
        case StopScope.CHANNEL:
            others = open_channels(work, policy)
            return Refused(Refusal.CHANNEL_STOPPED, channel=channel, others=others)


def _until_proven(work: Work, policy: Policy, rule: AmountRule, amount: Rupiah) -> Refused | None:
    if not amount_unit.is_guarded(work, policy):
        return None
    if amount != rule.minimum:
        return Refused(Refusal.UNIT_UNPROVEN, rule.minimum)
    busy = amount_unit.somebody_is_ahead(work) or order_sums.count(work, OrderStatus.REQUESTED)
    return Refused(Refusal.ONE_AT_A_TIME) if busy else None


@dataclass(frozen=True)
class Cancelled:
    """The order was still with us: nothing was sent."""

    order: Order


@dataclass(frozen=True)
class TooLate:
    """The transfer may have left: nobody can recall it."""

    order: Order


def cancel_latest(work: Work, actor: Actor) -> Cancelled | TooLate | None:
    """Cancel the actor's own newest order that has not ended; None when there is none."""
    actor.require(Capability.CANCEL_ORDERS)
    for order in orders.unended_of(work, actor.person_id):
        if order.status in {OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL}:
            held = orders.get(work, order.order_no) or order
            move(work, held, OrderStatus.CANCELLED, Cause.AGENT, actor.person_id)
            return Cancelled(held)
        if order.status in SENT:
            return TooLate(order)
    return None

"""The limits on what is requested: how much of each is taken, and what it leaves.

Windows roll: a day is the last 24 hours, a week the last 7 days. What is requested counts at once,
until its money is provably back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.notices.announcing import tell
from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.outbox import Notice
from storage.models.person import Person
from storage.models.policy import Threshold
from storage.repositories import order_sums, people, policy_versions
from storage.repositories.order_sums import Counted
from storage.repositories.policy_versions import Amounts
from storage.values import Rupiah

_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)
_WINDOWS: Mapping[Threshold, timedelta] = {
    Threshold.AGENT_DAY: _DAY,
    Threshold.TEAM_DAY: _DAY,
    Threshold.COMPANY_DAY: _DAY,
    Threshold.PHONE_WEEK: _WEEK,
}
_REFUSALS: Mapping[Threshold, Refusal] = {
    Threshold.ORDER: Refusal.ORDER_LIMIT,
    Threshold.CHANNEL: Refusal.CHANNEL_LIMIT,
    Threshold.AGENT_DAY: Refusal.DAY_LIMIT,
    Threshold.TEAM_DAY: Refusal.TEAM_LIMIT,
    Threshold.COMPANY_DAY: Refusal.COMPANY_LIMIT,
    Threshold.PHONE_WEEK: Refusal.PHONE_LIMIT,
}
"""What a limit answers; first the one in whose way the agent can do most."""
_NEEDED = (Threshold.ORDER, Threshold.AGENT_DAY)
NEAR = 2
"""A limit, or a budget, that allows less than so many times the amount is spoken of."""


@dataclass(frozen=True)
class OrderFacts:
    """What the limits look at, of a draft or of an order."""

    agent_id: int
    team: str
    channel: Channel
    amount: Rupiah
    phone_macs: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class LimitState:
    """How one limit stands for somebody."""

    threshold: Threshold
    limit: Rupiah
    taken: int = 0
    """Rupiah that its window holds already."""
    channel: Channel | None = None
    """Where it is of orders of one place only."""

    @property
    def left(self) -> Rupiah:
        """What it still allows."""
        return Rupiah(max(0, self.limit - self.taken))


@dataclass(frozen=True)
class Limits:
    """The limits as they stand, and what they mean for sending."""

    amounts: Amounts
    needed: bool
    """The money is real: nothing is sent unless those for an order and for an agent are set."""
    least: Mapping[str, Rupiah]
    """The smallest order at each place, by its word. A limit below it lets nothing through."""
    company: LimitState | None
    """How the company's last 24 hours stand; None without a limit."""

    def of(self, threshold: Threshold, scope: str = "") -> Rupiah | None:
        """Return one limit; None where there is none."""
        return _rupiah(self.amounts.get((threshold, scope)))

    @property
    def missing(self) -> bool:
        """Whether nothing may be sent because one of them is not set."""
        return self.needed and _lack_one(self.amounts)

    @property
    def too_low(self) -> tuple[str, Rupiah] | None:
        """A place's word, or "" for all of them, whose smallest order one limit does not reach."""
        least = {"": min(self.least.values()), **self.least}
        limits = (key for key in self.amounts if key[0] in _REFUSALS and key[1] in least)
        low = (key[1] for key in limits if self.amounts[key] < least[key[1]])
        scope = min(low, default=None)
        return None if scope is None else (scope, least[scope])


def look(work: Work, policy: Policy) -> Limits:
    """Return the limits as they stand."""
    least = {channel.value: rule.minimum for channel, rule in policy.rules.items()}
    amounts = policy_versions.amounts(work)
    limit = amounts.get((Threshold.COMPANY_DAY, ""))
    company = None
    if limit is not None:
        taken = order_sums.taken(work, Counted(), work.now - _DAY)
        company = LimitState(Threshold.COMPANY_DAY, Rupiah(limit), taken)
    return Limits(amounts, needed=policy.needs_limits, least=least, company=company)


def are_missing(work: Work, policy: Policy) -> bool:
    """Say whether nothing may be sent because an admin has yet to set a limit."""
    return policy.needs_limits and _lack_one(policy_versions.amounts(work))


def _lack_one(amounts: Amounts) -> bool:
    return any((each, "") not in amounts for each in _NEEDED)


def tell_missing(work: Work, policy: Policy) -> None:
    """Tell admins, once a day at most, that nothing is sent before they have set the limits."""
    if are_missing(work, policy):
        admins = [admin.person_id for admin in people.admins(work)]
        tell(work, admins, Notice.LIMITS_MISSING, f"{work.now.astimezone(policy.zone):%Y-%m-%d}")


def why_not(work: Work, asked: OrderFacts) -> Refused | None:
    """Say which limit is in an order's way, what it leaves, and when it leaves enough; else None.

    Whoever makes orders takes turns (system_state.take_turns). So of orders that are confirmed at
    once each sees those before it, and their sum never passes a limit.
    """
    for state in _states(work, asked, policy_versions.amounts(work), work.now):
        if asked.amount > state.left:
            more_at = _enough_at(work, asked, state)
            return Refused(_REFUSALS[state.threshold], state.left, more_at=more_at)
    return None


def still_allow(work: Work, order: Order) -> bool:
    """Say whether an order may still be sent, of which the limits have been reserved already.

    Whatever is the stricter of what they are now and what they were when it was confirmed holds.
    Orders that were requested later take nothing from it.
    """
    amounts = policy_versions.amounts(work)
    if order.policy_version is not None:
        amounts = _stricter(amounts, policy_versions.amounts(work, order.policy_version))
    asked = OrderFacts(
        *(order.agent_id, order.team, order.channel), Rupiah(order.amount), (order.phone_mac,)
    )
    states = _states(work, asked, amounts, order.created_at, order)
    return all(asked.amount <= state.left for state in states)


def of_agent(work: Work, policy: Policy, agent: Person) -> list[LimitState]:
    """Return how the limits stand that bound an agent, but those of a phone."""
    all_ = policy_versions.amounts(work).items()
    amounts = {key: limit for key, limit in all_ if key[0] is not Threshold.PHONE_WEEK}
    found = {}
    for channel in policy.rules:
        asked = OrderFacts(agent.person_id, agent.team, channel, Rupiah(0), ())
        for state in _states(work, asked, amounts, work.now):
            found[state.threshold, state.channel] = state
    return list(found.values())


def near(work: Work, asked: OrderFacts) -> list[LimitState]:
    """Return the limits of a window that allow little more than an order, or not even that."""
    states = _states(work, asked, policy_versions.amounts(work), work.now)
    return [
        state
        for state in states
        if state.threshold in _WINDOWS and state.left < NEAR * asked.amount
    ]


def _states(
    work: Work, asked: OrderFacts, amounts: Amounts, at: datetime, order: Order | None = None
) -> Iterator[LimitState]:
    """Return how every limit stands at a moment; for an `order`, with what came before it."""
    for threshold in _REFUSALS:
        scope = asked.channel.value if threshold is Threshold.CHANNEL else ""
        limit, of = amounts.get((threshold, scope)), _taken_by(threshold, asked)
        if limit is None:
            continue
        taken = 0
        if of is not None:
            taken = order_sums.taken(work, of, at - _WINDOWS[threshold], order)
        yield LimitState(threshold, Rupiah(limit), taken, asked.channel if scope else None)


def _taken_by(threshold: Threshold, asked: OrderFacts) -> Counted | None:
    """Return whose orders a limit counts; None where it is of each order alone."""
    match threshold:
        case Threshold.AGENT_DAY:
            return Counted(agent_id=asked.agent_id)
        case Threshold.TEAM_DAY:
            return Counted(agent_id=asked.agent_id, team=asked.team)
        case Threshold.COMPANY_DAY:
            return Counted()
        case Threshold.PHONE_WEEK:
            return Counted(phone_macs=asked.phone_macs)
        case _:
            return None


def _enough_at(work: Work, asked: OrderFacts, state: LimitState) -> datetime | None:
    """Return when a window has let go of enough for an order; None where it never will."""
    of, taken = _taken_by(state.threshold, asked), state.taken
    if of is None:
        return None
    window = _WINDOWS[state.threshold]
    for made_at, amount in order_sums.oldest_first(work, of, work.now - window):
        taken -= amount
        if taken + asked.amount <= state.limit:
            return _minute_from(made_at + window)
    return None


def _minute_from(at: datetime) -> datetime:
    """Return the first whole minute that is not before a moment: times are told in minutes."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)


def _stricter(one: Amounts, other: Amounts) -> Amounts:
    both = {**one, **other}
    return {key: min(one.get(key, amount), amount) for key, amount in both.items()}


def _rupiah(amount: int | None) -> Rupiah | None:
    return None if amount is None else Rupiah(amount)

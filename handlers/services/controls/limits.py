"""The limits for one order and for an agent's day: each change on record.

One admin tightens them at once; loosening takes two people.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.notices import acts
from handlers.services.notices.announcing import tell
from handlers.services.policy import Policy
from handlers.services.proposals import asking
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.actors import Actor, Consent
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.models.proposal import ProposalKind
from storage.repositories import order_sums, people, system_state
from storage.values import Rupiah


class LimitKind(StrEnum):
    """What a limit is for."""

    ORDER = "order"
    """The most one order may be."""
    DAY = "day"
    """The most one agent may request in one day of the company's zone (TIMEZONE)."""


@dataclass(frozen=True)
class Limits:
    """The limits as they stand, and what they mean for sending."""

    order: Rupiah | None
    day: Rupiah | None
    needed: bool
    """The money is real: nothing is sent unless both are set."""
    smallest: Rupiah
    """The smallest order of any place: a limit below it lets nothing through."""

    @property
    def missing(self) -> bool:
        """Whether nothing may be sent because one of them is not set."""
        return self.needed and None in (self.order, self.day)

    @property
    def too_low(self) -> bool:
        """Whether one of them is so low that no order fits."""
        return any(limit is not None and limit < self.smallest for limit in (self.order, self.day))


def look(work: Work, policy: Policy) -> Limits:
    """Return the limits as they stand."""
    smallest = min(rule.minimum for rule in policy.rules.values())
    return Limits(*current(work), needed=policy.needs_limits, smallest=smallest)


def current(work: Work) -> tuple[Rupiah | None, Rupiah | None]:
    """Return the limits for one order and for one day; None where there is none."""
    of_order, of_day = system_state.order_limit(work), system_state.day_limit(work)
    return _rupiah(of_order), _rupiah(of_day)


def are_missing(work: Work, policy: Policy) -> bool:
    """Say whether nothing may be sent because an admin has yet to set a limit."""
    return look(work, policy).missing


def tell_missing(work: Work, policy: Policy) -> None:
    """Tell admins, once a day at most, that nothing is sent before they have set the limits."""
    if are_missing(work, policy):
        admins = [admin.person_id for admin in people.admins(work)]
        tell(work, admins, Notice.LIMITS_MISSING, f"{work.now.astimezone(policy.zone):%Y-%m-%d}")


def over_limit(
    work: Work, policy: Policy, agent_id: int, amount: Rupiah, *, counted: bool = False
) -> Refused | None:
    """Check the limits for an order and for the day; `counted`: it is in the sum already."""
    order_limit, day_limit = current(work)
    if order_limit is not None and amount > order_limit:
        return Refused(Refusal.ORDER_LIMIT, order_limit)
    if day_limit is None:
        return None
    today = order_sums.requested_since(work, agent_id, start_of_day(work.now, policy))
    spent = today - (int(amount) if counted else 0)
    if spent + amount > day_limit:
        return Refused(Refusal.DAY_LIMIT, Rupiah(max(0, day_limit - spent)))
    return None


def start_of_day(now: datetime, policy: Policy) -> datetime:
    """Return the midnight of the company's zone (TIMEZONE) before a moment, in UTC."""
    local = now.astimezone(policy.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def change(
    work: Work, actor: Actor, kind: LimitKind, limit: Rupiah | None
) -> Asked | NotAsked | None:
    """Set a limit, or lift it with None; ask for it where that lets more through than before.

    Return None where it holds at once: a first limit, a lower one, or the same.
    """
    actor.require(Capability.CHANGE_LIMITS)
    system_state.take_turns(work)
    before = limit_of(work, kind)
    if before is not None and (limit is None or limit > before):
        content = {"about": kind.value, "before": int(before), "after": _number(limit)}
        return asking.propose(work, actor, ProposalKind.LOOSEN_LIMIT, content)
    _set(work, kind, limit, actor.person_id)
    return None


def loosen(work: Work, consent: Consent, kind: LimitKind, limit: Rupiah | None) -> None:
    """Raise a limit, or lift it with None, as two people agreed."""
    consent.require(Capability.CHANGE_LIMITS)
    _set(work, kind, limit, consent.asked_by, consent.decided_by)


def limit_of(work: Work, kind: LimitKind) -> Rupiah | None:
    """Return one limit as it stands."""
    of_order, of_day = current(work)
    return of_order if kind is LimitKind.ORDER else of_day


def _set(
    work: Work, kind: LimitKind, limit: Rupiah | None, by: int, decided_by: int | None = None
) -> None:
    new = _number(limit)
    if kind is LimitKind.ORDER:
        before = system_state.set_order_limit(work, new)
    else:
        before = system_state.set_day_limit(work, new)
    entry = AuditEntry(
        at=work.now,
        act=Act.LIMITS,
        actor_id=by,
        decided_by=decided_by,
        before=str(before or "off"),
        after=str(new or "off"),
        why=kind.value,
    )
    acts.record(work, entry)


def _number(limit: Rupiah | None) -> int | None:
    return None if limit is None else int(limit)


def _rupiah(amount: int | None) -> Rupiah | None:
    return None if amount is None else Rupiah(amount)

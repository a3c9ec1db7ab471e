"""Renders what is sent unasked, from the newest state: notices and menus. Cards: cards.py."""

from dataclasses import dataclass, field, replace

from handlers.messages import (
    act_views,
    proposal_views,
    reconciliation_views,
    switch_notices,
)
from handlers.messages.keyboards import Keyboard, ask_support, show_code
from handlers.messages.order_views import view
from handlers.messages.texts import Texts, texts_for
from handlers.services.controls import limits
from handlers.services.notices import loudness
from handlers.services.orders.codes import CodeVisibility
from handlers.services.policy import Policy
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import may_ask_support, may_know_order, may_know_person
from storage.engine.unit_of_work import Work
from storage.models.audit import Act
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Notice, Outgoing
from storage.models.person import Person, Standing
from storage.models.preference import Loudness
from storage.models.proposal import ProposalKind, ProposalStatus
from storage.repositories import audit_trail, orders, people, proposals, system_state

_ONLY_WHILE: dict[Notice, frozenset[OrderStatus]] = {
    Notice.UNKNOWN: frozenset({OrderStatus.UNKNOWN}),
    Notice.UNRESOLVED: frozenset({OrderStatus.UNKNOWN, OrderStatus.ISSUED}),
    Notice.ISSUED: frozenset({OrderStatus.ISSUED}),
    Notice.CODE_LATE: frozenset({OrderStatus.ISSUED}),
    Notice.CODE_MISSING: frozenset({OrderStatus.ISSUED}),
    Notice.CODE_MALFORMED: frozenset({OrderStatus.UNKNOWN, OrderStatus.ISSUED}),
    Notice.EXPIRED: frozenset({OrderStatus.ISSUED}),
    Notice.REPORTED_ON_PROCESS: frozenset({OrderStatus.SENDING, OrderStatus.UNKNOWN}),
    Notice.REPORTED_SUCCESS: frozenset(
        {OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED}
    ),
    Notice.PAID: frozenset({OrderStatus.PAID}),
    Notice.FAILED: frozenset({OrderStatus.FAILED}),
    Notice.REVERSED: frozenset({OrderStatus.REVERSED}),
    Notice.CANCELLED: frozenset({OrderStatus.CANCELLED}),
    Notice.NOT_SENT: frozenset({OrderStatus.NOT_SENT}),
    Notice.REJECTED: frozenset({OrderStatus.REJECTED}),
    Notice.NOT_CREATED: frozenset({OrderStatus.NOT_CREATED}),
}
"""A notice is dropped when it is no longer true. The change that overtook it has its own."""


_ASKED_OF_FASPAY = frozenset(
    {
        Notice.CODE_MISSING,
        Notice.CODE_MALFORMED,
        Notice.ECHO,
        Notice.LATE_EVIDENCE,
        Notice.CONTRADICTION,
        Notice.UNRESOLVED,
        Notice.REVERSED,
    }
)
"""What only Faspay's support can clear up: a message for it is one press away."""


@dataclass(frozen=True)
class Rendered:
    """Words ready to be sent."""

    text: str = field(repr=False)
    keyboard: Keyboard = ()
    carries_code: bool = False
    silent: bool = False


def texts_of(person: Person | None, policy: Policy) -> Texts:
    """Return the texts in a person's language: chosen, else Telegram's, else the company's."""
    chosen = person and (person.language or person.telegram_language)
    return texts_for(chosen or policy.default_language, policy.zone, policy.own_steps)


def notice(work: Work, policy: Policy, row: Outgoing) -> Rendered | None:
    """Render a notice, and say whether it makes a sound.

    None when it is no longer true, or its reader may not know it any more or has turned it off.
    """
    reader = people.get(work, row.chat_id)
    if reader is None or reader.standing is not Standing.ACTIVE or row.notice is None:
        return None
    said = _words(work, policy, reader, row)
    if said is None:
        return None
    order, zone = orders.get(work, row.order_no or ""), policy.zone
    if order is not None:
        how = loudness.of_order(work, zone, reader, row.notice, order)
    else:
        how = loudness.of_the_rest(work, zone, reader, row.notice)
    return None if how is Loudness.OFF else replace(said, silent=how is Loudness.SILENT)


def _words(work: Work, policy: Policy, reader: Person, row: Outgoing) -> Rendered | None:
    texts = texts_of(reader, policy)
    match row.notice:
        case Notice.SENDING_STOPPED | Notice.SENDING_RESUMED:
            return _of_switch(work, texts, reader, row)
        case Notice.CLOCK_WARNING | Notice.LIMITS_MISSING:
            return _warning(work, policy, texts, row)
        case Notice.UPDATES_TAKEN | Notice.UPDATES_SHARED if may(reader, Capability.SEE_HEALTH):
            return Rendered(texts.updates_elsewhere(row.notice))
        case Notice.ADMIN_ACT | Notice.RECONCILED | Notice.DISCREPANCY | Notice.PROPOSAL_ENDED:
            return _of_acts(work, texts, reader, row)
        case Notice() as told:  # of an order; where the notice names none, nothing is said
            return _of_order(work, texts, reader, row, told)
    return None


def _of_order(
    work: Work, texts: Texts, reader: Person, row: Outgoing, told: Notice
) -> Rendered | None:
    order = orders.get(work, row.order_no or "")
    if order is None or not may_know_order(reader, order):
        return None
    seen = view(work, order, reader)
    if not _still_true(told, order, seen.code_visibility):
        return None
    return Rendered(texts.notice(told, seen), _buttons(texts, reader, order, told))


def _buttons(texts: Texts, reader: Person, order: Order, told: Notice) -> Keyboard:
    if told is Notice.CODE_LATE:
        return show_code(texts, order.order_no)
    is_asked = told in _ASKED_OF_FASPAY or loudness.only_admins_can_mend(order, told)
    is_for_them = order.agent_id != reader.person_id and may_ask_support(reader, order)
    return ask_support(texts, order.order_no) if is_asked and is_for_them else ()


def _of_switch(work: Work, texts: Texts, reader: Person, row: Outgoing) -> Rendered | None:
    said = switch_notices.words(work, texts, reader, row)
    return None if said is None else Rendered(said)


def _of_proposal(work: Work, texts: Texts, row: Outgoing) -> Rendered | None:
    proposal = proposals.get(work, row.subject_id)
    if proposal is None:
        return None
    is_done = proposal.status is ProposalStatus.APPROVED
    if proposal.kind is ProposalKind.OPEN_SENDING and is_done:
        return None  # that it is open is told to all admins
    return Rendered(texts.proposal_ended(proposal_views.view(work, proposal)))


def _warning(work: Work, policy: Policy, texts: Texts, row: Outgoing) -> Rendered | None:
    if row.notice is Notice.LIMITS_MISSING:
        return Rendered(texts.limits_missing()) if limits.are_missing(work, policy) else None
    well = system_state.clock_warned_at(work) is None or row.subject_id is None
    return None if well else Rendered(texts.clock_warning(row.subject_id or 0))


def _of_acts(work: Work, texts: Texts, reader: Person, row: Outgoing) -> Rendered | None:
    if row.notice is Notice.PROPOSAL_ENDED:
        return _of_proposal(work, texts, row) if may(reader, Capability.DECIDE_PROPOSALS) else None
    if may(reader, Capability.SEE_AUDIT):
        return _for_admins(work, texts, row)
    return _of_lock(work, texts, reader, row) if row.notice is Notice.ADMIN_ACT else None


def _of_lock(work: Work, texts: Texts, reader: Person, row: Outgoing) -> Rendered | None:
    """Tell a supervisor that somebody in their team was locked, and of no other act."""
    entry = audit_trail.entry(work, row.subject_id or 0)
    subject = people.get(work, entry.subject_id or 0) if entry else None
    if entry is None or entry.act is not Act.LOCKED or subject is None:
        return None
    if not may_know_person(reader, subject):
        return None
    return Rendered(texts.locked(act_views.view(work, entry)))


def _for_admins(work: Work, texts: Texts, row: Outgoing) -> Rendered | None:
    if row.subject_id is None:
        return None
    if row.notice is Notice.ADMIN_ACT:
        entry = audit_trail.entry(work, row.subject_id)
        return Rendered(texts.admin_act(act_views.view(work, entry))) if entry else None
    if row.notice is Notice.RECONCILED:
        report = reconciliation_views.report(work, row.subject_id)
        return Rendered(texts.reconciled(report)) if report else None
    discrepancy = reconciliation_views.discrepancy_view(work, row.subject_id)
    return Rendered(texts.discrepancy(discrepancy)) if discrepancy else None


def _still_true(told: Notice, order: Order, code: CodeVisibility) -> bool:
    if told is Notice.CODE_MISSING and order.code is not Code.MISSING:
        return False
    if told is Notice.CODE_LATE and code is not CodeVisibility.VISIBLE:
        return False
    states = _ONLY_WHILE.get(told)
    return states is None or order.status in states


def menu(work: Work, policy: Policy, person_id: int) -> tuple[tuple[str, str], ...]:
    """Return the commands of a person's role, in their language; none for a stranger."""
    person = people.get(work, person_id)
    if person is None or person.standing is not Standing.ACTIVE:
        return ()
    return tuple(texts_of(person, policy).menu(person.role))

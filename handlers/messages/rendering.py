"""Renders what is sent unasked, from the newest state: notices, cards and menus."""

from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.messages import act_views, reconciliation_views
from handlers.messages.keyboards import Keyboard, show_code
from handlers.messages.order_views import view
from handlers.messages.texts import Texts, texts_for
from handlers.services.controls import limits, sending
from handlers.services.orders.codes import CodeVisibility, may_open, set_code
from handlers.services.orders.transitions import MALFORMED, page
from handlers.services.policy import Policy
from handlers.services.ports import MalformedCode, UnreadableCode
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import may_know_order
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.outbox import Kind, Notice, Outgoing
from storage.models.person import Person, Standing
from storage.repositories import audit_trail, orders, outbox, people, system_state

OpenCode = Callable[[str, Channel], str]
"""Recovers a code's text from what Faspay sent; raises ports.UnreadableCode or MalformedCode."""

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


@dataclass(frozen=True)
class Rendered:
    """Words ready to be sent."""

    text: str = field(repr=False)
    keyboard: Keyboard = ()
    carries_code: bool = False


def texts_of(person: Person | None, policy: Policy) -> Texts:
    """Return the texts in a person's language: chosen, else Telegram's, else the company's."""
    chosen = person and (person.language or person.telegram_language)
    return texts_for(chosen or policy.default_language, policy.zone)


def notice(work: Work, policy: Policy, row: Outgoing) -> Rendered | None:
    """Render a notice; None when it is no longer true, or its reader may not know any more."""
    reader = people.get(work, row.chat_id)
    if reader is None or reader.standing is not Standing.ACTIVE or row.notice is None:
        return None
    texts = texts_of(reader, policy)
    match row.notice:
        case Notice.SENDING_STOPPED | Notice.SENDING_RESUMED:
            return _of_switch(work, texts, row.notice)
        case Notice.CLOCK_WARNING | Notice.LIMITS_MISSING:
            return _warning(work, policy, texts, row)
        case Notice.UPDATES_TAKEN | Notice.UPDATES_SHARED if may(reader, Capability.SEE_HEALTH):
            return Rendered(texts.updates_elsewhere(row.notice))
        case Notice.ADMIN_ACT | Notice.RECONCILED | Notice.DISCREPANCY:
            return _for_admins(work, texts, reader, row)
        case _:  # of an order; where the notice names none, nothing is said
            return _of_order(work, texts, reader, row, row.notice)


def _of_order(
    work: Work, texts: Texts, reader: Person, row: Outgoing, told: Notice
) -> Rendered | None:
    order = orders.get(work, row.order_no or "")
    if order is None or not may_know_order(reader, order):
        return None
    seen = view(work, order, reader)
    if not _still_true(told, order, seen.code_visibility):
        return None
    offer = told is Notice.CODE_LATE
    keyboard = show_code(texts, seen.order_no) if offer else ()
    return Rendered(texts.notice(told, seen), keyboard)


def _of_switch(work: Work, texts: Texts, told: Notice) -> Rendered | None:
    now = system_state.sending_switch(work)
    if now.stopped is not (told is Notice.SENDING_STOPPED):
        return None  # overtaken
    by = sending.changed_by(work)
    return Rendered(texts.sending_changed(told, now.reason, sending.typed(work), by))


def _warning(work: Work, policy: Policy, texts: Texts, row: Outgoing) -> Rendered | None:
    if row.notice is Notice.LIMITS_MISSING:
        return Rendered(texts.limits_missing()) if limits.are_missing(work, policy) else None
    well = system_state.clock_warned_at(work) is None or row.subject_id is None
    return None if well else Rendered(texts.clock_warning(row.subject_id or 0))


def _for_admins(work: Work, texts: Texts, reader: Person, row: Outgoing) -> Rendered | None:
    if not may(reader, Capability.SEE_AUDIT) or row.subject_id is None:
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


def new_card(work: Work, policy: Policy, row: Outgoing) -> str | None:
    """Render a new card, always without the code: that is edited in once the card is known.

    None when nobody needs it any more: it would only be wiped again.
    """
    found = _own_order(work, row)
    if found is None or found[0].is_over(work.now):
        return None
    order, agent = found
    return texts_of(agent, policy).card(view(work, order, agent), None)


def card(work: Work, policy: Policy, row: Outgoing, open_code: OpenCode) -> Rendered | None:
    """Render the newest card of an order, with its code where it may be seen."""
    found = _own_order(work, row)
    if found is None:
        return None
    order, agent = found
    code = _opened(work, order, open_code) if may_open(order, agent, work.now) else None
    text = texts_of(agent, policy).card(view(work, order, agent), code)
    return Rendered(text, carries_code=code is not None)


def wiped_card(work: Work, policy: Policy, row: Outgoing) -> str:
    """Render what replaces the words of a card that cannot be deleted."""
    texts = texts_of(people.get(work, row.chat_id), policy)
    return texts.card_wiped(row.order_no or "")


def want_card(work: Work, row: Outgoing) -> None:
    """Ask for a new card where an edit finds none: the edit follows once it is sent."""
    found = _own_order(work, row)
    if found is None or found[0].is_over(work.now):
        return
    order, _agent = found
    if not any(other.kind is Kind.CARD for other in outbox.open_rows_of(work, order.order_no)):
        outbox.append(work, outbox.row(work, row.chat_id, Kind.CARD, order_no=row.order_no))


def menu(work: Work, policy: Policy, person_id: int) -> tuple[tuple[str, str], ...]:
    """Return the commands of a person's role, in their language; none for a stranger."""
    person = people.get(work, person_id)
    if person is None or person.standing is not Standing.ACTIVE:
        return ()
    return tuple(texts_of(person, policy).menu(person.role))


def _own_order(work: Work, row: Outgoing) -> tuple[Order, Person] | None:
    # The code goes to the person who ordered, in their own private chat, and to nobody else.
    order = orders.get(work, row.order_no or "")
    if order is None or order.agent_id != row.chat_id:
        return None
    agent = people.get(work, order.agent_id)
    if agent is None or not may(agent, Capability.SEE_CODES):
        return None
    return order, agent


def _opened(work: Work, order: Order, open_code: OpenCode) -> str | None:
    sealed_code = orders.code_of(work, order)
    if sealed_code is None:
        return None
    try:
        code = open_code(sealed_code, order.channel)
    except MalformedCode:
        if order.code is Code.MISSING:
            set_code(work, order, Code.SEALED)  # a key opens it now, whatever it is
        page(work, order, Review.CODE_MALFORMED, MALFORMED)
        return None
    except UnreadableCode:
        if order.code is Code.SEALED:
            set_code(work, order, Code.MISSING)
            page(work, order, Review.CODE_MISSING, "no configured key opens the code")
        return None
    if order.code is Code.MISSING:
        set_code(work, order, Code.SEALED)  # the operator has mended the keys
    return code

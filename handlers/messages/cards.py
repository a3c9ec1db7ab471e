"""Renders the card of an order, which alone may show its code, from the newest state."""

from handlers.messages.keyboards import copy_code
from handlers.messages.order_views import view
from handlers.messages.rendering import Rendered, texts_of
from handlers.services.orders.codes import may_open, set_code
from handlers.services.orders.support import forget_code
from handlers.services.orders.transitions import MALFORMED, page
from handlers.services.policy import Policy
from handlers.services.ports import MalformedCode, OpenCode, UnreadableCode
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import Code, Review
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Person
from storage.repositories import orders, outbox, people


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
    texts = texts_of(agent, policy)
    keyboard = copy_code(texts, code) if code is not None and policy.copy_button else ()
    text = texts.card(view(work, order, agent), code)
    return Rendered(text, keyboard, carries_code=code is not None)


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
    forget_code(work, order, code)  # before it is shown to anybody, nobody else may read it
    return code

"""/order NO and /code NO: each person sees what is theirs to see."""

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages
from handlers.messages import act_views
from handlers.messages.keyboards import Keyboard, ask_support, show_code
from handlers.messages.list_keyboards import send_again
from handlers.messages.order_views import OrderView, view
from handlers.messages.support_views import support_view
from handlers.services.orders import codes, repeats, requests
from handlers.services.orders.codes import CodeVisibility, NoCode
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import (
    may_ask_support,
    may_know_order,
    may_see_history,
)
from storage.models.order import Order
from storage.models.person import Person
from storage.repositories import audit_trail, orders
from storage.values import OrderNumber


async def show_one(_update: Update, context: Context) -> None:
    """Show one order; to those who watch over it masked, with its history."""
    turn, person = context.turn, somebody(context)
    order_no = OrderNumber.parse(" ".join(context.args or []))
    if order_no is None:
        turn.say(turn.texts.which_order("order"))
        return
    say_one(turn, person, order_no)


def say_one(turn: Turn, person: Person, order_no: OrderNumber) -> None:
    """Show one order to who may know of it; to everybody else it does not exist."""
    order = orders.get(turn.work, order_no)
    if order is None or not may_know_order(person, order):
        turn.say(turn.texts.no_such_order())
        return
    _show(turn, person, order)


async def show_again(_update: Update, context: Context) -> None:
    """Show a code again; the card that comes is the answer."""
    turn = context.turn
    order_no = OrderNumber.parse(" ".join(context.args or []))
    if order_no is None:
        turn.say(turn.texts.which_order("code"))
        return
    agent = acting(context, Capability.SEE_CODES)
    shown = codes.show_again(turn.work, turn.policy, agent, order_no, turn.topic)
    if isinstance(shown, NoCode):
        turn.say(turn.texts.no_code(shown))


async def code_pressed(update: Update, context: Context) -> None:
    """Do the same for the button under a notice."""
    turn = context.turn
    data = (update.callback_query.data if update.callback_query else None) or ""
    order_no = data.partition(":")[2]
    agent = acting(context, Capability.SEE_CODES)
    shown = codes.show_again(turn.work, turn.policy, agent, order_no, turn.topic)
    if isinstance(shown, NoCode):
        turn.toast(turn.texts.no_code(shown), alert=True)
    else:
        turn.toast(turn.texts.code_comes())


def cancel_newest(context: Context) -> None:
    """Cancel the newest order that has not left; say honestly where that is too late."""
    turn, texts, person = context.turn, context.turn.texts, somebody(context)
    outcome = requests.cancel_latest(turn.work, acting(context, Capability.CANCEL_ORDERS))
    match outcome:
        case requests.Cancelled(order=order):
            turn.say(texts.order_cancelled(order.order_no))
        case requests.TooLate(order=order):
            turn.say(texts.too_late_to_cancel(view(turn.work, order, person)))
        case None:
            turn.say(texts.nothing_to_cancel())


def _show(turn: Turn, person: Person, order: Order) -> None:
    seen = view(turn.work, order, person)
    text = turn.texts.order_detail(seen)
    buttons = [*_own_buttons(turn, person, seen)]
    if may_ask_support(person, order):
        faspays = support_view(turn.work, order)
        text = turn.texts.paragraphs(text, turn.texts.faspay_said(faspays))
        buttons += ask_support(turn.texts, order.order_no) if faspays.case else ()
    if may_see_history(person, order):
        words = may(person, Capability.SEE_AUDIT)
        found = audit_trail.of_order(turn.work, order.order_no)
        done = [act_views.view(turn.work, entry, words=words) for entry in found]
        text = turn.texts.paragraphs(text, turn.texts.history(done))
    say_in_pages(turn, text, buttons)


def _own_buttons(turn: Turn, person: Person, seen: OrderView) -> Keyboard:
    """Offer the code while it may be seen, and to send again once the order has ended."""
    if seen.code_visibility is CodeVisibility.VISIBLE:
        return show_code(turn.texts, seen.order_no)
    repeated = repeats.of_ended_order(turn.work, turn.policy, person, seen.order_no)
    return send_again(turn.texts, seen.order_no) if repeated else ()

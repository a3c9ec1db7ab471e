"""/orders: the newest ones, or those that somebody looks for by words and buttons."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.chat.pages import say_in_pages, say_in_place
from handlers.commands.orders import say_one
from handlers.messages import list_data, list_keyboards
from handlers.messages.keyboards import Keyboard
from handlers.messages.order_views import view
from handlers.services.notices.names import shown
from handlers.services.orders import search, search_words
from handlers.services.orders.search import Begin, OrderQuery
from handlers.services.rights.scope import lacks_team
from storage.models.person import Person
from storage.repositories import people, purposes
from storage.repositories.order_lists import OrderPage

_MOST_AGENTS = 8


async def show_list(_update: Update, context: Context) -> None:
    """List the newest orders that a person may know of, or those that their words ask for."""
    turn, person = context.turn, somebody(context)
    codes = [purpose.code for purpose in purposes.everything(turn.work)]
    read = search_words.read(" ".join(context.args or []), _today(turn), codes)
    if read.order_no is not None:
        say_one(turn, person, read.order_no)
    elif read.unread:
        _show_of_agent(turn, person, read.query, read.unread)
    else:
        query = replace(read.query, agent_id=person.person_id if read.own else None)
        _show(turn, person, query, say_in_pages, instead=_or_sum(turn, query, read.or_sum))


async def list_pressed(update: Update, context: Context) -> None:
    """Show in its place what a button asks for; whose orders they may be is looked at again."""
    turn, query = context.turn, update.callback_query
    asked = list_data.decode((query.data if query else None) or "", _today(turn))
    if asked is None:
        turn.toast_once(turn.texts.question_over())
        return
    query_, begin = asked
    _show(turn, somebody(context), query_, say_in_place, begin)


def _or_sum(turn: Turn, query: OrderQuery, amount: int | None) -> OrderQuery | None:
    """Return what was looked for where its day was meant as a sum, if an order can have that."""
    if amount is None or not any(rule.allows(amount) for rule in turn.policy.rules.values()):
        return None
    return replace(query, days=None, amount=amount)


def _show(
    turn: Turn,
    person: Person,
    query: OrderQuery,
    say: Callable[[Turn, str, Keyboard], None],
    begin: Begin | None = None,
    instead: OrderQuery | None = None,
) -> None:
    texts, query = turn.texts, search.fitting(turn.work, person, query)
    page = search.find(turn.work, turn.policy, person, query, begin)
    if not page.orders and query == OrderQuery() and page.newer is None:
        lacks = lacks_team(person)
        turn.say(texts.no_team_to_follow() if lacks else texts.no_orders(person.role))
        return
    keyboard = list_keyboards.order_list(
        texts, query, page, _today(turn), watches=search.watches(person)
    )
    on = [purpose.code for purpose in purposes.everything(turn.work) if purpose.is_on]
    keyboard = [*list_keyboards.purposes(query, on), *keyboard]
    if instead is not None:
        keyboard = [*keyboard, list_keyboards.instead(texts, instead)]
    ticked = list_keyboards.is_ticked(keyboard)
    say(turn, _said(turn, person, query, page, ticked=ticked), keyboard)


def _said(turn: Turn, person: Person, query: OrderQuery, page: OrderPage, *, ticked: bool) -> str:
    texts = turn.texts
    views = [view(turn.work, order, person) for order in page.orders]
    agent = people.get(turn.work, query.agent_id) if query.agent_id else None
    heading = texts.searched(
        query,
        _today(turn),
        shown(turn.work, agent) if agent is not None else None,
        own=query.agent_id == person.person_id,
    )
    return texts.paragraphs(
        texts.order_list(heading, views) if views else texts.no_such_orders(heading, ticked=ticked),
        texts.looked_back(page.looked_back_to) if page.looked_back_to else "",
        texts.older_not_ready() if search.may_miss_older(turn.work, query) else "",
    )


def _show_of_agent(turn: Turn, person: Person, query: OrderQuery, words: str) -> None:
    """Look for the orders of who is called so; where nobody is, say what can be looked for."""
    found = search.people_called(turn.work, person, words)
    if len(found) == 1:
        _show(turn, person, replace(query, agent_id=found[0].person_id), say_in_pages)
    elif found:
        named = [(each.person_id, shown(turn.work, each)) for each in found[:_MOST_AGENTS]]
        left_out = len(found) - len(named)
        turn.say(turn.texts.which_agent(left_out), list_keyboards.agents(query, named))
    else:
        codes = [each.code for each in purposes.everything(turn.work)]
        known = search_words.readable_purpose(codes, _today(turn))
        turn.say(turn.texts.how_to_search(known, watches=search.watches(person)))


def _today(turn: Turn) -> date:
    return search.today(turn.work, turn.policy)

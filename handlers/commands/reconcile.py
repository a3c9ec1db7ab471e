"""/reconcile: our orders against Faspay's books, at once; and settling a discrepancy in words."""

from telegram import Update

from handlers.chat.context import Context
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages
from handlers.messages import reconciliation_views
from handlers.services.reconciliation import discrepancies, run
from handlers.services.rights.capabilities import Capability
from storage.repositories import system_state
from storage.values import read_row_number


async def reconcile(_update: Update, context: Context) -> None:
    """Compare the books; the result comes by itself. With a number: settle that discrepancy."""
    turn = context.turn
    if context.args:
        _explain(context, context.args[0], " ".join(context.args[1:]))
        return
    begun = run.ask(turn.work, acting(context, Capability.RECONCILE))
    texts, is_open = turn.texts, reconciliation_views.open_views(turn.work)
    asked = texts.reconcile_asked if begun else texts.reconcile_asked_already
    say_in_pages(turn, asked(is_open))


def _explain(context: Context, typed: str, reason: str) -> None:
    turn, number = context.turn, read_row_number(typed)
    if number is None or not reason:
        turn.say(turn.texts.explain_usage())
        return
    actor = acting(context, Capability.EXPLAIN_DISCREPANCIES)
    found = discrepancies.explain(turn.work, actor, number, reason)
    if found is None:
        turn.say(turn.texts.no_such_discrepancy())
        return
    stands = system_state.sending_switch(turn.work).stopped
    turn.say(turn.texts.explained(number, stands=stands))

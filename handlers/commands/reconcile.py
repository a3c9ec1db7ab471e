"""/reconcile: our orders against Faspay's books, at once; and settling a difference in words."""

from telegram import Update

from handlers.chat.access import only, somebody
from handlers.chat.context import Context
from handlers.chat.pages import say_in_pages
from handlers.messages import reconciliation_views
from handlers.services.reconciliation import discrepancies, run
from storage.models.person import Role
from storage.repositories import system_state
from storage.values import read_row_number


@only(Role.ADMIN)
async def reconcile(_update: Update, context: Context) -> None:
    """Have the books compared; the result comes by itself. With a number: settle that one."""
    turn = context.turn
    if context.args:
        _explain(context, context.args[0], " ".join(context.args[1:]))
        return
    begun = run.ask(turn.work, somebody(context))
    texts, is_open = turn.texts, reconciliation_views.open_views(turn.work)
    asked = texts.reconcile_asked if begun else texts.reconcile_asked_already
    say_in_pages(turn, asked(is_open))


def _explain(context: Context, typed: str, reason: str) -> None:
    turn, number = context.turn, read_row_number(typed)
    if number is None or not reason:
        turn.say(turn.texts.explain_usage())
        return
    admin = somebody(context)
    found = discrepancies.explain(turn.work, admin, number, reason)
    if found is None:
        turn.say(turn.texts.no_such_difference())
        return
    stands = system_state.sending_switch(turn.work).stopped
    turn.say(turn.texts.explained(number, stands=stands))

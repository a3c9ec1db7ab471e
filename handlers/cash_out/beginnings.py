"""How an order begins: by command, by a pasted line, by a shared contact."""

from collections.abc import Callable

from telegram import Contact, Update

from handlers.cash_out import again, shared_details
from handlers.cash_out.draft import NAME, Draft, Step
from handlers.cash_out.endings import END
from handlers.cash_out.questions import ask_for
from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.services.orders import repeats, requests
from storage.values import read_paste

_Fill = Callable[[Draft], str]
"""Puts what is known already into a new draft; returns what to say of it."""


async def by_command(update: Update, context: Context) -> Step | int:
    """Begin or start over with /cashout. Words after it are read as a pasted line."""
    text = (update.message.text if update.message else None) or ""
    pasted = "".join(text.split(maxsplit=1)[1:])
    return _begin(context, *_started_over(context), fill=_pasted(context, pasted))


async def by_paste(update: Update, context: Context) -> Step | int:
    """Begin with a line that has a phone and more."""
    text = (update.message.text if update.message else None) or ""
    return _begin(context, fill=_pasted(context, text))


async def by_contact(update: Update, context: Context) -> Step | int:
    """Begin with a shared contact."""
    contact = update.message.contact if update.message else None
    return _begin(context, fill=_shared(context, contact) if contact else None)


async def by_order(update: Update, context: Context) -> Step | int | None:
    """Begin or start over with the beneficiary of an own order that has ended.

    Any program can send a press. Of an order that is not theirs it learns nothing, and an open
    draft goes on.
    """
    turn = context.turn
    order_no = ((update.callback_query.data if update.callback_query else None) or "")[-12:]
    found = repeats.of_ended_order(turn.work, turn.policy, somebody(context), order_no)
    if found is None:
        turn.toast_once(turn.texts.cannot_send_again())
        return None
    notes = _started_over(context)
    return _begin(context, *notes, fill=lambda draft: again.fill(context, draft, found))


def refused(context: Context) -> int:
    """Say to who makes no orders that only agents do."""
    context.kept(NAME).clear()
    context.turn.say(context.turn.texts.only_agents(somebody(context).role))
    return END


def _begin(context: Context, *notes: str, fill: _Fill | None) -> Step | int:
    turn = context.turn
    texts, policy = turn.texts, turn.policy
    context.kept(NAME).clear()
    closed = requests.why_closed(turn.work, policy, somebody(context))
    if closed is not None:
        turn.say(texts.refusal(closed))
        return END
    draft = Draft.begin(policy)
    said = fill(draft) if fill else ""
    again.offer(context, draft)
    return ask_for(context, draft, *notes, said)


def _started_over(context: Context) -> list[str]:
    return [context.turn.texts.started_over()] if context.kept(NAME) else []


def _pasted(context: Context, text: str) -> _Fill | None:
    turn = context.turn
    if not text.strip():
        return None
    paste = read_paste(text)
    return lambda draft: shared_details.take_paste(draft, paste, turn.texts, turn.policy)


def _shared(context: Context, contact: Contact) -> _Fill:
    turn = context.turn
    return lambda draft: shared_details.take_contact(draft, contact, turn.texts, turn.policy)

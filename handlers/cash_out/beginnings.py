"""How an order begins: by command, by a pasted line, by a shared contact."""

from telegram import Message, Update

from handlers.cash_out import shared_details
from handlers.cash_out.draft import NAME, Draft, Step
from handlers.cash_out.endings import END
from handlers.cash_out.questions import ask_for
from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.services.controls.refusals import Refused
from handlers.services.orders import requests
from storage.values import read_paste


async def by_command(update: Update, context: Context) -> Step | int:
    """Begin or start over with /cashout. Words after it are read as a pasted line."""
    text = (update.message.text if update.message else None) or ""
    pasted = "".join(text.split(maxsplit=1)[1:])
    notes = [context.turn.texts.started_over()] if context.kept(NAME) else []
    return _begin(context, notes, pasted=pasted)


async def by_paste(update: Update, context: Context) -> Step | int:
    """Begin with a line that has a phone and more."""
    return _begin(context, [], pasted=(update.message.text if update.message else None) or "")


async def by_contact(update: Update, context: Context) -> Step | int:
    """Begin with a shared contact."""
    return _begin(context, [], message=update.message)


def refused(context: Context) -> int:
    """Say to who makes no orders that only agents do."""
    context.kept(NAME).clear()
    context.turn.say(context.turn.texts.only_agents(somebody(context).role))
    return END


def _begin(
    context: Context, notes: list[str], *, pasted: str = "", message: Message | None = None
) -> Step | int:
    turn = context.turn
    texts, policy = turn.texts, turn.policy
    context.kept(NAME).clear()
    closed = requests.why_closed(turn.work, policy)
    if closed is not None:
        turn.say(texts.refusal(Refused(closed)))
        return END
    draft = Draft.begin(policy)
    if pasted.strip():
        notes.append(shared_details.take_paste(draft, read_paste(pasted), texts, policy))
    if message is not None and message.contact is not None:
        notes.append(shared_details.take_contact(draft, message.contact, texts, policy))
    return ask_for(context, draft, *notes)

"""/lock: takes somebody's rights at once. An agent locks themselves; others name whom."""

from collections.abc import Sequence

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.chat.guard import acting
from handlers.commands.people import codes_still_out
from handlers.messages import keyboards
from handlers.services.notices.names import shown
from handlers.services.orders import search
from handlers.services.people import members
from handlers.services.people.members import Problem
from handlers.services.rights.capabilities import Capability
from storage.models.person import Person, Role
from storage.values import Inert, read_telegram_id
from storage.values.words import one_line

PRESSED = r"^lock:[0-9]{1,16}$"
_ONESELF = frozenset({"me", "saya"})
_MOST = 8
"""Buttons with people: who is not among them is named more exactly, or by id."""


async def lock(_update: Update, context: Context) -> None:
    """Lock oneself, or whom the words name: by id, or by a name."""
    turn, person = context.turn, somebody(context)
    words = " ".join(context.args or [])
    if words.casefold() in _ONESELF or (not words and person.role is Role.AGENT):
        _lock(context, person.person_id)
    elif not words or person.role is Role.AGENT:
        turn.say(turn.texts.lock_usage(person.role))
    elif (person_id := read_telegram_id(words)) is not None:
        _lock(context, person_id)
    else:
        _lock_called(context, words)


async def pressed(update: Update, context: Context) -> None:
    """Lock whom a button names."""
    data = (update.callback_query.data if update.callback_query else None) or ""
    _lock(context, read_telegram_id(data.partition(":")[2]) or 0)


def _lock_called(context: Context, words: str) -> None:
    """Lock who alone has that name; ask where others have it, or it is only a part of one."""
    turn, who = context.turn, somebody(context)
    called = search.people_called(turn.work, who, words)
    found = [each for each in called if members.may_lock(who, each)]
    if len(found) == 1 and _is_name_of(context, words, found[0]):
        _lock(context, found[0].person_id)
    elif found:
        turn.say(turn.texts.whom_to_lock(), keyboards.people_to_lock(_named(context, found)))
    else:
        turn.say(turn.texts.nobody_to_lock(Inert(words)))


def _is_name_of(context: Context, words: str, person: Person) -> bool:
    """Say whether somebody has said a whole name, or the whole of one of its words."""
    name = one_line(shown(context.turn.work, person)).casefold()
    return words.casefold() in {name, *name.split()}


def _named(context: Context, found: Sequence[Person]) -> list[tuple[int, str]]:
    work = context.turn.work
    return [(each.person_id, shown(work, each)) for each in found[:_MOST]]


def _lock(context: Context, person_id: int) -> None:
    turn = context.turn
    outcome = members.lock(turn.work, acting(context, Capability.LOCK_PEOPLE), person_id)
    if isinstance(outcome, Problem):
        turn.say(turn.texts.problem(outcome))
    elif person_id == somebody(context).person_id:
        context.end_conversations()
        turn.say(turn.texts.locked_oneself())
    else:
        said = turn.texts.person_locked(shown(turn.work, outcome), person_id)
        turn.say(turn.texts.paragraphs(said, codes_still_out(turn, outcome)))

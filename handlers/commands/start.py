"""/start with and without an invitation, /help, /language, and words that nothing asked for."""

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.chat.kinds import kind_of
from handlers.messages import keyboards
from handlers.messages.rendering import texts_of
from handlers.messages.texts import LANGUAGES
from handlers.messages.texts.drafts import NoWords
from handlers.services.notices.names import opened
from handlers.services.people import invitations, preferences, reachability
from handlers.services.people.members import Problem
from handlers.services.rights.capabilities import Capability
from storage.models.person import Invite
from storage.repositories import people as directory
from storage.values import Inert


async def start(_update: Update, context: Context) -> None:
    """Welcome a person, or take a newcomer's invitation to who made it."""
    turn, token = context.turn, " ".join(context.args or [])
    if token:
        _claim(turn, token)
    else:
        turn.say(turn.texts.help(somebody(context).role))


async def show_help(_update: Update, context: Context) -> None:
    """Say what this person can do."""
    context.turn.say(context.turn.texts.help(somebody(context).role))


async def language(_update: Update, context: Context) -> None:
    """Choose a language by name, or offer the choice."""
    wanted = " ".join(context.args or []).casefold()
    if wanted in LANGUAGES:
        _choose(context, wanted)
    else:
        context.turn.say(context.turn.texts.choose_language(), keyboards.languages())


async def language_pressed(update: Update, context: Context) -> None:
    """Choose a language by button."""
    wanted = ((update.callback_query.data if update.callback_query else None) or "")[-2:]
    if wanted in LANGUAGES:
        _choose(context, wanted)


async def unknown_command(_update: Update, context: Context) -> None:
    """Answer a command that does not exist."""
    context.turn.say(context.turn.texts.unknown_command())


def words(_update: Update, context: Context) -> str:
    """Return the answer to words that no question asked for."""
    return context.turn.texts.hint(somebody(context).role)


def no_words(update: Update, context: Context) -> str:
    """Return the answer to a sticker, a photo, a voice: whatever is not words."""
    kind = kind_of(update.message) if update.message else NoWords.OTHER
    return context.turn.texts.no_words(kind, somebody(context).role)


async def old_button(_update: Update, context: Context) -> None:
    """Answer a press that nothing else knows."""
    context.turn.toast_once(context.turn.texts.question_over())


def _choose(context: Context, wanted: str) -> None:
    turn = context.turn
    preferences.choose_language(turn.work, acting(context, Capability.CHOOSE_LANGUAGE), wanted)
    turn.learn_language()
    turn.say(turn.texts.language_chosen())


def _claim(turn: Turn, token: str) -> None:
    if turn.newcomer is None:
        return
    outcome = invitations.claim(turn.work, turn.newcomer, token)
    if isinstance(outcome, Problem):
        if turn.person or reachability.may_answer_claim(turn.work, turn.chat_id):
            turn.say(turn.texts.problem(outcome))
        return
    turn.say(turn.texts.claimed())
    _tell_inviter(turn, outcome)


def _tell_inviter(turn: Turn, claimed: Invite) -> None:
    inviter = directory.get(turn.work, claimed.created_by)
    texts = texts_of(inviter, turn.policy)
    name = opened(directory.claimer_name, turn.work, claimed)
    text = texts.somebody_claimed(name, turn.chat_id, claimed.role, Inert(claimed.team))
    turn.say_to(claimed.created_by, text, keyboards.decide(texts, claimed.invite_id or 0))

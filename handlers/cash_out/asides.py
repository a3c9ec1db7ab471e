"""Answers what is no answer: a photo, an edited message, words that nothing asked for."""

from handlers.cash_out.questions import ask
from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.services.people import reachability
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability


def say_once(context: Context, sentence: str) -> None:
    """Say a sentence before the open question, if there is one; within a minute, nothing at all.

    An album of ten photos is ten updates. Ten answers would stand before the agent's next card.
    """
    turn = context.turn
    if not reachability.may_say(turn.work, turn.chat_id, sentence):
        return
    if may(somebody(context), Capability.REQUEST_ORDERS):
        ask(context, sentence)
    else:
        turn.say(sentence)

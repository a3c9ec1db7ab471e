"""The buttons of proposals: what one person may not do alone, another decides."""

from telegram import Update

from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.messages import newcomers
from handlers.services.decisions import deciding
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.capabilities import Capability
from storage.models.proposal import Press

PRESSED = r"^two:[0-9]{1,18}:[0-9a-f]{12}:(yes|no|back)$"
_PRESSES = {"yes": Press.APPROVE, "no": Press.REJECT, "back": Press.WITHDRAW}


async def pressed(update: Update, context: Context) -> None:
    """Decide a proposal, or take it back. The edited cards are the answer to what counts."""
    turn = context.turn
    data = (update.callback_query.data if update.callback_query else None) or ""
    _two, number, mark, what = data.split(":")
    actor = acting(context, Capability.DECIDE_PROPOSALS)
    decided = deciding.decide(turn.work, actor, int(number), mark, _PRESSES[what])
    said = turn.texts.press_answered(decided)
    turn.toast(said, alert=said is not None)
    if decided is not None and decided.has_ended:
        newcomers.tell_ended(turn.work, turn.policy, decided.proposal)


def say_asked(turn: Turn, asked: Asked | NotAsked) -> None:
    """Answer who has asked for something: its card is the answer, unless it was refused."""
    if isinstance(asked, NotAsked):
        turn.say(turn.texts.asked_too_often())

"""/digest: at what time of the day a supervisor or an admin gets a digest, or one at once."""

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.chat.guard import acting
from handlers.messages import keyboards
from handlers.messages.texts import LANGUAGES, texts_for
from handlers.services.notices import digests
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import lacks_team
from storage.repositories import digest_times
from storage.values import read_hour

PRESSED = r"^digest:(?:ask|now|off|[0-9]{1,4})$"


async def digest(_update: Update, context: Context) -> None:
    """Show when digests come, or change it: `18.30`, `off`, `now`."""
    if _lacks_team(context):
        return
    words = " ".join(context.args or []).casefold()
    spoken = [texts_for(each, context.turn.policy.zone) for each in LANGUAGES]
    if not words:
        _show(context)
    elif words in {texts.digest_off_word() for texts in spoken}:
        _choose(context, None)
    elif words in {texts.digest_now_word() for texts in spoken}:
        digests.show_now(context.turn.work, acting(context, Capability.READ_DIGESTS))
    elif (minute := read_hour(words)) is not None:
        _choose(context, minute)
    else:
        context.turn.say(context.turn.texts.digest_usage())


async def pressed(update: Update, context: Context) -> None:
    """Take a time that was chosen by a button."""
    data = (update.callback_query.data if update.callback_query else None) or ""
    _digest, what = data.split(":")
    context.turn.toast()
    if _lacks_team(context):
        return
    if what == "ask":
        _show(context)
    elif what == "now":
        digests.show_now(context.turn.work, acting(context, Capability.READ_DIGESTS))
    elif what == "off":
        _choose(context, None)
    elif int(what) in keyboards.USUAL_DIGESTS:
        _choose(context, int(what))
    else:
        context.turn.say(context.turn.texts.question_over())


def _choose(context: Context, minute: int | None) -> None:
    turn = context.turn
    actor = acting(context, Capability.READ_DIGESTS)
    digests.choose_time(turn.work, turn.policy, actor, minute)
    _show(context)


def _show(context: Context) -> None:
    turn, person = context.turn, somebody(context)
    time = digest_times.time_of(turn.work, person.person_id)
    text = turn.texts.digest_time(time.minute if time else None, time.next_at if time else None)
    turn.say(text, keyboards.digest_times(turn.texts))


def _lacks_team(context: Context) -> bool:
    """Tell a supervisor without a team so: there is nothing to read."""
    lacks = lacks_team(somebody(context))
    if lacks:
        context.turn.say(context.turn.texts.no_team_to_follow())
    return lacks

"""/stop and /resume: for all, for a channel, for a team; a supervisor for their own team."""

from collections.abc import Sequence

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages
from handlers.commands.proposals import say_asked
from handlers.services.controls import sending, sending_scopes, stop_reasons
from handlers.services.controls.sending_scopes import COMPANY, SendingScope
from handlers.services.controls.stop_reasons import Stopped
from handlers.services.people import teams
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import lacks_team
from storage.models.channel import Channel

_ALL = frozenset({"all", "semua"})
_CHANNELS = {each.value: each for each in Channel}


async def stop(_update: Update, context: Context) -> None:
    """Stop sending: all, or what the first words name. The notice is the answer."""
    turn, args = context.turn, context.args or []
    if lacks_team(somebody(context)):
        turn.say(turn.texts.no_team_to_follow())
        return
    scope, words = _scope_and_words(context, args)
    if not words:
        own = _own_team(context)
        turn.say(turn.texts.stop_usage_of_team(own.name) if own else turn.texts.stop_usage())
        return
    actor = acting(context, Capability.STOP_SENDING)
    if not sending.stop(turn.work, actor, " ".join(words), scope):
        reasons = stop_reasons.of(turn.work, scope)
        turn.say(turn.texts.sending_stopped_already(Stopped(scope, reasons)))


async def resume(_update: Update, context: Context) -> None:
    """Ask for sending to be opened: another person decides. The card is the answer."""
    turn = context.turn
    if lacks_team(somebody(context)):
        turn.say(turn.texts.no_team_to_follow())
        return
    scope = _to_open(context)
    if scope is None:
        return
    if scope == COMPANY and sending.is_held(turn.work):
        turn.say(turn.texts.sending_held())
        return
    asked = sending.ask_to_resume(turn.work, acting(context, Capability.RESUME_SENDING), scope)
    if asked is None:
        still = stop_reasons.for_reader(turn.work, somebody(context))
        turn.say(turn.texts.sending_open_already(scope, still))
    else:
        say_asked(turn, asked)


def _to_open(context: Context) -> SendingScope | None:
    """Return what is meant; None where several are stopped and none is named: they are listed."""
    turn, args = context.turn, context.args or []
    own = _own_team(context)
    if own is not None:
        return own
    named, rest = _scope_and_words(context, args)
    stopped = stop_reasons.everywhere(turn.work)
    is_named = bool(args) and not rest
    if named != COMPANY or is_named or sending.is_held(turn.work):
        return named
    if any(each.scope == COMPANY for each in stopped) or not stopped:
        return COMPANY
    if len(stopped) == 1 and not args:  # else what they wrote names nothing
        return stopped[0].scope
    say_in_pages(turn, turn.texts.what_to_open(stopped))
    return None


def _own_team(context: Context) -> SendingScope | None:
    """Return the team of whoever may stop that alone; None for who may stop all."""
    person = somebody(context)
    if sending_scopes.reaches(person, Capability.STOP_SENDING, COMPANY):
        return None
    return sending_scopes.of_team(person.team)


def _scope_and_words(context: Context, args: Sequence[str]) -> tuple[SendingScope, Sequence[str]]:
    """Read what the first words name, and the rest; all is meant where they name nothing."""
    own = _own_team(context)
    if own is not None:
        return own, args
    first = args[0].casefold() if args else ""
    if first in _ALL:
        return COMPANY, args[1:]
    if first in _CHANNELS:
        return sending_scopes.of_channel(_CHANNELS[first]), args[1:]
    return _team_and_words(context.turn, args) or (COMPANY, args)


def _team_and_words(turn: Turn, args: Sequence[str]) -> tuple[SendingScope, Sequence[str]] | None:
    known = teams.known(turn.work)
    for count in range(len(args), 0, -1):  # the longest name that they begin with
        team = teams.find(known, " ".join(args[:count]))
        if team is not None:
            return sending_scopes.of_team(team), args[count:]
    return None

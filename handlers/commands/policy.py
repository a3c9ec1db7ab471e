"""/policy: what the company has decided. Limits, purposes with their budgets, and the history."""

from collections.abc import Callable

from telegram import Update

from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages, say_in_place
from handlers.commands import control, policy_words
from handlers.commands import purposes as purpose_words
from handlers.commands.proposals import say_asked
from handlers.messages import act_views, purpose_keyboards
from handlers.messages.keyboards import Keyboard
from handlers.services.controls import limits, purpose_changes, purposes
from handlers.services.controls.purposes import PurposeState
from handlers.services.people import teams
from handlers.services.rights.capabilities import Capability
from storage.models.audit import Act
from storage.repositories import audit_trail
from storage.values import read_purpose_code

PRESSED = r"^policy(?::history|:[A-Z][A-Z0-9]{0,7}(?::(?:on|off|teams|[+-][0-9a-f]{16}))?)?$"
_DECIDED = (Act.LIMITS, Act.PURPOSE)
_SHOWN = 15


async def policy(_update: Update, context: Context) -> None:
    """Show all, or change one: `team-day 5 juta`, `purpose FOOD Food aid`, `FOOD budget 9jt`."""
    turn, args = context.turn, context.args or []
    if args and args[0].casefold() in policy_words.HISTORY:
        _show_history(turn)
        return
    if args and control.is_limit(args[0]):
        if not control.change_limit(context, args):
            turn.say(turn.texts.limits_usage())
        return
    if args and args[0].casefold() not in policy_words.PURPOSE and _known(turn, args[0]):
        args = ["purpose", *args]
    if not args or args[0].casefold() not in policy_words.PURPOSE or len(args) == 1:
        _show_all(turn, say_in_pages)
        return
    code = read_purpose_code(args[1])
    if code is None:
        turn.say(turn.texts.purpose_code_unreadable())
        return
    purpose_words.change(context, code, args[2:])


async def pressed(update: Update, context: Context) -> None:
    """Show or change the purpose of a button, in its message."""
    turn = context.turn
    data = (update.callback_query.data if update.callback_query else None) or ""
    code, _colon, what = data.partition(":")[2].partition(":")
    state = purposes.look_at(turn.work, code)
    turn.toast()
    if code == "history":
        _show_history(turn)
        return
    if state is None:
        _show_all(turn, say_in_place)
        return
    if what in {"on", "off"}:
        actor = acting(context, Capability.CHANGE_POLICY)
        asked = purpose_changes.switch(turn.work, actor, state.purpose, on=what == "on")
        if asked is not None:
            say_asked(turn, asked)  # nothing below the button has changed
            return
    elif what[:1] in {"+", "-"}:
        _press_default(context, state, what[1:], wanted=what[0] == "+")
    if what == "teams" or what[:1] in {"+", "-"}:
        _show_teams(turn, code)
    else:
        _show_one(turn, code)


def _known(turn: Turn, word: str) -> bool:
    code = read_purpose_code(word)
    return code is not None and purposes.find(turn.work, code) is not None


def _press_default(context: Context, state: PurposeState, mark: str, *, wanted: bool) -> None:
    team = teams.marked(teams.known(context.turn.work), mark)
    if team is not None:
        purpose_words.set_default(context, state, team, wanted=wanted)


def _show_all(turn: Turn, say: Callable[[Turn, str, Keyboard], None]) -> None:
    states = purposes.look(turn.work)
    now = turn.texts.limits_now(limits.look(turn.work, turn.policy))
    said = turn.texts.paragraphs(now, turn.texts.where_limits(), turn.texts.purposes(states))
    say(turn, said, purpose_keyboards.everything(turn.texts, states))


def _show_history(turn: Turn) -> None:
    found = audit_trail.newest_of_any(turn.work, _DECIDED, _SHOWN)
    say_in_pages(
        turn, turn.texts.policy_history([act_views.view(turn.work, each) for each in found])
    )


def _show_one(turn: Turn, code: str) -> None:
    state = purposes.look_at(turn.work, code)
    if state is not None:
        turn.say_in_place(turn.texts.purpose(state), purpose_keyboards.one(turn.texts, state))


def _show_teams(turn: Turn, code: str) -> None:
    state = purposes.look_at(turn.work, code)
    if state is not None:
        keyboard = purpose_keyboards.teams(turn.texts, state, teams.known(turn.work))
        turn.say_in_place(turn.texts.which_team_first(code), keyboard)

"""/policy: what the company has decided. Limits, purposes with their budgets, and the history."""

from collections.abc import Callable, Mapping

from telegram import Update

from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages, say_in_place
from handlers.commands.proposals import say_asked
from handlers.messages import act_views, purpose_keyboards
from handlers.messages.keyboards import Keyboard
from handlers.services.controls import limits, purpose_changes, purposes
from handlers.services.controls.purpose_changes import PurposeChange
from handlers.services.controls.purposes import PurposeState
from handlers.services.people import teams
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.models.audit import Act
from storage.repositories import audit_trail
from storage.values import (
    AmountRule,
    Inert,
    Ok,
    Rupiah,
    read_amount,
    read_purpose_code,
    read_purpose_name,
)

PRESSED = r"^policy(?::history|:[A-Z][A-Z0-9]{0,7}(?::(?:on|off|teams|=[0-9a-f]{16}))?)?$"
_PURPOSE = frozenset({"purpose", "tujuan", "program", "programme"})
_HISTORY = frozenset({"history", "riwayat"})
_DECIDED = (Act.LIMITS, Act.PURPOSE)
_SHOWN = 15
_OFF = frozenset({"off", "mati", "nonaktif", "tutup"})
_ON = frozenset({"on", "hidup", "aktif", "buka"})
_NAME = frozenset({"name", "nama"})
_BUDGET_WORDS = frozenset({"budget", "anggaran"})
_TEAM = frozenset({"team", "tim"})
_BUDGET = AmountRule(Rupiah(10_000), Rupiah(100_000_000_000), Rupiah(1))


async def policy(_update: Update, context: Context) -> None:
    """Show all, or change a purpose: `purpose FOOD Food aid`, `purpose FOOD budget 10 juta`."""
    turn, args = context.turn, context.args or []
    if args and args[0].casefold() in _HISTORY:
        _show_history(turn)
        return
    if not args or args[0].casefold() not in _PURPOSE or len(args) == 1:
        _show_all(turn, say_in_pages)
        return
    code = read_purpose_code(args[1])
    if code is None:
        turn.say(turn.texts.purpose_code_unreadable())
        return
    _change(context, code, args[2:])


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
            say_asked(turn, asked)
    elif what.startswith("="):
        _toggle_default(context, state, what[1:])
    if what == "teams" or what.startswith("="):
        _show_teams(turn, code)
    else:
        _show_one(turn, code)


def _change(context: Context, code: str, words: list[str]) -> None:
    turn = context.turn
    state = purposes.look_at(turn.work, code)
    said, rest = (words[0].casefold() if words else ""), " ".join(words[1:])
    change = next((each for known, each in _CHANGES.items() if said in known), None)
    if state is None:
        if words and change is None:
            _add(context, code, " ".join(words))
        else:
            turn.say(turn.texts.no_such_purpose(code))
    elif not words:
        _say_one(turn, state)
    elif change is not None:
        change(context, state, rest)
    elif said in _OFF | _ON and not rest:
        actor = acting(context, Capability.CHANGE_POLICY)
        asked = purpose_changes.switch(turn.work, actor, state.purpose, on=said in _ON)
        _say_changed(turn, PurposeChange.SWITCHED, code, asked)
    else:
        _add(context, code, " ".join(words))


def _add(context: Context, code: str, typed: str) -> None:
    turn, name = context.turn, read_purpose_name(typed)
    if name is None:
        turn.say(turn.texts.purpose_name_unreadable())
        return
    actor = acting(context, Capability.CHANGE_POLICY)
    is_new = purpose_changes.add(turn.work, actor, code, name)
    state = purposes.look_at(turn.work, code)
    if state is not None and state.purpose.name != name:
        turn.say(turn.texts.purpose_exists(state, Inert(name)))
        return
    _say_changed(turn, PurposeChange.ADDED, code)
    if is_new and state is not None and not state.purpose.is_on:
        asked = purpose_changes.switch(turn.work, actor, state.purpose, on=True)
        if asked is not None:
            say_asked(turn, asked)


def _rename(context: Context, state: PurposeState, typed: str) -> None:
    turn, name = context.turn, read_purpose_name(typed)
    if name is None:
        turn.say(turn.texts.purpose_name_unreadable())
        return
    actor = acting(context, Capability.CHANGE_POLICY)
    purpose_changes.rename(turn.work, actor, state.purpose, name)
    _say_changed(turn, PurposeChange.RENAMED, state.purpose.code)


def _set_budget(context: Context, state: PurposeState, typed: str) -> None:
    turn, code, budget = context.turn, state.purpose.code, None
    if typed.casefold() not in _OFF:
        match read_amount(typed, _BUDGET):
            case Ok(value=amount):
                budget = amount
            case _:
                turn.say(turn.texts.purpose_budget_usage(code))
                return
    actor = acting(context, Capability.CHANGE_POLICY)
    asked = purpose_changes.set_budget(turn.work, actor, state.purpose, budget)
    _say_changed(turn, PurposeChange.BUDGET, code, asked)


def _set_team(context: Context, state: PurposeState, typed: str) -> None:
    turn, code, known = context.turn, state.purpose.code, teams.known(context.turn.work)
    team, wanted = teams.find(known, typed), True
    if team is None:
        name, _blank, last = typed.rpartition(" ")
        wanted = last.casefold() not in _OFF
        team = teams.find(known, name) if not wanted else None
    if team is None:
        turn.say(turn.texts.purpose_team_usage(code))
        return
    _set_default(context, state, team, wanted=wanted)
    _say_changed(turn, PurposeChange.DEFAULT, code)


_Change = Callable[[Context, PurposeState, str], None]
_CHANGES: Mapping[frozenset[str], _Change] = {
    _NAME: _rename,
    _BUDGET_WORDS: _set_budget,
    _TEAM: _set_team,
}


def _toggle_default(context: Context, state: PurposeState, mark: str) -> None:
    team = teams.marked(teams.known(context.turn.work), mark)
    if team is not None:
        _set_default(context, state, team, wanted=team not in state.teams)


def _set_default(context: Context, state: PurposeState, team: str, *, wanted: bool) -> None:
    """Have a team offered a purpose first, or this one no more; another one's turn stays."""
    actor: Actor = acting(context, Capability.CHANGE_POLICY)
    if wanted or team in state.teams:
        code = state.purpose.code if wanted else None
        purpose_changes.set_default(context.turn.work, actor, team, code)


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


def _say_one(turn: Turn, state: PurposeState) -> None:
    turn.say(turn.texts.purpose(state), purpose_keyboards.one(turn.texts, state))


def _show_one(turn: Turn, code: str) -> None:
    state = purposes.look_at(turn.work, code)
    if state is not None:
        turn.say_in_place(turn.texts.purpose(state), purpose_keyboards.one(turn.texts, state))


def _show_teams(turn: Turn, code: str) -> None:
    state = purposes.look_at(turn.work, code)
    if state is not None:
        keyboard = purpose_keyboards.teams(turn.texts, state, teams.known(turn.work))
        turn.say_in_place(turn.texts.which_team_first(code), keyboard)


def _say_changed(
    turn: Turn, change: PurposeChange, code: str, asked: Asked | NotAsked | None = None
) -> None:
    """Say what holds now; of what is only asked for, its card says so."""
    if asked is not None:
        say_asked(turn, asked)
        return
    state = purposes.look_at(turn.work, code)
    if state is not None:
        said = turn.texts.purpose_changed(change, state)
        turn.say(said, purpose_keyboards.one(turn.texts, state))

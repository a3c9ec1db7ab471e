"""/policy purpose …: what admins write to add a purpose, or to change one."""

from collections.abc import Callable, Mapping

from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.commands import control, policy_words
from handlers.commands.proposals import say_asked
from handlers.messages import purpose_keyboards
from handlers.services.controls import purpose_changes, purposes
from handlers.services.controls.purpose_changes import PurposeChange
from handlers.services.controls.purposes import PurposeState
from handlers.services.people import teams
from handlers.services.proposals.asking import Asked, NotAsked
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.values import AmountRule, Inert, Ok, Rupiah, read_amount, read_purpose_name

_BUDGET = AmountRule(Rupiah(10_000), Rupiah(100_000_000_000), Rupiah(1))


def change(context: Context, code: str, words: list[str]) -> None:
    """Add the purpose of a code, change it, or show it, as the words behind the code say."""
    turn = context.turn
    state = purposes.look_at(turn.work, code)
    said, rest = (words[0].casefold() if words else ""), " ".join(words[1:])
    change = next((each for known, each in _CHANGES.items() if said in known), None)
    if state is None:
        _add_unknown(context, code, words)
    elif not words:
        _say_one(turn, state)
    elif change is not None:
        change(context, state, rest)
    elif said in policy_words.OFF | policy_words.ON and not rest:
        actor = acting(context, Capability.CHANGE_POLICY)
        asked = purpose_changes.switch(turn.work, actor, state.purpose, on=said in policy_words.ON)
        _say_changed(turn, PurposeChange.SWITCHED, code, asked)
    else:
        _add(context, code, " ".join(words))


def _add_unknown(context: Context, code: str, words: list[str]) -> None:
    """Add a purpose, unless what was written is a slip: a purpose is never deleted."""
    turn = context.turn
    today = turn.work.now.astimezone(turn.policy.zone).date()
    if control.is_limit(code) or policy_words.is_reserved(code, today):
        turn.say(turn.texts.purpose_code_reserved(code))
    elif not words:
        turn.say(turn.texts.no_such_purpose(code))
    elif policy_words.changes(words[0]):
        turn.say(turn.texts.purpose_name_reserved(code, Inert(words[0])))
    else:
        _add(context, code, " ".join(words))


def _name(turn: Turn, code: str, typed: str) -> str | None:
    """Read a name that no other purpose has; else say what is wrong, and return None."""
    name = read_purpose_name(typed)
    if name is None:
        turn.say(turn.texts.purpose_name_unreadable())
        return None
    other = purposes.called(turn.work, name, but=code)
    if other is not None:
        turn.say(turn.texts.purpose_name_taken(other))
        return None
    return name


def _add(context: Context, code: str, typed: str) -> None:
    turn, name = context.turn, _name(context.turn, code, typed)
    if name is None:
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
    turn, name = context.turn, _name(context.turn, state.purpose.code, typed)
    if name is None:
        return
    actor = acting(context, Capability.CHANGE_POLICY)
    purpose_changes.rename(turn.work, actor, state.purpose, name)
    _say_changed(turn, PurposeChange.RENAMED, state.purpose.code)


def _set_budget(context: Context, state: PurposeState, typed: str) -> None:
    turn, code, budget = context.turn, state.purpose.code, None
    if typed.casefold() not in policy_words.OFF:
        match read_amount(typed, _BUDGET):
            case Ok(value=amount):
                budget = amount
            case _:
                turn.say(turn.texts.purpose_budget_usage(code, _BUDGET))
                return
    actor = acting(context, Capability.CHANGE_POLICY)
    asked = purpose_changes.set_budget(turn.work, actor, state.purpose, budget)
    _say_changed(turn, PurposeChange.BUDGET, code, asked)


def _set_team(context: Context, state: PurposeState, typed: str) -> None:
    turn, code, known = context.turn, state.purpose.code, teams.known(context.turn.work)
    team, wanted = teams.find(known, typed), True
    if team is None:
        name, _blank, last = typed.rpartition(" ")
        wanted = last.casefold() not in policy_words.OFF
        team = teams.find(known, name) if not wanted else None
    if team is None:
        turn.say(turn.texts.purpose_team_usage(code))
        return
    if not wanted and team not in state.teams:
        turn.say(turn.texts.purpose_default_other())
        return
    set_default(context, state, team, wanted=wanted)
    _say_changed(turn, PurposeChange.DEFAULT, code)


_Change = Callable[[Context, PurposeState, str], None]
_CHANGES: Mapping[frozenset[str], _Change] = {
    policy_words.NAME: _rename,
    policy_words.BUDGET: _set_budget,
    policy_words.TEAM: _set_team,
}


def set_default(context: Context, state: PurposeState, team: str, *, wanted: bool) -> None:
    """Have a team offered a purpose first, or this one no more; another one's turn stays."""
    actor: Actor = acting(context, Capability.CHANGE_POLICY)
    if wanted or team in state.teams:
        code = state.purpose.code if wanted else None
        purpose_changes.set_default(context.turn.work, actor, team, code)


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


def _say_one(turn: Turn, state: PurposeState) -> None:
    turn.say(turn.texts.purpose(state), purpose_keyboards.one(turn.texts, state))

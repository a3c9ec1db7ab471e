"""Buttons below what admins read of purposes; handlers/commands/policy.py reads their data."""

from collections.abc import Sequence

from handlers.messages.keyboards import Button, Keyboard
from handlers.messages.texts import Texts
from handlers.services.controls.purposes import PurposeState
from storage.values import team_mark

_CHOSEN = "✓ "
_IN_A_ROW = 3
_MOST = 60
"""Telegram takes a hundred buttons; others are written."""


def everything(texts: Texts, states: Sequence[PurposeState]) -> Keyboard:
    """Offer each purpose by its code, and what was decided before."""
    codes = [state.purpose.code for state in states[:_MOST]]
    buttons = [Button(code, f"policy:{code}") for code in codes]
    rows = [buttons[at : at + _IN_A_ROW] for at in range(0, len(buttons), _IN_A_ROW)]
    return [*rows, [Button(texts.policy_history_label, "policy:history")]]


def one(texts: Texts, state: PurposeState) -> Keyboard:
    """Offer to switch a purpose on or off, to offer it first to teams, or to see all."""
    purpose = state.purpose
    to = "off" if purpose.is_on else "on"
    return [
        [Button(texts.switch_label(on=not purpose.is_on), f"policy:{purpose.code}:{to}")],
        [Button(texts.first_for_label, f"policy:{purpose.code}:teams")],
        [Button(texts.all_purposes_label, "policy")],
    ]


def teams(texts: Texts, state: PurposeState, known: Sequence[str]) -> Keyboard:
    """Offer teams; those whose default it is are ticked."""
    code = state.purpose.code
    ticked = {team: f"{_CHOSEN}{team}" if team in state.teams else team for team in known}
    sign = {team: "-" if team in state.teams else "+" for team in known}
    data = {team: f"policy:{code}:{sign[team]}{team_mark(team)}" for team in known}
    rows = [[Button(ticked[team], data[team])] for team in known[:_MOST]]
    return [*rows, [Button(texts.all_purposes_label, "policy")]]

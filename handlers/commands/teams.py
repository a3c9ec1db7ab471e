"""Choosing a team, by button or by name: for an invitation, and for a person who is in already."""

from telegram import Update

from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.messages import keyboards
from handlers.services.notices.names import shown
from handlers.services.people import invitations, teams
from handlers.services.people.members import Problem
from handlers.services.rights.capabilities import Capability
from storage.models.person import Role
from storage.values import Inert, read_team, read_telegram_id

PRESSED = r"^team:(agent|supervisor|admin|[0-9]{1,16}):(=[0-9a-f]{16}|\+.{1,40}|\?|-)$"
"""Whom a choice is for, then a team's mark, a new team's name, how to name one, or none."""
_EXISTING, _NEW, _HOW = "=", "+", "?"


def settle(turn: Turn, target: str, typed: str) -> str | None:
    """Return the team that was typed; None where it must be chosen first, which is asked then."""
    known = teams.known(turn.work)
    if not typed.strip():
        turn.say(turn.texts.which_team(), keyboards.teams(turn.texts, target, known))
        return None
    if (found := teams.find(known, typed)) is not None:
        return found
    new = read_team(typed)
    if new is None:
        turn.say(turn.texts.team_unreadable())
    elif not known:
        return new
    else:
        near = teams.nearest_first(known, new)
        buttons = keyboards.teams(turn.texts, target, near, new)
        turn.say(turn.texts.is_it_a_new_team(Inert(new)), buttons)
    return None


async def chosen(update: Update, context: Context) -> None:
    """Go on with the team of a button."""
    turn = context.turn
    data = (update.callback_query.data if update.callback_query else None) or ""
    _prefix, target, choice = data.split(":", 2)
    kind, rest = choice[:1], choice[1:]
    if kind == _HOW:
        turn.say(turn.texts.name_a_new_team(target))
        return
    team = _team_of(turn, kind, rest)
    if team is None:
        turn.toast_once(turn.texts.question_over())
    elif target in set(Role):
        say_invitation(context, Role(target), team)
    else:
        say_assigned(context, read_telegram_id(target) or 0, team)


def say_invitation(context: Context, role: Role, team: str) -> None:
    """Make an invitation and say its link."""
    turn = context.turn
    actor = acting(context, Capability.INVITE_PEOPLE)
    link = invitations.invite(turn.work, turn.policy, actor, role, team)
    turn.say(turn.texts.invitation(role, Inert(team), link))


def say_assigned(context: Context, person_id: int, team: str) -> None:
    """Put a person into a team and say so."""
    turn = context.turn
    actor = acting(context, Capability.ASSIGN_TEAMS)
    outcome = teams.assign(turn.work, actor, person_id, team)
    if isinstance(outcome, Problem):
        turn.say(turn.texts.problem(outcome))
    else:
        turn.say(turn.texts.assigned(shown(turn.work, outcome), outcome.role, Inert(team)))


def _team_of(turn: Turn, kind: str, rest: str) -> str | None:
    known = teams.known(turn.work)
    if kind == _EXISTING:
        return teams.marked(known, rest)
    if kind == _NEW:
        return teams.find(known, rest) or read_team(rest)
    return ""

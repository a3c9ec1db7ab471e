"""/team: a supervisor's people; an admin puts somebody into a team with it."""

from telegram import Update

from handlers.chat.access import only, somebody
from handlers.chat.context import Context
from handlers.commands.people import say_people
from handlers.commands.teams import say_assigned, settle
from handlers.services.people.members import Problem
from storage.models.person import Role
from storage.repositories import people
from storage.values import read_telegram_id


@only(Role.SUPERVISOR, Role.ADMIN)
async def show_team(_update: Update, context: Context) -> None:
    """List the people of the supervisor's team, or put somebody into one: `/team ID TEAM`."""
    turn, person = context.turn, somebody(context)
    if person.role is Role.ADMIN:
        _assign(context)
        return
    team = person.team
    if team:
        say_people(turn, people.members(turn.work, team))
    else:
        turn.say(turn.texts.no_team_to_follow())


def _assign(context: Context) -> None:
    turn, args = context.turn, context.args or []
    person_id = read_telegram_id(args[0]) if args else None
    if person_id is None:
        turn.say(turn.texts.team_usage())
    elif people.get(turn.work, person_id) is None:
        turn.say(turn.texts.problem(Problem.NOBODY))
    elif (team := settle(turn, str(person_id), " ".join(args[1:]))) is not None:
        say_assigned(context, person_id, team)

"""/team: a supervisor's people; an admin puts somebody into a team with it."""

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.commands.people import say_people
from handlers.commands.teams import say_assigned, settle
from handlers.services.people.members import Problem
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import lacks_team, may_know_person
from storage.repositories import people
from storage.values import read_telegram_id


async def show_team(_update: Update, context: Context) -> None:
    """List the people of the supervisor's team, or put somebody into one: `/team ID TEAM`."""
    turn, person = context.turn, somebody(context)
    if may(person, Capability.ASSIGN_TEAMS):
        _assign(context)
        return
    if lacks_team(person):
        turn.say(turn.texts.no_team_to_follow())
        return
    known = people.everyone(turn.work)
    say_people(turn, [each for each in known if may_know_person(person, each)])


def _assign(context: Context) -> None:
    turn, args = context.turn, context.args or []
    person_id = read_telegram_id(args[0]) if args else None
    if person_id is None:
        turn.say(turn.texts.team_usage())
    elif people.get(turn.work, person_id) is None:
        turn.say(turn.texts.problem(Problem.NOBODY))
    elif (team := settle(turn, str(person_id), " ".join(args[1:]))) is not None:
        say_assigned(context, person_id, team)

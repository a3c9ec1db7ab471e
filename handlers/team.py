"""/team: a supervisor's people."""

from telegram import Update

from handlers.access import only, somebody
from handlers.context import Context
from handlers.people import say_people
from storage.person import Role
from storage.repositories import people


@only(Role.SUPERVISOR)
async def show_team(_update: Update, context: Context) -> None:
    """List the people of the supervisor's team."""
    turn, team = context.turn, somebody(context).team
    say_people(turn, [person for person in people.everyone(turn.work) if person.team == team])

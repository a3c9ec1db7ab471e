"""/invite, its approval, /people, /suspend and /restore: admins decide who may act."""

from collections.abc import Sequence

from telegram import Update

from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages
from handlers.commands.proposals import say_asked
from handlers.commands.teams import say_invitation, settle
from handlers.messages import newcomers
from handlers.services.notices.names import opened, shown
from handlers.services.orders import collectable
from handlers.services.people import invitations, members
from handlers.services.people.members import Problem
from handlers.services.proposals.asking import Asked
from handlers.services.rights.capabilities import Capability
from storage.models.person import Invite, Person, Role
from storage.repositories import people as directory
from storage.values import read_telegram_id

_ROLES = {**{role.value: role for role in Role}, "agen": Role.AGENT}


async def invite(_update: Update, context: Context) -> None:
    """Make an invitation for a role, and a team where one is named."""
    turn, args = context.turn, context.args or []
    role = _ROLES.get(args[0].casefold()) if args else None
    if role is None:
        turn.say(turn.texts.invite_usage())
        return
    if role is Role.ADMIN and not args[1:]:
        say_invitation(context, role, "")  # an admin sees every team
        return
    team = settle(turn, role.value, " ".join(args[1:]))
    if team is not None:
        say_invitation(context, role, team)


async def decide(update: Update, context: Context) -> None:
    """Approve or reject who claimed an invitation."""
    turn = context.turn
    data = (update.callback_query.data if update.callback_query else None) or ""
    _prefix, invite_id, answer = data.split(":")
    accept = answer == "yes"
    actor = acting(context, Capability.DECIDE_CLAIMS)
    outcome = invitations.decide(turn.work, actor, int(invite_id), accept=accept)
    if isinstance(outcome, Problem):
        turn.toast(turn.texts.problem(outcome), alert=True)
        return
    if not isinstance(outcome, Invite):
        say_asked(turn, outcome)
        if isinstance(outcome, Asked):
            newcomers.tell_of_second(turn.work, turn.policy, outcome.proposal)
        return
    name = opened(directory.claimer_name, turn.work, outcome)
    said = turn.texts.approved(name, outcome.role) if accept else turn.texts.rejected(name)
    turn.say(said)
    newcomers.tell_decided(turn.work, turn.policy, outcome, accept=accept)


async def show_people(_update: Update, context: Context) -> None:
    """List everybody."""
    say_people(context.turn, directory.everyone(context.turn.work))


async def suspend(_update: Update, context: Context) -> None:
    """Take a person's rights."""
    turn, person_id = context.turn, _person_id(context)
    if person_id is None:
        turn.say(turn.texts.which_person("suspend"))
        return
    actor = acting(context, Capability.SUSPEND_PEOPLE)
    outcome = members.suspend(turn.work, actor, person_id)
    if isinstance(outcome, Problem):
        turn.say(turn.texts.problem(outcome))
    elif not isinstance(outcome, Person):
        say_asked(turn, outcome)
    else:
        said = turn.texts.person_suspended(shown(turn.work, outcome), person_id)
        turn.say(turn.texts.paragraphs(said, codes_still_out(turn, outcome)))


async def restore(_update: Update, context: Context) -> None:
    """Give a person their rights back."""
    turn, person_id = context.turn, _person_id(context)
    if person_id is None:
        turn.say(turn.texts.which_person("restore"))
        return
    actor = acting(context, Capability.RESTORE_PEOPLE)
    outcome = members.restore(turn.work, actor, person_id)
    if isinstance(outcome, Problem):
        turn.say(turn.texts.problem(outcome))
    elif not isinstance(outcome, Person):
        say_asked(turn, outcome)
    else:
        turn.say(turn.texts.person_restored(shown(turn.work, outcome), person_id))


def say_people(turn: Turn, found: Sequence[Person]) -> None:
    """Say who they are, with their names."""
    rows = [(person, shown(turn.work, person)) for person in found]
    say_in_pages(turn, turn.texts.people(rows))


def codes_still_out(turn: Turn, suspended: Person) -> str:
    """Say which codes somebody may still know, whose rights are gone; "" where there are none."""
    still = collectable.still_collectable(turn.work, suspended.person_id)
    return turn.texts.codes_still_out(still) if still.codes else ""


def _person_id(context: Context) -> int | None:
    return read_telegram_id(" ".join(context.args or []))

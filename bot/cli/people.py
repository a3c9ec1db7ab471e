"""`python -m bot people`: who may act, and taking that from somebody, at the machine itself.

For the day when an admin's account is stolen: the thief reads every answer in the chat, and may
suspend all others first. It works beside the running bot, which then takes the codes out of chats.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from bot.cli import clock
from bot.cli.local_time import local_time
from bot.cli.options import read_settings_and_warn
from bot.runtime.start import CannotStart, beside_the_bot
from bot.settings.settings import Settings
from handlers.services.notices import names
from handlers.services.orders import collectable
from handlers.services.orders.collectable import Collectable
from handlers.services.people import members
from handlers.services.people.members import Problem
from handlers.services.rights.actors import operator
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.models.person import Person, Role, Standing
from storage.values import read_telegram_id
from storage.values.characters import visible

_REFUSED = {
    Problem.NOBODY: "Nobody has the id {id}. Everybody's is in: python -m bot people list",
    Problem.UNCHANGED: "{id} is suspended already; nothing was changed.",
}


def main(options: argparse.Namespace) -> int:
    """List people, or suspend one; the bot may go on running."""
    settings = read_settings_and_warn(options)
    if options.act == "list":
        lines = listed(settings, clock.now, in_full=options.names)
    else:
        lines = suspend(settings, clock.now, options.id)
    for line in lines:
        print(line.encode(sys.stdout.encoding or "ascii", "replace").decode())
    return 0


def listed(settings: Settings, now: Callable[[], datetime], *, in_full: bool) -> list[str]:
    """Return a line for everybody. Raise CannotStart."""
    with beside_the_bot(settings, now) as database:
        found = database.run_sync(names.everyone)
    lines = [_line(person, visible(name), in_full=in_full) for person, name in found]
    return lines or ["There is nobody yet: the first start makes the admins of ADMIN_IDS."]


def suspend(settings: Settings, now: Callable[[], datetime], typed: str) -> list[str]:
    """Suspend a person as the operator; return what to say. Raise CannotStart."""
    person_id = read_telegram_id(typed)
    if person_id is None:
        raise CannotStart(
            "That is no Telegram id: an id has digits only. See: python -m bot people list"
        )
    with beside_the_bot(settings, now) as database:
        return _suspend(database, person_id, settings)


def _suspend(database: Database, person_id: int, settings: Settings) -> list[str]:
    outcome = database.run_sync(
        members.suspend_at_machine, operator(Capability.SUSPEND_PEOPLE), person_id
    )
    if isinstance(outcome, Problem):
        raise CannotStart(_REFUSED[outcome].format(id=person_id))
    left = [
        each
        for each, _name in database.run_sync(names.everyone)
        if each.role is Role.ADMIN and each.standing is Standing.ACTIVE
    ]
    lines = [
        f"{person_id} ({outcome.role}) is suspended, and it is on record as the operator's act.",
        "Orders of theirs that are not sent yet will not be sent. Codes are taken out of their",
        "chat by the running bot, within seconds, or by its next start.",
        _still_out(database.run_sync(collectable.still_collectable, person_id), settings),
    ]
    lines += _about_admins(person_id, outcome, len(left), settings.admin_ids)
    return lines


def _still_out(still: Collectable, settings: Settings) -> str:
    if not still.codes:
        return "They have seen no code that could still be collected."
    until = f", until {local_time(still.until, settings)} at the latest" if still.until else ""
    return (
        f"{still.codes} codes that they have seen, {still.total.format()} in all, can still be "
        f"collected{until}: whoever noted one can use it. If that must not be, call Faspay now."
    )


def _about_admins(
    person_id: int, suspended: Person, left: int, admin_ids: tuple[int, ...]
) -> list[str]:
    if left:
        lines = [
            f"All other admins ({left}) are told. It takes two people to undo it: one writes",
            "/restore, another decides.",
        ]
    else:
        lines = [
            "Warning: no admin is left who can act, so nobody can invite, restore, stop or resume.",
            "Name somebody in ADMIN_IDS whom you trust, and start the bot again: who is named",
            "there becomes an admin then, but for those that were suspended here.",
        ]
    if person_id in admin_ids:
        lines.append(
            f"ADMIN_IDS still names {person_id}: take it out of .env. (Until then it gives them "
            "nothing back.)"
        )
    if suspended.role is Role.ADMIN:
        lines.append(
            "Look whom they let in, restored or invited lately: /audit and /people, by an admin."
        )
    return lines


def _line(person: Person, name: str, *, in_full: bool) -> str:
    initials = " ".join(f"{word[0]}..." for word in name.split())
    parts = (f"{person.person_id:>16}", person.role, person.standing, person.team or "-")
    return "  ".join((*parts, name if in_full else initials))

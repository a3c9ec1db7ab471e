"""What a person chooses for themselves: their language, and which orders they hear of."""

from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind
from storage.repositories import outbox, people


def choose_language(work: Work, actor: Actor, language: str) -> None:
    """Keep a person's choice; their command menu follows."""
    actor.require(Capability.CHOOSE_LANGUAGE)
    person = people.get(work, actor.person_id)
    if person is None:
        return
    person.language = language
    person.menu = f"{person.role}:{language}"
    outbox.append(work, outbox.row(work, person.person_id, Kind.MENU))


def toggle_watching(work: Work, actor: Actor) -> bool:
    """Begin or cease to hear of every order; return whether they hear of them now."""
    actor.require(Capability.WATCH_ORDERS)
    person = people.get(work, actor.person_id)
    if person is None:
        return False
    person.watching = not person.watching
    return person.watching

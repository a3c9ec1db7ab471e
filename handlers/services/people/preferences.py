"""What a person chooses for themselves: their language, and what they hear of, and how."""

from enum import StrEnum

from handlers.services.notices import loudness
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind
from storage.models.preference import Loudness, News
from storage.repositories import outbox, people, system_state
from storage.repositories import preferences as chosen


class ChoiceRefused(StrEnum):
    """Why news cannot come as somebody wants it."""

    NOT_OFFERED = "not offered"
    """Their role has no such choice."""
    LAST_TO_HEAR = "last to hear"
    """Nobody else would hear that somebody must do something."""


def choose_language(work: Work, actor: Actor, language: str) -> None:
    """Keep a person's choice; their command menu follows."""
    actor.require(Capability.CHOOSE_LANGUAGE)
    person = people.get(work, actor.person_id)
    if person is None:
        return
    person.language = language
    person.menu = person.menu_for(language)
    outbox.append(work, outbox.row(work, person.person_id, Kind.MENU))


def toggle_watching(work: Work, actor: Actor) -> bool:
    """Begin or cease to hear of every order; return whether they hear of them now."""
    actor.require(Capability.WATCH_ORDERS)
    person = people.get(work, actor.person_id)
    if person is None:
        return False
    person.watching = not person.watching
    return person.watching


def choose_loudness(work: Work, actor: Actor, news: News, how: Loudness) -> ChoiceRefused | None:
    """Keep how news of a kind comes to a person; say why where that cannot be.

    Two who turn off the same news at the same time take turns, or each would count on the other.
    """
    actor.require(Capability.CHOOSE_NOTIFICATIONS)
    person = people.get(work, actor.person_id)
    if person is None or how not in loudness.OFFERED[person.role].get(news, ()):
        return ChoiceRefused.NOT_OFFERED
    if news is News.PROBLEMS and how is Loudness.OFF:
        system_state.take_turns(work)
        if not loudness.somebody_else_hears(work, person):
            return ChoiceRefused.LAST_TO_HEAR
    chosen.choose(work, person.person_id, news, how)
    return None


def choose_quiet_hours(work: Work, actor: Actor, hours: tuple[int, int] | None) -> None:
    """Keep when a person wants to hear only what needs a person; None is never.

    The hours are minutes after midnight, in the company's zone.
    """
    actor.require(Capability.CHOOSE_NOTIFICATIONS)
    chosen.set_quiet_hours(work, actor.person_id, hours)

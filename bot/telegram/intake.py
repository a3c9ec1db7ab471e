"""Keeps Telegram's updates before they are acknowledged, each in the queue of its chat."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from bot.telegram.envelope import KINDS, as_id, envelope_of, outline_of
from handlers.services.people.admission import Admission, Door, Envelope
from storage.engine.database import DatabaseFault
from storage.engine.unit_of_work import Work
from storage.models.inbox import Precedence
from storage.repositories import inbox
from storage.repositories.inbox import Arrived

__all__ = ["KINDS", "Incoming", "read", "store"]

logger = logging.getLogger(__name__)


class Incoming(NamedTuple):
    """An update on its way into the database."""

    update_id: int
    raw: str
    """The JSON as it came."""
    update: Mapping[str, Any]
    """The same, read."""


def read(update: object, raw: str | None = None) -> Incoming | None:
    """Find an update's id; None for JSON that is no update.

    `raw` is its text as it came; without it the object is written out again.
    """
    if not isinstance(update, dict):
        return None
    update_id = as_id(update.get("update_id"))
    if update_id is None:
        return None
    with _left_out_alone(update_id):
        return Incoming(update_id, json.dumps(update) if raw is None else raw, update)
    return None


def store(work: Work, updates: Sequence[Incoming], username: str = "") -> int:
    """Keep a batch, or what of it is to be kept, all or none; return how many were new.

    `username` is the bot's own, by which groups speak to it.
    """
    letters: list[tuple[Incoming, Envelope]] = []
    for each in updates:
        with _left_out_alone(each.update_id):
            envelope = envelope_of(each.update, username)
            letters += [(each, envelope)] if envelope is not None else []
    door, kept = Door(work, [envelope for _, envelope in letters]), []
    for each, envelope in letters:
        with _left_out_alone(each.update_id):
            match door.judge(envelope):
                case Admission.WHOLE:
                    kept.append(Arrived(each.update_id, envelope.chat_id, each.raw))
                case Admission.OUTLINE:
                    raw, others = json.dumps(outline_of(each.update, username)), Precedence.OTHERS
                    kept.append(Arrived(each.update_id, envelope.chat_id, raw, others))
                case Admission.NOTHING:
                    pass
    return inbox.store_updates(work, kept) if kept else 0


@contextmanager
def _left_out_alone(update_id: int) -> Iterator[None]:
    """Leave out an update that breaks the code reading it, or its batch comes again for a day.

    Where the database fails nothing is left out: nothing is acknowledged then.
    """
    try:
        yield
    except DatabaseFault:
        raise
    except Exception:
        logger.exception("update_not_judged", extra={"update_id": update_id})

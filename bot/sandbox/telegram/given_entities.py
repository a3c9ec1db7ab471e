"""The entities that a bot gives for a text of its own, as the Bot API reads them."""

import re
from collections.abc import Callable
from itertools import pairwise

from bot.sandbox.telegram.entities import TELEGRAM_FINDS, Entity, utf16_length
from bot.sandbox.telegram.errors import ApiRefusal, bad_request
from bot.sandbox.telegram.params import Params


def read_entities(params: Params, text: str) -> tuple[Entity, ...]:
    """Read the entities that a bot gives for its (untrimmed) text, in their order.

    Kinds that Telegram finds by itself are left out, as it does. Where Telegram would trim or drop
    one that lies outside the text or over another, this refuses: it is a mistake of the bot's.
    """
    listed = params.decoded("entities", "can't parse entities JSON object")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise bad_request("entities must be an Array")
    found = [entity for entity in (_entity(each, text) for each in listed) if entity]
    found.sort(key=lambda each: each.start)
    if any(one.end > other.start for one, other in pairwise(found)):
        raise _unreadable("entities lie over each other")
    return tuple(found)


def _entity(entity: object, text: str) -> Entity | None:
    if not isinstance(entity, dict):
        raise _unreadable("expected an Object")
    start, length = (_whole(entity, name) for name in ("offset", "length"))
    kind = entity.get("type")
    if not isinstance(kind, str) or not kind:
        raise _unreadable("Type is not specified")
    if kind in TELEGRAM_FINDS:
        return None
    if kind not in READERS:
        raise _unreadable("Unsupported type specified")
    ends = [_position(text, start), _position(text, start + length)]
    if start < 0 or length <= 0 or None in ends:
        raise bad_request(f"receive an entity with incorrect offset {start} or length {length}")
    return READERS[kind](entity, ends[0] or 0, ends[1] or 0)


def _position(text: str, units: int) -> int | None:
    """Say which character begins after so many UTF-16 units; None inside one, or outside."""
    at = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    before = at.decode("utf-16-le", "replace")
    return len(before) if utf16_length(before) == units and text.startswith(before) else None


def _date_time(entity: dict[str, object], start: int, end: int) -> Entity:
    """Read a date_time (Bot API 9.5): unix_time, and a format r|w?[dD]?[tT]?."""
    moment, form = _whole(entity, "unix_time"), entity.get("date_time_format", "")
    if not isinstance(form, str) or not re.fullmatch("r|w?[dD]?[tT]?", form):
        raise _unreadable("Invalid date-time format specified")
    return Entity("date_time", start, end, moment, form)


READERS: dict[str, Callable[[dict[str, object], int, int], Entity]] = {"date_time": _date_time}
"""The kinds that a bot may give to this server. An older one lacks some; the other kinds of the Bot
API (bold, links ...) are refused, because no message of ours has them."""


def _whole(entity: dict[str, object], name: str) -> int:
    value = entity.get(name)
    if value is None:
        raise _unreadable(f'Can\'t find field "{name}"')
    if not isinstance(value, int) or isinstance(value, bool):
        raise _unreadable(f'Field "{name}" must be a valid Number')
    return value


def _unreadable(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse MessageEntity: {reason}")

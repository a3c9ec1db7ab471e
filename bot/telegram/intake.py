"""Keeps Telegram's updates before they are acknowledged, each in the lane of its chat."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from storage.repositories import inbox
from storage.unit_of_work import Work

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update we ask Telegram for."""

_LARGEST_ID = 2**63 - 1
_NO_LANE = 0


class Incoming(NamedTuple):
    """An update on its way into the database."""

    update_id: int
    lane: int
    """The chat id; without a chat the user id."""
    raw: str
    """The JSON as it came."""


def read(update: object, raw: str | None = None) -> Incoming | None:
    """Find an update's id and lane; None for JSON that is no update.

    `raw` is its text as it came; without it the object is written out again.
    """
    if not isinstance(update, dict):
        return None
    update_id = _id(update.get("update_id"))
    if update_id is None:
        return None
    return Incoming(update_id, lane_of(update), json.dumps(update) if raw is None else raw)


def lane_of(update: Mapping[str, Any]) -> int:
    """Return the chat an update belongs to; button presses and texts of one chat share it."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        places = (content.get("chat"), _inside(content, "message", "chat"), content.get("from"))
        for place in places:
            lane = _id(place.get("id")) if isinstance(place, dict) else None
            if lane is not None:
                return lane
    return _NO_LANE


def store(work: Work, updates: Sequence[tuple[int, int, str]]) -> int:
    """Keep a batch of (update_id, lane, raw JSON), all or none; return how many were new."""
    return sum(inbox.store_update(work, *update) for update in updates)


def _inside(content: Mapping[str, Any], outer: str, inner: str) -> object:
    found = content.get(outer)
    return found.get(inner) if isinstance(found, dict) else None


def _id(value: object) -> int | None:
    """Return a number that fits a 64-bit column; a bool is none."""
    return value if type(value) is int and abs(value) <= _LARGEST_ID else None

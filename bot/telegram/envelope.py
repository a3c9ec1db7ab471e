"""Reads what an update is about from its JSON. No field is trusted, and none need be there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from handlers.services.people.admission import Envelope

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that we ask Telegram for and that a handler knows."""

_LARGEST_ID = 2**63 - 1
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Of a deep link (core.telegram.org/bots/features#deep-linking). Anything else is no token, and
must not come to be hashed: JSON can hold characters that have no octets."""
_START = "/start"
_OF_PLACE = ("message_id", "date", "message_thread_id", "is_topic_message")
_MIGRATION = "migrate_to_chat_id"
_OF_CHAT = ("id", "type")
_OF_USER = ("id", "is_bot", "first_name", "last_name", "language_code")
_OF_PRESS = ("id", "chat_instance")


def envelope_of(update: Mapping[str, Any], username: str = "") -> Envelope | None:
    """Say who sent an update and where; None for what nobody is to hear of.

    That is a kind that no handler knows, one without a chat, and a live location that only moved.
    `username` is the bot's own; without it whatever may be meant for a bot is taken for ours.
    """
    kind = next((kind for kind in KINDS if kind in update), None)
    content = _dict(update.get(kind)) if kind else {}
    chat, sender = _dict(_place(content).get("chat")), as_id(_dict(content.get("from")).get("id"))
    chat_id = as_id(chat.get("id"))
    if kind is None or chat_id is None or _is_of_a_moving_place(kind, content):
        return None
    invited = _invited(content, username) if kind == "message" else None
    return Envelope(
        chat_id=chat_id,
        is_private=chat.get("type") == "private" and chat_id == sender,
        is_membership=kind == "my_chat_member",
        token=invited[1] if invited else None,
        is_addressed=kind == "message" and _address(content, username) is not None,
        sender_id=sender,
        is_migration=kind == "message" and as_id(content.get(_MIGRATION)) is not None,
    )


def outline_of(update: Mapping[str, Any], username: str = "") -> dict[str, Any]:
    """Return an update without what its sender wrote, but for an invitation and our own name."""
    kind = next(kind for kind in KINDS if kind in update)
    content = _dict(update[kind])
    place = _place(content)
    outline = _some(place, _OF_PLACE) | {"chat": _some(place.get("chat"), _OF_CHAT)}
    sender = {"from": _some(content.get("from"), _OF_USER)}
    if kind == "callback_query":
        return {
            "update_id": update["update_id"],
            kind: _some(content, _OF_PRESS) | sender | {"message": outline},
        }
    if as_id(content.get(_MIGRATION)) is not None:
        outline |= _some(content, (_MIGRATION,))
    invited, address = _invited(content, username), _address(content, username)
    words = " ".join(invited) if invited else address or ""
    if words:
        shown = invited[0] if invited else words
        entity = "mention" if words.startswith("@") else "bot_command"
        entities = [{"type": entity, "offset": 0, "length": len(shown.encode("utf-16-le")) // 2}]
        outline |= {"text": words, "entities": entities}
    return {"update_id": update["update_id"], kind: outline | sender}


def _is_of_a_moving_place(kind: str, content: Mapping[str, Any]) -> bool:
    """Tell whether a live location moved. Telegram says so every few seconds, for hours."""
    return kind == "edited_message" and "location" in content


def _place(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what has the chat in it: of a press the message below which the button is."""
    return content if "chat" in content else _dict(content.get("message"))


def _invited(message: Mapping[str, Any], username: str) -> tuple[str, str] | None:
    """Return "/start", perhaps with our name, and the token of an invitation behind it.

    In the sender's own words only. Somebody who copies a command out of a menu has our name in it.
    """
    if "forward_origin" in message or "via_bot" in message:
        return None
    command, _space, token = str(message.get("text", "")).partition(" ")
    name, at, whose = command.partition("@")
    is_ours = name == _START and (not at or not username or whose.casefold() == username.casefold())
    is_command = any(
        offset == 0 and said == command for _kind, offset, said in _entities(message, "bot_command")
    )
    token = token.strip()
    return (command, token) if is_ours and is_command and _TOKEN.fullmatch(token) else None


def _address(message: Mapping[str, Any], username: str) -> str | None:
    """Return the words by which a message speaks to this bot."""
    us = f"@{username}".casefold()
    for kind, _offset, said in _entities(message, "mention", "bot_command"):
        _command, at, bot = said.casefold().partition("@")
        ours = f"{at}{bot}" == us if at else kind == "bot_command"
        if said and (ours or not username):  # an entity may lie beyond the text
            return said
    return None


def _entities(message: Mapping[str, Any], *kinds: str) -> Iterator[tuple[str, int, str]]:
    """Give entities of some kinds: kind, offset, words. Offsets count UTF-16 units."""
    text, entities = message.get("text"), message.get("entities")
    if not isinstance(text, str) or not isinstance(entities, list):
        return
    octets = text.encode("utf-16-le", "replace")
    for entity in map(_dict, entities):
        kind, offset, length = (entity.get(name) for name in ("type", "offset", "length"))
        if kind in kinds and isinstance(offset, int) and isinstance(length, int) and offset >= 0:
            said = octets[2 * offset : 2 * (offset + max(length, 0))]
            yield kind, offset, said.decode("utf-16-le", "replace")


def _some(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    found = _dict(value)
    return {name: found[name] for name in names if name in found}


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def as_id(value: object) -> int | None:
    """Return a number that fits a 64-bit column; a bool is none."""
    return value if type(value) is int and abs(value) <= _LARGEST_ID else None

"""From the text that a bot sends to what people read: trimmed, measured, and made tappable."""

from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox.telegram.entities import Entity, found_in, utf16_length
from bot.sandbox.telegram.errors import bad_request

TEXT_UNITS = 4096
"""The longest text of a message, in UTF-16 units."""

Formatted = tuple[str, tuple[Entity, ...]]
"""A plain text, and what Telegram makes tappable in it."""


def formatted(text: str, parse_mode: str, too_long: str, given: Sequence[Entity] = ()) -> Formatted:
    """Read a text with the entities `given` for it; refuses with 400 what Telegram refuses.

    Every parse mode is refused, too: the bot sends plain text, and a stand-in that took markup
    without reading it would show people what they never see.
    `too_long` is the refusal's wording, which differs between sending and editing.
    """
    if not text:
        raise bad_request("message text is empty")
    if parse_mode:
        raise bad_request("unsupported parse_mode: the stand-in reads plain text only")
    plain = text.strip()
    if not plain:
        raise bad_request("text must be non-empty")
    if utf16_length(plain) > TEXT_UNITS:
        raise bad_request(too_long)
    return plain, _all_entities(plain, given, len(text) - len(text.lstrip()))


def _all_entities(plain: str, given: Sequence[Entity], cut: int) -> tuple[Entity, ...]:
    """Put what the bot gave and what Telegram finds into one order; what is given wins."""
    moved = [replace(each, start=each.start - cut, end=each.end - cut) for each in given]
    kept = [each for each in moved if each.start >= 0 and each.end <= len(plain)]
    others = [
        one
        for one in found_in(plain)
        if not any(one.start < each.end and each.start < one.end for each in kept)
    ]
    return tuple(sorted([*kept, *others], key=lambda each: each.start))

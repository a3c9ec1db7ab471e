"""From the text that a bot sends to what people read: trimmed, measured, and made tappable."""

from bot.sandbox.telegram.entities import Entity, found_in, utf16_length
from bot.sandbox.telegram.errors import bad_request

TEXT_UNITS = 4096
"""The longest text of a message, in UTF-16 units."""

Formatted = tuple[str, tuple[Entity, ...]]
"""A plain text, and what Telegram makes tappable in it."""


def formatted(text: str, parse_mode: str, too_long: str) -> Formatted:
    """Read a text; refuses with 400 what Telegram refuses.

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
    return plain, found_in(plain)

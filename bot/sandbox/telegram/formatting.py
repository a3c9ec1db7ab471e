"""From the text a bot sends to the text people read: parse modes, trimming and length."""

from collections.abc import Callable

from bot.sandbox.telegram.entities import Entity, utf16_length, with_found
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.formatting_html import parse_html
from bot.sandbox.telegram.formatting_markdown import parse_markdown

TEXT_UNITS = 4096
"""The longest text of a message, in UTF-16 units, after its markup is read."""

Formatted = tuple[str, tuple[Entity, ...]]
"""A plain text and its formatting."""

_PARSERS: dict[str, Callable[[str], Formatted]] = {
    "": lambda text: (text, ()),
    "none": lambda text: (text, ()),
    "html": parse_html,
    "markdownv2": parse_markdown,
}


def formatted(text: str, parse_mode: str, too_long: str) -> Formatted:
    """Read a text as `parse_mode` says; refuses with 400 what Telegram refuses.

    The old mode "Markdown" is refused on purpose: it cannot be escaped safely.
    `too_long` is the refusal's wording, which differs between sending and editing.
    """
    if not text:
        raise bad_request("message text is empty")
    parser = _PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad_request("unsupported parse_mode")
    plain, entities = _trimmed(*parser(text))
    if not plain:
        raise bad_request("text must be non-empty")
    if utf16_length(plain) > TEXT_UNITS:
        raise bad_request(too_long)
    return plain, with_found(plain, entities)


def _trimmed(text: str, entities: tuple[Entity, ...]) -> Formatted:
    start = len(text) - len(text.lstrip())
    plain = text.strip()
    moved = (
        Entity(
            one.kind,
            max(one.start - start, 0),
            min(one.end - start, len(plain)),
            one.url,
            one.language,
        )
        for one in entities
    )
    return plain, tuple(one for one in moved if one.start < one.end)

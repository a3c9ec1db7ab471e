"""What Telegram makes tappable in a text, counted as Telegram does: in UTF-16 units."""

import re
from dataclasses import dataclass

_COMMON_ENDS = "app|biz|click|co|com|dev|id|info|io|link|me|net|online|org|shop|site|top|xyz"
"""Of addresses without a scheme; Telegram knows all top-level domains."""
_FOUND = re.compile(
    r"(?P<url>(?:https?|tg|ton)://[^\s<>\"]+"
    rf"|(?<![\w@./-])(?:[\w-]+\.)+(?:{_COMMON_ENDS})(?![\w@-])(?:[/?#][^\s<>\"]*)?)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/<>])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w#])(?P<hashtag>#\d*[^\W\d]\w*)"
    r"|(?<![\w$])(?P<cashtag>\$[A-Z]{3,8})(?!\w)"
    r"|(?<![\w.])(?P<phone_number>\+\d{8,15})(?!\w)"
)


@dataclass(frozen=True)
class Entity:
    """A stretch of text with a meaning; `start` and `end` count characters (code points)."""

    kind: str
    start: int
    end: int
    unix_time: int | None = None
    """Of a date_time only, as its format is."""
    date_time_format: str = ""

    def as_json(self, text: str) -> dict[str, object]:
        """Give Telegram's `MessageEntity`, whose offset and length are in UTF-16 units."""
        body: dict[str, object] = {
            "type": self.kind,
            "offset": utf16_length(text[: self.start]),
            "length": utf16_length(text[self.start : self.end]),
        }
        if self.unix_time is None:
            return body
        return body | {"unix_time": self.unix_time, "date_time_format": self.date_time_format}


TELEGRAM_FINDS = frozenset(_FOUND.groupindex)
"""Kinds that Telegram finds by itself; what a bot says of them is not heeded."""


def utf16_length(text: str) -> int:
    """Count UTF-16 units, the unit of every length in the Bot API."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def found_in(text: str) -> tuple[Entity, ...]:
    """Find what Telegram finds by itself: commands, addresses, mentions, tags, phone numbers."""
    return tuple(
        Entity(match.lastgroup, match.start(), match.end())
        for match in _FOUND.finditer(text)
        if match.lastgroup
    )

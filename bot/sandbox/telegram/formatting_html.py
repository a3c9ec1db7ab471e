"""Telegram's HTML: a handful of tags, properly nested, and nothing else."""

import html
import re
from dataclasses import dataclass, field

from bot.sandbox.telegram.entities import Entity
from bot.sandbox.telegram.errors import ApiRefusal, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TOKEN = re.compile(r"(?P<tag><[^<>]*>?)|(?P<text>[^<]+)")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


@dataclass
class _Open:
    name: str
    start: int
    attributes: dict[str, str]


@dataclass
class _Reader:
    source: str
    plain: str = ""
    open_tags: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, tuple[Entity, ...]]:
        for token in _TOKEN.finditer(self.source):
            if token["text"] is not None:
                self.plain += _REFERENCE.sub(lambda found: html.unescape(found[0]), token["text"])
            else:
                self._tag(token["tag"], self._byte(token.start()))
        if self.open_tags:
            name = self.open_tags[-1].name
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{name}"')
        return self.plain, tuple(sorted(self.entities, key=lambda one: (one.start, -one.end)))

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def _tag(self, token: str, byte: int) -> None:
        tag = _TAG.fullmatch(token)
        if tag is None:
            raise _refusal(f"Unclosed start tag at byte offset {byte}")
        if tag["end"]:
            self._close(tag["name"].lower(), byte)
        else:
            self._open(tag["name"].lower(), tag["attributes"], byte)

    def _open(self, name: str, attributes: str, byte: int) -> None:
        values = {
            one[1].lower(): one[2] or one[3] or one[4] for one in _ATTRIBUTE.finditer(attributes)
        }
        if name not in _KINDS:
            raise _refusal(f'Unsupported start tag "{name}" at byte offset {byte}')
        if name == "span" and values.get("class") != "tg-spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
        self.open_tags.append(_Open(name, len(self.plain), values))

    def _close(self, name: str, byte: int) -> None:
        if not self.open_tags:
            raise _refusal(f"Unexpected end tag at byte offset {byte}")
        opened = self.open_tags.pop()
        if opened.name != name:
            expected = f'expected "</{opened.name}>", found "</{name}>"'
            raise _refusal(f"Unmatched end tag at byte offset {byte}, {expected}")
        if opened.start < len(self.plain):
            self.entities.append(self._entity(opened))

    def _entity(self, opened: _Open) -> Entity:
        url = opened.attributes.get("href", "") if opened.name == "a" else ""
        return Entity(_KINDS[opened.name], opened.start, len(self.plain), html.unescape(url))


def _refusal(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(text: str) -> tuple[str, tuple[Entity, ...]]:
    """Read Telegram's HTML; an unknown, unclosed or crossed tag is refused with 400."""
    return _Reader(text).read()

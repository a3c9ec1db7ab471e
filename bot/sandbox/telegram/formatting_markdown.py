"""Telegram's MarkdownV2: every reserved character is either markup or escaped."""

import re
from dataclasses import dataclass, field

from bot.sandbox.telegram.entities import Entity
from bot.sandbox.telegram.errors import ApiRefusal, bad_request

_TOKEN = re.compile(
    r"(?P<escaped>\\[\x01-\x7e])"
    r"|(?P<code>```|`)"
    r"|(?P<toggle>__|\|\||[_*~])"
    r"|(?P<link>\[)"
    r"|(?P<link_end>\]\((?P<url>(?:\\.|[^)\\])*)\))"
    r"|(?P<quote>(?:(?<=\n)|\A)>)"
    r"|(?P<reserved>[\]()>#+\-=|{}.!])"
    r"|(?P<text>[^\\`_*~|\[\]()>#+\-={}.!]+|\\)"
)
_KINDS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "[": "text_link",
    "```": "pre",
    "`": "code",
    ">": "blockquote",
}
_NAMES = {
    "*": "Bold",
    "_": "Italic",
    "__": "Underline",
    "~": "Strikethrough",
    "||": "Spoiler",
    "[": "TextUrl",
    "```": "Pre",
    "`": "Code",
}


@dataclass
class _Open:
    mark: str
    start: int
    byte: int


@dataclass
class _Reader:
    source: str
    plain: str = ""
    position: int = 0
    marks: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, tuple[Entity, ...]]:
        while token := _TOKEN.match(self.source, self.position):
            start, self.position = self.position, token.end()
            self._take(token, start)
        if self.marks:
            raise _no_end(self.marks[-1].mark, self.marks[-1].byte)
        return self.plain, tuple(sorted(self.entities, key=lambda one: (one.start, -one.end)))

    def _take(self, token: re.Match[str], start: int) -> None:
        match token.lastgroup:
            case "escaped":
                self.plain += token[0][1]
            case "code":
                self._code(token[0], start)
            case "toggle" | "link":
                self._toggle(token[0], start)
            case "link_end" | "url" if self.marks and self.marks[-1].mark == "[":
                self._close(re.sub(r"\\(.)", r"\1", token["url"]))
            case "link_end" | "url" | "reserved":
                raise _reserved(token[0][0])
            case "quote":
                self._quote()
            case _:
                self.plain += token[0]

    def _code(self, mark: str, start: int) -> None:
        end = re.compile(rf"(?s)((?:\\.|[^\\])*?){mark}").match(self.source, self.position)
        if end is None:
            raise _no_end(mark, self._byte(start))
        self.position = end.end()
        inside = re.sub(r"(?s)\\(.)", r"\1", end[1])
        language = re.match(r"([\w+-]+)\n", inside) if mark == "```" else None
        inside = inside[language.end() :] if language else inside.removeprefix("\n")
        begun = len(self.plain)
        self.plain += inside
        name = language[1] if language else ""
        self.entities.append(Entity(_KINDS[mark], begun, len(self.plain), language=name))

    def _toggle(self, mark: str, start: int) -> None:
        if self.marks and self.marks[-1].mark == mark and mark != "[":
            self._close()
            return
        if any(one.mark == mark for one in self.marks):
            raise _no_end(self.marks[-1].mark, self.marks[-1].byte)
        self.marks.append(_Open(mark, len(self.plain), self._byte(start)))

    def _close(self, url: str = "") -> None:
        mark = self.marks.pop()
        if mark.start < len(self.plain):
            self.entities.append(Entity(_KINDS[mark.mark], mark.start, len(self.plain), url))

    def _quote(self) -> None:
        """Take a quotation to the end of its line; the lines of a quotation stay apart here."""
        line_end = self.source.find("\n", self.position)
        line = self.source[self.position : line_end if line_end >= 0 else len(self.source)]
        text, inside = parse_markdown(line)
        begun = len(self.plain)
        self.plain += text
        self.position += len(line)
        if text:
            self.entities.append(Entity(_KINDS[">"], begun, len(self.plain)))
        moved = (Entity(e.kind, e.start + begun, e.end + begun, e.url, e.language) for e in inside)
        self.entities.extend(moved)

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))


def _refusal(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse entities: {reason}")


def _no_end(mark: str, byte: int) -> ApiRefusal:
    return _refusal(f"Can't find end of {_NAMES[mark]} entity at byte offset {byte}")


def _reserved(character: str) -> ApiRefusal:
    return _refusal(
        f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
    )


def parse_markdown(text: str) -> tuple[str, tuple[Entity, ...]]:
    """Read MarkdownV2; a reserved character that is neither markup nor escaped is refused."""
    return _Reader(text).read()

"""Reads a .env file by statements. It understands each one, or names its lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from dotenv.parser import Binding, parse_stream

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_NEEDS_QUOTES = re.compile(r"[\s#'\"\\]")


@dataclass
class EnvFile:
    """What a .env file holds. No message about it shows a value."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    line_of: dict[str, int] = field(default_factory=dict)
    """The line on which a name's value begins, from 1."""
    problems: dict[str, str] = field(default_factory=dict)
    """By line: the end of "line 3 of .env …"."""
    lost: set[str] = field(default_factory=set)
    """Known names in lines that are not understood."""
    cut: set[str] = field(default_factory=set)
    """Names whose value ends at " #", where a comment begins."""


def read_env_file(text: str, known: frozenset[str]) -> EnvFile:
    """Read a whole file. It expands nothing, because a secret may hold "${"."""
    found = EnvFile()
    for binding in parse_stream(StringIO(text)):
        first, last = _lines(binding)
        if not _is_understood(binding, one_line=first == last):
            names = sorted(set(_names_in(binding.original.string)) & known)
            found.lost.update(names)
            found.problems[_place(first, last)] = _not_understood(names)
        elif binding.key is not None:
            _take(found, binding, first)
    return found


def env_line(name: str, value: str) -> str:
    """Write a setting so that `read_env_file` reads the same value. It must have no line ends."""
    if not _NEEDS_QUOTES.search(value):
        return f"{name}={value}"
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{escaped}'"


def _take(found: EnvFile, binding: Binding, line: int) -> None:
    name, value = binding.key or "", binding.value or ""
    if found.values.get(name):  # an empty one, as in .env.example, may get its value further down
        found.problems[_place(line, line)] = (
            f"gives {name} again, after line {found.line_of[name]}: keep one of them"
        )
    raw = binding.original.string.partition("=")[2].strip()
    if value and raw[0] not in "'\"" and raw != value:
        found.cut.add(name)
    else:
        found.cut.discard(name)
    found.values[name], found.line_of[name] = value, line


def _is_understood(binding: Binding, *, one_line: bool) -> bool:
    """Refuse what the parser accepts but nobody means: no "=", an odd name, a second line."""
    if binding.error:
        return False
    if binding.key is None:
        return True  # a comment, or nothing
    return one_line and binding.value is not None and bool(_NAME.fullmatch(binding.key))


def _lines(binding: Binding) -> tuple[int, int]:
    """Return the first and last line. The parser counts from the blank lines before."""
    text = binding.original.string
    bare = text.lstrip()
    first = binding.original.line + len(_LINE_END.findall(text[: len(text) - len(bare)]))
    return first, first + len(_LINE_END.findall(bare.rstrip()))


def _names_in(text: str) -> Iterator[str]:
    return (word.upper() for word in _NAME.findall(text))


def _place(first: int, last: int) -> str:
    if first == last:
        return f"line {first}"
    return f"lines {first} {'and' if last == first + 1 else 'to'} {last}"


def _not_understood(names: list[str]) -> str:
    taken = f", so {' and '.join(names)} would not be taken" if names else ""
    return (
        f"cannot be understood{taken}: write NAME=value, each on a line of its own, with nothing "
        "before it, and close every quote where the line ends"
    )

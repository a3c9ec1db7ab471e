"""The company's own words for how the cash is collected: read from its files, and checked whole.

A file is named after its language, id.ftl or en.ftl, and is written as our catalogues are. It
may say the steps of any channel again. What it leaves out stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import (
    BaseComment,
    Message,
    Pattern,
    Placeable,
    SyntaxNode,
    TextElement,
    VariableReference,
)

from handlers.messages.catalogue import FOLDER
from handlers.messages.languages import LANGUAGES
from storage.values.characters import is_unseen

_PREFIX = "card-steps-"
_FILES: dict[str, str] = {f"{language}.ftl": language for language in LANGUAGES}
_LONGEST_FILE = 65_536
"""Octets. More cannot be meant."""
LONGEST = 2000
"""UTF-16 units of the steps of one channel: with all else on a card they fit into the 4096 of one
message."""
_LONGEST_VALUE = 40
"""Units of a phone or an amount, with the marks around it. So a channel has at most 50 values, and
fluent.runtime puts up to 100 parts together."""
_TAPPABLE = re.compile(
    r"\w+://\S*|[\w.+-]+@[\w.-]+|(?<!\w)[@#/]\w+|\b[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\b"
    r"|\+\d(?:[ .()-]{0,2}\d){7,}"
)
"""Addresses, names, tags, commands and phone numbers, as Telegram finds them in plain words."""
_NOTHING_TO_TAP = (
    "Telegram would make a link of it, and nothing may lead away from a code. Write it in words, "
    "or put a blank behind the dot"
)
_HARMLESS = frozenset("\n\ufe0f")
"""The second makes a picture of the sign before it."""


class StepsProblem(Exception):  # noqa: N818 - what the operator reads
    """One sentence about the operator's files, which goes on behind "STEPS_DIR"."""


def read_own_steps(folder: Path) -> dict[str, str]:
    """Return the words of a folder by language, as Fluent. Raise StepsProblem for the first fault.

    Nothing is taken that could not be said later: every message is known, shows exactly the values
    that ours shows, and fits.
    """
    try:
        named = {path.name for path in folder.iterdir()}
    except (OSError, ValueError):  # ValueError: NUL in the path
        raise StepsProblem("names no folder that can be read") from None
    others = sorted(name for name in named - set(_FILES) if name.endswith((".ftl", ".ftl.txt")))
    if others:
        raise StepsProblem(f"has a file {others[0]}: the names are {' and '.join(_FILES)}")
    found = {language: _read(folder / name) for name, language in _FILES.items() if name in named}
    if not found:
        raise StepsProblem(f"has none of the files {' and '.join(_FILES)}: write one, or unset it")
    return found


def _read(path: Path) -> str:
    try:
        octets = path.read_bytes()
        source = octets.decode("utf-8-sig")
    except OSError:
        raise StepsProblem(f"has a file {path.name} that cannot be read") from None
    except UnicodeDecodeError:
        raise StepsProblem(f"has a file {path.name} that is not UTF-8: save it as such") from None
    if len(octets) > _LONGEST_FILE:
        raise StepsProblem(f"has a file {path.name} that is too long: it only holds the steps")
    try:
        _check(source.replace("\r\n", "\n"), path.name)
    except RecursionError:
        raise StepsProblem(
            f"has a file {path.name} with braces within braces: take them out"
        ) from None
    return source.replace("\r\n", "\n")


def _check(source: str, name: str) -> None:
    for at, problem in _problems(source, _FILES[name]):
        line = source.count("\n", 0, at) + 1
        raise StepsProblem(f"has a file {name} whose line {line} {problem}")
    if not any(isinstance(entry, Message) for entry in FluentParser().parse(source).body):
        raise StepsProblem(f"has a file {name} that says nothing: write steps, or remove it")


def _problems(source: str, language: str) -> Iterator[tuple[int, str]]:
    """Go through what is wrong: at which character, and how the sentence goes on."""
    said: set[str] = set()
    for at, char in enumerate(source):
        if char not in _HARMLESS and is_unseen(char):
            yield at, "has a mark that nobody sees: type it, do not copy it"
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, BaseComment):
            continue
        if isinstance(entry, Message):
            yield from _problems_of(entry, source, language, said)
            said.add(entry.id.name)
        else:
            yield _start(entry), _not_understood(language)


def _not_understood(language: str) -> str:
    names = ", ".join(_ours(language))
    return (
        f"is not understood: a message is NAME = WORDS, its further lines begin with blanks (no "
        f"tabs), values are written like {{ $amount }}, and NAME is one of {names}"
    )


def _problems_of(
    message: Message, source: str, language: str, said: set[str]
) -> Iterator[tuple[int, str]]:
    name, at, ours = message.id.name, _start(message.id), _ours(language)
    if name not in ours:
        yield at, f"has {name}, which is no message of ours: there are {', '.join(ours)}"
    elif name in said:
        yield at, f"has {name} for the second time: leave one of them"
    elif message.value is None or message.attributes:
        yield at, f"has no words for {name}, or more than words: write {name} = and the steps"
    else:
        yield from _problems_in(name, message.value, source, ours[name])


def _problems_in(
    name: str, pattern: Pattern, source: str, needed: frozenset[str]
) -> Iterator[tuple[int, str]]:
    at, words, values = _start(pattern), "", frozenset(_values(pattern))
    for element in pattern.elements:
        if isinstance(element, TextElement):
            words += element.value
        elif _value(element) is None:
            yield _start(element), f"has more in {name} than words and values: leave it out"
    shown = sum(_value(element) is not None for element in pattern.elements)
    if units(words) + shown * _LONGEST_VALUE > LONGEST:
        counted = f"where each value counts as {_LONGEST_VALUE}"
        yield at, f"begins {name}, which is too long: at most {LONGEST} characters, {counted}"
    for found in _TAPPABLE.findall(words):
        yield source.find(found, at), f"has “{found}” in {name}: {_NOTHING_TO_TAP}"
    for value in sorted(values - needed):
        yield at, f"asks in {name} for {{ ${value} }}, which nobody gives: take it out"
    for value in sorted(needed - values):
        yield at, f"leaves {{ ${value} }} out of {name}: the beneficiary needs it there"


def units(words: str) -> int:
    """Return how long Telegram takes words to be, in UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def _start(node: SyntaxNode) -> int:
    return node.span.start if node.span else 0


@cache
def _ours(language: str) -> Mapping[str, frozenset[str]]:
    """Return the steps that we say ourselves, each with the values that it shows."""
    source = (FOLDER / language / "cards.ftl").read_text(encoding="utf-8")
    found = [entry for entry in FluentParser().parse(source).body if isinstance(entry, Message)]
    return {
        entry.id.name: frozenset(_values(entry.value))
        for entry in found
        if entry.id.name.startswith(_PREFIX) and entry.value is not None
    }


def _values(pattern: Pattern) -> Iterator[str]:
    return (value for element in pattern.elements if (value := _value(element)) is not None)


def _value(element: TextElement | Placeable) -> str | None:
    """Return the value that an element shows; None for words, and for all that is more."""
    shown = element.expression if isinstance(element, Placeable) else None
    return shown.id.name if isinstance(shown, VariableReference) else None

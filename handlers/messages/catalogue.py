"""Reads a language's messages from its Fluent files, catalogues/LANGUAGE/*.ftl."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number
from fluent.syntax.ast import Junk

FOLDER = Path(__file__).parent / "catalogues"
"""One folder a language; how the files are named inside is for the reader only."""

Member = TypeVar("Member", bound=StrEnum)


class CatalogueError(Exception):
    """A message is missing, or asks for a value that it is not given; tests find this first."""


class Family(dict[Member, str]):
    """The names of the messages that tell the members of an enum apart: `status-paid` and so on."""

    def __init__(self, prefix: str, members: Iterable[Member]) -> None:
        names = {each: f"{prefix}-{each.name.lower().replace('_', '-')}" for each in members}
        super().__init__(names)


class Catalogue:
    """The messages of one language."""

    def __init__(self, language: str) -> None:
        """Read every file of the language. Raise CatalogueError for one that Fluent cannot read."""
        self.language = language
        # Without marks around each value: they would be copied with an order number.
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((FOLDER / language).glob("*.ftl")):
            resource = FluentResource(path.read_text(encoding="utf-8"))
            junk = [entry for entry in resource.body if isinstance(entry, Junk)]
            if junk:
                raise CatalogueError(f"{path}: {(junk[0].content or '').strip()[:80]!r}")
            self._bundle.add_resource(resource)

    def say(self, name: str, values: dict[str, str | int]) -> str:
        """Return a message with its values put in. Raise CatalogueError."""
        if not self._bundle.has_message(name):
            raise CatalogueError(f"{self.language}: no message {name}")
        pattern = self._bundle.get_message(name).value
        if pattern is None:
            raise CatalogueError(f"{self.language}: no text in {name}")
        # "1,234" beside "Rp 1.234" would be read as two kinds of number.
        plain = {key: _number(value) for key, value in values.items()}
        text, errors = self._bundle.format_pattern(pattern, plain)
        if errors:
            raise CatalogueError(f"{self.language}: {name}: {errors[0]}")
        return str(text)


def _number(value: str | int) -> object:
    return fluent_number(value, useGrouping=False) if isinstance(value, int) else value


@cache
def catalogue(language: str) -> Catalogue:
    """Return the messages of a language, read once in a process."""
    return Catalogue(language)

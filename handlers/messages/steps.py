"""The company's own steps on a card. Where they cannot be said, the card has ours.

own_steps.py has checked them at the start. Whatever it has missed must cost nobody their code.
"""

import logging
from collections.abc import Mapping
from functools import cache

from fluent.runtime import FluentBundle, FluentResource

from handlers.messages.own_steps import LONGEST, units

logger = logging.getLogger(__name__)


class OwnSteps:
    """The steps that a company says itself, in one language. They replace nothing else."""

    def __init__(self, language: str, source: str) -> None:
        """Take the words of a file. What Fluent cannot read in them is left out."""
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    def say(self, name: str, values: Mapping[str, str]) -> str | None:
        """Return the steps of a channel; None where the company has none of its own.

        Raise ValueError for what must not stand on a card: it is empty, too long, asks for what it
        is not given, or does not show what it is given.
        """
        if not self._bundle.has_message(name):
            return None
        pattern = self._bundle.get_message(name).value
        said, errors = self._bundle.format_pattern(pattern, dict(values)) if pattern else ("", [])
        steps = str(said).strip()
        is_whole = all(value in steps for value in values.values())
        if errors or not steps or not is_whole or units(steps) > LONGEST:
            raise ValueError("not to be said")
        return steps


def say_own(language: str, source: str, name: str, values: Mapping[str, str]) -> str | None:
    """Return the company's steps; None where there are none, or they cannot be said."""
    if not source:
        return None
    try:
        return _own_steps(language, source).say(name, values)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with them, the code is shown
        logger.warning("own_steps_not_said", extra={"error_type": type(error).__name__})
        return None


@cache
def _own_steps(language: str, source: str) -> OwnSteps:
    return OwnSteps(language, source)

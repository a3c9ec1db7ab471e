"""Inputs from the field that once went wrong, each with what should come of it.

`tests/vectors/field_cases.json` tells them: area, input, what was expected, what was observed. A
file beside this one plays the cases of its areas, each by the words of its input.
"""

import json
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parents[1] / "vectors" / "field_cases.json"


class FieldCase(NamedTuple):
    """One input, and what should come of it, in words."""

    area: str
    input: str
    expected: str


def of_areas(*areas: str) -> list[FieldCase]:
    """Return the cases of some areas, in the file's order."""
    return [case for case in _all() if case.area in areas]


def all_areas() -> set[str]:
    """Return the name of each area."""
    return {case.area for case in _all()}


def _all() -> list[FieldCase]:
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    return [FieldCase(case["area"], case["input"], case["expected"]) for case in found]

"""The languages that people can choose."""

from typing import Literal, get_args

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Indonesian first: it is taken where nobody has chosen."""

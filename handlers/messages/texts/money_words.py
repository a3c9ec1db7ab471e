"""Amounts in words, so that a wrong number of zeros is heard."""

from typing import Literal

from unicode_rbnf import RbnfEngine

from storage.values import Rupiah

Language = Literal["id", "en"]

_ENGINES: dict[Language, RbnfEngine] = {
    "id": RbnfEngine.for_language("id"),
    "en": RbnfEngine.for_language("en"),
}
_RULES: dict[Language, str] = {
    "id": "spellout-cardinal",
    "en": "spellout-cardinal-verbose",  # "one hundred and fifty", as it is said aloud
}
"""Names of Unicode's rules (CLDR)."""


def in_words(amount: Rupiah, language: Language) -> str:
    """Write it out: "tiga ratus ribu rupiah", "three hundred thousand rupiah"."""
    words = _ENGINES[language].format_number(int(amount), ruleset_names=[_RULES[language]]).text
    return f"{words.replace(',', '')} rupiah"

"""Amounts in words, so that a wrong number of zeros is heard."""

from typing import Literal

from num2words import num2words

from storage.values import Rupiah


def in_words(amount: Rupiah, language: Literal["id", "en"]) -> str:
    """Write it out: "tiga ratus ribu rupiah", "three hundred thousand rupiah"."""
    words: str = num2words(int(amount), lang=language)
    return f"{words.replace(',', '')} rupiah"

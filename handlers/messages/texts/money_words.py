"""Amounts in words, so that a wrong number of zeros is heard."""

from functools import cache

from unicode_rbnf import RbnfEngine

from handlers.messages.texts.words import Words
from storage.values import Rupiah


class MoneyWords(Words):
    """Writes an amount out."""

    def in_words(self, amount: Rupiah) -> str:
        """Write it out: "tiga ratus ribu rupiah", "three hundred thousand rupiah"."""
        rule = self.say("pattern-amount-in-words")
        words = _engine(self.language).format_number(int(amount), ruleset_names=[rule]).text
        return self.say("amount-in-words", words=words.replace(",", ""))


@cache
def _engine(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(language)

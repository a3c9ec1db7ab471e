"""Reads an amount of money; a wrong guess would pay a thousand times too much."""

import re
from dataclasses import dataclass

from storage.values.amount_words import read_words
from storage.values.characters import hidden, plain
from storage.values.reading import Ask, No, Ok, Reading, Reason
from storage.values.rupiah import Rupiah

_THOUSAND, _MILLION = 1_000, 1_000_000
_UNITS = {
    "rb": _THOUSAND,
    "rbu": _THOUSAND,
    "ribu": _THOUSAND,
    "k": _THOUSAND,
    "thousand": _THOUSAND,
    "jt": _MILLION,
    "juta": _MILLION,
    "million": _MILLION,
}
_AMBIGUOUS_UNITS = frozenset({"m", "mio", "mil", "mrd", "miliar", "milyar", "milliar", "miliard"})
_LONGEST_TYPED = 100

_CURRENCY_BEFORE = re.compile(r"\A(?:rp|idr)(?![^\W\d_]) ?\.? ?")
_CURRENCY_AFTER = re.compile(r" ?(?:rupiah|rp|idr)\.?\Z")
_NO_CENTS_MARK = re.compile(r"(?<=\w) ?[.,](?:--?|==?)\Z")
_END_MARKS = " .,;!"
_SAID_TWICE = re.compile(r"(?P<figures>[^()]*[0-9][^()]*)\((?P<words>[^()0-9]+)\)")
"""As receipts have it: "Rp 500.000 (lima ratus ribu rupiah)"."""
_MAY_BE_WORDS = frozenset({Reason.START_WITH_DIGITS, Reason.UNKNOWN_UNIT, Reason.UNREADABLE})
_SHAPE = re.compile(r"(?P<number>[0-9](?:[0-9., ]*[0-9])?) ?(?P<tail>.*)")
_PLAIN = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_DECIMAL = re.compile(r"(?P<whole>0|[1-9][0-9]{0,2})[.,](?P<part>[0-9]{1,2})")
_WITH_CENTS = re.compile(
    r"(?P<whole>[0-9]{4,}|[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})+)"
    r"(?!(?P=mark))[.,](?P<cents>[0-9]{1,2})"
)
_MILLIONS_AND = re.compile(r"(?:jt|juta)\.? ?(?P<thousands>[1-9][0-9]{0,2})(?: ?(?P<unit>[a-z]+))?")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*\.?|[$€£¥]")


@dataclass(frozen=True)
class AmountRule:
    """The amounts a channel pays out: minimum to maximum in whole steps, all in rupiah."""

    minimum: Rupiah
    maximum: Rupiah
    step: Rupiah

    def allows(self, amount: int) -> bool:
        """Tell whether the amount (rupiah) can be paid out."""
        return self.minimum <= amount <= self.maximum and amount % self.step == 0

    def check(self, amount: int) -> Ok[Rupiah] | No:
        """Accept the amount (rupiah), or say which limit it misses and what is nearest."""
        if amount < self.minimum:
            return No(Reason.BELOW_MINIMUM, self.minimum)
        if amount > self.maximum:
            return No(Reason.ABOVE_MAXIMUM, self.maximum)
        if not self.allows(amount):
            below = amount - amount % self.step
            near = (Rupiah(each) for each in (below, below + self.step) if self.allows(each))
            return No(Reason.NOT_A_MULTIPLE, self.step, tuple(near))
        return Ok(Rupiah(amount))


def read_amount(text: str, rule: AmountRule) -> Reading[Rupiah]:
    """Read a typed amount in any usual spelling. It never raises, and every guess is legal."""
    typed = plain(text[: _LONGEST_TYPED + 1])
    if (reason := _hidden_or_foreign(typed)) is not None:
        return No(reason)
    if len(text) > _LONGEST_TYPED or "\n" in typed:
        return No(Reason.UNREADABLE)
    ended = typed.lower().rstrip(_END_MARKS)
    if twice := _SAID_TWICE.fullmatch(ended):
        figures, words = map(_without_currency, twice.group("figures", "words"))
        return _both(_in_figures(figures, rule), _in_words(words, rule))
    return _figures_or_words(_without_currency(ended), rule)


def _both(figures: Reading[Rupiah], words: Reading[Rupiah] | None) -> Reading[Rupiah]:
    """Take an amount that stands there twice. Where the two differ, neither is believed."""
    if isinstance(figures, No) or words is None:
        return figures if isinstance(figures, No) else No(Reason.UNREADABLE)
    if isinstance(words, No) or _meant(figures) != _meant(words):
        return No(Reason.UNCLEAR)
    return figures if isinstance(figures, Ok) else words


def _meant(reading: Ok[Rupiah] | Ask[Rupiah]) -> Rupiah:
    return reading.value if isinstance(reading, Ok) else reading.guess


def _figures_or_words(text: str, rule: AmountRule) -> Reading[Rupiah]:
    reading = _in_figures(text, rule)
    if isinstance(reading, No) and reading.reason in _MAY_BE_WORDS:
        return _in_words(text, rule) or reading
    return reading


def _in_figures(text: str, rule: AmountRule) -> Reading[Rupiah]:
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return No(Reason.START_WITH_DIGITS)
    number, tail = shape["number"], shape["tail"]
    return _with_unit(number, tail, rule) if tail else _bare(number, rule)


def _in_words(text: str, rule: AmountRule) -> Reading[Rupiah] | None:
    """Read words; None where they are no number. Without a unit they mean what figures mean."""
    spoken = read_words(text)
    if spoken is None:
        return None
    if spoken.is_sure:
        return rule.check(spoken.number)
    return (_whole if spoken.number < _THOUSAND else _guess)(spoken.number, rule)


def _hidden_or_foreign(typed: str) -> Reason | None:
    for char in typed.replace("\n", ""):
        if char.isnumeric() and not char.isascii():
            return Reason.PLAIN_DIGITS
        if (reason := hidden(char)) is not None:
            return reason
    return None


def _without_currency(typed: str) -> str:
    ended = _CURRENCY_BEFORE.sub("", typed.strip(" ").rstrip(_END_MARKS))
    return _NO_CENTS_MARK.sub("", _CURRENCY_AFTER.sub("", ended))


def _bare(number: str, rule: AmountRule) -> Reading[Rupiah]:
    """Read a number without a unit. A number that is too small may have left out "ribu"."""
    if _PLAIN.fullmatch(number):
        return _whole(int(number), rule)
    if _GROUPED.fullmatch(number):
        amount = _digits(number)
        # "1,500" may be Rp 1.500 or 1,5 million, so no guess is safe.
        unclear = amount < rule.minimum and rule.allows(amount * _THOUSAND)
        return No(Reason.UNCLEAR) if unclear else rule.check(amount)
    if cents := _WITH_CENTS.fullmatch(number):
        return _with_cents(cents["whole"], cents["cents"], rule)
    if decimal := _DECIMAL.fullmatch(number):
        return _guess(_scaled(decimal, _MILLION), rule)
    return No(Reason.UNREADABLE)


def _with_cents(whole: str, cents: str, rule: AmountRule) -> Reading[Rupiah]:
    """Read "100.000,00", as spreadsheets write whole rupiah. No unit is missing there."""
    if whole.startswith("0"):
        return No(Reason.UNREADABLE)
    return No(Reason.CENTS) if int(cents) else rule.check(_digits(whole))


def _digits(grouped: str) -> int:
    return int(re.sub(r"[., ]", "", grouped))


def _whole(amount: int, rule: AmountRule) -> Reading[Rupiah]:
    if amount >= rule.minimum:
        return rule.check(amount)
    meant = [amount * unit for unit in (_THOUSAND, _MILLION) if rule.allows(amount * unit)]
    return _guess(meant[0], rule) if len(meant) == 1 else rule.check(amount)


def _guess(amount: int, rule: AmountRule) -> Ask[Rupiah] | No:
    return Ask(Rupiah(amount)) if rule.allows(amount) else No(Reason.UNCLEAR)


def _with_unit(number: str, tail: str, rule: AmountRule) -> Reading[Rupiah]:
    if _PLAIN.fullmatch(number) and (more := _MILLIONS_AND.fullmatch(tail)):
        return _millions_and(int(number), more, rule)
    if tail.removesuffix(".") in _AMBIGUOUS_UNITS:
        return No(Reason.AMBIGUOUS_M)
    unit = _UNITS.get(tail.removesuffix("."))
    if unit is None:
        return No(Reason.UNKNOWN_UNIT if _WORDS.fullmatch(tail) else Reason.UNREADABLE)
    if _PLAIN.fullmatch(number):
        return rule.check(int(number) * unit)
    if decimal := _DECIMAL.fullmatch(number):
        return rule.check(_scaled(decimal, unit))
    grouped = _GROUPED.fullmatch(number)
    return No(Reason.GROUPED_WITH_UNIT if grouped else Reason.UNREADABLE)


def _millions_and(millions: int, more: re.Match[str], rule: AmountRule) -> Reading[Rupiah]:
    """Read "1 juta 200 ribu"; in "1 juta 200" the second unit is a guess."""
    amount = millions * _MILLION + int(more["thousands"]) * _THOUSAND
    if more["unit"] is None:
        return _guess(amount, rule)
    known = _UNITS.get(more["unit"]) == _THOUSAND
    return rule.check(amount) if known else No(Reason.UNREADABLE)


def _scaled(decimal: re.Match[str], unit: int) -> int:
    """Multiply without floats. A unit is a multiple of 100, so nothing is lost."""
    hundredths = int(decimal["whole"] + decimal["part"].ljust(2, "0"))
    return hundredths * unit // 100

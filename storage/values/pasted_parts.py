"""What was found in a pasted text: which of it is the amount, and what may be two things."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from storage.values.amount import AmountRule, read_amount
from storage.values.labels import Label
from storage.values.name import read_name
from storage.values.reading import No, Ok, Reason
from storage.values.rupiah import Rupiah
from storage.values.spoken_amounts import find_amount, makes_another, speaks_of_numbers

T = TypeVar("T")
_ANY_AMOUNT = AmountRule(Rupiah(1), Rupiah(10**9), Rupiah(1))


class PastedPart(NamedTuple):
    """A part of the text, and what it may be."""

    kind: Label
    announced: bool
    """Whether its own label is right before it. Then it beats what has no label."""
    text: str


def amount_in(found: list[PastedPart]) -> str | No | None:
    """Read the only amount. A receipt says it twice, in figures and in words."""
    amount = only(found, Label.AMOUNT, str, Reason.UNCLEAR)
    if not isinstance(amount, No):
        return amount
    texts = [each.text for each in found if each.kind is Label.AMOUNT]
    first, *others = (read_amount(text, _ANY_AMOUNT) for text in texts)
    is_same = isinstance(first, Ok) and all(other == first for other in others)
    return texts[0] if is_same else amount


def only(
    found: Iterable[PastedPart], kind: Label, read: Callable[[str], T], several: Reason
) -> T | No | None:
    """Read the only one of a kind. The same thing said twice is one."""
    of_kind = [each for each in found if each.kind is kind]
    announced = [each for each in of_kind if each.announced]
    readings = [read(each.text) for each in announced or of_kind]
    if not readings:
        return None
    return readings[0] if all(other == readings[0] for other in readings) else No(several)


def with_spoken_amounts(found: list[PastedPart]) -> Iterator[PastedPart]:
    """Take amounts in words out of what else would be names.

    What may be either is left to the name, and counts as two amounts, so that both are asked about.
    So does what may change an amount, as in "minus lima ratus ribu" or "500rb lebih". Beside an
    amount in figures only a text that is nothing else counts as another amount.
    """
    in_figures = any(each.kind is Label.AMOUNT for each in found)
    is_named = sum(each.kind is Label.NAME for each in found) > 1
    for each in found:
        is_open = each.kind is Label.NAME and not each.announced
        beside = find_amount(each.text, is_named=is_named) if is_open else None
        in_words = beside is not None and beside.is_sure
        left = beside.name if beside is not None and in_words else each.text
        if is_open and _is_changed(left, in_figures=in_figures, in_words=in_words):
            yield each
            for text in (each.text, ""):
                yield PastedPart(Label.AMOUNT, announced=False, text=text)
        elif beside is None or (in_figures and beside.name):
            yield each
        elif beside.is_sure:
            yield PastedPart(Label.AMOUNT, announced=False, text=beside.amount)
            if beside.name:
                yield each._replace(text=beside.name)
        elif in_figures:
            yield each
        else:
            yield each
            for text in (beside.amount, ""):
                yield PastedPart(Label.AMOUNT, announced=False, text=text)


def _is_changed(left: str, *, in_figures: bool, in_words: bool) -> bool:
    """Tell whether words beside a name may make another amount, or be one, and nobody would ask."""
    if in_words:
        return makes_another(left) or speaks_of_numbers(left)
    would_be_taken = speaks_of_numbers(left) and isinstance(read_name(left), Ok)
    return would_be_taken or (in_figures and makes_another(left))

"""Every line of the shared table of typed inputs is read as the table says."""

import re
from pathlib import Path

import pytest

from storage.values import (
    AmountRule,
    Ask,
    No,
    Ok,
    Reading,
    Rupiah,
    read_amount,
    read_name,
    read_phone,
)

VECTORS = Path(__file__).parents[2] / "vectors" / "input_validation.tsv"
PERMATA = AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))


def rows() -> list[list[str]]:
    lines = VECTORS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def written(reading: Reading[str] | Reading[Rupiah]) -> tuple[str, str]:
    match reading:
        case Ok(value=value):
            return "ok", value.format() if isinstance(value, Rupiah) else str(value)
        case Ask(guess=guess):
            return "ask", guess.format() if isinstance(guess, Rupiah) else str(guess)
        case No(reason=reason, limit=limit):
            return "no", f"{reason} {limit.format()}" if limit is not None else str(reason)


def read(kind: str, text: str) -> tuple[str, str]:
    if kind == "amount":
        return written(read_amount(text, PERMATA))
    return written(read_phone(text) if kind == "phone" else read_name(text))


def test_the_table_is_there() -> None:
    assert {row[0] for row in rows()} == {"phone", "name", "amount"}


@pytest.mark.parametrize(("kind", "text", "outcome", "detail"), rows())
def test_a_line_of_the_table_is_read_as_it_says(
    kind: str, text: str, outcome: str, detail: str
) -> None:
    assert read(kind, unescaped(text)) == (outcome, detail)

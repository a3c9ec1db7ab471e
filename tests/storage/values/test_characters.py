"""Marks that nobody sees are dropped alike from all that is typed, or named where they hide."""

import unicodedata

import pytest

from storage.values import (
    AmountRule,
    No,
    Ok,
    OrderNumber,
    Reason,
    Rupiah,
    read_amount,
    read_name,
    read_paste,
    read_phone,
)
from storage.values.characters import hidden, plain

PERMATA = AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))
HARMLESS = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u2060\u2061"
    "\u2064\u2066\u2067\u2068\u2069\u206a\ufe00\ufe0f\ufeff\U000e0001\U000e0041\U000e0100"
)
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
BLANKS = " \u00a0\u2003\u2007\u2009\u202f\u205f\u3000"


@pytest.mark.parametrize("mark", HARMLESS, ids=unicodedata.name)
def test_a_harmless_mark_is_dropped_wherever_it_stands(mark: str) -> None:
    for form in ("{m}{a}{b}", "{a}{m}{b}", "{a}{b}{m}", "{m}{a}{m}{m}{b}{m}"):
        phone, name, amount, number = (
            form.format(m=mark, a=a, b=b)
            for a, b in (("0812", "34567890"), ("Bu", "di"), ("500", ".000"), ("123456", "789012"))
        )
        assert str(read_phone(phone)) == str(read_phone("081234567890"))
        assert read_name(name) == read_name("Budi")
        assert read_amount(amount, PERMATA) == Ok(Rupiah(500_000))
        assert OrderNumber.parse(number) == "123456789012"
        assert read_paste(f"{name} {phone} {amount}") == read_paste("Budi 081234567890 500.000")


@pytest.mark.parametrize(
    ("mark", "reason"),
    [("\u202e", Reason.BIDI), ("\x00", Reason.INVISIBLE), ("\x1b", Reason.INVISIBLE)],
)
def test_a_mark_that_is_not_harmless_is_named_in_names_phones_and_amounts(
    mark: str, reason: Reason
) -> None:
    assert read_phone(f"0812{mark}34567890") == No(reason)
    assert read_name(f"Budi{mark}isutnaS") == No(reason)
    assert read_amount(f"500{mark}000", PERMATA) == No(reason)


@pytest.mark.parametrize("dash", DASHES, ids=unicodedata.name)
def test_every_dash_is_a_dash(dash: str) -> None:
    assert read_phone(f"0812{dash}3456{dash}7890") == read_phone("081234567890")
    assert read_name(f"Jean{dash}Pierre") == read_name("Jean-Pierre")
    assert read_amount(f"500.000,{dash}", PERMATA) == Ok(Rupiah(500_000))
    pasted = read_paste(f"Budi {dash} 081234567890 {dash} 300rb")
    assert pasted == read_paste("Budi 081234567890 300rb")


@pytest.mark.parametrize("blank", BLANKS, ids=unicodedata.name)
def test_every_blank_is_a_blank(blank: str) -> None:
    assert plain(f"{blank}Budi{blank}{blank}Santoso{blank}") == "Budi Santoso"


def test_what_plain_leaves_is_seen_or_named() -> None:
    for number in range(0x11_0000):
        char = chr(number)
        if unicodedata.category(char) == "Cf" and plain(char):
            assert hidden(char) is not None, hex(number)

"""Every amount that can be paid out is said in words as a speaker would say it."""

import pytest

from handlers.messages.languages import Language
from handlers.messages.texts import texts_for
from storage.values import Rupiah
from tests.factories import WIB

ID = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"]
EN = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
LEGAL = [Rupiah(amount) for amount in range(50_000, 10_000_001, 50_000)]


def in_words(amount: Rupiah, language: Language) -> str:
    return texts_for(language, WIB).in_words(amount)


def indonesian(amount: int) -> str:
    """Say a multiple of 50.000 up to ten million."""
    millions, hundreds, fifty = amount // 1_000_000, amount // 100_000 % 10, amount % 100_000
    words = [f"{ID[millions]} juta"] if millions else []
    words += [f"{ID[hundreds]} ratus" if hundreds > 1 else "seratus"] if hundreds else []
    words += ["lima puluh"] if fifty else []
    words += ["ribu"] if hundreds or fifty else []
    return " ".join([*words, "rupiah"])


def english(amount: int) -> str:
    millions, hundreds, fifty = amount // 1_000_000, amount // 100_000 % 10, amount % 100_000
    words = [f"{EN[millions]} million"] if millions else []
    words += [f"{EN[hundreds]} hundred"] if hundreds else []
    words += ["and fifty" if hundreds else "fifty"] if fifty else []
    words += ["thousand"] if hundreds or fifty else []
    return " ".join([*words, "rupiah"])


def test_every_payable_amount_is_said_right_in_both_languages() -> None:
    assert [in_words(amount, "id") for amount in LEGAL] == [indonesian(each) for each in LEGAL]
    assert [in_words(amount, "en") for amount in LEGAL] == [english(each) for each in LEGAL]


@pytest.mark.parametrize(
    ("amount", "id_words", "en_words"),
    [
        (300_000, "tiga ratus ribu rupiah", "three hundred thousand rupiah"),
        (100_000, "seratus ribu rupiah", "one hundred thousand rupiah"),
        (150_000, "seratus lima puluh ribu rupiah", "one hundred and fifty thousand rupiah"),
        (1_000_000, "satu juta rupiah", "one million rupiah"),
        (1_500_000, "satu juta lima ratus ribu rupiah", "one million five hundred thousand rupiah"),
        (10_000_000, "sepuluh juta rupiah", "ten million rupiah"),
    ],
)
def test_known_amounts_in_words(amount: int, id_words: str, en_words: str) -> None:
    assert in_words(Rupiah(amount), "id") == id_words
    assert in_words(Rupiah(amount), "en") == en_words


@pytest.mark.parametrize(
    ("amount", "id_words", "en_words"),
    [
        (1_000, "seribu", "one thousand"),
        (11_000, "sebelas ribu", "eleven thousand"),
        (1_001_000, "satu juta seribu", "one million one thousand"),
        (101_000_000, "seratus satu juta", "one hundred and one million"),
        (1_000_001_000, "satu miliar seribu", "one billion one thousand"),
        (
            21_345_000,
            "dua puluh satu juta tiga ratus empat puluh lima ribu",
            "twenty-one million three hundred and forty-five thousand",
        ),
        (1_000_000_000_000, "satu triliun", "one trillion"),
    ],
)
def test_amounts_beyond_one_order_are_said_right_too(
    amount: int, id_words: str, en_words: str
) -> None:
    assert in_words(Rupiah(amount), "id") == f"{id_words} rupiah"
    assert in_words(Rupiah(amount), "en") == f"{en_words} rupiah"

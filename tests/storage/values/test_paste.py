"""Out of a pasted text only what is sure is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import BeneficiaryName, Paste, PhoneNumber, looks_like_paste, read_paste

PHONE = PhoneNumber("081234567890")


@pytest.mark.parametrize(
    ("text", "name", "amount_text"),
    [
        ("0812-3456-7890 Budi Santoso 300rb", "Budi Santoso", "300rb"),
        ("Budi 081234567890 Rp 300.000", "Budi", "Rp 300.000"),
        ("300rb 0812 3456 7890 Budi", "Budi", "300rb"),
        ("Budi +62 812 3456 7890 1 juta", "Budi", "1 juta"),
        ("+62 (0)812 3456 7890 1 juta 200 ribu Budi", "Budi", "1 juta 200 ribu"),
        ("Budi 0812 3456 7890 500 000", "Budi", "500 000"),
        ("Budi, 0812 3456 7890, 500", "Budi", "500"),
        ("Budi;081234567890;300000", "Budi", "300000"),
        ("Budi,081234567890,300000", "Budi", "300000"),
        ("Budi\t081234567890\t300.000,-", "Budi", "300.000,-"),
        ("Budi Santoso - 081234567890 - 300.000", "Budi Santoso", "300.000"),
        ("Siti Aminah, S.Pd. 081234567890 300k", "Siti Aminah, S.Pd.", "300k"),
        ("500 M. Ali 081234567890", "M. Ali", "500"),
        ("Budi hp 081234567890 jumlah 300rb", "Budi", "300rb"),
        ("Nama: Budi\nHP: 0812-3456-7890\nJumlah: 300.000", "Budi", "300.000"),
        ("Nama penerima : Budi\r\nNo. HP : 081234567890\r\nUang: 1,5 juta", "Budi", "1,5 juta"),
        ("Nama: Budi, No HP: 081234567890, Nominal: Rp. 300.000", "Budi", "Rp. 300.000"),
        ("Budi 100 usd 081234567890", "Budi", "100 usd"),
    ],
)
def test_one_text_gives_name_phone_and_amount(text: str, name: str, amount_text: str) -> None:
    assert read_paste(text) == Paste(BeneficiaryName(name), PHONE, amount_text)
    assert looks_like_paste(text)


@pytest.mark.parametrize(
    ("text", "paste"),
    [
        ("Budi 081234567890", Paste(BeneficiaryName("Budi"), PHONE)),
        ("081234567890 300rb", Paste(None, PHONE, "300rb")),
        ("Budiiiii 081234567890 300rb", Paste(None, PHONE, "300rb")),
        ("Budi 081234567890 Santoso 300rb", Paste(None, PHONE, "300rb")),
        ("300rb 081234567890 400rb", Paste(None, PHONE)),
        ("081234567890 Budi -300rb", Paste(None, PHONE)),
    ],
)
def test_what_is_missing_or_said_twice_is_left_out(text: str, paste: Paste) -> None:
    assert read_paste(text) == paste


@pytest.mark.parametrize(
    "text",
    [
        "081234567890 081234567891 Budi",
        "0812345678 / 0813456789",
        "0812 3456 78 300 Budi",
        "+62 21 555 1234 Budi 300rb",
    ],
)
def test_a_phone_that_may_be_two_things_is_left_out(text: str) -> None:
    assert read_paste(text).phone is None
    assert not looks_like_paste(text)


@pytest.mark.parametrize(
    "text", ["", "Budi Santoso", "300rb", "081234567890", "0812 3456 7890", "HP: 081234567890"]
)
def test_an_answer_to_one_question_is_no_paste(text: str) -> None:
    assert not looks_like_paste(text)


def test_a_very_long_text_is_not_searched() -> None:
    assert read_paste("Budi 081234567890 300rb " * 100) == Paste()


def test_no_repr_shows_the_person() -> None:
    shown = repr(read_paste("Budi Santoso 081234567890 300rb"))
    assert "Santoso" not in shown
    assert PHONE not in shown


WORDS = "0812 3456 7890 081234567890 +62 Budi M. , ; - Rp 300rb juta 1 300 nama: hp no. ( \u0661"
pieces = st.sampled_from([*WORDS.split(), "\n", "\t", "\u202e"])


@given(st.one_of(st.text(), st.lists(pieces, max_size=60).map(" ".join)))
def test_any_text_is_read_without_raising(text: str) -> None:
    paste = read_paste(text)
    assert paste.amount_text is None or any(char.isdigit() for char in paste.amount_text)
    looks_like_paste(text)

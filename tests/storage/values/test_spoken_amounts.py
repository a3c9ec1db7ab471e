"""An amount in words beside a name is taken where no word can be the name's; else it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import (
    AmountRule,
    Ask,
    BeneficiaryName,
    No,
    Ok,
    Paste,
    PhoneNumber,
    Reason,
    Rupiah,
    looks_like_paste,
    read_amount,
    read_paste,
)

PHONE = Ok(PhoneNumber("081234567890"))
SPOKEN = ["lima ratus ribu", "setengah juta", "satu setengah juta", "sejuta", "dua ratus ribu"]


@pytest.mark.parametrize(
    ("text", "name", "amount_text"),
    [
        ("Budi 081234567890 lima ratus ribu", "Budi", "lima ratus ribu"),
        ("Budi Santoso lima ratus ribu 081234567890", "Budi Santoso", "lima ratus ribu"),
        ("081234567890 Rp. Lima Ratus Ribu,- Budi", "Budi", "lima ratus ribu"),
        ("081234567890 lima ratus ribu rupiah Budi", "Budi", "lima ratus ribu"),
        ("kirim lima ratus ribu untuk Budi 081234567890", "Budi", "lima ratus ribu"),
        ("Budi seratus lima puluh ribu 081234567890", "Budi", "seratus lima puluh ribu"),
        ("Budi 081234567890 satu setengah juta", "Budi", "satu setengah juta"),
        ("Budi 081234567890 sejuta", "Budi", "sejuta"),
        ("Budi, sejuta, 081234567890", "Budi", "sejuta"),
        ("Budi sebesar sejuta 081234567890", "Budi", "sejuta"),
        ("Budi 081234567890 lima ratus", "Budi", "lima ratus"),
        ("Budi 5 ratus ribu 081234567890", "Budi", "5 ratus ribu"),
        ("Budi 081234567890 1 setengah juta", "Budi", "1 setengah juta"),
        ("Budi 0812 3456 7890 setengah juta", "Budi", "setengah juta"),
        ("Budi 0812 3456 7890 5 ratus ribu", "Budi", "5 ratus ribu"),
        ("Budi 0812 3456 7890 lima ratus ribu", "Budi", "lima ratus ribu"),
        ("Budi five hundred thousand 081234567890", "Budi", "five hundred thousand"),
        ("Budi one and a half million 081234567890", "Budi", "one and a half million"),
        ("Nama: Tiga\nHP: 081234567890\nJumlah: lima ratus ribu", "Tiga", "lima ratus ribu"),
        (
            "Budi 081234567890 Rp 500.000 (lima ratus ribu rupiah)",
            "Budi",
            "Rp 500.000 (lima ratus ribu rupiah)",
        ),
        ("Budi, S.H.,081234567890,300rb", "Budi, S.H.", "300rb"),
        ("Drs. H. M. Yusuf, M.Si., 081234567890 300rb", "Drs. H. M. Yusuf, M.Si.", "300rb"),
    ],
)
def test_an_amount_in_words_is_taken_where_no_word_can_be_the_names(
    text: str, name: str, amount_text: str
) -> None:
    assert read_paste(text) == Paste(Ok(BeneficiaryName(name)), PHONE, amount_text)
    assert looks_like_paste(text)


@pytest.mark.parametrize(
    "name",
    [
        *("Tiga lima ratus ribu", "Budi Satu setengah juta", "Budi Juta lima ratus ribu"),
        *("lima ratus ribu Tiga Putra", "dua ratus ribu lima Putra", "Dewi Sejuta", "sejuta"),
        *("Toko Lima Ribu", "Seribu", "Budi lima ratus ribu Santoso", "Budi Sejuta dua ratus ribu"),
    ],
)
def test_where_a_word_may_be_the_names_or_the_amounts_both_are_asked(name: str) -> None:
    paste = Paste(Ask(BeneficiaryName(name)), PHONE, No(Reason.UNCLEAR))
    assert read_paste(f"{name} 081234567890") == paste
    assert looks_like_paste(f"{name} 081234567890")


@pytest.mark.parametrize(
    "text",
    [
        "Budi 081234567890 lima ratus ribu 300rb",
        "Budi 081234567890 300rb\nlima ratus ribu",
        "Budi\n081234567890\n300rb\nTerbilang lima ratus ribu",
        "Nama: Budi\nHP: 081234567890\nJumlah: 300rb\nTerbilang: lima ratus ribu",
    ],
)
def test_figures_and_words_that_are_two_amounts_are_asked_about(text: str) -> None:
    assert read_paste(text).amount == No(Reason.UNCLEAR)


@pytest.mark.parametrize(
    "text",
    [
        "Budi 081234567890 300rb\ntiga ratus ribu",
        "Nama: Budi\nHP: 081234567890\nJumlah: 300rb\nTerbilang: tiga ratus ribu rupiah",
    ],
)
def test_an_amount_that_is_said_twice_is_one(text: str) -> None:
    assert read_paste(text) == Paste(Ok(BeneficiaryName("Budi")), PHONE, "300rb")


@pytest.mark.parametrize(
    "text",
    [
        "Budi 081234567890 lima atau enam ratus ribu",
        "Budi 081234567890 seratus ribu dan dua ratus ribu",
        "Budi 081234567890 lima ratus ribu dan seratus ribu",
        "Budi 081234567890 lima ratus ribu kurang seratus ribu",
        "Budi 081234567890 bukan lima ratus ribu",
        "Budi 081234567890 kira-kira lima ratus ribu",
        "Budi 081234567890 dua kali 300rb",
        "Budi 081234567890 300rb dua kali",
        "Budi 081234567890 500rb lebih",
        "Budi 081234567890 about 500rb",
        "Budi dua kali lima ratus ribu 081234567890",
        "Budi minus lima ratus ribu 081234567890",
        "Budi lima ratus 081234567890",
    ],
)
def test_words_that_may_make_another_amount_are_asked_about_and_so_is_the_name(text: str) -> None:
    paste = read_paste(text)
    assert paste.amount == No(Reason.UNCLEAR)
    assert not isinstance(paste.name, Ok)


@pytest.mark.parametrize("name", ["Tiga Budi", "Dan Smith", "Eka Lebihan", "Minusa", "Dua Lipa"])
def test_names_that_only_look_like_such_words_are_names(name: str) -> None:
    paste = Paste(Ok(BeneficiaryName(name)), PHONE, "300rb")
    assert read_paste(f"{name} 081234567890 300rb") == paste


@pytest.mark.parametrize(
    ("text", "name", "amount_text"),
    [
        ("Sejuta 081234567890 300rb", "Sejuta", "300rb"),
        ("Toko Lima Ribu 081234567890 300rb", "Toko Lima Ribu", "300rb"),
        ("Nama: Sejuta\nHP: 081234567890\nJumlah: lima ratus", "Sejuta", "lima ratus"),
    ],
)
def test_a_name_with_an_amount_in_it_is_a_question_where_the_amount_is_said(
    text: str, name: str, amount_text: str
) -> None:
    assert read_paste(text) == Paste(Ask(BeneficiaryName(name)), PHONE, amount_text)


def test_a_name_with_its_label_is_no_amount() -> None:
    either = Ask(BeneficiaryName("Dewi Sejuta"))
    assert read_paste("Nama: Dewi Sejuta\nHP: 081234567890") == Paste(either, PHONE)


def test_an_amount_in_words_alone_leaves_the_name_to_be_asked() -> None:
    assert read_paste("081234567890 lima ratus ribu") == Paste(None, PHONE, "lima ratus ribu")


ANY = AmountRule(Rupiah(1_000), Rupiah(9_000_000), Rupiah(1))
NUMBERED = ["Tiga", "Tiga Putra", "Budi Satu", "Dewi Sejuta", "Juta", "Eka", "Dua Lima", "Budi"]


@given(st.permutations([0, 1, 2]), st.sampled_from(NUMBERED), st.sampled_from(SPOKEN), st.data())
def test_of_a_name_and_an_amount_in_words_each_is_itself_or_a_question(
    order: list[int], name: str, amount: str, data: st.DataObject
) -> None:
    between = data.draw(st.sampled_from([" ", " ", ", ", "\n", "; "]))
    parts = [name, "0812 3456 7890", amount]
    text = between.join(parts[at] for at in order)
    paste = read_paste(text)
    assert paste.phone in {PHONE, None}, text
    assert not isinstance(paste.name, Ok) or paste.name.value == name, text
    if isinstance(paste.amount, str) and paste.amount != amount:
        assert isinstance(read_amount(paste.amount, ANY), No), text

"""Out of a pasted text only what is sure is taken."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import (
    Ask,
    BeneficiaryName,
    No,
    Ok,
    Paste,
    PhoneNumber,
    Reason,
    looks_like_paste,
    read_paste,
)
from storage.values.spoken_amounts import is_number

NUMBER = PhoneNumber("081234567890")
PHONE, BUDI = Ok(NUMBER), Ok(BeneficiaryName("Budi"))


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
        ("Nama: Budi\nHP: 0812 34 56 78 90\nJumlah: 300.000", "Budi", "300.000"),
        ("Nama penerima : Budi\r\nNo. HP : 081234567890\r\nUang: 1,5 juta", "Budi", "1,5 juta"),
        ("Nama: Budi, No HP: 081234567890, Nominal: Rp. 300.000", "Budi", "Rp. 300.000"),
        ("Budi 100 usd 081234567890", "Budi", "100 usd"),
        ("Name: Budi Santoso\nMobile: 0812-3456-7890\nAmount: 100rb", "Budi Santoso", "100rb"),
        ("Nama: Budi\nNo HP Penerima: 0812-3456-7890\nNominal: 100rb", "Budi", "100rb"),
        ("Atas Nama: Budi\nTelp. 0812-3456-7890\nJumlah uang = 300.000", "Budi", "300.000"),
        ("Recipient: Budi; WA: 081234567890; Total: 300rb", "Budi", "300rb"),
        ("Beneficiary's name: Budi\nPhone no.: 081234567890\nSum: 300rb", "Budi", "300rb"),
        ("Penerima: Budi\nHP/WA (aktif): 081234567890\nUang (Rp): 300.000", "Budi", "300.000"),
        ("1. Nama: Budi\n2. HP: 081234567890\n3. Nominal: 300.000", "Budi", "300.000"),
        ("Nama:\nBudi Santoso\nHP:\n081234567890\nJumlah:\n300rb", "Budi Santoso", "300rb"),
        (
            "Mohon dibantu\nNama: Budi\nHP: 081234567890\nJumlah: 300rb\nTerima kasih",
            "Budi",
            "300rb",
        ),
        ("Budi Santoso: 081234567890 300rb", "Budi Santoso", "300rb"),
        ("kirim 300rb ke Budi 081234567890", "Budi", "300rb"),
        ("a.n. Budi Santoso 081234567890 300rb", "Budi Santoso", "300rb"),
        ("Budi 081234567890 WA 0812-3456-7890 300rb", "Budi", "300rb"),
        ("Budi Santoso\t81234567890.0\t300000.0", "Budi Santoso", "300000.0"),
        ("Budi Santoso \u202d081234567890\u202c 300rb", "Budi Santoso", "300rb"),
        ("Budi \u2013 081234567890 \u2013 300rb", "Budi", "300rb"),
        ("BCA 8720123456 a.n. Budi, 081234567890, 300rb", "Budi", "300rb"),
        ("Budi permata 081234567890 300rb", "Budi permata", "300rb"),
        ("Budi +62 812-3456-7890 300rb", "Budi", "300rb"),
        ("Budi Santoso (+62) 81234567890 300rb", "Budi Santoso", "300rb"),
        ("Budi (0812) 3456-7890 300rb", "Budi", "300rb"),
        ("Budi\n(0812) 3456-7890\n300rb", "Budi", "300rb"),
        ("Budi 0812 3456-7890 300rb", "Budi", "300rb"),
        ("Budi 0812-3456 7890 300 000", "Budi", "300 000"),
        ("Budi 0812 34567890 300000", "Budi", "300000"),
        ("Budi 0812 34567890 300.000", "Budi", "300.000"),
        ("Budi +62812 34567890 300rb", "Budi", "300rb"),
        ("Budi +628123 4567 890 300 000", "Budi", "300 000"),
        ("Budi +62 (812) 3456-7890 300rb", "Budi", "300rb"),
        ("Budi 62 0812 3456 7890 300rb", "Budi", "300rb"),
    ],
)
def test_one_text_gives_name_phone_and_amount(text: str, name: str, amount_text: str) -> None:
    assert read_paste(text) == Paste(Ok(BeneficiaryName(name)), PHONE, amount_text)
    assert looks_like_paste(text)


@pytest.mark.parametrize(
    ("text", "paste"),
    [
        ("Budi 081234567890", Paste(BUDI, PHONE)),
        ("081234567890 300rb", Paste(None, PHONE, "300rb")),
        ("ke 081234567890 300rb", Paste(None, PHONE, "300rb")),
        ("Budi 081234567890 Santoso 300rb", Paste(No(Reason.UNREADABLE), PHONE, "300rb")),
        ("300rb 081234567890 400rb", Paste(None, PHONE, No(Reason.UNCLEAR))),
        ("081234567890 Budi -300rb", Paste(No(Reason.DIGITS_IN_NAME), PHONE)),
        (
            "Nama pengirim: Agus\nHP pengirim: 081999990001\nNama: Budi\nHP: 081234567890",
            Paste(BUDI, PHONE),
        ),
        (
            "Nama pengirim: Agus\nHP pengirim: 081999990001\nJumlah: 300rb",
            Paste(None, None, "300rb"),
        ),
        ("Nama: Budi\nHP: 081234567890\nNama ibu kandung: Siti", Paste(BUDI, PHONE)),
        (
            "Nama: Budi 2\nHP: 081234567890\nJumlah: 300rb",
            Paste(No(Reason.DIGITS_IN_NAME), PHONE, "300rb"),
        ),
        (
            "Toko 88 081234567890 300rb",
            Paste(Ask(BeneficiaryName("Toko")), PHONE, No(Reason.UNCLEAR)),
        ),
    ],
)
def test_what_is_missing_said_twice_or_anothers_is_left_out(text: str, paste: Paste) -> None:
    assert read_paste(text) == paste


@pytest.mark.parametrize(
    "text", ["Budi 0812345 300000", "Budi 0812 300.000", "Budi 81234567.0 300"]
)
def test_an_amount_is_no_part_of_a_phone_that_is_too_short(text: str) -> None:
    assert read_paste(text).phone is None


def test_a_number_with_its_country_that_is_too_short_does_not_take_the_amount() -> None:
    assert read_paste("Budi +6281234567 300") == Paste(BUDI, No(Reason.TOO_SHORT), "300")


def test_the_last_group_of_a_phone_is_not_left_to_the_words_behind_it() -> None:
    whole = Ok(PhoneNumber("0812345678901"))
    assert read_paste("Budi 08123 45678 901 Rp 300.000").phone == No(Reason.SEVERAL_PHONES)
    assert read_paste("0812 34567 8901 M Ali").phone == whole


def test_an_amount_in_groups_goes_on_behind_a_short_phone() -> None:
    paste = Paste(BUDI, Ok(PhoneNumber("0812345678")), "300 000")
    assert read_paste("Budi 0812 345 678 300 000") == paste


def test_a_name_to_be_asked_about_is_kept_to_be_asked_about() -> None:
    slip = Ask(BeneficiaryName("Budiiiii"))
    assert read_paste("Budiiiii 081234567890 300rb") == Paste(slip, PHONE, "300rb")
    either = Ask(BeneficiaryName("Nisa"), BeneficiaryName("An Nisa"))
    assert read_paste("An Nisa 081234567890 300rb") == Paste(either, PHONE, "300rb")


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("081234567890 081234567891", Reason.SEVERAL_PHONES),
        ("0812345678 / 0813456789", Reason.SEVERAL_PHONES),
        ("0812 3456 7890 (2)", Reason.SEVERAL_PHONES),
        ("0812 3456 7890 1", Reason.SEVERAL_PHONES),
        ("081234567890-1", Reason.EXTRA_DIGITS),
        ("0812 34 56 78 90", Reason.SEVERAL_PHONES),
        ("88 812 345 6789", Reason.SEVERAL_PHONES),
        ("88 0812 3456 7890", Reason.SEVERAL_PHONES),
        ("8 62 812 345 6789", Reason.SEVERAL_PHONES),
        ("0812 812 3456 789", Reason.SEVERAL_PHONES),
        ("0812 8123 456789", Reason.SEVERAL_PHONES),
        ("021 812 3456 789", Reason.SEVERAL_PHONES),
        ("08 81234567890", Reason.SEVERAL_PHONES),
        ("81 0062812 3456 7890", Reason.SEVERAL_PHONES),
        ("861 869528286", Reason.SEVERAL_PHONES),
        ("08 500 000 8606 81126", Reason.SEVERAL_PHONES),
        ("HP: 08123456789 / 087711112222", Reason.SEVERAL_PHONES),
        ("HP: 08123456789, 087711112222", Reason.SEVERAL_PHONES),
        ("HP: 08123456789\n0877 1111 2222", Reason.SEVERAL_PHONES),
        ("0812-3456-78 90", Reason.SEVERAL_PHONES),
        ("0065 9123 4567", Reason.PHONE_START),
        ("+62 21 555 1234", Reason.LANDLINE),
        ("+6591234567", Reason.FOREIGN),
        ("+65 9123 4567", Reason.FOREIGN),
        ("HP: 0812345", Reason.TOO_SHORT),
        ("Mobile: +65 9123 4567", Reason.FOREIGN),
        ("BCA 8720123456", Reason.BANK_ACCOUNT),
        ("bank BRI 8720 1234 56", Reason.BANK_ACCOUNT),
        ("BNI 0812345678", Reason.BANK_ACCOUNT),
        ("permata 8720123456", Reason.BANK_ACCOUNT),
        ("rek. no. 872-012-3456", Reason.BANK_ACCOUNT),
        ("norek 081234567890", Reason.BANK_ACCOUNT),
        ("No. Rekening: 081234567890", Reason.BANK_ACCOUNT),
        ("8720123456 BCA", Reason.BANK_ACCOUNT),
        ("872-012-3456 (Mandiri)", Reason.BANK_ACCOUNT),
        ("BCA - 8720123456", Reason.BANK_ACCOUNT),
        ("Bank: BCA\nNo: 8720123456", Reason.BANK_ACCOUNT),
        ("transfer bank, 81234567890", Reason.BANK_ACCOUNT),
    ],
)
def test_a_phone_that_cannot_be_taken_is_left_open_and_says_why(phone: str, reason: Reason) -> None:
    assert read_paste(f"{phone}\nNama: Budi\nJumlah: 300rb") == Paste(BUDI, No(reason), "300rb")
    assert looks_like_paste(f"Budi\n300rb\n{phone}")
    assert not looks_like_paste(f"{phone}\n300rb"), "too little to be sure that it is an order"


@pytest.mark.parametrize(
    "phone",
    [
        *("BCA 081234567890", "BNI +62 812-3456-7890", "Mandiri 0812 3456 7890"),
        *("081234567890 BCA", "6281234567890 permata", "bank BCA - 0812-3456-7890"),
    ],
)
def test_a_mobile_number_behind_the_name_of_a_bank_is_one(phone: str) -> None:
    assert read_paste(f"{phone}; 300rb").phone == PHONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Budi Santoso",
        "300rb",
        "081234567890",
        "0812 3456 7890",
        "HP: 081234567890",
        "BCA 8720123456",
    ],
)
def test_an_answer_to_one_question_is_no_paste(text: str) -> None:
    assert not looks_like_paste(text)


def test_a_very_long_text_is_not_searched() -> None:
    assert read_paste("Budi 081234567890 300rb " * 100) == Paste()


def test_no_repr_shows_the_person() -> None:
    shown = repr(read_paste("Budi Santoso 081234567890 300rb"))
    assert "Santoso" not in shown
    assert NUMBER not in shown


WORDS = "0812 3456 7890 081234567890 +62 Budi M. , ; - Rp 300rb juta 1 300 nama: hp no. ( \u0661"
OF_FORMS = "BCA rek: a.n. untuk penerima= pengirim: 8720123456 an"
OF_AMOUNTS = "lima ratus ribu sejuta setengah jumlah: (lima ribu) rupiah Tiga"
pieces = st.sampled_from(
    [*WORDS.split(), *OF_FORMS.split(), *OF_AMOUNTS.split(), "\n", "\t", "\u202e"]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=60).map(" ".join)))
def test_any_text_is_read_without_raising(text: str) -> None:
    paste = read_paste(text)
    if isinstance(paste.amount, str):
        assert any(char.isdigit() for char in paste.amount) or is_number(paste.amount)
    looks_like_paste(text)


OF_NAMES = st.one_of(
    st.just(""),
    st.from_regex(r" (0?8[0-9]?|62|[0-9]{1,4}|0?8[0-9]{2})", fullmatch=True),
    st.from_regex(r" [0-9]{1,3} (8|62|[0-9]{1,3})", fullmatch=True),
)
OWN = st.from_regex(r"8[1-35-9]([0-9]{7,10}|[0268]{7,10})", fullmatch=True)
GROUPS = [(3, 4), (4, 4), (3, 3), (2, 2), (4, 2), (3, 8), (4, 7), (3, 2), (5, 5), (13, 1), (7, 4)]
SPOKEN = ["lima ratus ribu", "setengah juta", "satu setengah juta", "sejuta", "dua ratus ribu"]
AMOUNTS = ["500rb", "500 rb", "500.000", "500000", "500 000", "1 500 000", "850 000", "Rp 1,5 juta"]
AMOUNTS += [*SPOKEN, "5 ratus ribu", "1 setengah juta"]


@given(OF_NAMES, OWN, st.data())
def test_beside_numbers_of_a_name_and_an_amount_the_phone_is_itself_or_a_question(
    of_name: str, own: str, data: st.DataObject
) -> None:
    begin = data.draw(st.sampled_from(["0", "", "+62 ", "+62", "62 ", "62", "(0", "+62 (0)"]))
    national = f"0{own}" if begin == "0" else own
    first, other = data.draw(st.sampled_from(GROUPS))
    cuts = [0, *range(first, len(national), other), len(national)]
    groups = [national[at:end] for at, end in pairwise(cuts)]
    groups[0] = {"0": "", "(0": "(0"}.get(begin, begin) + groups[0] + ")" * (begin == "(0")
    mark, last = data.draw(st.sampled_from([(" ", " "), (" ", "-"), ("-", " "), ("-", "-")]))
    last = mark if len(groups[-1]) == 1 else last
    phone = "".join([groups[0], *(mark + group for group in groups[1:-1])])
    phone += last + groups[-1] if groups[1:] else ""
    parts = data.draw(
        st.permutations([f"Toko{of_name}", phone, data.draw(st.sampled_from(AMOUNTS))])
    )
    reading = read_paste(" ".join(parts)).phone
    assert not isinstance(reading, Ok) or reading.value == f"0{own}", parts

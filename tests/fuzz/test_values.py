"""Whatever is typed, a value that was read is canonical, legal, and the one that was meant."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.values import (
    AmountRule,
    Ask,
    BeneficiaryName,
    No,
    Ok,
    OrderNumber,
    Paste,
    PhoneNumber,
    Rupiah,
    looks_like_paste,
    read_amount,
    read_name,
    read_paste,
    read_phone,
)
from storage.values.characters import plain
from tests.fuzz.budget import examples, quickly
from tests.fuzz.strategies import (
    BLANKS,
    LOOK_ALIKES,
    OTHER_DIGITS,
    UNSEEN,
    phones,
    sayable,
    spiced,
)

PERMATA = AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))
COUNTER = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
rules = st.sampled_from([PERMATA, COUNTER])
legal = st.integers(1, 15).map(lambda steps: Rupiah(steps * 100_000))
number_like = st.text(alphabet="0123456789.,- rpjtkbumio" + OTHER_DIGITS, max_size=14)
blanks = st.text(alphabet=BLANKS, max_size=3)
spelled = st.builds(
    lambda amount, form: form(amount),
    legal,
    st.sampled_from(
        [
            lambda amount: amount.format(),
            lambda amount: str(int(amount)),
            lambda amount: f"{amount // 1_000} rb",
            lambda amount: f"{amount / 1_000_000:g} juta",
            lambda amount: f"{amount // 1_000_000} jt {amount // 1_000 % 1_000} ribu",
        ]
    ),
)
slips = st.builds(
    lambda text, at, mark, kept: text[: at % len(text)] + mark + text[at % len(text) + kept :],
    spelled,
    st.integers(0, 30),
    st.text(alphabet="0123456789., -rpjtkbumio" + OTHER_DIGITS + UNSEEN, max_size=2),
    st.integers(0, 2),
)
"""Amounts with one slip of the finger in them."""
_DIGIT = re.compile(r"\d")

HOSTILE = [
    "9" * 20_000,
    "9" * 1_000_000,
    "1." * 10_000,
    "0 " * 10_000,
    "+62" * 7_000,
    "(" * 20_000,
    "a\u0301" * 10_000,
    "\u0301" * 20_000,
    "no. hp. " * 2_500,
    "nama: " * 3_500,
    "rp " * 7_000,
    "0812 " * 200_000,
    "lima ratus ribu " * 1_000,
    "\ufdfa" * 20_000,
    "\n" * 1_000_000,
]
AT_THE_LIMIT = [
    "no " * 166,
    "bca " * 124,
    "a.n. " * 100,
    "bca 0812 " * 55,
    "bank bca no. " * 38,
    "nama x " * 71,
    "0 " * 250,
    "1 " * 250,
    "rp " * 166,
    "08-" * 166,
    "seratus ribu " * 38,
    "lima " * 98 + "ribu",
    "jutaribu" * 12,
    "jutaribu" * 62,
]
"""As long as a reader takes at all, and made to be tried in many ways."""


@pytest.mark.parametrize("text", HOSTILE + AT_THE_LIMIT, ids=lambda text: repr(text[:12]))
def test_a_text_of_any_size_is_read_in_no_time(text: str) -> None:
    quickly(lambda: (read_name(text), read_phone(text), read_amount(text, PERMATA)))
    quickly(lambda: (OrderNumber.parse(text), read_paste(text), looks_like_paste(text)))


@examples(300)
@given(spiced | number_like | spelled | slips, rules)
def test_an_amount_that_is_taken_is_legal_whole_and_means_the_digits_typed(
    text: str, rule: AmountRule
) -> None:
    match read_amount(text, rule):
        case Ok(value=amount) | Ask(guess=amount):
            assert type(amount) is Rupiah
            assert rule.allows(amount)
            typed = "".join(char for char in text if char.isascii() and char.isdigit())
            # A unit adds zeros and a fraction shifts them; no digit is invented or lost.
            assert str(int(amount)).strip("0") == typed.strip("0")
        case No(nearest=nearest):
            assert all(rule.allows(amount) for amount in nearest)


@examples(100)
@given(legal, blanks, blanks)
def test_blanks_around_an_amount_do_not_matter(amount: Rupiah, before: str, after: str) -> None:
    assert read_amount(f"{before}{amount.format()}{after}", PERMATA) == Ok(amount)


@examples(100)
@given(legal, st.sampled_from(OTHER_DIGITS + UNSEEN), st.data())
def test_a_foreign_digit_is_never_part_of_an_amount_and_an_unseen_mark_changes_none(
    amount: Rupiah, mark: str, data: st.DataObject
) -> None:
    typed = str(int(amount))
    at = data.draw(st.integers(0, len(typed)))
    reading = read_amount(typed[:at] + mark + typed[at:], PERMATA)
    dropped = not plain(mark) and mark not in "\x85\u2028"
    blank = mark.isspace() and at in {0, len(typed)}
    assert reading == Ok(amount) if blank or dropped else not isinstance(reading, Ok | Ask)


@examples(300)
@given(spiced | st.text(alphabet="0168+62() .-" + UNSEEN, max_size=24))
def test_a_phone_that_is_taken_is_a_mobile_number_and_reads_as_itself(text: str) -> None:
    reading = read_phone(text)
    if isinstance(reading, No):
        assert len(text) < 8 or text not in repr(reading)
        return
    phone = reading.value
    assert re.fullmatch(r"08[1-35-9][0-9]{7,10}", phone)
    assert read_phone(phone) == read_phone(phone.grouped()) == Ok(phone)
    typed = "".join(char for char in text if char.isdigit())
    # A spreadsheet's ".0" is the one thing that is dropped.
    assert typed.rstrip("0").endswith(phone[1:].rstrip("0")), "no digit is invented, lost or moved"


@examples(100)
@given(phones, st.sampled_from(OTHER_DIGITS + LOOK_ALIKES), st.data())
def test_a_phone_with_a_foreign_digit_or_letter_is_refused(
    phone: PhoneNumber, mark: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(phone)))
    assert isinstance(read_phone(phone[:at] + mark + phone[at:]), No)


@examples(100)
@given(phones, st.sampled_from(["\u202e", "\x00", "\x1b", "\ud800"]), st.data())
def test_a_mark_that_can_reorder_or_hide_digits_is_refused(
    phone: PhoneNumber, mark: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(phone)))
    assert isinstance(read_phone(phone[:at] + mark + phone[at:]), No)


@examples(300)
@given(spiced)
def test_a_name_that_is_taken_is_latin_and_reads_as_itself(text: str) -> None:
    match read_name(text):
        case Ok(value=name) | Ask(guess=name):
            assert unicodedata.is_normalized("NFC", name)
            assert not _DIGIT.search(name)
            assert not set(name) & set(UNSEEN + "\u0430\u0391\uff21")
            assert read_name(name) in {Ok(name), Ask(name)}
            assert BeneficiaryName(name) == name
        case No() as no:
            assert len(text) < 8 or text not in repr(no)


@examples(100)
@given(sayable)
@example("#1234-5678-9012")
def test_an_order_number_that_is_found_is_twelve_ascii_digits_that_were_typed(text: str) -> None:
    number = OrderNumber.parse(text)
    if number is not None:
        assert re.fullmatch(r"[0-9]{12}", number)
        assert "".join(char for char in text if char.isdigit()) == number
        assert OrderNumber.parse(number.grouped()) == number


@examples(100)
@given(st.integers(10**11, 10**12 - 1), st.sampled_from(OTHER_DIGITS), st.integers(0, 11))
def test_an_order_number_in_other_digits_is_none(number: int, digit: str, at: int) -> None:
    typed = str(number)
    assert OrderNumber.parse(typed[:at] + digit + typed[at + 1 :]) is None


names = st.sampled_from(["Budi Santoso", "Siti Aminah", "Nur'aini", "M. Ali", "Łukasz Ng"])
amounts = st.sampled_from(["300rb", "Rp 500.000", "1,5 juta", "400000"])


@examples(100)
@given(st.data(), names, phones, amounts, st.sampled_from([", ", "; ", "\n", "\t", " | "]))
def test_a_paste_in_any_order_gives_what_was_written(
    data: st.DataObject, name: str, phone: PhoneNumber, amount: str, between: str
) -> None:
    written = data.draw(st.sampled_from([phone, phone.grouped(), f"+62{phone[1:]}"]))
    parts = data.draw(st.permutations([name, written, amount]))
    paste = read_paste(between.join(parts))
    assert paste == Paste(Ok(BeneficiaryName(name)), Ok(phone), amount)


pieces = st.sampled_from(
    ["Budi", "0812", "3456", "7890", "081234567890", "300rb", "Rp", "1", "juta", ",", "hp:", "/"]
)


@examples(200)
@given(spiced | st.lists(pieces | spiced, max_size=12).map(" ".join))
def test_what_a_paste_gives_would_be_read_alone(text: str) -> None:
    paste = read_paste(text)
    if isinstance(paste.name, Ok):
        assert read_name(paste.name.value) == paste.name
    if isinstance(paste.phone, Ok):
        assert read_phone(paste.phone.value) == paste.phone
        assert paste.phone.value[1:] in re.sub(r"\D", "", text)
    if isinstance(paste.amount, str):
        assert paste.amount[-1:] not in ",;"
    if looks_like_paste(text):
        assert paste.phone is not None
        assert isinstance(paste.name, Ok | Ask) or isinstance(paste.amount, str)

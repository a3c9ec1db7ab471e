"""A phone is taken in any usual spelling, only if it is an Indonesian mobile."""

import copy

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from storage.values import (
    No,
    NotCanonicalError,
    Ok,
    PhoneNumber,
    Reason,
    read_contact_phone,
    read_phone,
)

canonical = st.from_regex(r"08[1-35-9][0-9]{7,10}", fullmatch=True).map(PhoneNumber)


@pytest.mark.parametrize(
    "typed",
    [
        "0812 3456 7890",
        "(0812) 3456-7890",
        "(+62) 812 3456 7890",
        "+62-812-3456-7890",
        "+62 (0) 812 3456 7890",
        "62 0812 3456 7890",
        "812.3456.7890",
        "0812\u00a03456\u20097890",
        "0812\u20113456\u20117890",
        "\u202a+62 812-3456-7890\u202c",
        "\u2068081234567890\u2069",
        " 081234567890\n",
        "+081234567890",
        "+0812-3456-7890",
        "81234567890.0",
        "81234567890,00",
        "6281234567890.0",
        "0812 345 678 90",
        "0812 34 56 78 90",
        "0812-34-56-78-90",
        "08 12 34 56 78 90",
        "+62 812 34 56 78 90",
        "08123 45678 90",
        "+62 8123 45678 90",
        "0812 345 67 890",
        "08123456 7890",
        "081 234 567 890",
        "81.234.567.890",
        "\u202d0812\u20113456\u20117890\u202c",
        "0812\u20133456\u22127890",
        "0812\u200b3456\u00ad7890",
    ],
)
def test_every_usual_spelling_is_the_same_number(typed: str) -> None:
    assert read_phone(typed) == Ok(PhoneNumber("081234567890"))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0812-345O-7890", Reason.PHONE_CHARACTERS),
        ("081234567890 ext 1", Reason.PHONE_CHARACTERS),
        ("tel:+6281234567890", Reason.PHONE_CHARACTERS),
        ("\uff10812345678", Reason.PHONE_CHARACTERS),
        ("0812\x0034567890", Reason.INVISIBLE),
        ("\u202e081234567890", Reason.BIDI),
        ("0812345678\n0813456789", Reason.PHONE_CHARACTERS),
        ("+()-", Reason.PHONE_CHARACTERS),
        ("081+234567890", Reason.UNREADABLE),
        ("++6281234567890", Reason.UNREADABLE),
        ("0812345", Reason.TOO_SHORT),
        ("081234567", Reason.TOO_SHORT),
        ("+62", Reason.TOO_SHORT),
        ("08123456789012", Reason.TOO_LONG),
        ("0812345678 0813456789", Reason.TOO_LONG),
        ("08" * 5_000, Reason.TOO_LONG),
        ("021 555 1234", Reason.LANDLINE),
        ("(0361) 234567", Reason.LANDLINE),
        ("0800 1 234567", Reason.SERVICE_NUMBER),
        ("+62 804 1234567", Reason.SERVICE_NUMBER),
        ("0841 2345 6789", Reason.UNKNOWN_PREFIX),
        ("+62 140 45", Reason.UNKNOWN_PREFIX),
        ("+1 415 555 2671", Reason.FOREIGN),
        ("+60 12 345 6789", Reason.FOREIGN),
        ("0065 9123 4567", Reason.PHONE_START),
        ("6591234567", Reason.PHONE_START),
        ("1500888", Reason.PHONE_START),
        ("+0081234567890", Reason.PHONE_START),
        ("+6200812345678", Reason.PHONE_START),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, reason: Reason) -> None:
    assert read_phone(typed) == No(reason)


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890 (2)",
        "081234567890-1",
        "081234567890 2",
        "081234567890.5",
        "+6281234567890 1",
        "0812345678 90",
        "0812345678 901",
        "0812-3456-789-0",
        "0812-345-678-1",
        "0812-3456-7890 (1)",
        "0812 3456 7890 -1",
        "0812 3456 78 300",
        "(0812) 3456-7890-1",
        "81.234.567.890.0",
        "0812345-6789-01",
        "0812-3456-7890-2",
        "0812 3456 7890 1",
        "+62 812-3456-7890-1",
        "0812 345678 90",
        "081234 5678 90",
        "0812 34 56-78 90",
        "0812 34 56 78 9",
        "0812 34 56 78 900",
        "08123 45678 9",
        "08123 45678 300",
        "+62 81234 56789 01",
        "81 23 45 67 89 01",
        "0812345678.00",
        "+62812345678.0",
        "812345678.000",
        "0812-3456 78.00",
        "081234567 (2)",
        "081234567 2",
        "0812-3456-7-8",
        "+62 812 34567 (89)",
        "0812 3456 (7890",
    ],
)
def test_a_short_group_behind_a_complete_number_is_never_glued_on(typed: str) -> None:
    assert read_phone(typed) == No(Reason.EXTRA_DIGITS)


@given(
    st.from_regex(r"8[1-35-9][0-9]{1,6}", fullmatch=True),
    st.sampled_from(["", "0", "62", "+62", "+62 "]),
    st.sampled_from([".0", ",0", ".00", ",00", ".000", " (1)", " 1", "-1", " (23)", " (2345"]),
)
def test_nothing_behind_a_number_that_is_too_short_makes_it_long_enough(
    number: str, begin: str, end: str
) -> None:
    assert isinstance(read_phone(f"{begin}{number}{end}"), No)


@pytest.mark.parametrize("typed", ["81234567.0", "8123456.00", "+6281234567.0", "081234567,0"])
def test_a_number_of_a_spreadsheet_that_is_too_short_is_said_to_be(typed: str) -> None:
    assert read_phone(typed) == No(Reason.TOO_SHORT)


@pytest.mark.parametrize(
    "typed",
    ["0812-3456-78901", "0812 34567 8901", "+62 812-3456-78901", "0812 345 678 901"],
)
def test_thirteen_digits_in_long_groups_are_one_number(typed: str) -> None:
    assert read_phone(typed) == Ok(PhoneNumber("0812345678901"))


@given(canonical, st.sampled_from(["08", "8", "+62 8", "62-8", "+62(0)8"]), st.data())
def test_however_a_number_is_grouped_it_is_itself_or_a_question(
    phone: PhoneNumber, begin: str, data: st.DataObject
) -> None:
    marks = st.sampled_from(["", "", " ", "-", ".", " (", ") ", " - "])
    one_mark = st.sampled_from(["", data.draw(marks)])
    between = data.draw(st.sampled_from([marks, one_mark]))
    typed = begin + "".join(data.draw(between) + digit for digit in phone[2:])
    whole, dot, zeros = typed.rpartition(".")
    if dot and whole.isdigit() and not zeros.strip("0") and not typed.startswith("0"):
        return  # what a spreadsheet writes of a shorter number, and nobody of this one
    reading = read_phone(typed)
    assert isinstance(reading, No) or reading == Ok(phone)


@given(canonical, st.sampled_from([" ", "-", ".", " (", " - "]), st.integers(1, 999))
def test_whatever_stands_behind_a_whole_number_does_not_change_it(
    phone: PhoneNumber, mark: str, extra: int
) -> None:
    for whole in (phone, f"+62{phone[1:]}", phone[1:]):
        assert isinstance(read_phone(f"{whole}{mark}{extra}"), No)


@given(canonical, st.sampled_from([".0", ",0", ".00"]))
def test_the_decimals_of_a_spreadsheet_do_not_change_a_number(phone: PhoneNumber, end: str) -> None:
    assert read_phone(f"{phone[1:]}{end}") == Ok(phone)


@pytest.mark.parametrize("number", ["85291234567", "821012345678", "819012345678", "6591234567"])
def test_a_contact_without_its_country_is_not_taken_for_ours(number: str) -> None:
    assert read_contact_phone(number) == No(Reason.NO_COUNTRY)


def test_a_contact_that_names_its_country_is_read() -> None:
    phone = Ok(PhoneNumber("081234567890"))
    for number in ("+6281234567890", "6281234567890", "081234567890", "\u202a+62 812-3456-7890"):
        assert read_contact_phone(number) == phone
    assert read_contact_phone("+85291234567") == No(Reason.FOREIGN)
    assert read_contact_phone(" +\u200b ") is None


def test_mobile_prefixes_agree_with_an_independent_table() -> None:
    mobile = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    for prefix in range(800, 900):
        typed = f"0{prefix}12345678"
        known = phonenumbers.number_type(phonenumbers.parse(typed, "ID")) in mobile
        assert isinstance(read_phone(typed), Ok) == known, typed


@given(st.text())
def test_any_text_is_read_without_raising(text: str) -> None:
    reading = read_phone(text)
    assert isinstance(reading, No) or PhoneNumber(str(reading.value)) == reading.value


@given(st.text(alphabet="0168+62() .-"))
def test_any_digits_and_marks_are_read_without_raising(text: str) -> None:
    reading = read_phone(text)
    assert isinstance(reading, No) or 10 <= len(reading.value) <= 13


@given(canonical)
def test_what_is_written_is_read_back(phone: PhoneNumber) -> None:
    for written in (phone, phone.grouped(), f"+62{phone[1:]}", phone[1:]):
        assert read_phone(written) == Ok(phone)


@given(canonical)
def test_a_masked_phone_shows_its_last_four_digits_only(phone: PhoneNumber) -> None:
    assert phone.masked() == f"08••-••••-{phone[-4:]}"
    assert phone.tail == phone[-4:]


@given(canonical)
def test_no_repr_shows_the_number(phone: PhoneNumber) -> None:
    for shown in (repr(phone), repr(read_phone(phone)), f"{[phone]}"):
        assert phone.masked() in shown
        assert phone[:-4] not in shown


@pytest.mark.parametrize(
    ("phone", "grouped"),
    [
        ("0812345678", "0812-3456-78"),
        ("081234567890", "0812-3456-7890"),
        ("0812345678901", "0812-3456-78901"),
    ],
)
def test_a_phone_is_written_in_fours_and_no_digit_alone(phone: str, grouped: str) -> None:
    assert PhoneNumber(phone).grouped() == grouped


@pytest.mark.parametrize(
    "text", ["", "+6281234567890", "0812-3456-7890", "081234567", "0212345678"]
)
def test_only_the_canonical_form_is_a_value(text: str) -> None:
    with pytest.raises(NotCanonicalError) as caught:
        PhoneNumber(text)
    assert not text or text not in str(caught.value)


def test_a_copy_is_still_a_phone() -> None:
    assert type(copy.deepcopy(PhoneNumber("081234567890"))) is PhoneNumber

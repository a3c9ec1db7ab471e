"""The numbers of a vCard, as phones and address books write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import PhoneNumber, mobiles_among, phones_in


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("TEL:081234567890", "081234567890"),
        ("TEL;CELL:+62 812-3456-7890", "+62 812-3456-7890"),
        ("TEL;TYPE=CELL;TYPE=pref:+6281234567890", "+6281234567890"),
        ("tel;type=cell:0812", "0812"),
        ("item1.TEL;waid=6281234567890:+62 812-3456-7890", "+62 812-3456-7890"),
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+62-812-3456-7890;ext=5', "+62-812-3456-7890"),
        ('TEL;TYPE="a:b":0812', "0812"),
        ("TEL;TYPE=CELL:+62 812-3456\r\n -7890", "+62 812-3456-7890"),
        ("TEL;TYPE=CE\n LL:0812", "0812"),
    ],
)
def test_a_number_is_found_as_it_is_written(line: str, phone: str) -> None:
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Budi TEL:1\r\n{line}\r\nNOTE:TEL:2\r\nEND:VCARD"
    assert phones_in(card) == [phone]


def test_no_more_are_read_than_a_vcard_has() -> None:
    assert len(phones_in("TEL:0812\n" * 1_000)) == 20


@pytest.mark.parametrize("text", ["", "TEL", "TEL:", "TEL;:\n", "HOTEL:0812", "X-TEL:0812"])
def test_what_is_no_number_of_a_card_is_none(text: str) -> None:
    assert phones_in(text) == []


@given(st.text(alphabet='TELtel;:="\r\n .08+', max_size=60))
def test_any_text_is_read_without_raising(text: str) -> None:
    assert all(phones_in(text))


def test_of_a_contacts_numbers_only_mobile_ones_are_offered_each_once() -> None:
    numbers = ["6281234567890", "+62 812-3456-7890", "+6591234567", "021 555 1234", "852912345678"]
    assert mobiles_among([*numbers, "0813 1111 0002", ""]) == (
        PhoneNumber("081234567890"),
        PhoneNumber("081311110002"),
    )

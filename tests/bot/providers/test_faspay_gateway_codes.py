"""Which codes are opened for people, and which are not believed."""

import pytest

from handlers.services.ports import MalformedCode, UnreadableCode
from storage.models.channel import Channel
from tests.bot.providers.helpers import GATEWAY, KEYS

COUNTERS = [Channel.ALFAMART, Channel.INDOMARET]


def code_of(plaintext: str) -> str:
    wanted = (v for v in KEYS["vectors"] if (v["key"], v["plaintext"]) == ("rsa2048", plaintext))
    return str(next(wanted)["cashout_code"])


@pytest.mark.parametrize("plaintext", ["1234567890", "0000000001", "0000000000"])
def test_ten_digits_are_a_code_of_every_channel(plaintext: str) -> None:
    for channel in Channel:
        assert GATEWAY.open_code(code_of(plaintext), channel) == plaintext


def test_a_line_end_is_no_part_of_a_code() -> None:
    assert GATEWAY.open_code(code_of("1234567890\n"), Channel.PERMATA) == "1234567890"


def test_a_code_that_came_in_clear_is_the_code() -> None:
    assert GATEWAY.open_code("0123456789", Channel.PERMATA) == "0123456789"


@pytest.mark.parametrize("plaintext", ["012345", "12345678", "1234567890123456", "A1B2C3D4E5"])
def test_what_is_not_ten_digits_is_no_code_of_permata_and_may_be_one_of_a_counter(
    plaintext: str,
) -> None:
    with pytest.raises(MalformedCode) as caught:
        GATEWAY.open_code(code_of(plaintext), Channel.PERMATA)
    assert plaintext not in str(caught.value)
    for counter in COUNTERS:
        assert GATEWAY.open_code(code_of(plaintext), counter) == plaintext


@pytest.mark.parametrize("clear", ["123456789", "123", "0"])
def test_a_clear_code_that_has_lost_its_zeros_is_no_code_of_permata(clear: str) -> None:
    with pytest.raises(MalformedCode):
        GATEWAY.open_code(clear, Channel.PERMATA)


@pytest.mark.parametrize("plaintext", ["", "kod-é-中"])
def test_what_opens_to_nothing_that_can_be_typed_is_no_code_anywhere(plaintext: str) -> None:
    for channel in Channel:
        with pytest.raises(MalformedCode):
            GATEWAY.open_code(code_of(plaintext), channel)


@pytest.mark.parametrize("sealed", ["", "c2VhbGVk", "no base64", "1" * 33])
def test_what_no_key_opens_is_unreadable_and_not_shown(sealed: str) -> None:
    with pytest.raises(UnreadableCode) as caught:
        GATEWAY.open_code(sealed, Channel.PERMATA)
    assert str(caught.value) == ""
    assert not isinstance(caught.value, MalformedCode)

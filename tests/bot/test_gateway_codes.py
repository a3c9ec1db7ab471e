"""Which codes are opened for people, and which are not believed."""

import pytest

from handlers.services.ports import UnreadableCode
from tests.bot.gateway_helpers import GATEWAY, KEYS


def code_of(plaintext: str) -> str:
    wanted = (v for v in KEYS["vectors"] if (v["key"], v["plaintext"]) == ("rsa2048", plaintext))
    return str(next(wanted)["cashout_code"])


@pytest.mark.parametrize("plaintext", ["1234567890", "0000000001", "012345", "A1B2C3D4E5"])
def test_a_plausible_code_is_opened(plaintext: str) -> None:
    assert GATEWAY.open_code(code_of(plaintext)) == plaintext


def test_a_code_that_came_in_clear_is_the_code() -> None:
    assert GATEWAY.open_code("0123456789") == "0123456789"


@pytest.mark.parametrize("plaintext", ["", "1234567890\n", "kod-é-中"])
def test_what_opens_to_no_plausible_code_is_unreadable(plaintext: str) -> None:
    with pytest.raises(UnreadableCode):
        GATEWAY.open_code(code_of(plaintext))


@pytest.mark.parametrize("sealed", ["", "c2VhbGVk", "no base64", "123"])
def test_what_no_key_opens_is_unreadable_and_not_shown(sealed: str) -> None:
    with pytest.raises(UnreadableCode) as caught:
        GATEWAY.open_code(sealed)
    assert str(caught.value) == ""

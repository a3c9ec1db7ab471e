"""Codes are ten digits, zeros included, and open with the public key and nothing else."""

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.sandbox.faspay.code import damage, encrypt, public_pem, random_code, throw_away_key
from tests.bot.sandbox.faspay.partner import shared_key


def opened(cashout_code: str) -> str:
    key = load_pem_public_key(public_pem(shared_key()).encode())
    assert isinstance(key, RSAPublicKey)
    assert key.key_size == 2048
    sealed = base64.b64decode(cashout_code)
    return key.recover_data_from_signature(sealed, PKCS1v15(), None).decode()


@pytest.mark.parametrize("code", ["0000000000", "0123456789", "9876543210"])
def test_a_code_comes_out_as_it_went_in(code: str) -> None:
    assert opened(encrypt(code, shared_key())) == code


def test_equal_codes_give_equal_texts() -> None:
    assert encrypt("0123456789", shared_key()) == encrypt("0123456789", shared_key())


def test_codes_are_ten_digits_and_some_begin_with_zero() -> None:
    codes = [random_code() for _ in range(200)]
    assert all(len(code) == 10 and code.isdecimal() for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert len(set(codes)) == 200


def test_a_damaged_code_and_one_of_another_key_do_not_open() -> None:
    for cashout_code in (
        damage(encrypt("0123456789", shared_key())),
        encrypt("0123456789", throw_away_key()),
    ):
        assert len(cashout_code) == 344
        with pytest.raises(InvalidSignature):
            opened(cashout_code)

from base64 import b64decode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from bot.faspay.cashout_code import load_public_key, recover
from bot.faspay.errors import CodeError, KeyFileError
from tests.bot.faspay.helpers import vectors

FILE = vectors("cashout_codes_php")
ENCODINGS = ["public_key_pem", "certificate_pem", "pkcs1_public_key_pem"]
CODES = FILE["vectors"]
DAMAGED = [v for v in FILE["negative"] if "cashout_code" in v]
KEYS = {name: load_public_key(key["public_key_pem"]) for name, key in FILE["keys"].items()}
SEALED = next(v for v in CODES if v["plaintext"] == "0000000001" and v["key"] == "rsa2048")


def opens(code: str, *keys: RSAPublicKey) -> bool:
    try:
        recover(code, keys)
    except CodeError:
        return False
    return True


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("vector", CODES, ids=lambda v: f"{v['key']}-{v['plaintext'][:12]!r}")
def test_recovers_what_php_encrypted_with_every_key_encoding(
    vector: dict[str, Any], encoding: str
) -> None:
    key = load_public_key(FILE["keys"][vector["key"]][encoding])
    assert recover(vector["cashout_code"], [key]) == vector["plaintext"]


@pytest.mark.parametrize("vector", DAMAGED, ids=lambda v: f"{v['key']}-{v['case']}")
def test_refuses_every_damaged_code(vector: dict[str, Any]) -> None:
    assert not opens(vector["cashout_code"], KEYS[vector["key"]])


def test_leading_zeros_are_kept() -> None:
    assert recover(SEALED["cashout_code"], [KEYS["rsa2048"]]) == "0000000001"


def test_several_keys_are_tried_in_order_whatever_their_size() -> None:
    assert recover(SEALED["cashout_code"], list(KEYS.values())) == "0000000001"


def test_no_key_opens_nothing() -> None:
    assert not opens(SEALED["cashout_code"])


def test_escaped_slashes_and_line_ends_are_no_part_of_the_code() -> None:
    sealed = SEALED["cashout_code"]
    wrapped = "\r\n".join(sealed[i : i + 76] for i in range(0, len(sealed), 76))
    for text in (f" {wrapped}\n", sealed.replace("/", "\\/")):
        assert recover(text, [KEYS["rsa2048"]]) == "0000000001"


def test_short_digits_came_in_clear() -> None:
    assert recover(" 0012345678 ", []) == "0012345678"


@pytest.mark.parametrize("text", ["", "123", "1" * 33, "kode", "A1B2C3D4", "٠١٢٣٤٥", "===", "é"])
def test_what_is_neither_sealed_nor_digits_is_refused(text: str) -> None:
    assert not opens(text, *KEYS.values())


def test_base64_with_a_foreign_character_is_refused() -> None:
    assert not opens("*" + SEALED["cashout_code"], KEYS["rsa2048"])


@given(st.text())
def test_no_text_raises_anything_but_a_code_error(text: str) -> None:
    opens(text, KEYS["rsa1024"])


def test_an_error_carries_nothing_of_the_code() -> None:
    with pytest.raises(CodeError) as caught:
        recover(SEALED["cashout_code"], [KEYS["rsa4096"]])
    assert SEALED["cashout_code"][:16] not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_damaged_key_file_is_refused(encoding: str) -> None:
    pem = FILE["keys"]["rsa2048"][encoding]
    with pytest.raises(KeyFileError):
        load_public_key(pem[: len(pem) // 2])


@pytest.mark.parametrize("pem", ["", "é", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"])
def test_a_file_without_a_key_is_refused(pem: str) -> None:
    with pytest.raises(KeyFileError):
        load_public_key(pem)


def test_a_key_that_is_not_rsa_is_refused() -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with pytest.raises(KeyFileError):
        load_public_key(pem)


def test_the_vectors_hold_sealed_codes_of_the_key_size() -> None:
    assert all(len(b64decode(v["cashout_code"])) * 8 == KEYS[v["key"]].key_size for v in CODES)

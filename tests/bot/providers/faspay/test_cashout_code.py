from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.cashout_code import load_public_keys, recover
from bot.providers.faspay.errors import CodeError, KeyFileError
from tests.bot.providers.faspay.helpers import vectors

FILE = vectors("cashout_codes_php")
ENCODINGS = ["public_key_pem", "certificate_pem", "pkcs1_public_key_pem"]
CODES = FILE["vectors"]
DAMAGED = [v for v in FILE["negative"] if "cashout_code" in v]
KEYS = {
    name: load_public_keys(key["public_key_pem"].encode())[0] for name, key in FILE["keys"].items()
}
SEALED = next(v for v in CODES if v["plaintext"] == "0000000001" and v["key"] == "rsa2048")


def pem_of(key: str, encoding: str = "public_key_pem") -> bytes:
    return str(FILE["keys"][key][encoding]).encode()


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
    keys = load_public_keys(pem_of(vector["key"], encoding))
    assert recover(vector["cashout_code"], keys) == vector["plaintext"]


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


def damaged_on_its_way(sealed: str) -> list[str]:
    return [
        *(sealed.replace("+", " "), sealed.replace("+", "-").replace("/", "_")),
        *(sealed.rstrip("="), sealed.replace("+", "-").replace("/", "_").rstrip("=")),
        *(quote(sealed, safe=""), sealed.replace("+", " ").replace("=", "")),
        "\r\n".join(sealed[at : at + 64] for at in range(0, len(sealed), 64)).replace("+", " "),
    ]


@pytest.mark.parametrize(
    "vector", [v for v in CODES if v["key"] == "rsa2048"], ids=lambda v: v["plaintext"][:12]
)
def test_a_code_that_went_through_a_form_or_an_address_is_opened_all_the_same(
    vector: dict[str, Any],
) -> None:
    for text in damaged_on_its_way(vector["cashout_code"]):
        assert recover(text, [KEYS[vector["key"]]]) == vector["plaintext"]


@pytest.mark.parametrize("vector", DAMAGED, ids=lambda v: f"{v['key']}-{v['case']}")
def test_no_reading_opens_a_damaged_code(vector: dict[str, Any]) -> None:
    for text in damaged_on_its_way(vector["cashout_code"]):
        assert not opens(text, KEYS[vector["key"]])


def test_digits_alone_came_in_clear() -> None:
    for digits in ("0012345678", "123456789", "7"):
        assert recover(f" {digits} ", []) == digits


@pytest.mark.parametrize("text", ["", "1" * 33, "kode", "A1B2C3D4", "٠١٢٣٤٥", "===", "é"])
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
    pem = pem_of("rsa2048", encoding)
    half = pem[: len(pem) // 2]
    for damaged in (half, half + pem, pem + half, pem.replace(b"MII", b"M*I", 1)):
        with pytest.raises(KeyFileError):
            load_public_keys(damaged)


@pytest.mark.parametrize(
    "pem",
    [
        *(b"", "é".encode(), b"\xff\xfe-\0-\0-\0"),
        b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n",
    ],
)
def test_a_file_without_a_key_is_refused(pem: bytes) -> None:
    with pytest.raises(KeyFileError):
        load_public_keys(pem)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "written",
    [
        lambda pem: b"\xef\xbb\xbf" + pem,
        lambda pem: "# Kunci publik Faspay \N{EN DASH} rahasia\n".encode() + pem,
        lambda pem: "# Schlüssel\n".encode("latin-1") + pem + b"\xff",
        lambda pem: pem.replace(b"\n", b"\r\n"),
        lambda pem: pem.replace(b"\n", b"  \n"),
        lambda pem: pem.replace(b"\n", b"\r"),
        lambda pem: pem.rstrip(),
    ],
    ids=["bom", "comment", "latin-1", "crlf", "blanks", "cr", "no end of line"],
)
def test_a_key_file_is_read_as_openssl_reads_it(
    written: Callable[[bytes], bytes], encoding: str
) -> None:
    (key,) = load_public_keys(written(pem_of("rsa2048", encoding)))
    assert key.public_numbers() == KEYS["rsa2048"].public_numbers()


def test_every_key_of_a_file_is_used() -> None:
    keys = load_public_keys(pem_of("rsa4096", "certificate_pem") + pem_of("rsa2048"))
    assert [key.key_size for key in keys] == [4096, 2048]
    assert recover(SEALED["cashout_code"], keys) == "0000000001"


def test_a_key_that_is_not_rsa_is_refused() -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(KeyFileError):
        load_public_keys(pem)
    assert load_public_keys(pem_of("rsa2048") + pem) == load_public_keys(pem_of("rsa2048"))


def test_the_vectors_hold_sealed_codes_of_the_key_size() -> None:
    assert all(len(b64decode(v["cashout_code"])) * 8 == KEYS[v["key"]].key_size for v in CODES)

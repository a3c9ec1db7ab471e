"""Recovers cash-out codes that Faspay encrypted with its private key (faspay-sendme.md, 6)."""

import re
from base64 import b64decode
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate

from bot.faspay.errors import CodeError, KeyFileError

_CLEAR = re.compile(r"[0-9]{4,32}")
_WHITESPACE = re.compile(r"[ \t\r\n]")


def load_public_key(pem: str) -> RSAPublicKey:
    """Parse a PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE once; raise KeyFileError otherwise."""
    try:
        key = _parse(pem.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFileError from None
    if not isinstance(key, RSAPublicKey):
        raise KeyFileError
    return key


def recover(cashout_code: str, keys: Sequence[RSAPublicKey]) -> str:
    r"""Recover a code's text, exactly as it was encrypted; raise CodeError if no key opens it.

    Short digits are a code that came in clear. Whatever else must be strict base64 of a block
    with PKCS#1 v1.5 padding of type 1. White space and the "\/" of PHP's JSON are no part of
    base64, so that dropping them cannot turn one code into another: the padding proves it.
    """
    text = _WHITESPACE.sub("", cashout_code).replace("\\/", "/")
    if _CLEAR.fullmatch(text):
        return text
    try:
        block = b64decode(text, validate=True)
    except ValueError:
        raise CodeError from None
    return _open(block, keys)


def _parse(pem: bytes) -> object:
    if b"-----BEGIN CERTIFICATE-----" in pem:
        return load_pem_x509_certificate(pem).public_key()
    return load_pem_public_key(pem)


def _open(block: bytes, keys: Sequence[RSAPublicKey]) -> str:
    for key in keys:
        try:
            return key.recover_data_from_signature(block, PKCS1v15(), None).decode()
        except (InvalidSignature, ValueError):
            continue
    raise CodeError

"""Recovers cash-out codes that Faspay encrypted with its private key (faspay-sendme.md, 6)."""

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_der_x509_certificate

from bot.providers.faspay.errors import CodeError, KeyFileError

_CLEAR = re.compile(r"[0-9]{1,32}")
_LINE_ENDS = re.compile(r"[\t\r\n]")
_URL_SAFE = str.maketrans("-_", "+/")
_BEGINS = re.compile(rb"-----BEGIN (?:(?:RSA )?PUBLIC KEY|(?:X509 )?CERTIFICATE)-----")
_BLOCK = re.compile(
    rb"-----BEGIN ((?:RSA )?PUBLIC KEY|(?:X509 )?CERTIFICATE)-----(.*?)-----END \1-----", re.DOTALL
)


def load_public_keys(pem: bytes) -> tuple[RSAPublicKey, ...]:
    """Read every RSA key of a file: PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE, one or several.

    What stands around the blocks is a comment in whatever encoding, as OpenSSL has it; a byte
    order mark, too. A certificate chain may hold keys of another kind: no code opens with those.
    Raise KeyFileError if a block is damaged, or no RSA key is there.
    """
    blocks = _BLOCK.findall(pem)
    if len(blocks) != len(_BEGINS.findall(pem)):
        raise KeyFileError
    found = [_parse(label, body) for label, body in blocks]
    keys = tuple(key for key in found if isinstance(key, RSAPublicKey))
    if not keys:
        raise KeyFileError
    return keys


def recover(cashout_code: str, keys: Sequence[RSAPublicKey]) -> str:
    r"""Recover a code's text, exactly as it was encrypted; raise CodeError if no key opens it.

    Digits alone are a code that came in clear. Whatever else is base64 of a block with PKCS#1 v1.5
    padding of type 1, and may have been through a form or an address on its way: "\/" or "_" for
    "/", " " or "-" for "+", no "=" at its end, broken lines. No guess at it can turn one code into
    another: the padding proves it.
    """
    text = cashout_code.strip()
    if _CLEAR.fullmatch(text):
        return text
    for block in _blocks(text):
        for key in keys:
            try:
                opened = key.recover_data_from_signature(block, PKCS1v15(), None)
            except (InvalidSignature, ValueError):
                continue
            return opened.decode("utf-8", "replace")
    raise CodeError


def _blocks(text: str) -> Iterator[bytes]:
    """Read base64 in every way that it may have been meant."""
    bare = _LINE_ENDS.sub("", unquote(text)).replace("\\/", "/").translate(_URL_SAFE)
    for reading in (bare.replace(" ", ""), bare.replace(" ", "+")):
        digits = reading.rstrip("=")
        try:
            yield b64decode(digits + "=" * (-len(digits) % 4), validate=True)
        except ValueError:
            continue


def _parse(label: bytes, body: bytes) -> object:
    try:
        der = b64decode(b"".join(body.split()), validate=True)
        if label.endswith(b"CERTIFICATE"):
            return load_der_x509_certificate(der).public_key()
        return load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFileError from None

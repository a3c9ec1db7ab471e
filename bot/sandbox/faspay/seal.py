"""Opens what a partner sealed. The stand-in compares the parts and seals nothing itself.

SEAL (faspay-sendme.md, 2): AES-256-CBC, PKCS#7, one line of base64; key SHA-256(faspay_secret);
IV the last 16 characters of the lower-case hexadecimal MD5 of faspay_secret and iv.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from bot.sandbox.faspay.credentials import SandboxCredentials

_SIGNED = re.compile(
    r"(?P<method>[^:]*):(?P<path>[^:]*)"
    r":(?P<timestamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d):(?P<token>[^:]*):(?P<body>.*)",
    re.ASCII | re.DOTALL,
)


class SealBrokenError(ValueError):
    """The text was not sealed with these credentials, or was damaged."""


@dataclass(frozen=True, repr=False)
class Signed:
    """The parts of an opened faspay-signature."""

    method: str
    path: str
    timestamp: str
    token: str
    body: str


def open_seal(sealed: str, credentials: SandboxCredentials) -> str:
    """Give the text inside the seal; raises SealBrokenError."""
    secret = credentials.faspay_secret.encode()
    key = hashlib.sha256(secret).digest()
    # MD5 derives a public constant here. It is Faspay's recipe and protects nothing of ours.
    digest = hashlib.md5(secret + credentials.iv.encode(), usedforsecurity=False).hexdigest()
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(digest[-16:].encode())).decryptor()
    unpadder = PKCS7(128).unpadder()
    try:
        padded = decryptor.update(base64.b64decode(sealed, validate=True)) + decryptor.finalize()
        return (unpadder.update(padded) + unpadder.finalize()).decode()
    except (binascii.Error, ValueError):
        raise SealBrokenError from None


def open_signature(sealed: str, credentials: SandboxCredentials) -> Signed:
    """Take a faspay-signature apart; raises SealBrokenError."""
    parts = _SIGNED.fullmatch(open_seal(sealed, credentials))
    if parts is None:
        raise SealBrokenError
    return Signed(**parts.groupdict())

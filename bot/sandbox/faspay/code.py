"""Makes cash-out codes and encrypts them as Faspay does: with the private key, by PKCS#1 type 1."""

import base64
import secrets

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_DIGITS = 10  # faspay-sendme.md, 6


def throw_away_key() -> RSAPrivateKey:
    """Make an RSA-2048 key that lives as long as this process."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_pem(key: RSAPrivateKey) -> str:
    """Return the public key as a partner receives it, in a PUBLIC KEY file."""
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return public.decode()


def random_code() -> str:
    """Make up a code. Every fourth begins with a zero, where programs tend to break."""
    first = "0" if secrets.randbelow(4) == 0 else str(secrets.randbelow(10))
    return first + "".join(str(secrets.randbelow(10)) for _ in range(_DIGITS - 1))


def encrypt(code: str, key: RSAPrivateKey) -> str:
    """Encrypt as PHP's openssl_private_encrypt: 344 base64 characters for RSA-2048."""
    octets = key.key_size // 8
    data = code.encode()
    # cryptography has no raw private operation, so we compute the power of 00 01 FF.. 00 data.
    block = b"\x00\x01" + b"\xff" * (octets - 3 - len(data)) + b"\x00" + data
    return base64.b64encode(_raw_private(int.from_bytes(block), key).to_bytes(octets)).decode()


def _raw_private(message: int, key: RSAPrivateKey) -> int:
    """Raise to the private exponent by the Chinese remainder theorem, four times as fast."""
    numbers = key.private_numbers()
    by_p = pow(message, numbers.dmp1, numbers.p)
    by_q = pow(message, numbers.dmq1, numbers.q)
    return by_q + numbers.q * (numbers.iqmp * (by_p - by_q) % numbers.p)


def damage(cashout_code: str) -> str:
    """Flip one octet of an encrypted code, so that it no longer opens."""
    octets = bytearray(base64.b64decode(cashout_code))
    octets[len(octets) // 2] ^= 0x01
    return base64.b64encode(octets).decode()

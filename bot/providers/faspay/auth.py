"""Signs requests the way all three official SDKs do (faspay-sendme.md, 2)."""

import hashlib
import hmac
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from bot.providers.faspay.clock import wib_text


class SignatureMode(StrEnum):
    """How the signed text becomes faspay-signature."""

    SEALED = "sealed"
    """AES, as the three official SDKs do; the proven one."""
    HMAC = "hmac"
    """HMAC-SHA-256 in lower-case hex, as the pages word it; nobody is known to have used it."""


@dataclass(frozen=True)
class Credentials:
    """What Faspay issues to a partner; none of it is ever shown."""

    virtual_account: str = field(repr=False)
    faspay_key: str = field(repr=False)
    faspay_secret: str = field(repr=False)
    app_key: str = field(repr=False)
    app_secret: str = field(repr=False)
    client_key: str = field(repr=False)
    client_secret: str = field(repr=False)
    iv: str = field(repr=False)


class Signer:
    """Makes the four faspay-* headers of one credential set."""

    def __init__(
        self, credentials: Credentials, mode: SignatureMode = SignatureMode.SEALED
    ) -> None:
        secret = credentials.faspay_secret.encode()
        digest = hashlib.md5(secret + credentials.iv.encode(), usedforsecurity=False)
        self._key = hashlib.sha256(secret).digest()
        self._iv = digest.hexdigest()[-16:].encode("ascii")
        self._credentials = credentials
        self._mode = mode
        self._authorization = self.seal(f"{credentials.app_key}:{credentials.app_secret}")

    def headers(
        self, method: str, path: str, at: datetime, access_token: str | None = None
    ) -> dict[str, str]:
        """Sign METHOD, PATH and the time; without an access token they ask for one.

        The path is the service's base path without host, also for the token call and for calls
        whose URL has more segments (faspay-sendme.md, 1). The body is never signed.
        """
        timestamp = wib_text(at)
        text = f"{method}:{path}:{timestamp}:{self._token(access_token)}:"
        return {
            "faspay-key": self._credentials.faspay_key,
            "faspay-timestamp": timestamp,
            "faspay-signature": self._sign(text),
            "faspay-authorization": self._authorization,
        }

    def seal(self, text: str) -> str:
        """SEAL of faspay-sendme.md, 2: AES-256-CBC with a constant key and IV, in base64."""
        padder = PKCS7(128).padder()
        padded = padder.update(text.encode()) + padder.finalize()
        encryptor = Cipher(algorithms.AES256(self._key), modes.CBC(self._iv)).encryptor()
        return b64encode(encryptor.update(padded) + encryptor.finalize()).decode("ascii")

    def _sign(self, text: str) -> str:
        if self._mode is SignatureMode.SEALED:
            return self.seal(text)
        key = self._credentials.faspay_secret.encode()
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def _token(self, access_token: str | None) -> str:
        parts = [self._credentials.client_key, self._credentials.client_secret]
        if access_token is not None:
            parts.append(access_token)
        return b64encode(":".join(parts).encode()).decode("ascii")

"""Checks the signature of Faspay's callbacks (faspay-sendme.md, 4)."""

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.providers.faspay.auth import Credentials
from bot.providers.faspay.fields import read_object


class Digits(StrEnum):
    """How the HMAC is written; no page says."""

    HEX = "hex"
    BASE64 = "base64"


class HashReading(StrEnum):
    """What "SHA-256, upper-case" of the body means; no page says."""

    HASH_UPPER = "hash"
    """The hash in upper-case hex; the natural reading."""
    TEXT_UPPER = "text"
    """The hash, in lower-case hex, of the upper-cased body."""


@dataclass(frozen=True)
class SignatureCheck:
    """The documented signature recipe with every open point as a setting.

    Exactly one of `header` and `body_field` names where the signature stands. In the body it
    cannot cover itself, so that member is cut out first, with the comma before it.
    """

    credentials: Credentials = field(repr=False)
    header: str | None = None
    body_field: str | None = "signature"
    digits: Digits = Digits.HEX
    reading: HashReading = HashReading.HASH_UPPER

    def verify(self, method: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Say whether the callback carries the signature that this recipe gives."""
        given = self._given(headers, body)
        if given is None:
            return False
        if self.digits is Digits.HEX:
            given = given.lower()
        return hmac.compare_digest(given.encode(), self.sign(method, self._covered(body)).encode())

    def sign(self, method: str, body: bytes) -> str:
        """Return the signature of a body that does not carry one itself."""
        ours = self.credentials
        client = b64encode(f"{ours.client_key}:{ours.client_secret}".encode()).decode("ascii")
        text = f"{ours.app_key}:{method}:{client}:{self._body_hash(body)}"
        mac = hmac.new(ours.app_secret.encode(), text.encode(), hashlib.sha256)
        return mac.hexdigest() if self.digits is Digits.HEX else b64encode(mac.digest()).decode()

    def _body_hash(self, body: bytes) -> str:
        stripped = re.sub(rb"[\r\n\t ]", b"", body)
        if self.reading is HashReading.HASH_UPPER:
            return hashlib.sha256(stripped).hexdigest().upper()
        upper = stripped.decode("utf-8", "replace").upper().encode()
        return hashlib.sha256(upper).hexdigest()

    def _given(self, headers: Mapping[str, str], body: bytes) -> str | None:
        if self.header is not None:
            wanted = self.header.lower()
            return next((v for name, v in headers.items() if name.lower() == wanted), None)
        fields = read_object(body)
        return fields.text((self.body_field or "").lower()) if fields else None

    def _covered(self, body: bytes) -> bytes:
        if self.header is not None or self.body_field is None:
            return body
        # The comma is looked for backwards: a pattern that begins with blanks is quadratic in them.
        name = re.escape(self.body_field.encode())
        member = re.search(rb'"' + name + rb'"\s*:\s*"[^"]*"', body)
        if member is None:
            return body
        return body[: member.start()].rstrip().removesuffix(b",") + body[member.end() :]

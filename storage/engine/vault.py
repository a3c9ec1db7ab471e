"""Seals secrets and personal data with AES-256-GCM, under a ring of keys; the first is active."""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_OCTETS = 12
_KEY_OCTETS = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,32}")
_NO_KEY = "?"
_FORM = "a key is written id:base64, with 32 octets behind the base64"


class WrongKeys(Exception):  # noqa: N818 - a situation the operator must mend
    """No configured key opens a sealed value. The error names the key id, never the value."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no key in DATA_KEYS opens what was sealed with key {key_id!r}")
        self.key_id = key_id


class BadKeys(ValueError):  # noqa: N818 - the same
    """DATA_KEYS cannot be read. The message says why and shows no key."""


@dataclass(frozen=True)
class DataKey:
    """One key of the ring, with the two keys derived from it."""

    key_id: str
    cipher: AESGCM = field(repr=False)
    mac_key: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "DataKey":
        """Read `id:base64`, the base64 of exactly 32 octets. Raise BadKeys."""
        key_id, colon, encoded = text.strip().partition(":")
        try:
            octets = base64.b64decode(encoded, validate=True)
        except ValueError as error:  # for bad base64, and for letters beyond ASCII
            raise BadKeys(_FORM) from error
        if not colon or not _KEY_ID.fullmatch(key_id) or len(octets) != _KEY_OCTETS:
            raise BadKeys(_FORM)
        return cls(key_id, AESGCM(_derive(octets, b"seal")), _derive(octets, b"mac"))


class Vault:
    """Seals and opens values. A value opens only at its own place: table.column and row."""

    def __init__(self, keys: list[DataKey]) -> None:
        if not keys:
            raise BadKeys("at least one key is needed")
        self._keys = {key.key_id: key for key in keys}
        if len(self._keys) != len(keys):
            raise BadKeys("two keys have the same id")
        self._active = keys[0]

    @classmethod
    def from_setting(cls, data_keys: str) -> "Vault":
        """Build from DATA_KEYS: `id:base64`, comma separated, the first is active."""
        return cls([DataKey.parse(part) for part in data_keys.split(",") if part.strip()])

    @property
    def active_key_id(self) -> str:
        """The key that seals from now on."""
        return self._active.key_id

    @property
    def older_key_ids(self) -> tuple[str, ...]:
        """The other keys of the ring, which still open."""
        return tuple(self._keys)[1:]

    def seal(self, text: str, place: str, row: object) -> bytes:
        """Seal a text for one place. Two seals of the same text differ."""
        nonce = secrets.token_bytes(_NONCE_OCTETS)
        key_id = self._active.key_id
        box = self._active.cipher.encrypt(nonce, text.encode(), _bound(place, row, key_id))
        return key_id.encode() + b":" + nonce + box

    def open(self, box: bytes, place: str, row: object) -> str:
        """Open what was sealed for this place. Raise WrongKeys for anything else."""
        key_id = self.key_id_of(box)
        rest = box[len(key_id) + 1 :]
        key = self._keys.get(key_id)
        if key is None:
            raise WrongKeys(key_id)
        nonce, body = rest[:_NONCE_OCTETS], rest[_NONCE_OCTETS:]
        try:
            return key.cipher.decrypt(nonce, body, _bound(place, row, key_id)).decode()
        except (InvalidTag, ValueError) as error:  # changed, or cut short
            raise WrongKeys(key_id) from error

    @staticmethod
    def key_id_of(box: bytes) -> str:
        """Name the key that sealed a value; "?" for what does not look sealed."""
        name, colon, _rest = box.partition(b":")
        key_id = name.decode("ascii", "replace")
        return key_id if colon and _KEY_ID.fullmatch(key_id) else _NO_KEY

    def mac(self, purpose: str, text: str) -> str:
        """Return a keyed hash (64 hex digits), for look-ups and capabilities."""
        return _mac(self._active, purpose, text)

    def macs(self, purpose: str, text: str) -> list[str]:
        """Return the keyed hash under every key, for values made before a rotation."""
        return [_mac(key, purpose, text) for key in self._keys.values()]


def new_key(key_id: str) -> str:
    """Return a fresh `id:base64` for DATA_KEYS."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(_KEY_OCTETS)).decode()}"


def _derive(octets: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_OCTETS, salt=None, info=b"cashout-bot " + purpose).derive(octets)


def _bound(place: str, row: object, key_id: str) -> bytes:
    return f"{place}\n{row}\n{key_id}".encode()


def _mac(key: DataKey, purpose: str, text: str) -> str:
    return hmac.new(key.mac_key, f"{purpose}\n{text}".encode(), sha256).hexdigest()

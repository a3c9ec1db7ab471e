"""Settings that are unsafe with real money: refused in production, warned of in the sandbox."""

import base64
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bot.providers.faspay.cashout_code import load_public_keys
from bot.settings.addresses import listens_at
from storage.engine.database_address import is_unverified

if TYPE_CHECKING:
    from bot.settings.settings import Settings

_SECRET_CHARACTERS = 32
_RSA_BITS = 2048
"""The least that NIST SP 800-57 still allows."""


def weaknesses(settings: "Settings", env: Mapping[str, str]) -> dict[str, str]:
    """Return what is unsafe for real money; by name, the end of "NAME …"."""
    found = {
        "TELEGRAM_WEBHOOK_SECRET": _webhook_secret(settings),
        "DATA_KEYS": _data_keys(settings.data_keys.get_secret_value()),
        "FASPAY_PUBLIC_KEY_FILES": _public_keys(settings),
        "DATABASE_URL": _database(settings.database_url.get_secret_value(), env),
        "WEB_HOST": _web_host(settings),
    }
    return {name: problem for name, problem in found.items() if problem}


def _webhook_secret(settings: "Settings") -> str:
    secret = settings.telegram_webhook_secret
    if secret is None or len(secret.get_secret_value()) >= _SECRET_CHARACTERS:
        return ""
    return (
        f"is shorter than {_SECRET_CHARACTERS} characters, so it could be guessed; who has it can "
        "write as anybody. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
    )


def _data_keys(value: str) -> str:
    keys = list(_octets(value))
    if any(len(set(key)) == 1 for key in keys):
        return "has a key whose octets are all the same: make one with python -m bot keys new"
    if len(set(keys)) < len(keys):
        return "has the same key under two ids: a new id needs a new key (python -m bot keys new)"
    return ""


def _octets(value: str) -> Iterator[bytes]:
    for key in filter(str.strip, value.split(",")):
        yield base64.b64decode(key.strip().partition(":")[2])


def _public_keys(settings: "Settings") -> str:
    short = [
        path.name
        for path in settings.faspay_public_key_files
        if any(key.key_size < _RSA_BITS for key in load_public_keys(path.read_bytes()))
    ]
    if not short:
        return ""
    return (
        f"names an RSA key of less than {_RSA_BITS} bits ({', '.join(short)}), which can be broken:"
        " ask Faspay for a longer one"
    )


def _database(url: str, env: Mapping[str, str]) -> str:
    if not is_unverified(url, env):
        return ""
    return (
        "leads to another host without verified TLS: add ?sslmode=verify-full&sslrootcert=FILE, "
        "FILE being the root certificate of its server (or system, for a public one)"
    )


def _web_host(settings: "Settings") -> str:
    address = listens_at(settings.web_host)
    is_open = address is not None and (address.is_unspecified or address.is_global)
    if settings.web_host_public or not is_open:
        return ""
    return (
        "is open to the world, without TLS. Keep it on 127.0.0.1 behind a proxy; where that cannot "
        "be (a container, whose port is published to the proxy alone), say WEB_HOST_PUBLIC=yes"
    )

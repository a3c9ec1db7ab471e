"""What clients and stand-ins on loopback would make anew each time, made once a process."""

import ssl
from functools import cache
from itertools import cycle

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.sandbox.faspay.code import throw_away_key

_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients that never need any: else each reads the system's certificates, for 20 ms."""
_NUMBERS = cycle(range(3))


def plain_client(url: str = "") -> httpx.AsyncClient:
    """Make a client for a server on loopback that speaks plain HTTP."""
    return httpx.AsyncClient(base_url=url, trust_env=False, verify=_NO_CERTIFICATES)


def a_key() -> RSAPrivateKey:
    """Give one of three keys in turn, so that two stand-ins still differ. Each took 50 ms."""
    return _key(next(_NUMBERS))


@cache
def _key(_number: int) -> RSAPrivateKey:
    return throw_away_key()

"""Tells whether somebody could listen to, or impersonate, a PostgreSQL server."""

import ipaddress
from collections.abc import Mapping

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

_VERIFIED = {"verify-ca", "verify-full"}
"""libpq's sslmode (postgresql.org/docs/current/libpq-ssl.html). All other modes accept any
certificate, or none. These two need a root certificate to connect."""


def is_unverified(url: str, env: Mapping[str, str]) -> bool:
    """Say whether a database address leaves this machine without verified TLS.

    libpq's own variables in `env` count where the address is silent. SQLite is never unverified.
    """
    given = _parameters(url)
    if given is None or (given.get("sslmode") or env.get("PGSSLMODE")) in _VERIFIED:
        return False
    if given.get("service") or env.get("PGSERVICE"):
        return True  # it may name any host
    numeric = given.get("hostaddr") or env.get("PGHOSTADDR")
    hosts = numeric or given.get("host") or env.get("PGHOST") or ""
    return not all(_is_here(host.strip()) for host in hosts.split(","))


def _parameters(url: str) -> dict[str, str] | None:
    """Return libpq's parameters; None for SQLite, and for what is no address."""
    try:
        address = make_url(url)
        if address.get_backend_name() != "postgresql":
            return None
        _none, given = address.get_dialect()().create_connect_args(address)
    except (ArgumentError, ValueError):  # connecting fails with a clear error
        return None
    return {name: str(value) for name, value in given.items()}


def _is_here(host: str) -> bool:
    """Say whether a host is this machine: a socket in the file system, or loopback."""
    if not host or host[0] in "/@" or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Which database addresses leave this machine without verified TLS."""

import pytest

from storage.engine.database_address import is_unverified

_PG = "postgresql+psycopg://bot:made-up@"

VERIFIED = [
    ("sqlite:////srv/cashout.db", {}),
    (f"{_PG}127.0.0.1/cashout", {}),
    (f"{_PG}localhost:5433/cashout", {}),
    (f"{_PG}[::1]/cashout", {}),
    (f"{_PG}/cashout?host=/var/run/postgresql", {}),
    (f"{_PG}/cashout", {}),
    (f"{_PG}db.example/cashout?sslmode=verify-full&sslrootcert=/etc/root.crt", {}),
    (f"{_PG}db.example/cashout?sslmode=verify-ca&sslrootcert=/etc/root.crt", {}),
    (f"{_PG}db.example/cashout", {"PGSSLMODE": "verify-full"}),
    (f"{_PG}db.example/cashout?hostaddr=127.0.0.1", {}),
    ("no address at all", {}),
    (f"{_PG}db.example:port/cashout", {}),
]
UNVERIFIED = [
    (f"{_PG}db.example/cashout", {}),
    (f"{_PG}10.0.0.5/cashout", {}),
    (f"{_PG}db.example/cashout?sslmode=require", {}),
    (f"{_PG}db.example/cashout?sslmode=prefer&sslrootcert=/etc/root.crt", {}),
    (f"{_PG}db.example/cashout?sslmode=require", {"PGSSLMODE": "verify-full"}),
    (f"{_PG}/cashout?host=db.example", {}),
    (f"{_PG}/cashout?host=127.0.0.1:5432&host=db.example:5432", {}),
    (f"{_PG}127.0.0.1/cashout?hostaddr=10.0.0.5", {}),
    (f"{_PG}/cashout", {"PGHOST": "db.example"}),
    (f"{_PG}/cashout", {"PGHOSTADDR": "10.0.0.5"}),
    (f"{_PG}/cashout?service=far", {}),
    (f"{_PG}127.0.0.1.example/cashout", {}),
]


@pytest.mark.parametrize(("url", "env"), VERIFIED)
def test_what_stays_here_or_is_verified_is_well(url: str, env: dict[str, str]) -> None:
    assert not is_unverified(url, env)


@pytest.mark.parametrize(("url", "env"), UNVERIFIED)
def test_what_could_be_listened_to_is_known(url: str, env: dict[str, str]) -> None:
    assert is_unverified(url, env)

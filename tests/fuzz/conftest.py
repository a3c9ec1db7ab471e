"""A company that a whole module of fuzzing shares."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine.database import Database
from storage.engine.vault import Vault
from tests.factories import World, a_policy
from tests.fakes import Clock
from tests.fuzz.rehearsal import with_secrets


@pytest.fixture(scope="module")
def company(sqlite_template: Path, data_keys: str) -> Iterator[World]:
    """Give a company that a whole module shares: each example takes back what it did."""
    clock = Clock()
    database = Database("sqlite://", Vault.from_setting(data_keys), clock)
    inside = database.engine.raw_connection().driver_connection
    assert isinstance(inside, sqlite3.Connection)
    with closing(sqlite3.connect(sqlite_template)) as template:
        template.backup(inside)
    yield World(database, clock, a_policy()).with_people()
    database.close()


@pytest.fixture(scope="module")
def secretive(company: World) -> World:
    """Give the same with orders to be curious about."""
    return with_secrets(company)

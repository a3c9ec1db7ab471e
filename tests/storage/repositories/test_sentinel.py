"""The sentinel proves the keys."""

import pytest

from storage.engine.database import Database
from storage.engine.vault import Vault, WrongKeys, new_key
from storage.repositories import sentinel
from tests.fakes import Clock


def test_the_right_keys_are_proven_and_wrong_ones_found_out(
    sqlite: Database, sqlite_url: str, clock: Clock
) -> None:
    sqlite.run_sync(sentinel.prove_keys)
    sqlite.run_sync(sentinel.prove_keys)
    other = Database(sqlite_url, Vault.from_setting(new_key("k1")), clock)
    with pytest.raises(WrongKeys):
        other.run_sync(sentinel.prove_keys)
    other.close()

"""The high-water mark: kept, sealed, moved on, and closed for good."""

import random
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.engine.high_water import HighWater
from storage.engine.vault import Vault, WrongKeys, new_key


def test_a_database_never_seen_is_behind_nothing(tmp_path: Path, vault: Vault) -> None:
    assert HighWater(tmp_path / "none", vault).read("ab") == 0


def test_the_mark_is_there_for_the_next_process_and_each_database_has_its_own(
    tmp_path: Path, vault: Vault
) -> None:
    marks = HighWater(tmp_path / "journal", vault)
    marks.raise_to("ab", 7)
    marks.raise_to("ab", 8)
    marks.raise_to("cd", 3)
    again = HighWater(tmp_path / "journal", vault)
    assert (again.read("ab"), again.read("cd")) == (8, 3)


def test_it_is_sealed_for_its_database_and_for_its_owner_only(tmp_path: Path, vault: Vault) -> None:
    HighWater(tmp_path, vault).raise_to("ab", 1234567)
    (path,) = tmp_path.iterdir()
    assert b"1234567" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.rename(tmp_path / "mark-cd")
    with pytest.raises(WrongKeys):
        HighWater(tmp_path, vault).read("cd")


def test_another_ring_cannot_read_it(tmp_path: Path, vault: Vault) -> None:
    HighWater(tmp_path, vault).raise_to("ab", 7)
    with pytest.raises(WrongKeys):
        HighWater(tmp_path, Vault.from_setting(new_key("k9"))).read("ab")


def test_a_closed_name_is_ahead_of_every_database(tmp_path: Path, vault: Vault) -> None:
    marks = HighWater(tmp_path, vault)
    marks.raise_to("ab", 7)
    marks.close("ab")
    assert HighWater(tmp_path, vault).read("ab") > 10**18


def test_nothing_is_written_while_nothing_happens(tmp_path: Path, vault: Vault) -> None:
    marks = HighWater(tmp_path, vault)
    marks.raise_to("ab", 7)
    before = (tmp_path / "mark-ab").read_bytes()
    marks.raise_to("ab", 7)
    assert (tmp_path / "mark-ab").read_bytes() == before


def test_many_at_once_leave_the_highest(tmp_path: Path, vault: Vault) -> None:
    """Threads of one process, and replicas that share the folder: a mark never goes back."""
    replicas = [HighWater(tmp_path, vault) for _ in range(2)]
    numbers = list(range(1, 120))
    random.Random(7).shuffle(numbers)  # noqa: S311 - to be the same every time
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda seq: replicas[seq % 2].raise_to("ab", seq), numbers))
    assert HighWater(tmp_path, vault).read("ab") == 119
    assert [path.name for path in tmp_path.iterdir()] == ["mark-ab"]


def test_a_mark_that_nobody_can_read_is_replaced(tmp_path: Path, vault: Vault) -> None:
    HighWater(tmp_path, Vault.from_setting(new_key("k9"))).raise_to("ab", 9)
    HighWater(tmp_path, vault).raise_to("ab", 3)
    assert HighWater(tmp_path, vault).read("ab") == 3


def test_a_closed_name_stays_closed(tmp_path: Path, vault: Vault) -> None:
    marks = HighWater(tmp_path, vault)
    marks.close("ab")
    HighWater(tmp_path, vault).raise_to("ab", 7)
    assert marks.read("ab") > 10**18


def test_what_a_restore_replaces_is_closed_once_it_is_there(tmp_path: Path, vault: Vault) -> None:
    marks = HighWater(tmp_path, vault)
    marks.raise_to("ab", 7)
    marks.will_replace("ab", "cd")
    assert marks.read("ab") == 7, "it may still fail"
    again = HighWater(tmp_path, vault)
    for _ in range(2):
        again.close_replaced("cd")
        assert again.read("ab") > 10**18
        assert again.read("cd") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mark-ab"]


def test_what_a_restore_that_failed_was_to_replace_stays_open(tmp_path: Path, vault: Vault) -> None:
    marks = HighWater(tmp_path, vault)
    marks.raise_to("ab", 7)
    marks.will_replace("ab", "cd")
    for name in ("ab", "ef"):
        marks.close_replaced(name)
    assert marks.read("ab") == 7


def test_a_note_opens_for_its_database_and_its_keys_only(tmp_path: Path, vault: Vault) -> None:
    marks = HighWater(tmp_path, vault)
    marks.will_replace("ab", "cd")
    (note,) = tmp_path.iterdir()
    note.rename(tmp_path / "replaced-ef")
    with pytest.raises(WrongKeys):
        marks.close_replaced("ef")
    assert marks.read("ab") == 0

"""The journal: space reserved before, an entry durable after, and nothing of it in the clear."""

import contextlib
import errno
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from storage.engine import journal as journal_module
from storage.engine.journal import (
    SLOT_OCTETS,
    AllTaken,
    Journal,
    NoSpace,
    TooLarge,
    boxes,
    is_in_use,
)
from storage.engine.vault import Vault, WrongKeys, new_key

ENTRY = {"order_no": "202601020001", "code": "1234567890"}


def slots_in(folder: Path) -> set[Path]:
    return set(folder.rglob("slot-*"))


def test_what_was_kept_is_there_for_the_next_process_and_sealed(
    tmp_path: Path, vault: Vault
) -> None:
    journal = Journal(tmp_path, vault, slots=2)
    slot = journal.take()
    journal.keep(slot, ENTRY)
    journal.close()
    assert b"1234567890" not in slot.read_bytes()
    again = Journal(tmp_path, vault, slots=2)
    assert list(again.left_over()) == [(slot, ENTRY)]
    again.release(slot)
    assert list(again.left_over()) == []
    again.close()


def test_keeping_an_entry_needs_no_new_room_on_the_disk(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    slot = journal.take()
    before = (slot.stat().st_size, slot.stat().st_blocks)
    journal.keep(slot, ENTRY | {"raw": "x" * 100_000})
    assert (slot.stat().st_size, slot.stat().st_blocks) == before
    journal.close()


def test_a_taken_slot_that_was_never_filled_is_free_after_a_crash(
    tmp_path: Path, vault: Vault
) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    journal.take()
    journal.close()
    again = Journal(tmp_path, vault, slots=1)
    assert list(again.left_over()) == []
    again.take()
    again.close()


def test_a_write_that_was_cut_off_is_no_entry(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    slot = journal.take()
    journal.keep(slot, ENTRY)
    journal.close()
    with slot.open("r+b") as half:
        half.seek(60)
        half.write(bytes(20))
    again = Journal(tmp_path, vault, slots=1)
    assert list(again.left_over()) == []
    again.close()


def test_beside_those_that_are_taken_there_is_room_for_no_more_than_that(
    tmp_path: Path, vault: Vault
) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    slot = journal.take()
    with pytest.raises(AllTaken):
        journal.take()
    journal.release(slot)
    assert journal.take() == slot
    journal.close()


def test_a_place_for_each_is_reserved_only_when_it_is_taken(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=64)
    assert not slots_in(tmp_path)
    slots = {journal.take() for _ in range(5)}
    assert slots_in(tmp_path) == slots
    assert all(slot.stat().st_size == SLOT_OCTETS for slot in slots)
    for slot in slots:
        journal.release(slot)
    assert {journal.take() for _ in range(5)} == slots
    journal.close()


def test_without_a_single_place_nothing_may_be_sent(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    journal.keep(journal.take(), ENTRY)
    journal.close()
    again = Journal(tmp_path, vault, slots=1)  # what it holds was not brought in yet
    with pytest.raises(NoSpace) as told:
        again.take()
    assert told.type is NoSpace
    again.close()


def test_a_disk_with_little_room_left_gives_one_place_and_no_second(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    little = shutil.disk_usage(tmp_path)._replace(free=2 * SLOT_OCTETS)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: little)
    journal = Journal(tmp_path, vault, slots=64)
    slot = journal.take()
    with pytest.raises(AllTaken):
        journal.take()
    assert slots_in(tmp_path) == {slot}
    journal.release(slot)
    assert journal.take() == slot
    journal.close()


def test_many_threads_take_and_release_and_none_shares_a_place(
    tmp_path: Path, vault: Vault
) -> None:
    journal = Journal(tmp_path, vault, slots=4)
    held: set[Path] = set()
    most: list[int] = []

    def use(_: int) -> None:
        with contextlib.suppress(AllTaken):
            slot = journal.take()
            assert slot not in held
            held.add(slot)
            most.append(len(held))
            held.discard(slot)
            journal.release(slot)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use, range(400)))
    assert max(most) <= 4
    assert {journal.take() for _ in slots_in(tmp_path)} == slots_in(tmp_path)
    journal.close()


@pytest.mark.parametrize("broken", ["_read", "_overwrite"])
def test_a_place_that_the_disk_does_not_empty_is_given_to_nobody_until_it_does(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    slot = journal.take()
    journal.keep(slot, ENTRY)
    with monkeypatch.context() as fails:
        fails.setattr(journal_module, broken, Mock(side_effect=OSError(errno.EIO, "made up")))
        journal.release(slot)
        with pytest.raises(NoSpace):
            journal.take()
    assert boxes(tmp_path), "it is replayed once more if we are killed now"
    assert journal.take() == slot
    assert not boxes(tmp_path)
    journal.close()


def test_a_place_that_somebody_deleted_is_one_transfers_alone(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=2)
    first = journal.take()
    first.unlink()
    second = journal.take()
    assert second != first, "it is still that transfer's"
    journal.release(first)
    third = journal.take()
    journal.keep(third, ENTRY)
    with pytest.raises(AllTaken):
        journal.take()
    assert boxes(tmp_path), "what is kept stays kept"
    journal.close()


def test_a_free_place_that_somebody_deleted_is_reserved_anew(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    slot = journal.take()
    journal.release(slot)
    slot.unlink()
    assert journal.take() == slot
    assert slot.stat().st_size == SLOT_OCTETS
    journal.keep(slot, ENTRY)
    assert boxes(tmp_path)
    with pytest.raises(AllTaken):
        journal.take()
    journal.close()


def test_an_entry_larger_than_a_slot_is_refused(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    with pytest.raises(TooLarge):
        journal.keep(journal.take(), {"raw": "x" * SLOT_OCTETS})
    journal.close()


def test_two_processes_have_slots_of_their_own(tmp_path: Path, vault: Vault) -> None:
    first, second = Journal(tmp_path, vault, slots=1), Journal(tmp_path, vault, slots=1)
    assert first.take() != second.take()
    first.close()
    second.close()


def test_the_wrong_keys_are_told_and_the_entry_stays(tmp_path: Path, vault: Vault) -> None:
    journal = Journal(tmp_path, vault, slots=1)
    slot = journal.take()
    journal.keep(slot, ENTRY)
    journal.close()
    other = Journal(tmp_path, Vault.from_setting(new_key("k1")), slots=1)
    with pytest.raises(WrongKeys):
        list(other.left_over())
    other.close()
    again = Journal(tmp_path, vault, slots=1)
    assert len(list(again.left_over())) == 1
    again.close()


def test_a_disk_without_room_gives_no_slot_and_leaves_no_half_one(
    tmp_path: Path, data_keys: str
) -> None:
    """A limit on file size stands in for the full disk: the same OSError, without mounting one."""
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from storage.engine.journal import Journal, NoSpace\n"
        "from storage.engine.vault import Vault\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "journal = Journal(Path(sys.argv[1]), Vault.from_setting(sys.argv[2]), slots=1)\n"
        "try:\n"
        "    journal.take()\n"
        "except NoSpace:\n"
        "    print('nothing is sent')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), data_keys],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert told.stdout == "nothing is sent\n"
    assert not list(tmp_path.rglob("slot*"))


def test_a_folder_is_in_use_while_a_process_that_has_it_lives(tmp_path: Path, vault: Vault) -> None:
    assert not is_in_use(tmp_path / "none")
    first, second = (Journal(tmp_path, vault, slots=1) for _ in range(2))
    first.close()
    assert is_in_use(tmp_path)
    second.close()
    assert not is_in_use(tmp_path)


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    for look in (boxes, is_in_use):
        with pytest.raises(NotADirectoryError):
            look(tmp_path / "journal")
    assert boxes(tmp_path / "none") == []

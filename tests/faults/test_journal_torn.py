"""A journal slot whose writing was cut off anywhere: a whole entry or none, and never a fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine.journal import SLOT_OCTETS, Journal
from storage.engine.vault import Vault

ENTRY = {"order_no": "202601020001", "code": "1234567890", "raw": "x" * 9000}
HEAD = 8 + 32
SECTOR = 512


def kept(folder: Path, vault: Vault) -> tuple[Path, bytes]:
    """Return a slot and what it holds with an entry in it."""
    journal = Journal(folder, vault, slots=1)
    slot = journal.take()
    journal.keep(slot, ENTRY)
    journal.close()
    return slot, slot.read_bytes()


def left_over(folder: Path, vault: Vault) -> list[dict[str, object]]:
    journal = Journal(folder, vault, slots=1)
    try:
        found = [entry for _slot, entry in journal.left_over()]
        if not found:
            journal.keep(journal.take(), ENTRY)  # and the slot can be used
        return found
    finally:
        journal.close()


def cuts(length: int) -> Iterator[int]:
    """Name the places of every kind: in the length, the digest, the body, and behind it."""
    yield from range(HEAD + 3)
    yield from range(SECTOR, HEAD + length, SECTOR)
    yield from (HEAD + length - 1, HEAD + length, HEAD + length + 1, SLOT_OCTETS - 1)


@pytest.mark.parametrize("first", ["head", "tail"])
@pytest.mark.parametrize("was", ["empty", "entry"])
def test_cut_off_at_every_kind_of_place(tmp_path: Path, vault: Vault, was: str, first: str) -> None:
    """A disk may write its blocks in any order, so the tail may be there without the head."""
    slot, entry = kept(tmp_path, vault)
    old, new = (bytes(SLOT_OCTETS), entry) if was == "empty" else (entry, bytes(SLOT_OCTETS))
    length = int.from_bytes(entry[:8], "big")
    for cut in cuts(length):
        torn = new[:cut] + old[cut:] if first == "head" else old[:cut] + new[cut:]
        slot.write_bytes(torn)
        found = left_over(tmp_path, vault)
        if torn[: HEAD + length] == entry[: HEAD + length]:
            assert found == [ENTRY]
        else:
            assert found == []


@pytest.mark.parametrize("length", [0, 1, SLOT_OCTETS, SLOT_OCTETS + 1, 2**63, 2**64 - 1])
def test_a_length_that_cannot_be_is_no_entry(tmp_path: Path, vault: Vault, length: int) -> None:
    slot, entry = kept(tmp_path, vault)
    slot.write_bytes(length.to_bytes(8, "big") + entry[8:])
    assert left_over(tmp_path, vault) == []


@pytest.mark.parametrize("size", [0, 1, 7, 39, 41, SLOT_OCTETS // 2])
def test_a_slot_that_was_cut_short_is_no_entry(tmp_path: Path, vault: Vault, size: int) -> None:
    slot, entry = kept(tmp_path, vault)
    slot.write_bytes(entry[:size])
    assert left_over(tmp_path, vault) == ([ENTRY] if size > len(entry.rstrip(b"\0")) else [])


def test_what_a_dead_process_left_in_a_folder_of_its_own_is_found_by_the_next(
    tmp_path: Path, vault: Vault
) -> None:
    """Two processes ran, one is started again: the other's entry must not wait for ever."""
    first, second = (Journal(tmp_path, vault, slots=1) for _ in range(2))
    slot = second.take()
    second.keep(slot, ENTRY)
    alive = Journal(tmp_path, vault, slots=1)
    assert list(alive.left_over()) == [], "a living process brings in its own"
    for journal in (first, second, alive):
        journal.close()
    again = Journal(tmp_path, vault, slots=1)
    assert list(again.left_over()) == [(slot, ENTRY)]
    third = Journal(tmp_path, vault, slots=1)
    assert list(third.left_over()) == [], "and only one of those that come"
    again.release(slot)
    assert list(again.left_over()) == []
    assert again.take() != slot
    for journal in (again, third):
        journal.close()

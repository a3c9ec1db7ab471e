"""Keeps a transfer's answer in reserved disk space when the database cannot take it.

Slot files of a fixed size are written full once, so that an answer needs no new disk block later.
There are as many slots as transfers were ever under way at once. A transfer takes a slot before its
first byte leaves, and fills it only in need. The slot is emptied once the answer is in the
database, and read back at the next start.
"""

import fcntl
import json
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from storage.engine.vault import Vault

logger = logging.getLogger(__name__)

_PLACE = "journal.slot"
_ROW = "slot"
_LENGTH_OCTETS = 8
_DIGEST_OCTETS = 32
_HEAD_OCTETS = _LENGTH_OCTETS + _DIGEST_OCTETS
SLOT_OCTETS = 512 * 1024
"""Several times the largest answer that is read, written as JSON and sealed."""
_ROOM_LEFT_OCTETS = 32 * 1024 * 1024
"""A second slot needs more free disk than this: the database needs the rest more."""
_PROCESSES = 32
_SLOTS = "slot-*[0-9]"
"""A glob pattern. A slot that is still being reserved has another name."""


class NoSpace(Exception):  # noqa: N818 - a situation: nothing may be sent
    """No slot is free, or the disk has no room for one."""


class AllTaken(NoSpace):
    """There is room for no more slots than are taken; one of them will be released."""


class TooLarge(Exception):  # noqa: N818 - the same
    """An entry that does not fit a slot."""


class Journal:
    """The slots of one process, with sealed entries.

    Threads may take, keep and release at the same time. All but a release raise OSError where the
    disk fails.
    """

    def __init__(self, base: Path, vault: Vault, slots: int) -> None:
        self._vault = vault
        self._folder, lock = _first_free(base)
        self._locks = [lock]
        self._slots = [self._folder / f"slot-{number}" for number in range(slots)]
        self._free = [slot for slot in self._slots if slot.exists() and _read(slot) is None]
        self._taken: set[Path] = set()
        self._not_emptied: set[Path] = set()
        """Released slots that the disk failed to empty. No transfer gets one before it is empty."""
        self._used = _slots_in(self._folder) - set(self._free)
        self._growing = threading.Lock()
        for slots_left, lock in _left_by_others(base):
            self._used |= slots_left
            self._locks.append(lock)

    def take(self) -> Path:
        """Take a slot with reserved space before a transfer leaves.

        Raise NoSpace, or AllTaken where others hold all slots that fit.
        """
        with self._growing:
            self._empty_again()
            slot = self._next_free() or self._fresh()
            if slot is None:
                raise AllTaken if self._taken or self._free else NoSpace
            self._taken.add(slot)
        return slot

    def _next_free(self) -> Path | None:
        """Take a free slot, and reserve it again if somebody deleted its file."""
        while self._free:
            slot = self._free.pop()
            if slot.exists():
                return slot
        return None

    def _fresh(self) -> Path | None:
        """Reserve one more slot. The very first is tried however little room the disk has."""
        if self._taken and shutil.disk_usage(self._folder).free < _ROOM_LEFT_OCTETS:
            return None
        gone = (slot for slot in self._slots if not slot.exists() and slot not in self._taken)
        fresh = next(gone, None)
        return fresh if fresh is not None and _reserve(fresh) else None

    def keep(self, slot: Path, entry: dict[str, Any]) -> None:
        """Write a JSON entry into a slot, durably, in the space it has. Raise TooLarge."""
        box = self._vault.seal(json.dumps(entry), _PLACE, _ROW)
        if len(box) > SLOT_OCTETS - _HEAD_OCTETS:
            raise TooLarge
        _overwrite(slot, len(box).to_bytes(_LENGTH_OCTETS, "big") + sha256(box).digest() + box)

    def release(self, slot: Path) -> None:
        """Empty a slot for the next transfer, once its answer is in the database.

        Where the disk fails, this is tried again before the next transfer. Until then the next
        start may replay the answer once more, which does no harm.
        """
        is_empty = _emptied(slot)
        with (
            self._growing
        ):  # a thread that takes one meanwhile must not find it both free and taken
            self._used.discard(slot)
            if slot in self._slots and is_empty:
                self._free.append(slot)
            elif slot in self._slots:
                self._not_emptied.add(slot)
            self._taken.discard(slot)

    def _empty_again(self) -> None:
        emptied = {slot for slot in self._not_emptied if _emptied(slot)}
        self._not_emptied -= emptied
        self._free += emptied

    def left_over(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Give the entries that no process could bring into the database. Raise WrongKeys."""
        for slot in sorted(self._used | self._taken):
            box = _read(slot)
            if box is not None:
                yield slot, open_box(self._vault, box)

    def close(self) -> None:
        """Release the folder to other processes."""
        for lock in self._locks:
            lock.close()


def boxes(base: Path) -> list[bytes]:
    """Return the sealed entries of every process at this moment, without touching any. OSError."""
    slots = [slot for folder in _folders(base) for slot in sorted(_slots_in(folder))]
    return [box for slot in slots if (box := _read(slot)) is not None]


def is_in_use(base: Path) -> bool:
    """Say whether a living process holds one of the folders. Raise OSError."""
    for folder in _folders(base):
        with (folder / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


def open_box(vault: Vault, box: bytes) -> dict[str, Any]:
    """Open an entry. Raise WrongKeys."""
    entry: dict[str, Any] = json.loads(vault.open(box, _PLACE, _ROW))
    return entry


def _folders(base: Path) -> list[Path]:
    """Return every process's folder. A glob would hide that we may not look."""
    try:
        return sorted(path for path in base.iterdir() if path.name.isdecimal())
    except FileNotFoundError:
        return []


def _slots_in(folder: Path) -> set[Path]:
    return {path for path in folder.iterdir() if path.match(_SLOTS)}


def _first_free(base: Path) -> tuple[Path, TextIOWrapper]:
    """Take the first folder that no living process uses: a restart finds its own again."""
    for number in range(_PROCESSES):
        folder = base / str(number)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = (folder / "lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            continue
        return folder, handle
    raise NoSpace


def _left_by_others(base: Path) -> Iterator[tuple[set[Path], TextIOWrapper]]:
    """Take over the entries of dead processes, when fewer processes run than before."""
    for folder in _folders(base):
        left = {slot for slot in _slots_in(folder) if _read(slot) is not None}
        handle = (folder / "lock").open("w") if left else None
        if handle is None:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()  # that process lives, and will replay them itself
            continue
        yield left, handle


def _reserve(slot: Path) -> bool:
    """Write a slot full, so that its disk blocks are ours. A full disk leaves no half slot."""
    part = slot.with_suffix(".new")
    try:
        _overwrite(part, bytes(SLOT_OCTETS), os.O_CREAT)
        part.replace(slot)
        _sync_folder(slot.parent)
    except OSError:
        part.unlink(missing_ok=True)
        return False
    return True


def _overwrite(path: Path, octets: bytes, flags: int = 0) -> None:
    handle = os.open(path, os.O_WRONLY | flags, 0o600)
    try:
        view = memoryview(octets)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _emptied(slot: Path) -> bool:
    try:
        if _read(slot) is not None:
            _overwrite(slot, bytes(SLOT_OCTETS))
    except FileNotFoundError:
        return True
    except OSError:
        logger.exception("journal_slot_not_emptied")
        return False
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(slot: Path) -> bytes | None:
    """Return a slot's box; None for an empty one, or one whose writing was cut off."""
    with slot.open("rb") as file:
        head = file.read(_HEAD_OCTETS)
        length = int.from_bytes(head[:_LENGTH_OCTETS], "big")
        box = file.read(length) if 0 < length <= SLOT_OCTETS else b""
    return box if box and sha256(box).digest() == head[_LENGTH_OCTETS:] else None

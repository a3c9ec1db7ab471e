"""The high-water mark: how far a database had come at the last look, kept outside of it.

A database that is behind its own mark is an older copy of itself. The mark is a small sealed file
in the journal's folder, one for each database, by the database's random name. An older copy that
we adopt goes on under a new name. The mark of its old name is closed, so any other copy with that
name counts as old. A restored backup gets its new name at once. The restore first notes here which
database it replaces. Once the new one exists, the restore or its first start closes the old mark.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.engine.vault import Vault, WrongKeys

_MARK = "journal.mark"
_REPLACED = "journal.replaced"
_CLOSED = 2**63 - 1


class HighWater:
    """The marks in one folder. OSError where the disk fails."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault
        self._known: dict[str, int] = {}

    def read(self, database_id: str) -> int:
        """Return the highest number seen of a database; 0 of one never seen. Raise WrongKeys."""
        try:
            box = self._path(database_id).read_bytes()
        except FileNotFoundError:
            return 0
        return int(self._vault.open(box, _MARK, database_id))

    def raise_to(self, database_id: str, seq: int) -> None:
        """Raise the mark durably. It is never lowered."""
        if seq > self._known.get(database_id, 0):
            self._write(database_id, seq)
            self._known[database_id] = seq

    def close(self, database_id: str) -> None:
        """Make every copy that still has this name count as old."""
        self._write(database_id, _CLOSED)

    def will_replace(self, old: str, new: str) -> None:
        """Note durably which database a new one will replace.

        If the new one never comes to be, nobody asks by its name, and the note has no effect.
        """
        with _alone_in(self._folder):
            self._keep(self._note(new), self._vault.seal(old, _REPLACED, new))

    def close_replaced(self, new: str) -> None:
        """Close the mark of the database that this one was noted to replace.

        Doing it again after a crash changes nothing. Raise WrongKeys.
        """
        note = self._note(new)
        try:
            box = note.read_bytes()
        except FileNotFoundError:
            return
        self.close(self._vault.open(box, _REPLACED, new))
        note.unlink(missing_ok=True)

    def _write(self, database_id: str, seq: int) -> None:
        with _alone_in(self._folder):
            if seq > self._readable(database_id):
                box = self._vault.seal(str(seq), _MARK, database_id)
                self._keep(self._path(database_id), box)

    def _readable(self, database_id: str) -> int:
        try:
            return self.read(database_id)
        except (WrongKeys, ValueError):
            return 0  # unreadable, so a new one is better

    @staticmethod
    def _keep(path: Path, box: bytes) -> None:
        part = path.with_suffix(".new")
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(box)
                file.flush()
                os.fsync(handle)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _path(self, database_id: str) -> Path:
        return self._folder / f"mark-{database_id}"

    def _note(self, database_id: str) -> Path:
        return self._folder / f"replaced-{database_id}"


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Lock out other threads and local replicas; make what was done durable at the end."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)

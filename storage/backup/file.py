"""The backup file: lines of text in sealed chunks, whole and in order, or not opened at all.

One line in the clear says what it is (numbers and names of ours, nothing personal). The chunks
behind it follow the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each seal is
bound to that line, to the chunk's number and to whether it is the last, so that a file that was
cut, reordered, mixed with another or touched does not open.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from storage.engine.vault import Vault, WrongKeys

_MAGIC = b"cashout-backup 1 "
_PLACE = "backup.chunk"
_CHUNK_CHARACTERS = 256 * 1024
_PREFIX_OCTETS = 4
_HEAD_OCTETS = 64 * 1024
_FEWEST_CHUNKS = 2
_BOX_OCTETS = 16 * 1024 * 1024
"""The most bytes to read at once: several times a chunk and the longest possible row."""


class NoBackup(Exception):  # noqa: N818 - a situation for the operator
    """The file is not a backup of this program's, or one of a form it does not know."""


class DamagedBackup(Exception):  # noqa: N818 - the same
    """The file was cut short or changed after it was made."""


@dataclass(frozen=True)
class Header:
    """What a backup says of itself in the clear."""

    schema: str
    """The migration that its tables have."""
    key_id: str
    """The data key that sealed it."""
    made_at: datetime
    counts: Mapping[str, int]
    """Rows by table."""

    def as_line(self) -> bytes:
        """Write it as the file's first line."""
        values = {
            "schema": self.schema,
            "key_id": self.key_id,
            "made_at": self.made_at.isoformat(),
            "counts": dict(self.counts),
        }
        return _MAGIC + json.dumps(values).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Header":
        """Read it back. Raise NoBackup."""
        if not line.startswith(_MAGIC) or not line.endswith(b"\n"):
            raise NoBackup
        try:
            values = json.loads(line[len(_MAGIC) :])
            made_at = datetime.fromisoformat(values["made_at"])
            counts = {str(name): int(count) for name, count in values["counts"].items()}
            return cls(str(values["schema"]), str(values["key_id"])[:32], made_at, counts)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NoBackup from error


def write(target: BinaryIO, vault: Vault, header: Header, lines: Iterable[str]) -> None:
    """Write a whole backup; one chunk at a time is held in memory."""
    head = header.as_line()
    target.write(head)
    chunks = enumerate(_chunks(lines))
    number, text = next(chunks)
    for following, next_text in chunks:
        _put(target, vault.seal(text, _PLACE, _bound(head, number)))
        number, text = following, next_text
    _put(target, vault.seal(text, _PLACE, _bound(head, number, last=True)))


def read_header(source: BinaryIO) -> Header:
    """Read what a backup says of itself; nothing of it is proven yet. Raise NoBackup."""
    return Header.from_line(_head(source))


def read(source: BinaryIO, vault: Vault) -> Iterator[str]:
    """Give the lines of a backup from its start.

    Raise NoBackup; WrongKeys where the ring does not open it at all; DamagedBackup. Only who has
    come to the end knows that the file is whole.
    """
    head = _head(source)
    key_id = Header.from_line(head).key_id
    number, box = 0, _next_box(source)
    while box is not None:
        following = _next_box(source)
        last = following is None and number > 0  # the first never is: there its key is proven
        try:
            text = vault.open(box, _PLACE, _bound(head, number, last=last))
        except WrongKeys as error:
            raise (DamagedBackup() if number else WrongKeys(key_id)) from error
        yield from text.split("\n") if text else ()
        number, box = number + 1, following
    if number < _FEWEST_CHUNKS:
        raise DamagedBackup


@contextmanager
def new_file(
    path: Path,
    lock: Callable[[int, int], object] = fcntl.flock,
    link: Callable[[Path, Path], object] = os.link,
) -> Iterator[BinaryIO]:
    """Make a file that only its owner may read, and name it once it is whole and on the disk.

    Raise FileExistsError rather than overwrite a file, BlockingIOError while another process makes
    one there, and OSError. A file that did not become whole is removed.
    """
    part = path.with_name(path.name + ".part")
    handle = _open_alone(part, lock)
    with os.fdopen(handle, "w+b") as target:
        try:
            if os.path.lexists(path):
                raise FileExistsError
            os.fchmod(handle, 0o600)
            target.truncate(0)
            yield target
            target.flush()
            os.fsync(handle)
            _give_name(part, path, link)
        finally:
            if _is(part, handle):
                part.unlink()
    _sync(path.parent)


def _open_alone(part: Path, lock: Callable[[int, int], object]) -> int:
    """Open an unfinished file under a lock, and make sure that it is not a whole backup.

    It may have become one between the opening and the lock. The file that a killed process left may
    be one, too, if the process was killed at its very end.
    """
    while True:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            lock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is(part, handle):
                if os.fstat(handle).st_nlink == 1:
                    return handle
                part.unlink()
        except OSError:
            os.close(handle)
            raise
        os.close(handle)


def _is(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _give_name(part: Path, path: Path, link: Callable[[Path, Path], object]) -> None:
    """Name a file without ever overwriting another. Raise FileExistsError."""
    try:
        link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # No links here (FAT, some shares): the name is taken first, which overwrites nothing
        # either, and then overwritten. A kill between the two leaves an empty file of that name.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            part.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    yield ""  # the first chunk proves the key and holds nothing
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _CHUNK_CHARACTERS:
            yield "\n".join(held)
            held, size = [], 0
    yield "\n".join(held)


def _head(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.readline(_HEAD_OCTETS)


def _bound(head: bytes, number: int, *, last: bool = False) -> str:
    return f"{sha256(head).hexdigest()} {number} {'last' if last else 'more'}"


def _put(target: BinaryIO, box: bytes) -> None:
    target.write(len(box).to_bytes(_PREFIX_OCTETS, "big") + box)


def _next_box(source: BinaryIO) -> bytes | None:
    prefix = source.read(_PREFIX_OCTETS)
    if not prefix:
        return None
    length = int.from_bytes(prefix, "big")
    box = source.read(length) if length <= _BOX_OCTETS else b""
    if len(prefix) < _PREFIX_OCTETS or not box or len(box) < length:
        raise DamagedBackup
    return box


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The backup file: sealed, whole and in order, or refused; and never half there."""

import errno
import fcntl
import io
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.backup import file
from storage.backup.file import DamagedBackup, Header, NoBackup
from storage.engine.vault import Vault, WrongKeys, new_key

HEADER = Header("0002", "k1", datetime(2026, 1, 5, tzinfo=UTC), {"orders": 3})
LINES = [
    f'["orders", {{"name": "Siti {number}", "fill": "{"x" * 90_000}"}}]' for number in range(9)
]


def made(vault: Vault, lines: list[str] = LINES) -> bytes:
    target = io.BytesIO()
    file.write(target, vault, HEADER, lines)
    return target.getvalue()


def read(octets: bytes, vault: Vault) -> list[str]:
    return list(file.read(io.BytesIO(octets), vault))


def chunks_of(octets: bytes) -> tuple[bytes, list[bytes]]:
    """Take a file apart: its head, and each chunk with its length."""
    end = octets.index(b"\n") + 1
    head, rest, found = octets[:end], octets[end:], []
    while rest:
        size = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:size])
        rest = rest[size:]
    return head, found


@pytest.mark.parametrize("lines", [[], ["one"], LINES])
def test_what_was_written_is_read_back_and_is_not_in_the_clear(
    vault: Vault, lines: list[str]
) -> None:
    octets = made(vault, lines)
    assert read(octets, vault) == lines
    assert file.read_header(io.BytesIO(octets)) == HEADER
    assert b"Siti" not in octets
    assert b"xxxx" not in octets


def test_memory_is_bounded_by_the_chunk(vault: Vault) -> None:
    _head, chunks = chunks_of(made(vault))
    assert len(chunks) > 3
    assert max(len(chunk) for chunk in chunks) < 2 * 256 * 1024


def test_every_cut_is_noticed(vault: Vault) -> None:
    octets = made(vault)
    head, chunks = chunks_of(octets)
    ends = [len(head)]
    for chunk in chunks:
        ends.append(ends[-1] + len(chunk))
    cuts = {cut for end in ends for cut in (end - 1, end, end + 1, end + 4, end + 30)}
    for cut in sorted(cut for cut in cuts if cut < len(octets)):
        with pytest.raises((DamagedBackup, NoBackup)):
            read(octets[:cut], vault)


def test_every_touched_octet_is_noticed(vault: Vault) -> None:
    octets = made(vault, ["one", "two"])
    for place in range(len(octets)):
        touched = bytearray(octets)
        touched[place] ^= 1
        with pytest.raises((DamagedBackup, NoBackup, WrongKeys)):
            read(bytes(touched), vault)


def test_chunks_that_were_reordered_repeated_left_out_or_mixed_are_noticed(vault: Vault) -> None:
    head, chunks = chunks_of(made(vault))
    _head, others = chunks_of(made(vault, LINES[::-1]))
    wrong = [
        [chunks[0], chunks[2], chunks[1], *chunks[3:]],
        [*chunks[:2], chunks[1], *chunks[2:]],
        [chunks[0], *chunks[2:]],
        [*chunks, chunks[-1]],
        chunks[:-1],
    ]
    for each in wrong:
        with pytest.raises(DamagedBackup):
            read(head + b"".join(each), vault)
    other_head = head.replace(b'"orders": 3', b'"orders": 4')
    for mixed in (other_head + b"".join(chunks), other_head + b"".join(others)):
        with pytest.raises(WrongKeys):
            read(mixed, vault)


def test_the_wrong_key_is_named_whether_it_is_missing_or_another(vault: Vault) -> None:
    octets = made(vault)
    for ring in (new_key("k1"), new_key("k2")):
        with pytest.raises(WrongKeys) as caught:
            read(octets, Vault.from_setting(ring))
        assert caught.value.key_id == "k1"


@pytest.mark.parametrize("octets", [b"", b"\n", b"PK\x03\x04", b"cashout-backup 2 {}\n"])
def test_another_file_is_no_backup(vault: Vault, octets: bytes) -> None:
    with pytest.raises(NoBackup):
        read(octets, vault)


@pytest.mark.parametrize("values", [b"{}", b"[]", b"7", b'{"schema": "1", "counts": 3}', b"\xff"])
def test_a_head_that_cannot_be_read_is_no_backup(vault: Vault, values: bytes) -> None:
    with pytest.raises(NoBackup):
        read(b"cashout-backup 1 " + values + b"\n", vault)


def test_a_length_beyond_all_reason_is_not_read_into_memory(vault: Vault) -> None:
    head, _chunks = chunks_of(made(vault))
    with pytest.raises(DamagedBackup):
        read(head + b"\xff\xff\xff\xff" + b"x" * 100, vault)


def test_a_new_file_is_for_its_owner_only_and_leaves_no_part(tmp_path: Path) -> None:
    path = tmp_path / "b"
    with file.new_file(path) as target:
        target.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "b"
    path.write_bytes(b"older")
    with pytest.raises(FileExistsError), file.new_file(path):
        raise AssertionError
    assert path.read_bytes() == b"older"


def test_a_file_that_came_meanwhile_is_not_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "b"
    with pytest.raises(FileExistsError), file.new_file(path):
        path.write_bytes(b"older")
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), file.new_file(tmp_path / "b"):
        raise OSError(errno.ENOSPC, "full")
    assert list(tmp_path.iterdir()) == []


def test_two_at_once_on_one_file_are_refused_and_a_dead_ones_part_is_not(tmp_path: Path) -> None:
    path, part = tmp_path / "b", tmp_path / "b.part"
    part.write_bytes(b"a longer rest of a backup that was killed")
    part.chmod(0o644)
    with file.new_file(path) as target:
        with pytest.raises(BlockingIOError), file.new_file(path):
            raise AssertionError
        target.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "b.part").symlink_to(victim)
    with (
        pytest.raises(OSError, match=os.strerror(errno.ELOOP)),
        file.new_file(tmp_path / "b"),
    ):
        raise AssertionError
    assert victim.read_bytes() == b"precious"


def no_links(_part: Path, _path: Path) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))  # as FAT and many shares answer


def test_where_there_are_no_links_it_gets_its_name_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "b"
    with file.new_file(path, link=no_links) as target:
        target.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_where_there_are_no_links_nothing_is_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "b"
    with pytest.raises(FileExistsError), file.new_file(path, link=no_links):
        path.write_bytes(b"older")
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("link", [os.link, no_links])
def test_a_backup_that_became_whole_before_the_lock_is_not_written_into(
    tmp_path: Path, link: Callable[[Path, Path], object]
) -> None:
    """A second one to the same name opens what was a part then, and is the backup now."""
    path, archived = tmp_path / "b", tmp_path / "archived"
    first = file.new_file(path, link=link)
    first.__enter__().write(b"whole")

    def late(handle: int, how: int) -> None:
        if not archived.exists():
            first.__exit__(None, None, None)
            path.rename(archived)
        fcntl.flock(handle, how)

    with file.new_file(path, lock=late) as target:
        target.write(b"newer")
    assert (archived.read_bytes(), path.read_bytes()) == (b"whole", b"newer")
    assert sorted(tmp_path.iterdir()) == [archived, path]


def test_what_a_backup_killed_at_its_very_end_left_is_not_written_into(tmp_path: Path) -> None:
    """It had its name already, and still the other one; then it was moved into the archive."""
    path, archived = tmp_path / "b", tmp_path / "archived"
    with file.new_file(path) as target:
        target.write(b"whole")
    os.link(path, tmp_path / "b.part")
    path.rename(archived)
    with file.new_file(path) as target:
        target.write(b"newer")
    assert (archived.read_bytes(), path.read_bytes()) == (b"whole", b"newer")
    assert sorted(tmp_path.iterdir()) == [archived, path]

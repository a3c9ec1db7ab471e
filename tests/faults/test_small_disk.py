"""A real disk of 1 MB: a tmpfs that is mounted in a name space of its own.

Needs no root where the kernel lets users have name spaces. Where it does not (some sandboxes), a
limit on the size of files stands in: the same OSError, for the parts that reserve or write whole
files. What was used is printed, and nothing is skipped.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.life import small_pages

ROOT = Path(__file__).parents[2]
OPTIONS = ("--user", "--map-root-user", "--mount")
MOUNT = 'mount -t tmpfs -o size=1m tmpfs "$1" && shift && exec "$@"'
LIMITED = """
import resource, signal, sys
from pathlib import Path
from storage import backup_file
from storage.engine.journal import Journal, NoSpace
from storage.engine.vault import Vault, new_key

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
disk, vault = Path(sys.argv[1]), Vault.from_setting(new_key("k1"))
journal = Journal(disk / "journal", vault, slots=1)
try:
    journal.take()
except NoSpace:
    pass
else:
    raise AssertionError("a slot without room")
try:
    with backup_file.new_file(disk / "cashout.backup") as target:
        target.write(bytes(200_000))
except OSError:
    pass
else:
    raise AssertionError("a backup without room")
assert not [part for part in disk.rglob("*") if part.is_file() and part.name != "lock"]
"""


def in_a_name_space(disk: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees a tmpfs of 1 MB at `disk`."""
    return subprocess.run(
        [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            MOUNT,
            "sh",
            disk,
            *command,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def can_mount(disk: Path) -> bool:
    try:
        return in_a_name_space(disk, "true").returncode == 0
    except FileNotFoundError:
        return False


def test_a_disk_of_1_mb_that_is_full_from_any_step_on(
    tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not can_mount(disk):
        with capsys.disabled():
            sys.stdout.write("\n(no tmpfs can be mounted: a limit on file sizes stands in)\n")
        limited = [sys.executable, "-c", LIMITED, str(disk)]
        subprocess.run(limited, cwd=ROOT, check=True, timeout=60)
        return
    template = small_pages(sqlite_template, tmp_path / "small.db")
    program = [sys.executable, "-m", "tests.faults.on_small_disk", str(disk), str(template)]
    told = in_a_name_space(disk, *program)
    assert told.returncode == 0, told.stderr[-3000:]
    assert told.stdout.startswith("a disk of 1048576 octets\n")
    assert not told.stdout.endswith("\n0 steps failed and were taken again\n")

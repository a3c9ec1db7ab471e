"""A program for a disk of 1 MB: what runs on it while the disk fills up, and is cleared again.

`python -m tests.faults.on_small_disk DISK TEMPLATE`: DISK is the mount point.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import dump, file
from storage.engine.database import Database, one_moment_of
from storage.engine.vault import Vault, new_key
from storage.models.order_states import OrderStatus
from storage.repositories import sentinel
from tests.factories import World, a_policy
from tests.fakes import Clock, FakeGateway, accept
from tests.faults.life import Life, talkative


def fill(disk: Path) -> Path:
    """Take the last octet of the disk."""
    ballast = disk / "ballast"
    handle = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    try:
        for octets in (64 * 1024, 4096, 512, 1):
            while True:
                try:
                    os.write(handle, bytes(octets))
                except OSError:
                    break
    finally:
        os.close(handle)
    return ballast


def live_on(disk: Path, template: Path, full_from: int) -> int:
    """Live one order's life, on a disk that is full from one step on; return what failed."""
    path = disk / "cashout.db"
    path.write_bytes(template.read_bytes())
    vault = Vault.from_setting(new_key("k1"))
    gateway = FakeGateway(plan=talkative(accept))
    memory = Database("sqlite://", vault, Clock())
    life = Life(disk, path, vault, World(memory, Clock(), a_policy(), gateway), slots=1)
    memory.close()
    life.world.with_people().do(sentinel.prove_keys)
    steps = life.steps()
    for step in steps[:full_from]:
        life.take(step)
    ballast = fill(disk)
    for step in steps[full_from:]:
        life.take(step)
    backup_leaves_nothing(disk, path, vault)
    ballast.unlink()
    life.ended_well()
    assert {order.status for order in life.orders()} == {OrderStatus.PAID}
    life.stop()
    for part in sorted(disk.rglob("*"), reverse=True):
        part.rmdir() if part.is_dir() else part.unlink()
    return life.failed


def backup_leaves_nothing(disk: Path, path: Path, vault: Vault) -> None:
    """Try a backup onto the full disk: it is refused, and takes no room."""
    try:
        with (
            one_moment_of(f"sqlite:///{path}") as connection,
            file.new_file(disk / "cashout.backup") as target,
        ):
            dump.save(connection, vault, datetime.now(UTC), target, [])
    except OSError:
        assert not list(disk.glob("cashout.backup*"))
    else:
        raise AssertionError("a backup onto a full disk succeeded")


def main() -> None:
    """Fill the disk at every step in turn."""
    disk, template = Path(sys.argv[1]), Path(sys.argv[2])
    size = os.statvfs(disk)
    sys.stdout.write(f"a disk of {size.f_blocks * size.f_frsize} octets\n")
    failed = [live_on(disk, template, step) for step in range(9)]
    sys.stdout.write(f"{sum(failed)} steps failed and were taken again\n")


if __name__ == "__main__":
    main()

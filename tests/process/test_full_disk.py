"""The real program on a disk that fills up while a transfer is on its way, and is cleared again.

A tmpfs in a name space of its own; where the kernel lets nobody mount one, a limit on the size of
the program's files stands in, set from outside while it runs. What was used is printed.
"""

import asyncio
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox.faspay import SandboxSettings, Trick
from tests.faults.test_small_disk import OPTIONS, can_mount
from tests.journeys.parts import code_in, shows_code, transfer_arrives
from tests.process.machine import Machine, end_of, play, status_of, until

MOUNT = 'mount -t tmpfs -o size=6m tmpfs "$0" && cp -r "$1"/. "$0" && shift && exec "$@"'
SLOW = SandboxSettings(slow_seconds=1.0)
MEGABYTE = 1024 * 1024


class Disk:
    """What the program's files are on, to be filled and cleared from outside."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "disk"
        self.place.mkdir()
        self.prepared = folder / "prepared"
        self.prepared.mkdir()
        self.is_mounted = can_mount(self.place)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.place / 'cashout.db'}"

    def command(self, env: Path) -> list[str]:
        """Return the command that runs the bot on this disk."""
        run = [sys.executable, "-m", "bot", "--env-file", str(env), "run"]
        if not self.is_mounted:
            return run
        return ["unshare", *OPTIONS, "sh", "-c", MOUNT, str(self.place), str(self.prepared), *run]

    def fill(self, pid: int) -> Callable[[], None]:
        """Leave no room; return what gives it back."""
        if not self.is_mounted:
            before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
            return lambda: resource.prlimit(pid, resource.RLIMIT_FSIZE, before) and None
        ballast = Path(f"/proc/{pid}/root{self.place}/ballast")
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        return ballast.unlink


def test_an_answer_that_meets_a_full_disk_is_kept_and_the_code_shown_once_there_is_room(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = Disk(tmp_path)
    with capsys.disabled():
        used = "a tmpfs of 6 MB" if disk.is_mounted else "a limit on file sizes, no tmpfs here"
        sys.stdout.write(f"\n(the full disk is {used})\n")

    async def script(machine: Machine) -> None:
        where = disk.prepared if disk.is_mounted else disk.place
        machine.write(DATABASE_URL=f"sqlite:///{where / 'cashout.db'}")
        machine.prepare()
        machine.write(DATABASE_URL=disk.url)
        process = await asyncio.create_subprocess_exec(
            *disk.command(tmp_path / ".env"),
            cwd=Path(__file__).parents[2],
            env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

        async def answers() -> bool:
            assert process.returncode is None, (await end_of(process)).error
            return await status_of(f"{machine.url}/healthz") == 200

        try:
            await until(answers)
            arrived = transfer_arrives(machine.faspay, SLOW.slow_seconds)
            machine.agent.send(f"Budi Santoso {Trick.SLOW.phone} 300rb")
            await machine.agent.wait_for("Check this", 30)
            machine.agent.press("Confirm")
            await asyncio.wait_for(arrived.wait(), 30)
            clear = disk.fill(process.pid)

            async def answered() -> bool:
                return len(machine.faspay.transactions) == 1

            await until(answered)
            await asyncio.sleep(1.0)
            assert not [each for each in machine.agent.chat.messages if shows_code(each)]
            assert await answers(), "it lives, and waits"
            clear()
            card = await machine.agent.wait_for(shows_code, 30)
            assert code_in(card) == machine.faspay.transactions[0].code
            assert len(machine.faspay.transactions) == 1
            process.terminate()
            assert (await end_of(process)).status == 0
        finally:
            if process.returncode is None:
                process.kill()
                await end_of(process)

    play(tmp_path, script, SLOW)

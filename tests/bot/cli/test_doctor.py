"""The doctor beside stand-ins: every ill is named, with what to do, and no secret is shown."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import doctor
from bot.runtime.start import open_database
from bot.sandbox.demo.company import StandIns, prepare, stand_ins
from bot.sandbox.faspay import Outage
from bot.settings.settings import Settings
from tests.bot.cli.helpers import now
from tests.journeys.ports import free_port
from tests.servers import migrated

Ill = Callable[[StandIns, dict[str, str]], None]


def examined(
    folder: Path, capsys: pytest.CaptureFixture[str], ill: Ill, ahead: timedelta | None = None
) -> dict[str, str]:
    """Run the doctor; return what it says of each thing that is wrong."""

    async def run() -> int:
        async with stand_ins() as played:
            environment = played.environment(folder, free_port())
            settings = Settings.load(environment, env_file=None)
            (folder / "cashout.db").write_bytes(migrated())
            prepare(settings, now)
            open_database(settings, now).close()
            ill(played, environment)
            settings = Settings.load(environment, env_file=None)
            return await doctor.run(settings, lambda: now() + (ahead or timedelta()))

    status = asyncio.run(run())
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"ok     places: database {folder}/cashout.db; journal {folder}/cashout.db.journal" in lines
    )
    wrong = [line.removeprefix("WRONG  ") for line in lines if line.startswith("WRONG")]
    assert status == (1 if wrong else 0)
    return dict(line.split(": ", 1) for line in wrong)


def no_bot(_played: StandIns, _environment: dict[str, str]) -> None:
    """Leave all as it is: only the bot itself does not run."""


def telegram_down(played: StandIns, _environment: dict[str, str]) -> None:
    played.telegram.faults.down = True


def faspay_down(played: StandIns, _environment: dict[str, str]) -> None:
    played.faspay.faults.outage = Outage.BUSY


def open_files(_played: StandIns, environment: dict[str, str]) -> None:
    Path(environment["FASPAY_PUBLIC_KEY_FILES"]).chmod(0o644)


def other_keys(_played: StandIns, environment: dict[str, str]) -> None:
    environment["DATA_KEYS"] = environment["DATA_KEYS"][:-8] + "AAAAAAA="


def webhook_never_set(_played: StandIns, environment: dict[str, str]) -> None:
    environment |= {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "made-up-" * 4}


@pytest.mark.parametrize(
    ("ill", "name", "mend"),
    [
        (no_bot, "callback address", "is the bot running"),
        (telegram_down, "Telegram", "TELEGRAM_API_URL"),
        (webhook_never_set, "Telegram", "webhook_refused"),
        (faspay_down, "Faspay", "credentials"),
        (open_files, "settings", "chmod 600"),
        (other_keys, "database", "DATA_KEYS does not open this database"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_ill_is_named_with_its_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ill: Ill, name: str, mend: str
) -> None:
    wrong = examined(tmp_path, capsys, ill)
    assert mend in wrong.pop(name)
    assert set(wrong) <= {"callback address", "clock"}


@pytest.mark.parametrize(
    ("ahead", "mend"), [(45, "let NTP set it"), (200, "before sending anything")]
)
def test_clock_that_is_wrong_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ahead: int, mend: str
) -> None:
    wrong = examined(tmp_path, capsys, no_bot, timedelta(seconds=ahead))
    assert mend in wrong["clock"]

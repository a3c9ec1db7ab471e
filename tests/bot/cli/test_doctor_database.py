"""What the doctor says of the database, alone with it and beside the bot that has it."""

import asyncio
from pathlib import Path

import pytest

from bot.cli import doctor_machine
from bot.cli.diagnosis import Diagnosis
from bot.runtime.start import open_database
from bot.settings.settings import Settings
from storage.engine.database import Database, DatabaseUnusable, look_beside
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.policy import Threshold
from storage.repositories import policy_versions, sentinel, system_state
from tests.bot.cli.helpers import now
from tests.bot.settings.helpers import play_money, real_money
from tests.factories import state_row
from tests.servers import migrated


def opened(settings: Settings) -> Database:
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), vault, now)
    assert database.file is not None
    database.file.write_bytes(migrated())
    database.run_sync(sentinel.prove_keys)
    database.run_sync(system_state.sending_switch)
    database.close()
    return open_database(settings, now)


def set_line(work: Work, /, **fields: object) -> None:
    line = state_row(work)
    for name, value in fields.items():
        setattr(line, name, value)


def said(settings: Settings) -> Diagnosis:
    return asyncio.run(doctor_machine.look_at_database(settings, now))


@pytest.mark.parametrize("beside", [True, False])
def test_limits_that_real_money_needs_are_missed(tmp_path: Path, *, beside: bool) -> None:
    settings = Settings.load(real_money(tmp_path), None)
    bot = opened(settings)
    if not beside:
        bot.close()
    check = said(settings)
    assert not check.well
    assert check.says.startswith("the limits are not set, and until then nothing is sent")
    bot = bot if beside else open_database(settings, now)
    for threshold in (Threshold.ORDER, Threshold.AGENT_DAY):
        bot.run_sync(policy_versions.decide, threshold, "", 500_000)
    if not beside:
        bot.close()
    assert said(settings).well
    bot.close()


@pytest.mark.parametrize("beside", [True, False])
def test_older_data_is_told_of(tmp_path: Path, *, beside: bool) -> None:
    settings = Settings.load(play_money(tmp_path), None)
    bot = opened(settings)
    bot.run_sync(set_line, unreconciled_since=now())
    if not beside:
        bot.close()
    check = said(settings)
    assert not check.well
    assert "older data" in check.says
    bot.close()


def test_play_money_needs_no_limits(tmp_path: Path) -> None:
    settings = Settings.load(play_money(tmp_path), None)
    opened(settings).close()
    assert said(settings) == Diagnosis(
        "database", well=True, says="reached, right schema, DATA_KEYS opens it"
    )


def test_a_look_beside_the_bot_cannot_write(sqlite_url: str, vault: Vault) -> None:
    with pytest.raises(DatabaseUnusable):
        look_beside(sqlite_url, vault, now, system_state.sending_switch)  # it would make the row

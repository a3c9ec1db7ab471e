"""The composition root: what starts, what refuses, and what a part's failure does to the rest."""

import asyncio
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.runtime.app import App
from bot.runtime.parts import build_parts
from bot.runtime.start import CannotStart, open_database
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.vault import Vault
from storage.repositories import people
from tests.bot.cli.helpers import Folder, now
from tests.journeys.ports import free_port


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path, WEB_PORT=str(free_port()))
    with made.database() as database:
        schema.migrate(database.engine)
    return made


def run(folder: Folder, seconds: float = 0.3) -> int:
    """Run the program for a moment, with nobody at the other ends."""

    async def moment() -> int:
        settings, stop = folder.load(), asyncio.Event()
        database = open_database(settings, now)
        try:
            asyncio.get_running_loop().call_later(seconds, stop.set)
            async with asyncio.timeout(10):
                return await App(build_parts(settings, database, now)).run(stop)
        finally:
            database.close()

    return asyncio.run(moment())


def test_program_starts_and_stops_in_order_while_nobody_is_there(folder: Folder) -> None:
    assert run(folder) == 0


def test_first_start_seeds_the_admins(folder: Folder) -> None:
    run(folder, 0.05)
    with folder.database() as database:
        assert [admin.person_id for admin in database.run_sync(people.admins)] == [5_000_000_001]


def test_taken_port_is_refused_with_a_sentence(folder: Folder) -> None:
    port = int(folder.settings["WEB_PORT"])
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(CannotStart, match="Is another program there already"),
    ):
        run(folder)


def test_metrics_have_a_port_of_their_own_when_one_is_given(folder: Folder) -> None:
    folder.write(METRICS_PORT=str(free_port()))
    assert run(folder) == 0
    port = int(folder.settings["METRICS_PORT"])
    with socket.create_server(("127.0.0.1", port)), pytest.raises(CannotStart):
        run(folder)


def test_journal_folder_that_cannot_be_used_is_a_sentence(folder: Folder) -> None:
    (folder.path / "journal").write_text("in the way")
    folder.write(JOURNAL_DIR=str(folder.path / "journal"))
    with pytest.raises(CannotStart, match=r"journal's folder /.*/journal cannot be used"):
        run(folder)


def test_stop_while_the_database_takes_nothing_is_a_stop_in_order(folder: Folder) -> None:
    async def moment() -> int:
        settings, stop = folder.load(), asyncio.Event()
        database = open_database(settings, now, _impatient)
        try:
            app = App(build_parts(settings, database, now))
            running = asyncio.create_task(app.run(stop))
            async with asyncio.timeout(10):
                while not app.web_port:  # noqa: ASYNC110 - a port rings no event
                    await asyncio.sleep(0.01)
            with closing(sqlite3.connect(folder.path / "cashout.db")) as outsider:
                outsider.execute("BEGIN IMMEDIATE")
                stop.set()
                async with asyncio.timeout(10):
                    return await running
        finally:
            database.close()

    assert asyncio.run(moment()) == 0


def _impatient(url: str, vault: Vault, clock: Callable[[], datetime]) -> Database:
    return Database(url, vault, clock, busy_seconds=0.05)

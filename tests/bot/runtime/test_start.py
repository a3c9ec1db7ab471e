"""Before anything runs: a database that is not right is refused in one sentence."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.start import AlreadyRunning, CannotStart, connect, open_database
from storage.engine import schema
from tests.bot.cli.helpers import Folder, now


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def migrate(folder: Folder) -> None:
    with folder.database() as database:
        schema.migrate(database.engine)


def test_migrated_database_opens_and_may_be_opened_again_after_it_was_closed(
    folder: Folder,
) -> None:
    migrate(folder)
    for _ in range(2):
        open_database(folder.load(), now).close()


def test_second_process_on_the_same_file_is_refused(folder: Folder) -> None:
    migrate(folder)
    first = open_database(folder.load(), now)
    try:
        with pytest.raises(AlreadyRunning, match=r"Another process already works on cashout\.db"):
            open_database(folder.load(), now)
    finally:
        first.close()


def test_refusal_lets_go_of_the_file(folder: Folder) -> None:
    with pytest.raises(CannotStart, match="python -m bot migrate"):
        open_database(folder.load(), now)
    connect(folder.load(), now).close()


def test_folder_that_cannot_be_made_is_a_sentence(folder: Folder) -> None:
    (folder.path / "file").write_text("in the way")
    folder.write(DATABASE_URL=f"sqlite:///{folder.path / 'file' / 'cashout.db'}")
    with pytest.raises(CannotStart, match="folder of DATABASE_URL cannot be used"):
        connect(folder.load(), now)


def test_file_that_is_no_database_is_a_sentence(folder: Folder) -> None:
    (folder.path / "cashout.db").write_text("these are not the rows you are looking for" * 50)
    with pytest.raises(CannotStart, match="cannot be reached or written"):
        connect(folder.load(), now)


def test_lock_file_that_cannot_be_written_is_a_sentence(folder: Folder) -> None:
    migrate(folder)
    (folder.path / "cashout.db.lock").mkdir()
    with pytest.raises(CannotStart, match=r"lock file /.*/cashout\.db\.lock cannot be written"):
        connect(folder.load(), now)


def test_empty_database_is_named_by_its_whole_path(folder: Folder) -> None:
    """From the wrong folder a relative path is another file, made just now."""
    folder.write(DATABASE_URL="sqlite:///data/cashout.db")
    with (
        contextlib.chdir(folder.path),
        pytest.raises(CannotStart, match=f"The database {folder.path}/data/cashout.db is empty"),
    ):
        open_database(folder.load(), now)


@contextlib.contextmanager
def postgres_that_answers(letter: bytes) -> Iterator[int]:
    """Answer the question for TLS (SSLRequest) with S for yes or N for no, then hang up."""

    def answer(listener: socket.socket) -> None:
        with contextlib.suppress(OSError):  # closed under us: nobody else comes
            while True:
                connection, _address = listener.accept()
                with connection:
                    connection.recv(8)
                    connection.sendall(letter)

    listener = socket.create_server(("127.0.0.1", 0))
    answering = threading.Thread(target=answer, args=(listener,))
    answering.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        answering.join(5)


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [(b"N", "or it speaks no TLS"), (b"S", "sslrootcert must name the root certificate")],
)
def test_database_that_cannot_be_verified_is_told_from_one_that_is_away(
    folder: Folder, letter: bytes, sentence: str
) -> None:
    with postgres_that_answers(letter) as port:
        verified = f"sslmode=verify-full&sslrootcert={folder.path}/absent.crt"
        folder.write(DATABASE_URL=f"postgresql+psycopg://bot@127.0.0.1:{port}/cashout?{verified}")
        with pytest.raises(CannotStart) as caught:
            connect(folder.load(), now)
    assert sentence in str(caught.value)

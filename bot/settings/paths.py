"""Where the program keeps its files: the same place from whatever folder it starts."""

import os
import re
from pathlib import Path

from pydantic import SecretStr, ValidationInfo

from storage.engine.database import file_of

NOT_FILLED_IN = (
    "names a path with ~ or $NAME, which nobody fills in here: write it out (/home/…), and move "
    "what may lie in a folder of that very name by now"
)
_FOR_A_SHELL = re.compile(r"/?~|.*\$[({A-Za-z_]", re.DOTALL)
_PROGRAM = Path(__file__).resolve().parents[2]
_UNNAMED = Path("data/journal")


def is_filled_in_elsewhere(path: str) -> bool:
    """Say whether only a shell understands a path: ~/… or $HOME/….

    Unexpanded it names a folder "~" somewhere. Expanded it is another folder for each user.
    (`./~/…` names such a folder on purpose.)
    """
    return bool(_FOR_A_SHELL.match(path))


def check_path(path: str) -> None:
    """Refuse a path that would silently mean another one. Raise ValueError."""
    if is_filled_in_elsewhere(path):
        raise ValueError(NOT_FILLED_IN)
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        raise ValueError(
            "has letters that this machine's locale cannot write: set LC_ALL=C.UTF-8"
        ) from None


def journal_folder(database_url: str, named: Path | None) -> Path:
    """Return the journal's folder: the named one, else beside the SQLite file, else the program's.

    A process that looked elsewhere would miss answers of Faspay and not notice older data.
    """
    if named is not None:
        return named
    file = file_of(database_url) if database_url.startswith("sqlite") else None
    return _beside(file) if file else _PROGRAM / _UNNAMED


def journal_dir(value: Path | None, info: ValidationInfo) -> Path | None:
    """Check that JOURNAL_DIR means one folder only, and that no other journal is left behind."""
    url = info.data.get("database_url")
    if value is not None:
        check_path(str(value))
        if not value.is_absolute():
            raise ValueError(
                "must be an absolute path (/…): a relative one begins elsewhere each time"
            )
    if value is None and isinstance(url, SecretStr):
        _nothing_left_behind(url.get_secret_value())
    return value


def _nothing_left_behind(url: str) -> None:
    """Refuse while a journal lies at its old place: older versions did not follow links."""
    sqlite = url.partition(":///")[2] if url.startswith("sqlite") else ""
    former = _beside(Path(sqlite)) if sqlite else _UNNAMED
    try:
        unnoticed = former.is_dir() and not former.samefile(journal_folder(url, None))
    except FileNotFoundError:
        unnoticed = True
    except (OSError, ValueError):  # links in a ring, or NUL: opening the database reports it
        return
    if unnoticed:
        raise ValueError(f"is missing: name {former.absolute()}, where the journal has been so far")


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.journal")

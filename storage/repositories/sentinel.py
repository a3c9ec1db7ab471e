"""The sentinel: proves that the data keys are right, and names the database."""

import secrets

from storage.engine.unit_of_work import Work
from storage.models.sentinel import Sentinel

_SENTINEL = "sentinel.box"
_SENTINEL_TEXT = "these are the right keys"
_ID = " of database "
_ID_OCTETS = 8


def prove_keys(work: Work) -> None:
    """Open the sentinel, or write one on first use. Raise WrongKeys when the keys do not fit."""
    found = work.session.get(Sentinel, 1)
    if found is None:
        name_database(work)
        return
    work.vault.open(found.box_sealed, _SENTINEL, 1)


def database_id(work: Work) -> str:
    """Return the random name that this database shares with its copies.

    On PostgreSQL the sentinel, which holds the name, is locked until the transaction ends.
    """
    found = work.session.get(Sentinel, 1, with_for_update=True)
    text = work.vault.open(found.box_sealed, _SENTINEL, 1) if found else ""
    return text.partition(_ID)[2] or name_database(work)


def name_database(work: Work) -> str:
    """Give this database a new name: from now on it is no copy of any other."""
    name = secrets.token_hex(_ID_OCTETS)
    box = work.vault.seal(f"{_SENTINEL_TEXT}{_ID}{name}", _SENTINEL, 1)
    found = work.session.get(Sentinel, 1)
    if found is None:
        work.session.add(Sentinel(box_sealed=box))
    else:
        found.box_sealed = box
    return name

"""`python -m bot keys`: makes a data key, or seals everything with the active one."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.cli import clock
from bot.cli.options import read_settings_and_warn
from bot.runtime.start import UNREACHABLE, CannotStart, open_database
from bot.settings.settings import Settings
from handlers.services.notices import acts
from handlers.services.rights.actors import operator
from handlers.services.rights.capabilities import Capability
from storage.backup import resealing
from storage.engine.database import DatabaseUnusable
from storage.engine.vault import Vault, new_key

_LEFT = (
    "{values} are damaged, or their key is missing: they were left as they are, and hold up no "
    "other. Put a missing key back behind the first and run this again; keep the older keys, "
    "with which an older backup may have whole what is damaged here."
)


@dataclass(frozen=True)
class Rotated:
    """What came of sealing everything with the first key of DATA_KEYS."""

    done: int
    """Values sealed again."""
    in_use: bool
    """Some values were being changed by another process."""
    unreadable: str
    """How many values no key opens, and where they are; "" where there are none."""


def main(options: argparse.Namespace) -> int:
    """Make a data key, or seal everything with the active one."""
    if options.act == "new":
        print(new_key(f"k{clock.now():%Y%m%d%H%M}"))
        return 0
    rotated = rotate(read_settings_and_warn(options), clock.now)
    print(f"{rotated.done} values were sealed again.")
    if rotated.in_use:
        print("Some were in use just now: run this again.", file=sys.stderr)
    if rotated.unreadable:
        print(_LEFT.format(values=rotated.unreadable), file=sys.stderr)
    if rotated.in_use or rotated.unreadable:
        return 1  # so that no script takes the older keys away: they may still be needed
    print("All are sealed with the first key of DATA_KEYS now.")
    print("Keep the older keys in DATA_KEYS until every order made before today has ended")
    print("(two weeks): the callback addresses that Faspay holds were made with them.")
    return 0


def rotate(settings: Settings, now: Callable[[], datetime]) -> Rotated:
    """Seal with the active key whatever can be opened. Raise CannotStart."""
    database = open_database(settings, now)
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    damaged: set[resealing.Sealed] = set()
    done = 0
    try:
        while some := database.run_sync(resealing.reseal_some, damaged=damaged):
            done += some
        counts = database.run_sync(resealing.sealed_with)
        if done:
            rotator = operator(Capability.ROTATE_KEYS)
            database.run_sync(acts.keys_rotated, rotator, vault.active_key_id)
    except DatabaseUnusable as error:
        raise CannotStart(f"{UNREACHABLE} What was done is kept: run this again.") from error
    finally:
        database.close()
    left = sum(counts.pop(key_id, 0) for key_id in vault.older_key_ids) - len(damaged)
    counts.pop(vault.active_key_id, None)
    return Rotated(done, left > 0, _unreadable(Counter(place for place, _row in damaged), counts))


def _unreadable(damaged: dict[str, int], by_missing_key: dict[str, int]) -> str:
    places = [f"{count} in {place}" for place, count in sorted(damaged.items())]
    keys = [f"{count} of key {key_id!r}" for key_id, count in sorted(by_missing_key.items())]
    total = sum(damaged.values()) + sum(by_missing_key.values())
    return f"{total} values ({', '.join([*places, *keys])})" if total else ""

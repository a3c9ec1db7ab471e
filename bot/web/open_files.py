"""How many files and connections this process may have open at once."""

import contextlib
import resource

_WANTED = 4096
"""Connections of strangers, of Faspay and of Telegram, the database and the journal, with room."""


def raise_limit() -> None:
    """Ask for as many as we want; most systems start a process with fewer than they allow it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def limit() -> int:
    """Return how many."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _WANTED if soft == resource.RLIM_INFINITY else soft

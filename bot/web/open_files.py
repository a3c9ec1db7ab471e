"""How many files and connections this process may have open at once."""

import contextlib
import resource

_WANTED = 4096
"""Enough for connections of strangers, Faspay and Telegram, the database and the journal."""


def raise_limit() -> None:
    """Raise the limit. Most systems start a process with less than they allow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def limit() -> int:
    """Return the limit."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _WANTED if soft == resource.RLIM_INFINITY else soft

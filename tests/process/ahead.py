"""The program by a clock that is ahead: python -m tests.process.ahead SECONDS [what bot takes]."""

import sys
from datetime import UTC, datetime, timedelta

from bot.__main__ import main
from bot.cli import clock

_AHEAD = timedelta(seconds=float(sys.argv[1]))


def _now() -> datetime:
    return datetime.now(UTC) + _AHEAD


if __name__ == "__main__":
    clock.now = _now
    sys.exit(main(sys.argv[2:]))

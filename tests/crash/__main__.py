"""`python -m tests.crash`: play schedules of crashes; exit 1 when a promise was broken.

python -m tests.crash run 2050          # every point, every pair of a point and a fault
python -m tests.crash play 1234         # one of them again, with its story
"""

import argparse
import sys
import time

from tests.crash.company import company, databases
from tests.crash.figures import Figures
from tests.crash.provider import Fault
from tests.crash.reachable import DUE, PAIRS, POINTS
from tests.crash.shard import Result, Ticket, play_all

_FREE = len(DUE) // 10 * 10 + 10
_FREE_IN_SAMPLE = 20
_ONE_STOP_OF = 8
_TELL_EVERY = 250
_KNOWN = frozenset(PAIRS)
_POSTGRES_EVERY = 10
"""Two of so many free schedules are played on PostgreSQL."""


def main() -> int:
    """Read the command line, play, and print the figures."""
    options = _parser().parse_args()
    if options.command == "play":
        return _again([Ticket(seed, postgres=options.postgres) for seed in options.seeds])
    seeds = sample_seeds() if options.command == "sample" else _range(options)
    tickets = [_ticket(seed) for seed in seeds]
    began, figures = time.monotonic(), Figures()
    for number, result in enumerate(company(tickets, options.jobs), start=1):
        figures.add(result)
        if number % _TELL_EVERY == 0:
            _say(f"{number} of {len(tickets)} played")
        if result.broken:
            _say(f"BROKEN {result.broken}\n  {result.what}\n  again: {_command(result.ticket)}")
    _say(figures.table(time.monotonic() - began, options.jobs))
    return 1 if figures.failed else 0


def _range(options: argparse.Namespace) -> list[int]:
    return list(range(options.first, options.first + options.schedules))


def sample_seeds() -> list[int]:
    """Return a seed for every point, with varying faults, some stops, and some free seeds."""
    faults, seeds = list(Fault), []
    for number, point in enumerate(POINTS):
        turned = faults[number % len(faults) :] + faults[: number % len(faults)]
        seeds.append(next(PAIRS.index((point, each)) for each in turned if (point, each) in _KNOWN))
    stops = range(len(PAIRS), len(DUE), _ONE_STOP_OF)
    return [*seeds, *stops, *range(_FREE, _FREE + _FREE_IN_SAMPLE)]


def _ticket(seed: int) -> Ticket:
    return Ticket(seed, postgres=seed >= len(DUE) and seed % _POSTGRES_EVERY < 2)


def _again(tickets: list[Ticket]) -> int:
    results: list[Result] = []
    with databases(int(any(each.postgres for each in tickets))) as urls:
        play_all(tickets, results.append, urls[0] if urls else None)
    for result in results:
        _say(result.what)
        _say(f"{result.story}\nBROKEN {result.broken}" if result.broken else "all promises kept")
    return 1 if any(result.broken for result in results) else 0


def _command(ticket: Ticket) -> str:
    engine = " --postgres" if ticket.postgres else ""
    return f".venv/bin/python -m tests.crash play {ticket.seed}{engine}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    sample = commands.add_parser("sample", help="play a sample that comes by every point")
    run = commands.add_parser("run", help="play many schedules")
    run.add_argument("schedules", type=int)
    run.add_argument("--first", type=int, default=0, help="the first seed (default 0)")
    for many in (sample, run):
        many.add_argument("--jobs", type=int, default=2, help="processes that play (default 2)")
    play = commands.add_parser("play", help="play a schedule again, with its story")
    play.add_argument("seeds", type=int, nargs="+", metavar="SEED")
    play.add_argument("--postgres", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())

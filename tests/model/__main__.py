"""`python -m tests.model [--stories]`: explore everything and print the figures as tables."""

import os
import platform
import sys

from tests.model.mistakes import Mistake
from tests.model.runs import FULL, found, look_at


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def design() -> int:
    """Explore the design; return how many runs broke a promise."""
    say("| the design | states | steps | depth | seconds | |")
    say("|---|--:|--:|--:|--:|---|")
    broken = []
    for run in FULL:
        seen = look_at(run.model)
        holds = "broken" if seen.violation else "holds"
        figures = f"{seen.states:,} | {seen.steps:,} | {seen.depth} | {seen.seconds:.1f}"
        say(f"| {run.name} | {figures} | {holds} |")
        broken += [seen.violation] if seen.violation else []
    for violation in broken:
        say(f"\n{violation}")
    return len(broken)


def mistakes(*, stories: bool) -> int:
    """Break each rule; return how many were not found."""
    say("\n| the rule that is broken | states | story | the promise that falls |")
    say("|---|--:|--:|---|")
    told = []
    for mistake in Mistake:
        seen = found(mistake)
        falls = seen.violation.promise if seen.violation else "NOT FOUND"
        length = len(seen.violation.story) if seen.violation else 0
        say(f"| {mistake} | {seen.states:,} | {length} steps | {falls} |")
        told += [f"\n{mistake.name}: {mistake}\n{seen.violation}"] if seen.violation else []
    if stories:
        say("\n".join(told))
    return len(Mistake) - len(told)


if __name__ == "__main__":
    say(f"Python {platform.python_version()}, one of {os.cpu_count()} processors\n")
    failures = design() + mistakes(stories="--stories" in sys.argv)
    sys.exit(bool(failures))

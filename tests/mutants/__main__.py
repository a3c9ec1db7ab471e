"""`python -m tests.mutants`: break every dangerous rule once; exit 1 when nobody noticed."""

import sys

from tests.mutants.dangers import MUTANTS
from tests.mutants.runner import survivors

if __name__ == "__main__":

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")

    problems = survivors(MUTANTS, say)
    say("\n".join(problems) or f"all {len(MUTANTS)} noticed")
    sys.exit(bool(problems))

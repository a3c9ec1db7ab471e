"""As many files as the system allows, up to what we want; never fewer than we had."""

import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
from bot.web import open_files
soft, hard = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
open_files.raise_limit()
print(open_files.limit())
"""


@pytest.mark.parametrize(
    ("soft", "hard", "limit"), [(256, 512, 512), (256, 8192, 4096), (6000, 8192, 6000)]
)
def test_the_limit_is_raised_as_far_as_it_may_be(soft: int, hard: int, limit: int) -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(soft), str(hard)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert told.stdout == f"{limit}\n"

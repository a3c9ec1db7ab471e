"""How much fuzzing there is, and how long one reading may take.

In `make test` the examples are the same every time. FUZZ_PROFILE=soak draws fresh ones, FUZZ_SCALE
times as many (default 50), and keeps what failed in .hypothesis, so that a second run begins with
it.
"""

import os
import time
from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, settings

T = TypeVar("T")
E = TypeVar("E", bound=Exception)

_SOAK = os.environ.get("FUZZ_PROFILE") == "soak"
_SCALE = int(os.environ.get("FUZZ_SCALE", "50")) if _SOAK else 1
"""How many times the examples of `make test` a soak draws."""
_USUAL = settings(derandomize=True, database=None, deadline=None)
_SOAKING = settings(
    deadline=None,
    print_blob=True,
    # A soak draws large examples now and then; that is what it is for.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

_MOST_SECONDS = 0.25
"""For the largest input that a reader is ever given; a hundred times what it takes."""


def examples(usual: int) -> settings:
    """Draw so many examples, in a soak many times as many; every test here says how many.

    Not a profile of Hypothesis: loading one would change the tests of all other folders.
    """
    return settings(_SOAKING if _SOAK else _USUAL, max_examples=usual * _SCALE)


def quickly(reading: Callable[[], T]) -> T:
    """Return what a reading gives; fail when it needs more of the processor than it may.

    It has three tries: on a busy machine even the processor's own time is not its own.
    """
    for _ in range(3):
        began = time.thread_time()
        result = reading()
        if time.thread_time() - began < _MOST_SECONDS:
            return result
    raise AssertionError(f"it takes more than {_MOST_SECONDS} s")


def attempt(kind: type[E], call: Callable[[], T]) -> T | E:
    """Return what a call gives, or the one kind of error it may raise; any other comes out."""
    try:
        return call()
    except kind as error:
        return error

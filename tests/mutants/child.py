"""Runs tests in a copy of the project, in a process that has loaded the libraries already."""

import os
import sys
import traceback
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

ROOMS = ("bot", "handlers", "storage", "tests")
_LIBRARIES = (
    *("pytest", "telegram.ext", "sqlmodel", "sqlalchemy.dialects.sqlite", "alembic.command"),
    *("httpx", "cryptography.hazmat.primitives.asymmetric.rsa", "starlette.applications"),
    *("uvicorn", "pydantic_settings", "structlog", "fluent.runtime", "babel.dates"),
    *("unicode_rbnf", "hypothesis"),
)
"""What nearly all tests load. Half of a mutant's time went there."""


def library_server() -> ForkServerContext:
    """Return where processes come from that have the libraries, and nothing of the project."""
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_LIBRARIES))
    return context


def code_of(output: Path) -> Path:
    """Return the file that holds the exit code, once pytest has ended by itself."""
    return output.with_suffix(".code")


class _Ending:
    """What the tests came to, as told before pytest tidies up.

    There it may fail itself: a file that a failed test left open is a warning, thus an error.
    """

    code = int(pytest.ExitCode.INTERNAL_ERROR)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        self.code = int(exitstatus)


def _ended(arguments: list[str]) -> int:
    ending = _Ending()
    try:
        return int(pytest.main(arguments, plugins=[ending]))
    except (Warning, ExceptionGroup):  # one, or several
        traceback.print_exc()
        return ending.code or int(pytest.ExitCode.INTERNAL_ERROR)


def run_tests(copy: Path, arguments: list[str], output: Path, environment: dict[str, str]) -> None:
    """Run pytest in a copy; what it says and its exit code go to files.

    Who waits may lose a process's own exit code: threads that start others read it, too.
    """
    with output.open("wb") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.chdir(copy)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a second each
    os.environ.update(environment)
    # This module came from the project itself; the tests are to find the copy's modules only.
    original = str(Path(__file__).parents[2])
    sys.path[:] = [str(copy), *(path for path in sys.path if path not in {"", original})]
    for name in [name for name in sys.modules if name.partition(".")[0] in ROOMS]:
        del sys.modules[name]
    code = _ended(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    code_of(output).write_text(str(code))
    os._exit(code)  # without the threads and exit handlers of what was tested

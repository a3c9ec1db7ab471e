"""Breaks one rule at a time in a copy of the project, and expects its tests to notice."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.child import ROOMS, code_of, library_server, run_tests
from tests.mutants.mutant import Mutant
from tests.servers import MADE_BEFORE, migrated, quick_place

ROOT = Path(__file__).parents[2]
_TESTS_FAILED = 1
"""pytest's exit code; any other means that it did not get as far as the tests."""
_AT_ONCE = 2
_MAKES_THE_SCHEMA = "storage/"
"""What migrates imports nothing else of ours. Migrating took half of most mutants' time."""
_SERVER = library_server()
_LIMIT = ("-p", "pytest_timeout")
"""Of pytest's plugins the one that is not loaded in vain: a mutant may hang."""


def survivors(mutants: Sequence[Mutant], say: Callable[[str], object]) -> list[str]:
    """Return a sentence for each mutant that no test noticed, or that could not be made."""
    with (
        tempfile.TemporaryDirectory(dir=quick_place()) as folder,
        ThreadPoolExecutor(_AT_ONCE) as threads,
    ):
        whole = Path(folder) / "whole"
        made = Path(folder) / "migrated.db"
        made.write_bytes(migrated())
        for room in ROOMS:
            shutil.copytree(ROOT / room, whole / room)  # with what is compiled already
        shutil.copy(ROOT / "pyproject.toml", whole)

        def judge(mutant: Mutant) -> str | None:
            problem = _judge(mutant, whole, made, Path(tempfile.mkdtemp(dir=folder)))
            say(f"{'SURVIVED' if problem else 'killed'}: {mutant.rule}")
            return problem

        unsound = _without_a_slip(mutants, whole, made, Path(folder))
        return unsound + [problem for problem in threads.map(judge, mutants) if problem]


def _without_a_slip(mutants: Sequence[Mutant], whole: Path, made: Path, folder: Path) -> list[str]:
    """Return a sentence if tests fail in the copy as it is: then no mutant proves anything."""
    mutant = next((each for each in mutants if not each.schedules and not _touches(each)), None)
    if mutant is None:
        return []
    code, told = _play(mutant, whole, made, folder)
    return [] if code == 0 else [f"without a slip it ended with {code}\n{told[-2500:]}"]


def _touches(mutant: Mutant) -> bool:
    """Say whether a slip might change what migrating makes."""
    return mutant.path.startswith(_MAKES_THE_SCHEMA)


def _judge(mutant: Mutant, whole: Path, made: Path, folder: Path) -> str | None:
    copy = folder / "copy"
    shutil.copytree(whole, copy, copy_function=os.link)  # half a second less each
    path = copy / mutant.path
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        return f"{mutant.rule}: {mutant.path} holds {text.count(mutant.old)} times:\n{mutant.old}"
    path.unlink()  # not to write into what all copies share
    path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    code, told = _play(mutant, copy, made, folder)
    shutil.rmtree(copy)
    return None if code == _TESTS_FAILED else f"{mutant.rule}: it ended with {code}\n{told[-2500:]}"


def _play(mutant: Mutant, copy: Path, made: Path, folder: Path) -> tuple[int | None, str]:
    """Play what must fail; return how it ended and what it said."""
    if mutant.schedules:
        command = [sys.executable, "-m", "tests.crash", "play", *map(str, mutant.schedules)]
        ended = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        return ended.returncode, ended.stdout + ended.stderr
    output = folder / "output"
    arguments = ["-x", "-q", "-p", "no:cacheprovider", *_LIMIT, "-m", "not postgres"]
    environment = {} if _touches(mutant) else {MADE_BEFORE: str(made)}
    process = _SERVER.Process(
        target=run_tests, args=(copy, [*arguments, *mutant.tests], output, environment)
    )
    process.start()
    process.join()
    told = output.read_text(encoding="utf-8", errors="replace")
    code = code_of(output)
    return int(code.read_text()) if code.exists() else None, told

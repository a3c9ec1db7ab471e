"""`python -m tests.lock`: look for wheels of all that is pinned, and note what each asks for.

It is the end of `make lock`. It asks the package index, once for each supported machine and Python,
and writes the file by which a test can prove, offline, that nothing else is needed.
"""

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import distributions
from itertools import product
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.lock.pins import (
    ASKS,
    DEVELOPMENT,
    MACHINES,
    PYTHONS,
    ROOT,
    applies,
    environment,
    lines,
    pin,
)


def _install(folder: Path, file: str | Path, machine: str, python: str, *options: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", *options]
    command += ["--require-hashes", "--only-binary", ":all:", "--requirement", str(file)]
    command += ["--python-platform", machine, "--python-version", python, "--target", str(folder)]
    cache = {"UV_CACHE_DIR": str(folder.with_name("cache"))}
    if subprocess.run(command, cwd=ROOT, env=os.environ | cache, check=False).returncode:
        sys.exit(f"Python {python} on {machine} cannot have all that is pinned (see above).")


def _gather(folder: Path, machine: str, python: str, known: dict[str, list[str]]) -> None:
    where = environment(python, machine)
    new = [line for line in lines(DEVELOPMENT) if applies(pin(line), where)]
    new = [line for line in new if _key(line) not in known]
    if not new:
        return
    file = folder.with_name("new.txt")
    file.write_text("\n".join(new), encoding="ascii")
    _install(folder, file, machine, python)
    for each in distributions(path=[str(folder)]):
        known[f"{canonicalize_name(each.name)}=={each.version}"] = sorted(each.requires or [])


def _key(line: str) -> str:
    return f"{canonicalize_name(pin(line).name)}{pin(line).specifier}"


def _main() -> None:
    known: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        for machine, python in product(MACHINES, PYTHONS):
            # Into an empty folder: what lies there already would not be looked for.
            _install(Path(name, "empty"), DEVELOPMENT, machine, python, "--dry-run")
            _gather(Path(name, "packages"), machine, python, known)
    ASKS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _main()

"""`make setup` and `make server`: what they install and keep, and what they say in trouble."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.process.wheels import wheel

ROOT = Path(__file__).parents[2]
STAND_IN = """#!/bin/sh
# A Python that makes an environment of itself, and whose pip does as the test says.
case "$1 $2" in
"-c "*version_info*) exit "${UNSUPPORTED:-0}" ;;
"-c "*ensurepip*) exit "${LACKS_VENV:-0}" ;;
"-m venv")
  echo venv >>calls
  rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python
  exit "${VENV_ENDS:-0}" ;;
"-m pip")
  test "$3" != check || exit "${CHECK_ENDS:-0}"
  for last; do :; done
  echo "$last" >>calls
  printf '%s\\n' "$PIP_SAYS"
  test -z "$PIP_IS_KILLED" || kill -KILL $PPID
  exit "${PIP_ENDS:-0}" ;;
esac
"""
SERVER, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


@dataclass
class Checkout:
    """A folder with the Makefile and two locks, and a Python to set it up with."""

    folder: Path
    python: str
    environment: dict[str, str] = field(default_factory=dict)

    def make(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        around = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
        return subprocess.run(
            ["make", f"PYTHON={self.python}", *arguments],
            cwd=self.folder,
            env=around | self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """Tell what was done since this was asked last: "venv", or which pins were installed."""
        calls = self.folder / "calls"
        done = calls.read_text(encoding="utf-8").split() if calls.exists() else []
        calls.unlink(missing_ok=True)
        return done

    def change(self, file: str) -> None:
        """Make a lock newer than all that was installed."""
        newest = max(each.stat().st_mtime for each in (self.folder / ".venv").iterdir())
        os.utime(self.folder / file, (newest + 1, newest + 1))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "dua kata ü"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    for file in (SERVER, DEVELOPMENT):
        (folder / file).write_text("", encoding="utf-8")
    python = tmp_path / "a python"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    return Checkout(folder, str(python))


def test_a_server_gets_its_own_pins_and_development_adds_to_them(checkout: Checkout) -> None:
    assert checkout.make("server").returncode == 0
    assert checkout.calls() == ["venv", SERVER]
    assert checkout.make("setup").returncode == 0
    assert checkout.calls() == [DEVELOPMENT]
    for target in ("server", "setup"):
        assert checkout.make(target).returncode == 0
    assert checkout.calls() == []


def test_development_has_what_a_server_needs(checkout: Checkout) -> None:
    checkout.make("setup")
    assert checkout.make("server").returncode == 0
    assert checkout.calls() == ["venv", DEVELOPMENT]


def test_newer_pins_go_into_what_is_there(checkout: Checkout) -> None:
    checkout.make("server")
    checkout.change(SERVER)
    assert checkout.make("server").returncode == 0
    assert checkout.calls() == ["venv", SERVER, SERVER]
    checkout.make("setup")
    checkout.change(SERVER)  # what was installed for development must fit what it is used with
    assert checkout.make("server").returncode == 0
    assert checkout.calls() == [DEVELOPMENT, DEVELOPMENT]


@pytest.mark.parametrize(
    "broken_off",
    [
        {"PIP_IS_KILLED": "1"},
        {"PIP_ENDS": "1", "PIP_SAYS": "Installing collected packages: alembic"},
        {"CHECK_ENDS": "1"},
    ],
)
def test_a_set_up_that_was_broken_off_begins_anew(
    checkout: Checkout, broken_off: dict[str, str]
) -> None:
    assert checkout.make("setup", **broken_off).returncode != 0
    assert checkout.make("setup").returncode == 0
    assert checkout.calls() == ["venv", DEVELOPMENT] * 2


def test_what_was_installed_serves_on_while_the_index_is_away(checkout: Checkout) -> None:
    checkout.make("server")
    checkout.change(SERVER)
    assert checkout.make("server", PIP_ENDS="1", PIP_SAYS="WARNING: Retrying").returncode != 0
    assert checkout.make("server").returncode == 0
    assert checkout.calls() == ["venv", SERVER, SERVER, SERVER]


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.make("setup")
    (checkout.folder / ".venv/bin/python").unlink()
    assert checkout.make("server").returncode == 0
    assert checkout.calls() == ["venv", DEVELOPMENT, "venv", SERVER]
    assert checkout.make("setup").returncode == 0
    assert checkout.calls() == [DEVELOPMENT]


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ({"UNSUPPORTED": "1"}, "is not Python 3.11, 3.12, 3.13 or 3.14: install one, or say make"),
        ({"LACKS_VENV": "1"}, "has no venv module: install it (Debian and Ubuntu: apt install"),
        ({"VENV_ENDS": "1"}, "could not make .venv: mend what it says, then make again"),
        (
            {"PIP_ENDS": "1", "PIP_SAYS": "WARNING: Retrying (Retry(total=0)) after connection"},
            "pip does not reach its package index: mend the network, or tell pip of your proxy",
        ),
        (
            {"PIP_ENDS": "1", "PIP_SAYS": "ERROR: No matching distribution found for uvloop==1"},
            "pip: no matching distribution found for uvloop==1\nDoes pip reach its package index",
        ),
        (
            {"PIP_ENDS": "1", "PIP_SAYS": "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM"},
            "A package is not the one that requirements.txt pins: do not use this package index",
        ),
        (
            {"PIP_ENDS": "1", "PIP_SAYS": "ERROR: No space left on device"},
            "ERROR: No space left on device\npip could not install what requirements.txt pins",
        ),
        ({"CHECK_ENDS": "1"}, "What is in .venv does not fit together: make clean, then again."),
    ],
)
def test_trouble_ends_with_a_sentence_that_says_what_to_do(
    checkout: Checkout, trouble: dict[str, str], sentence: str
) -> None:
    told = checkout.make("server", **trouble)
    assert told.returncode != 0
    assert sentence in told.stderr.rpartition("make: ***")[0]
    assert "Traceback" not in told.stderr


def test_a_supported_python_is_found_behind_one_that_is_not(
    checkout: Checkout, tmp_path: Path
) -> None:
    found = tmp_path / "bin"
    found.mkdir()
    (found / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (found / "python3").chmod(0o755)
    shutil.copy(checkout.python, found / "python3.13")
    around = f"{found}:{os.environ['PATH']}"
    told = subprocess.run(
        ["make", "server"],
        cwd=checkout.folder,
        env={"PATH": around},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert checkout.calls() == ["venv", SERVER]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_with_a_real_pip_in_an_awkward_place(checkout: Checkout, tmp_path: Path) -> None:
    """A path with a blank and an umlaut, no home to write to, and no UTF-8."""
    pins = "--only-binary :all:\n"
    for name, file in (("first", SERVER), ("second", DEVELOPMENT)):
        pins += f"{name}==1.0 --hash=sha256:{wheel(tmp_path, name)}\n"
        (checkout.folder / file).write_text(pins, encoding="utf-8")
    checkout.python = sys.executable
    checkout.environment = {
        "HOME": "/dev/null/nobody",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PYTHONPATH": "/nonsense",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(tmp_path),
        "PIP_NO_INDEX": "1",
        "PIP_TARGET": str(tmp_path / "elsewhere"),
    }
    seen = []
    for target in ("server", "setup", "server"):
        told = checkout.make(target)
        assert told.returncode == 0, told.stderr
        seen.append(sorted(each.name for each in checkout.folder.glob(".venv/lib/*/*/*.marker")))
    assert seen == [["first.marker"], *[["first.marker", "second.marker"]] * 2]

"""The pinned dependencies: each with its hash, none with an address, and both files of one mind."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")


def _pins(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))


def _declared() -> tuple[list[str], list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["dependencies"], project["dependency-groups"]["dev"]


def _names(declared: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~;\s]", each)[0].lower() for each in declared}


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_a_hash(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(re.fullmatch(r"\S+==\S+(\s+--hash=sha256:[0-9a-f]{64})+", line) for line in lines)


@pytest.mark.parametrize("file", [*FILES, "pyproject.toml", "Makefile", ".ci/run"])
def test_no_index_address_is_written_down(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"://|(?<!--no-emit)-index-url|-find-links=|-trusted-host=", text)


def test_both_files_agree_on_every_version() -> None:
    everything = _pins("requirements-dev.txt").items()
    assert _pins("requirements.txt").items() <= everything


def test_what_is_declared_is_pinned() -> None:
    runtime, dev = _declared()
    assert _names(runtime) <= _pins("requirements.txt").keys()
    assert _names(runtime + dev) <= _pins("requirements-dev.txt").keys()

"""The locks are closed: nothing is installed but what they pin, on every supported machine."""

import re
from importlib.metadata import distribution

import pytest
from packaging.markers import default_environment
from packaging.utils import canonicalize_name

from tests.lock import pins
from tests.lock.pins import DEVELOPMENT, ROOT, SERVER

FILES = (SERVER, DEVELOPMENT)
WHEELS_ONLY = "--only-binary :all:"
ENVIRONMENTS = [*pins.environments()]


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_a_hash_and_only_wheels_are_taken(file: str) -> None:
    text = (ROOT / file).read_text(encoding="ascii").replace("\\\n", " ")
    first, *rest = [line for line in text.splitlines() if line]
    assert first == WHEELS_ONLY
    assert rest
    for line in rest:
        assert re.fullmatch(r"[a-z0-9-]+==[^\s;]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+", line)


@pytest.mark.parametrize(
    "file", [*FILES, "pyproject.toml", "Makefile", ".ci/run", "requirements-asks.json"]
)
def test_no_index_address_is_written_down(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links=|trusted-host", text)


def test_a_server_gets_the_versions_that_were_tested() -> None:
    for where in ENVIRONMENTS:
        everything = pins.versions(DEVELOPMENT, where)
        assert pins.versions(SERVER, where).items() <= everything.items()


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_is_met_by_a_pin_and_every_pin_is_needed(file: str) -> None:
    wanted = pins.declared(development=file == DEVELOPMENT)
    asked = pins.asks()
    for where in ENVIRONMENTS:
        pinned = pins.versions(file, where)
        missing, needed = pins.unmet(wanted, pinned, asked, where)
        assert missing == []
        assert needed == pinned.keys()


def test_what_is_installed_here_is_what_is_pinned_and_asks_for_what_was_noted() -> None:
    asked = pins.asks()
    here = {key: str(value) for key, value in default_environment().items()}
    for name, version in pins.versions(DEVELOPMENT, here).items():
        installed = distribution(name)
        assert installed.version == version
        assert sorted(installed.requires or []) == asked[f"{name}=={version}"]


@pytest.mark.parametrize(
    "name",
    ["psycopg-binary", "pycparser"],  # asked for by an extra, and by a package of a package
)
def test_a_requirement_that_no_pin_meets_is_found(name: str) -> None:
    where = ENVIRONMENTS[0]
    pinned = pins.versions(SERVER, where)
    del pinned[name]
    missing, _ = pins.unmet(pins.declared(development=False), pinned, pins.asks(), where)
    assert [pins.read(each).name for each in missing] == [name]


def test_a_version_that_is_too_old_is_found() -> None:
    where = ENVIRONMENTS[0]
    pinned = pins.versions(SERVER, where) | {"typing-extensions": "4.0.0"}
    asked = pins.asks() | {"typing-extensions==4.0.0": []}
    missing, _ = pins.unmet(pins.declared(development=False), pinned, asked, where)
    assert {canonicalize_name(pins.read(each).name) for each in missing} == {"typing-extensions"}

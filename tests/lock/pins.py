"""The two locks as data, and the machines for which they hold."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SERVER, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
ASKS = ROOT / "requirements-asks.json"
"""What each pinned package asks for (its Requires-Dist), also of packages for other machines."""

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = {
    "x86_64-manylinux_2_28": ("linux", "x86_64"),
    "aarch64-manylinux_2_28": ("linux", "aarch64"),
    "x86_64-apple-darwin": ("darwin", "x86_64"),
    "aarch64-apple-darwin": ("darwin", "arm64"),
}
"""By uv's name of the platform: what Python calls the system and the machine."""

Environment = Mapping[str, str]
"""What the markers of a requirement are evaluated in."""

read = cache(Requirement)
"""Reading is what costs time: the same lines are read for every machine."""


def environment(python: str, machine: str, release: str = "0") -> Environment:
    """Describe a supported machine, with the given release of a Python ("0" is its first)."""
    system, processor = MACHINES[machine]
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.{release}",
        "os_name": "posix",
        "platform_machine": processor,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": {"linux": "Linux", "darwin": "Darwin"}[system],
        "platform_version": "",
        "python_full_version": f"{python}.{release}",
        "python_version": python,
        "sys_platform": system,
    }


def environments() -> Iterator[Environment]:
    """Describe all of them, with the first and the last release of each Python."""
    for python, machine, release in product(PYTHONS, MACHINES, ("0", "99")):
        yield environment(python, machine, release)


@cache
def lines(file: str) -> list[str]:
    """Return the lines of a lock that pin something, each with its hashes."""
    text = (ROOT / file).read_text(encoding="ascii").replace("\\\n", " ")
    return [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]


def pin(line: str) -> Requirement:
    """Read a line of a lock without its hashes."""
    return read(line.partition(" --hash=")[0].strip())


def applies(requirement: Requirement, where: Environment, extra: str = "") -> bool:
    """Say whether a requirement holds on a machine, when asked with an extra."""
    return requirement.marker is None or requirement.marker.evaluate({**where, "extra": extra})


def versions(file: str, where: Environment) -> dict[str, str]:
    """Return what a lock pins on a machine: versions by name."""
    pinned = [each for each in map(pin, lines(file)) if applies(each, where)]
    found: dict[str, str] = {
        canonicalize_name(each.name): str(each.specifier)[2:] for each in pinned
    }
    assert len(found) == len(pinned), "something is pinned twice"
    return found


def declared(*, development: bool) -> list[Requirement]:
    """Return what pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"]]
    groups += [project["dependency-groups"]["dev"]] if development else []
    return [read(each) for group in groups for each in group]


def asks() -> dict[str, list[str]]:
    """Return what each pinned package asks for, by "name==version"."""
    return dict(json.loads(ASKS.read_text(encoding="utf-8")))


def unmet(
    wanted: Iterable[Requirement],
    pinned: Mapping[str, str],
    asked: Mapping[str, list[str]],
    where: Environment,
) -> tuple[list[str], set[str]]:
    """Follow every requirement, extras included, through what is pinned on one machine.

    Return what no pin meets, and the names that were come by.
    """
    missing: list[str] = []
    seen: set[tuple[str, str]] = set()
    todo = [each for each in wanted if applies(each, where)]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        version = pinned.get(name)
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            missing.append(str(requirement))
            continue
        for extra in {"", *requirement.extras} - {known for at, known in seen if at == name}:
            seen.add((name, extra))
            more = map(read, asked[f"{name}=={version}"])
            todo += [each for each in more if applies(each, where, extra)]
    return missing, {name for name, _ in seen}

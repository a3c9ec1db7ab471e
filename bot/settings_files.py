"""Where settings come from: the environment, a .env file under it, and files with one secret."""

import difflib
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = ("TELEGRAM_", "FASPAY_")
"""Beginnings of names in the environment that can only be meant for us."""


@dataclass
class Sources:
    """What was found, by the setting's name."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    problems: dict[str, str] = field(default_factory=dict)
    """By name: the end of "NAME …", without the value."""
    warnings: list[str] = field(default_factory=list)


def read_sources(
    names: frozenset[str],
    secret_names: frozenset[str],
    env: Mapping[str, str],
    env_file: Path | None,
) -> Sources:
    """Gather every setting; the real environment wins over the file, an empty value is none."""
    found = Sources()
    in_file = _read_env_file(env_file, found)
    for layer in (in_file, dict(env)):
        _take(layer, names, secret_names, found)
    known = names | {f"{name}_FILE" for name in secret_names}
    ours = [name for name in env if name.startswith(_OURS)]
    found.warnings += _unknown([*in_file, *ours], known)
    return found


def too_open(paths: Iterable[Path]) -> tuple[str, ...]:
    """Warn of secret files that others on this machine can read."""
    return tuple(
        f"{path} can be read by others on this machine: chmod 600 it"
        for path in paths
        if path.is_file() and path.stat().st_mode & _OTHERS
    )


def _read_env_file(path: Path | None, found: Sources) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    try:
        # A secret may hold "${": nothing is to be filled in.
        lines = dotenv_values(path, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        found.problems[str(path)] = "cannot be read as text in UTF-8"
        return {}
    found.warnings += too_open([path])
    return {name: value for name, value in lines.items() if value is not None}


def _take(
    layer: dict[str, str], names: frozenset[str], secret_names: frozenset[str], found: Sources
) -> None:
    given = {name: value.strip() for name, value in layer.items() if value.strip()}
    for name in names & given.keys():
        found.values[name] = given[name]
        found.problems.pop(name, None)
    for name in sorted(secret_names):
        pointer = given.get(f"{name}_FILE")
        if pointer is None:
            continue
        if name in given:
            found.problems[name] = f"is given twice: keep {name} or {name}_FILE"
        else:
            _take_file(name, Path(pointer), found)


def _take_file(name: str, path: Path, found: Sources) -> None:
    found.values.pop(name, None)
    found.problems.pop(name, None)
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):  # ValueError: no UTF-8 in it, or NUL in its path
        found.problems[name] = f"is missing: the file in {name}_FILE cannot be read"
        return
    if not text:
        found.problems[name] = f"is missing: the file in {name}_FILE is empty"
        return
    found.values[name] = text
    found.warnings += too_open([path])


def _unknown(given: Iterable[str], known: frozenset[str]) -> list[str]:
    return [
        f"{name} is not a setting" + _perhaps(name, known) for name in sorted(set(given) - known)
    ]


def _perhaps(name: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.7)
    return f": did you mean {near[0]}?" if near else ""

"""Collects settings from the environment, a .env file, and files that hold one secret."""

import difflib
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings.env_file import EnvFile, read_env_file
from bot.settings.marks import blanks, oddity
from bot.settings.paths import NOT_FILLED_IN, is_filled_in_elsewhere

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = ("TELEGRAM_", "FASPAY_")
"""Names in the environment that begin this way can only be meant for us."""
_LIKE_OURS = 0.87
"""A name this similar to one of ours is taken for a typing mistake: WEB_PROT has .875."""


@dataclass
class Sources:
    """What was found, by name of the setting."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    """Values without the blanks around them."""
    raw: dict[str, str] = field(default_factory=dict, repr=False)
    """The same values unchanged."""
    lines: list[str] = field(default_factory=list)
    """What in the .env file is not understood, one sentence each."""
    problems: dict[str, str] = field(default_factory=dict)
    """By name: the end of "NAME …", without the value."""
    warnings: list[str] = field(default_factory=list)
    lost: frozenset[str] = frozenset()
    """Names in lines that are not understood. They are not reported as missing again."""


def read_sources(
    names: frozenset[str],
    secret_names: frozenset[str],
    env: Mapping[str, str],
    env_file: Path | None,
) -> Sources:
    """Collect every setting. The environment wins over the file; empty values are none."""
    found = Sources()
    known = names | {f"{name}_FILE" for name in secret_names}
    in_file = _read_env_file(env_file, known, found)
    for layer in (in_file.values, dict(env)):
        _take(layer, names, secret_names, found)
    _warn_of_cuts(in_file, env, secret_names, found)
    places = {name: f" (line {line})" for name, line in in_file.line_of.items()}
    found.warnings += _unknown(dict.fromkeys(_meant_for_us(env, known), "") | places, known)
    return found


def sentences(found: Sources, problems: Mapping[str, str]) -> tuple[str, ...]:
    """List the reasons to refuse: by line of the file, then by name."""
    missing = {name for name in found.lost if name not in found.values}
    ours = {name: what for name, what in problems.items() if name not in missing}
    by_name = sorted((ours | found.problems).items())
    return (
        *found.lines,
        *(f"{name} {what}{_explanation(found.raw.get(name, ''))}" for name, what in by_name),
    )


def oddities(found: Sources, secret_names: frozenset[str]) -> dict[str, str]:
    """Return what looks like a mistake in accepted values, by name."""
    odd = {name: oddity(raw) for name, raw in found.raw.items()}
    for name in found.raw.keys() & secret_names - {"DATA_KEYS", "DATABASE_URL"}:
        odd[name] = odd[name] or blanks(found.raw[name])
    return {name: what for name, what in sorted(odd.items()) if what}


def too_open(paths: Iterable[Path]) -> tuple[str, ...]:
    """Warn of secret files that others on this machine can read."""
    return tuple(
        f"{path} can be read by others on this machine: chmod 600 it"
        for path in paths
        if path.is_file() and path.stat().st_mode & _OTHERS
    )


def _explanation(raw: str) -> str:
    """Say why a value that looks right is wrong."""
    odd = oddity(raw)
    return f"; it {odd}" if odd else ""


def _read_env_file(path: Path | None, known: frozenset[str], found: Sources) -> EnvFile:
    if path is None:
        return EnvFile()
    try:
        read = read_env_file(path.read_text(encoding="utf-8"), known)
    except FileNotFoundError:
        return EnvFile()
    except (OSError, UnicodeDecodeError):
        found.problems[str(path)] = "cannot be read as text in UTF-8"
        return EnvFile()
    found.lines += [f"{place} of {path} {what}" for place, what in read.problems.items()]
    found.lost = frozenset(read.lost)
    found.warnings += too_open([path])
    return read


def _take(
    layer: dict[str, str], names: frozenset[str], secret_names: frozenset[str], found: Sources
) -> None:
    given = {name: value for name, value in layer.items() if value.strip()}
    for name in names & given.keys():
        _found(name, given[name], found)
    for name in sorted(secret_names):
        pointer = given.get(f"{name}_FILE")
        if pointer is None:
            continue
        if name in given:
            found.problems[name] = f"is given twice: keep {name} or {name}_FILE"
        else:
            _take_file(name, pointer, found)


def _found(name: str, raw: str, found: Sources) -> None:
    found.values[name], found.raw[name] = raw.strip(), raw
    found.problems.pop(name, None)


def _take_file(name: str, pointer: str, found: Sources) -> None:
    found.values.pop(name, None)
    found.raw.pop(name, None)
    path = Path(pointer.strip())
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):  # ValueError: no UTF-8 in it, or NUL in its path
        odd = NOT_FILLED_IN if is_filled_in_elsewhere(str(path)) else oddity(pointer)
        why = f" (it {odd})" if odd else ""
        found.problems[name] = f"is missing: the file in {name}_FILE cannot be read{why}"
        return
    if not text.strip():
        found.problems[name] = f"is missing: the file in {name}_FILE is empty"
        return
    _found(name, text.rstrip("\r\n"), found)
    found.warnings += too_open([path])


def _warn_of_cuts(
    in_file: EnvFile, env: Mapping[str, str], secret_names: frozenset[str], found: Sources
) -> None:
    """Warn where a value may have been cut off unseen. Other checks find cut values with a form."""
    free = secret_names | {f"{name}_FILE" for name in secret_names}
    free |= {"FASPAY_PUBLIC_KEY_FILES", "JOURNAL_DIR"}
    found.warnings += [
        f'{name} (line {in_file.line_of[name]}) ends before " #", where a comment begins: if that '
        "belongs to it, put the whole value in quotes"
        for name in sorted(in_file.cut & free)
        if not env.get(name, "").strip()
    ]


def _meant_for_us(env: Mapping[str, str], known: frozenset[str]) -> list[str]:
    return [
        name
        for name in env
        if name.startswith(_OURS) or difflib.get_close_matches(name.upper(), known, 1, _LIKE_OURS)
    ]


def _unknown(given: Mapping[str, str], known: frozenset[str]) -> list[str]:
    return [
        f"{name}{given[name]} is not a setting" + _perhaps(name, known)
        for name in sorted(given.keys() - known)
    ]


def _perhaps(name: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.7)
    return f": did you mean {near[0]}?" if near else ""

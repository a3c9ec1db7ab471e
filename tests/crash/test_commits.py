"""No use case, service or method can be added without a name in the tables of the points."""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.providers.faspay.client import Service
from handlers.jobs.maintenance import JOBS
from tests.crash.commits import COMMITS, EXCUSED, READS
from tests.crash.points import name_of
from tests.crash.reachable import ELSEWHERE, METHODS, SERVICES

ROOT = Path(__file__).parents[2]
_RUNS = frozenset({"run", "run_sync"})
_FROM_A_TABLE = {"job": JOBS}
"""Use cases that are not called by their name."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for room in ("bot", "handlers"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "sandbox" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield name.removesuffix(".__init__"), ast.parse(path.read_text())


def _is_run(node: ast.AST) -> bool:
    """Say whether this is `run` or `run_sync` of a database, however that is reached."""
    if not isinstance(node, ast.Attribute) or node.attr not in _RUNS:
        return False
    return ast.unparse(node.value).rpartition(".")[2].lstrip("_") == "database"


def _aliases(tree: ast.Module) -> set[str]:
    """Return the names under which a module keeps a database's `run`."""
    found = set()
    for node in (each for each in ast.walk(tree) if isinstance(each, ast.Assign)):
        target, value = node.targets[0], node.value
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        values = value.elts if isinstance(value, ast.Tuple) else [value]
        pairs = zip(names, values, strict=False)
        found |= {ast.unparse(name) for name, each in pairs if _is_run(each)}
    return found


def _use_cases(name: str, tree: ast.Module) -> Iterator[Callable[..., Any]]:
    aliases, seen = _aliases(tree), 0
    for node in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        if _is_run(node.func):
            seen += 1
        elif ast.unparse(node.func) not in aliases:
            continue
        first = ast.unparse(node.args[0])
        known = vars(import_module(name))
        yield from _FROM_A_TABLE.get(first) or [eval(first, dict(known))]  # noqa: S307 - our own source
    used = sum(_is_run(node) for node in ast.walk(tree))
    assert used == seen + len(aliases), f"{name} hands a database's run on: this test cannot follow"


def test_every_commit_of_the_program_has_a_name() -> None:
    found: dict[str, set[str]] = {}
    for module, tree in _modules():
        for use_case in _use_cases(module, tree):
            found.setdefault(name_of(use_case), set()).add(use_case.__code__.co_filename)
    tables = [set(COMMITS), set(EXCUSED), set(READS)]
    assert set(found) == set.union(*tables)
    assert sum(len(table) for table in tables) == len(set.union(*tables)), "in two tables"
    sources = {name: files for name, files in found.items() if len(files) > 1}
    lambdas = {name_of(job) for job in JOBS}
    assert set(sources) <= lambdas, "two use cases under one name"


def test_every_service_of_faspay_has_a_name() -> None:
    assert set(SERVICES) == {"tokens", *(service.value.rpartition("/")[2] for service in Service)}


def test_every_method_of_telegram_has_a_name() -> None:
    calls = {
        node.func.attr
        for module, tree in _modules()
        if module.startswith("bot.")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if ast.unparse(node.func.value).rpartition(".")[2].lstrip("_") == "bot"
    }
    methods = {_camel(call) for call in calls - {"initialize", "shutdown", "to_dict"}}
    assert methods | {"getMe"} == {*METHODS, *ELSEWHERE}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.title() for word in others)

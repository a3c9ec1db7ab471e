"""Each mutant is a slip that could be made: it stands in the program, and is a program itself.

A mutant that names what is not there breaks every test, and so proves nothing about its rule.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.mutants.dangers import MUTANTS
from tests.mutants.mutant import Mutant
from tests.mutants.runner import ROOT


def test_what_it_changes_stands_in_the_program_once() -> None:
    for mutant in MUTANTS:
        source = (ROOT / mutant.path).read_text(encoding="utf-8")
        assert source.count(mutant.old) == 1, mutant.rule


def _broken(mutant: Mutant) -> str:
    source = (ROOT / mutant.path).read_text(encoding="utf-8")
    return source.replace(mutant.old, mutant.new, 1)


def _modules(tree: ast.Module) -> Iterator[tuple[str, ModuleType]]:
    """Return the modules of ours that a file imports, by their name there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("bot", "handlers", "storage")
        ):
            parent = import_module(node.module or "")
            for alias in node.names:
                found = getattr(parent, alias.name, None)
                if isinstance(found, ModuleType):
                    yield alias.asname or alias.name, found


def test_what_it_asks_of_a_module_is_there() -> None:
    for mutant in MUTANTS:
        tree = ast.parse(_broken(mutant))
        modules = dict(_modules(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = modules.get(node.value.id)
                there = module is None or hasattr(module, node.attr)
                assert there, f"{mutant.rule}: {ast.unparse(node)}"


def test_no_mutant_names_what_is_not_there(tmp_path: Path) -> None:
    for number, mutant in enumerate(MUTANTS):
        (tmp_path / f"m{number}.py").write_text(_broken(mutant), encoding="utf-8")
    names = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821", "--quiet"]
    command = [*names, "--target-version", "py311", "--output-format", "concise", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout + told.stderr) == (0, "")

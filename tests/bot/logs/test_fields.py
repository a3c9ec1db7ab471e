"""The list of fields that log lines may have is as long as it must be, and no longer."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.logs.fields import NUMBER_FIELDS, WORD_FIELDS

ROOT = Path(__file__).parents[3]


def named_beside_a_log_line() -> Iterator[object]:
    """Give each name that stands in a dict of a function that logs with extra fields."""
    for room in ("bot", "handlers", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield from _names(list(ast.walk(function)))


def _names(nodes: list[ast.AST]) -> Iterator[object]:
    if not any(isinstance(node, ast.keyword) and node.arg == "extra" for node in nodes):
        return
    for node in nodes:
        keys = node.keys if isinstance(node, ast.Dict) else []
        if isinstance(node, ast.Subscript):
            keys = [node.slice]
        yield from (key.value for key in keys if isinstance(key, ast.Constant))


def test_every_field_on_the_list_is_logged_somewhere() -> None:
    assert (NUMBER_FIELDS | WORD_FIELDS) - set(named_beside_a_log_line()) == set()

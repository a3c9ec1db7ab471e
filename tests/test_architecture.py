"""The shape of the program: who may import whom, how long things may be, and what logs may hold."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.logs.fields import NUMBER_FIELDS, WORD_FIELDS

ROOT = Path(__file__).parents[1]
FILE_LINES = 300
FUNCTION_LINES = 40
OLD_WORDS = re.compile(
    r"(house|lane|errand|bell|chore|crew|sheet|weighing|last_words?|settling)s?(?=_|$)"
)
"""What docs/glossary.md has other words for, where it begins a word of a name."""
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def _files(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _names(path: Path) -> Iterator[str]:
    """Return every name in a file, and the file's own; words in strings are no names."""
    yield from path.relative_to(ROOT).with_suffix("").parts
    for node in _nodes(path):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AsyncFunctionDef(name=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)) | ast.alias(asname=str(name)):
                yield name


def _in_snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _log_calls(path: Path) -> Iterator[ast.Call]:
    for node in _nodes(path):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        speaker = node.func.value
        if (
            node.func.attr in LEVELS
            and isinstance(speaker, ast.Name)
            and "log" in speaker.id.lower()
        ):
            yield node


PROGRAM = _files("bot", "handlers", "storage")


def test_imports_go_down_the_stairs_only() -> None:
    tool = "from importlinter.cli import lint_imports_command as lint; lint()"
    told = subprocess.run(
        [sys.executable, "-c", tool], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_files_and_functions_keep_their_size() -> None:
    for path in PROGRAM:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= FILE_LINES, _name(path)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length <= FUNCTION_LINES, f"{_name(path)}: {node.name} has {length} lines"


def test_every_exception_to_a_rule_has_its_reason() -> None:
    for path in _files("bot", "handlers", "storage", "tests"):
        bare = re.compile(
            r"#\s*(noqa|type:\s*ignore|pragma:\s*no)\b(?!.*\s[-#(]\s?\S)", re.IGNORECASE
        )
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [number for number, line in enumerate(lines, 1) if bare.search(line)]
        assert not found, _name(path)


def test_every_module_opens_with_its_sentence() -> None:
    for path in PROGRAM:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), _name(path)


def test_log_lines_hold_listed_fields_only() -> None:
    for path in PROGRAM:
        for call in _log_calls(path):
            assert len(call.args) == 1, (
                f"{_name(path)}:{call.lineno}: put it into extra, not into the event"
            )
            for keyword in call.keywords:
                if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict):
                    keys = {
                        key.value for key in keyword.value.keys if isinstance(key, ast.Constant)
                    }
                    assert keys <= NUMBER_FIELDS | WORD_FIELDS, f"{_name(path)}:{call.lineno}"


def test_every_exception_of_the_linter_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'^    "[A-Z]{1,4}[0-9]{1,4}",(.*)$', text, flags=re.MULTILINE)
    assert rules
    assert all(re.match(r"\s+# \w", reason) for reason in rules)


def test_no_class_name_stands_twice() -> None:
    classes: dict[str, list[str]] = {}
    for path in PROGRAM:
        for node in _nodes(path):
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, []).append(f"{_name(path)}:{node.lineno}")
    assert not {name: places for name, places in classes.items() if len(places) > 1}


def test_names_keep_to_the_words_of_the_glossary() -> None:
    for path in PROGRAM:
        old = re.compile(rf"(^|_){OLD_WORDS.pattern}")
        assert not {name for name in _names(path) if old.search(_in_snake_case(name))}, _name(path)

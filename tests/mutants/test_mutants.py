"""The tests notice when a dangerous rule is broken."""

from pathlib import Path

import pytest

from tests.mutants.child import code_of, library_server, run_tests
from tests.mutants.dangers import MUTANTS
from tests.mutants.runner import survivors


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_every_broken_rule_is_noticed() -> None:
    lines: list[str] = []
    assert survivors(MUTANTS, lines.append) == []
    assert len(lines) == len(MUTANTS)


def test_every_rule_is_named_once() -> None:
    assert len({mutant.rule for mutant in MUTANTS}) == len(MUTANTS)


_LEAVES_A_FILE_OPEN = """
class Loop:
    pass


def test_leaves_a_file_open():
    loop = Loop()
    loop.itself, loop.file = loop, open(__file__)


def test_ends():
    assert {ends}
"""


@pytest.mark.parametrize(("ends", "code"), [("False", 1), ("True", 3)])
def test_what_the_tests_came_to_is_told_although_they_left_a_file_open(
    ends: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\nfilterwarnings = "error"')
    (tmp_path / "test_left_open.py").write_text(_LEAVES_A_FILE_OPEN.format(ends=ends))
    output = tmp_path / "output"
    arguments = ["-q", "-p", "no:cacheprovider"]
    process = library_server().Process(target=run_tests, args=(tmp_path, arguments, output, {}))
    process.start()
    process.join()
    assert "ResourceWarning" in output.read_text(), output.read_text()
    assert code_of(output).read_text() == str(code)

"""The tests notice when a dangerous rule is broken."""

import pytest

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

"""Ids of Telegram as they are: up to 52 bits, wherever somebody types one."""

import pytest

from storage.models.person import Role, Standing
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, World, a_person
from tests.field_cases.cases import FieldCase, of_areas

AREAS = ("telegram/ids",)


def _suspended_and_restored(world: World) -> None:
    highest = 4_503_599_627_370_495
    world.do(a_person, highest, Role.AGENT)
    stage = Stage(world)
    stage.act(ADMIN, f"/suspend {highest}")
    assert world.person(highest).standing is Standing.SUSPENDED
    stage.act(ADMIN, f"/restore {highest}")
    assert world.person(highest).standing is Standing.ACTIVE


_PLAYS = {
    "person 4503599627370495 (52 bits, 16 digits): /suspend 4503599627370495": (
        _suspended_and_restored
    ),
}


@pytest.mark.parametrize("case", of_areas(*AREAS), ids=lambda case: case.input[:40])
def test_each_case_of_these_areas(case: FieldCase, world: World) -> None:
    _PLAYS[case.input](world)

"""A stage for each dialog."""

import pytest

from tests.dialogs.stage import Stage
from tests.factories import World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)

"""Every case from the field is played by a file beside this one."""

from importlib import import_module
from pathlib import Path

from tests.field_cases.cases import all_areas

_FILES = sorted(Path(__file__).parent.glob("test_*.py"))


def test_every_area_is_played_by_somebody() -> None:
    modules = [import_module(f"tests.field_cases.{file.stem}") for file in _FILES]
    played = {area for module in modules for area in getattr(module, "AREAS", ())}
    assert played == all_areas()

"""What can be a purpose's code, and what its name."""

import pytest

from storage.values import read_purpose_code, read_purpose_name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("FOOD", "FOOD"),
        (" food ", "FOOD"),
        ("a", "A"),
        ("FOODAID1", "FOODAID1"),
        ("FOODAID12", None),
        ("1FOOD", None),
        ("2026", None),
        ("FO OD", None),
        ("FO-OD", None),
        ("É", None),
        ("\uff26OOD", None),
        ("FOOD\u0662", None),
        ("ß", None),
        ("", None),
    ],
)
def test_codes(typed: str, code: str | None) -> None:
    assert read_purpose_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Food aid", "Food aid"),
        ("  Food \n aid\u200b ", "Food aid"),
        ("x" * 40, "x" * 40),
        ("x" * 41, None),
        ("", None),
        (" \u200b ", None),
        ("Food 081234567890", "Food •••"),
    ],
)
def test_names(typed: str, name: str | None) -> None:
    assert read_purpose_name(typed) == name

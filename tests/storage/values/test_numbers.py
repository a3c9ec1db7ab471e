"""One limit for each kind of number, wherever it is read."""

import pytest

from bot.settings.checks import ids
from storage.values import read_row_number, read_telegram_id

HIGHEST = 2**52 - 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1", 1),
        ("5000000001", 5_000_000_001),
        ("4503599627370495", HIGHEST),
        (" 5000 000 001 ", 5_000_000_001),
        ("\u20605000000001\u200b", 5_000_000_001),
    ],
)
def test_an_id_of_telegram_is_read(text: str, read: int) -> None:
    assert read_telegram_id(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "007",
        "-5",
        "+5",
        "Dewi",
        "1e5",
        "4503599627370496",
        "9" * 17,
        "9" * 5000,
        "\u0665",
        "²",
    ],
)
def test_anything_else_is_no_id(text: str) -> None:
    assert read_telegram_id(text) is None


def test_the_setting_takes_the_same_ids() -> None:
    assert ids(f"1, {HIGHEST}") == (1, HIGHEST)
    with pytest.raises(ValueError, match="numeric Telegram ids"):
        ids(str(HIGHEST + 1))


@pytest.mark.parametrize(
    ("text", "read"), [("7", 7), ("#7", 7), ("9" * 18, int("9" * 18)), (" # 7", 7)]
)
def test_a_rows_number_is_read(text: str, read: int) -> None:
    assert read_row_number(text) == read


@pytest.mark.parametrize("text", ["", "#", "seven", "9" * 19, "-1", "1.0"])
def test_anything_else_is_no_rows_number(text: str) -> None:
    assert read_row_number(text) is None

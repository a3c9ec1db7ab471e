"""An order number is twelve digits, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import NotCanonicalError, OrderNumber


@pytest.mark.parametrize(
    "typed",
    [
        "123456789012",
        " 123456789012\n",
        "#123456789012",
        "# 1234 5678 9012",
        "1234-5678-9012",
        "1234\u00a05678\u00a09012",
        "123 456 789 012",
    ],
)
def test_a_typed_order_number_is_found(typed: str) -> None:
    assert OrderNumber.parse(typed) == "123456789012"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "#",
        "12345678901",
        "1234567890123",
        "12345678901a",
        "1234#56789012",
        "##123456789012",
        "123456789012 123456789012",
        "\u0661" * 12,
        "1 2 3 4 5 6 7 8 9 0 1 2" + " " * 100,
    ],
)
def test_anything_else_is_no_order_number(typed: str) -> None:
    assert OrderNumber.parse(typed) is None


def test_it_is_read_aloud_in_fours() -> None:
    assert OrderNumber("123456789012").grouped() == "1234 5678 9012"


@pytest.mark.parametrize("text", ["", "1234 5678 9012", "1234567890123", "12345678901\n"])
def test_only_the_canonical_form_is_a_value(text: str) -> None:
    with pytest.raises(NotCanonicalError) as caught:
        OrderNumber(text)
    assert caught.value.kind == "OrderNumber"


def test_the_whole_range_without_a_leading_zero_is_drawn() -> None:
    bounds: list[int] = []

    def lowest(bound: int) -> int:
        bounds.append(bound)
        return 0

    assert OrderNumber.new(lowest) == "100000000000"
    assert OrderNumber.new(lambda bound: bound - 1) == "999999999999"
    assert bounds == [9 * 10**11]


def test_two_draws_differ() -> None:
    assert OrderNumber.new() != OrderNumber.new()


@given(st.integers(min_value=0, max_value=9 * 10**11 - 1))
def test_a_grouped_number_is_read_back(drawn: int) -> None:
    number = OrderNumber.new(lambda _bound: drawn)
    assert OrderNumber.parse(f"#{number.grouped()}") == number


@given(st.text())
def test_parsing_never_raises(text: str) -> None:
    number = OrderNumber.parse(text)
    assert number is None or len(number) == 12

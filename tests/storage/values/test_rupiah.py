"""Money is whole rupiah and is written one way."""

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import AmountRule, Ok, Rupiah, read_amount


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp 0"),
        (500, "Rp 500"),
        (50_000, "Rp 50.000"),
        (500_000, "Rp 500.000"),
        (1_500_000, "Rp 1.500.000"),
        (-25_000, "-Rp 25.000"),
    ],
)
def test_an_amount_is_written_with_dots(amount: int, written: str) -> None:
    assert Rupiah(amount).format() == written


@pytest.mark.parametrize("other", [1.0, "500000", True, None, b"1"])
def test_only_an_int_becomes_money(other: Any) -> None:  # noqa: ANN401 - the point is a wrong type
    with pytest.raises(TypeError, match="made from an int"):
        Rupiah(other)


def test_an_amount_survives_copies_and_pickles() -> None:
    amount = Rupiah(500_000)
    for twin in (copy.deepcopy(amount), pickle.loads(pickle.dumps(amount))):  # noqa: S301 - our own
        assert (twin, type(twin)) == (amount, Rupiah)


@given(st.integers(min_value=1, max_value=10**12))
def test_what_is_written_is_read_back(amount: int) -> None:
    anything = AmountRule(Rupiah(1), Rupiah(10**12), Rupiah(1))
    assert read_amount(Rupiah(amount).format(), anything) == Ok(Rupiah(amount))

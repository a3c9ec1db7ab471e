"""Money: whole rupiah."""

from typing import Self


class Rupiah(int):
    """An amount or a balance in whole rupiah. Arithmetic gives plain ints.

    Raises TypeError for anything but an int, so no float or text becomes money by accident.
    """

    __slots__ = ()

    def __new__(cls, amount: int) -> Self:
        """Accept an int only."""
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise TypeError("Rupiah is made from an int")
        return super().__new__(cls, amount)

    def format(self) -> str:
        """Write it as people read it, in both languages: "Rp 500.000"."""
        sign = "-" if self < 0 else ""
        return f"{sign}Rp {abs(int(self)):,}".replace(",", ".")

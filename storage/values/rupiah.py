"""Money: whole rupiah."""

from typing import Self


class Rupiah(int):
    """An amount or a balance in whole rupiah; arithmetic gives plain ints.

    Raises TypeError for anything but an int: a float or a text never becomes money by accident.
    """

    __slots__ = ()

    def __new__(cls, amount: int) -> Self:
        """Take an int, and nothing that merely looks like one."""
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise TypeError("Rupiah is made from an int")
        return super().__new__(cls, amount)

    def format(self) -> str:
        """Write it as people read it, in both languages: "Rp 500.000"."""
        sign = "-" if self < 0 else ""
        return f"{sign}Rp {abs(int(self)):,}".replace(",", ".")

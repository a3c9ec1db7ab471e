"""The order number: we choose it, it never changes, and Faspay knows it as trx_no."""

import re
import secrets
from collections.abc import Callable
from typing import Self

from storage.values.characters import plain
from storage.values.reading import NotCanonicalError

_CANONICAL = re.compile(r"[0-9]{12}")
_SEPARATORS = re.compile(r"[\s\-]")
_LONGEST_TYPED = 40


class OrderNumber(str):
    """Twelve digits, the only form that all channels accept (faspay-sendme.md, 3.4).

    Raises NotCanonicalError for any other text.
    """

    __slots__ = ()

    def __new__(cls, canonical: str) -> Self:
        """Take the canonical form as it is."""
        if not _CANONICAL.fullmatch(canonical):
            raise NotCanonicalError(cls.__name__)
        return super().__new__(cls, canonical)

    @classmethod
    def new(cls, random: Callable[[int], int] = secrets.randbelow) -> Self:
        """Draw a number uniformly; `random(n)` gives an int in [0, n)."""
        # Spreadsheets drop a leading zero, so no number begins with one.
        return cls(str(10**11 + random(9 * 10**11)))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a typed number; ignore blanks, dashes, invisible marks and a leading "#"."""
        if len(text) > _LONGEST_TYPED:
            return None
        digits = _SEPARATORS.sub("", plain(text)).removeprefix("#")
        return cls(digits) if _CANONICAL.fullmatch(digits) else None

    def grouped(self) -> str:
        """Write it in fours, to be read aloud: "1234 5678 9012"."""
        return f"{self[:4]} {self[4:8]} {self[8:]}"

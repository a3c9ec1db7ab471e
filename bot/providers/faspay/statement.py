"""Reads Faspay's statement, mutasi (faspay-sendme.md, 3.8): all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.providers.faspay.clock import read_statement_time
from bot.providers.faspay.errors import FieldError
from bot.providers.faspay.fields import Fields


@dataclass(frozen=True)
class Entry:
    """One line of the statement; `at` is aware UTC."""

    at: datetime
    debit: bool
    rupiah: int
    name: str
    description: str = field(repr=False)


def read_statement(fields: Fields, first: date, last: date) -> Iterator[Entry]:
    """Give every line; FieldError if one cannot be read or the days are not those asked for.

    A caller that meets it must use no line at all: the missing one could be the debit that shows an
    order's money to be out.
    """
    for name, day in (("start_date", first), ("end_date", last)):
        if fields.text(name) not in (None, day.isoformat()):
            raise FieldError(name)
    return map(_entry, fields.rows("data"))


def _entry(row: Fields) -> Entry:
    at = read_statement_time(row.text("transaction_date"))
    kind = row.text("transaction_type")
    if at is None or kind not in ("K", "D"):
        raise FieldError("transaction_date" if at is None else "transaction_type")
    return Entry(
        at=at,
        debit=kind == "D",
        rupiah=row.rupiah("transaction_amount"),
        name=row.text("transaction_name") or "",
        description=row.text("transaction_desc") or "",
    )

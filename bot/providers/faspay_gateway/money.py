"""The company's balance and statement, as Faspay answers for them.

Both raise ProviderUnavailable or FieldError for whatever is not a whole and plain answer.
"""

import asyncio
from datetime import date, timedelta
from http import HTTPStatus

from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.fields import OK, Fields
from bot.providers.faspay.statement import read_statement
from handlers.services.ports import ProviderUnavailable
from handlers.services.provider_answers import Balance, Doubt, StatementLine
from storage.values import Rupiah

LONGEST_SPAN = timedelta(days=31)
"""Between the first and the last day of a statement (faspay-sendme.md, 3.8)."""


def balance_in(reply: Reply) -> Balance:
    """Read the balance."""
    fields = _success(reply)
    return Balance(
        total=Rupiah(fields.rupiah("balance")),
        available=Rupiah(fields.rupiah("available_balance")),
    )


async def statement_in(reply: Reply, first: date, last: date) -> list[StatementLine]:
    """Read all lines of a statement."""
    fields = _success(reply)
    # Off the loop: a long one takes a second.
    return await asyncio.to_thread(_statement_lines, fields, first, last)


def _success(reply: Reply) -> Fields:
    if reply.http_status != HTTPStatus.OK:
        raise ProviderUnavailable(Doubt.HTTP_STATUS)
    if reply.fields is None:
        raise ProviderUnavailable(Doubt.UNREADABLE)
    if reply.fields.text("response_code") != OK:
        raise ProviderUnavailable(Doubt.UNKNOWN_TEXT)
    return reply.fields


def _statement_lines(fields: Fields, first: date, last: date) -> list[StatementLine]:
    return [
        StatementLine(entry.at, entry.debit, Rupiah(entry.rupiah), entry.name, entry.description)
        for entry in read_statement(fields, first, last)
    ]

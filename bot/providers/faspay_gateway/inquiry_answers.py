"""What a whole answer to an inquiry means."""

from http import HTTPStatus

from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.fields import OK, Fields
from bot.providers.faspay_gateway.echo import EchoReader
from bot.providers.faspay_gateway.refusals import NOT_FOUND, error_texts
from bot.providers.faspay_gateway.statuses import read_status
from handlers.services.provider_answers import (
    Doubt,
    Finding,
    Found,
    NotFound,
    ProviderStatus,
    Unclear,
)


def find(reply: Reply, reader: EchoReader) -> Finding:
    """Say what is known of the order."""
    if reply.http_status != HTTPStatus.OK:
        return Unclear(Doubt.HTTP_STATUS)
    if reply.fields is None:
        return Unclear(Doubt.UNREADABLE)
    if NOT_FOUND in error_texts(reply.fields):
        return NotFound()
    status = _transaction_status(reply.fields)
    if status is None:
        return Unclear(Doubt.UNKNOWN_TEXT)
    echo, bare = reader.echo(reply.fields), "trx_status" not in reply.fields
    return Found(status, echo, bare=bare)


def _transaction_status(fields: Fields) -> ProviderStatus | None:
    """trx_status wins; `status` alone counts only beside a number, or it is the envelope's own."""
    if fields.text("response_code") != OK:
        return None
    if "trx_status" in fields:
        return read_status(fields.text("trx_status"))
    return read_status(fields.text("status")) if fields.text("trx_no") else None

"""What a whole answer to a transfer means."""

from http import HTTPStatus

from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.fields import OK, Fields
from bot.providers.faspay_gateway.echo import EchoReader
from bot.providers.faspay_gateway.refusals import DUPLICATE, error_texts, refusal_in
from bot.providers.faspay_gateway.statuses import read_status
from handlers.services.provider_answers import (
    Accepted,
    Doubt,
    Outcome,
    ProviderStatus,
    Rejected,
    Unknown,
)

_CREATED = (ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS)


def judge(reply: Reply, reader: EchoReader, address: str | None) -> Outcome:
    """Say what became of the order; in doubt, Unknown with all that is known."""
    answer = reader.answer(reply.body, address)
    if reply.http_status != HTTPStatus.OK:
        return Unknown(Doubt.HTTP_STATUS, answer)
    if reply.fields is None or answer is None:
        return Unknown(Doubt.UNREADABLE, answer)
    if _is_accepted(reply.fields):
        return Accepted(answer)
    if DUPLICATE in error_texts(reply.fields):
        return Unknown(Doubt.DUPLICATE, answer)
    refused = refusal_in(reply.fields)
    if refused is None:
        return Unknown(Doubt.UNKNOWN_TEXT, answer)
    return Rejected(refused.text, refused.kind, others_too=refused.others_too)


def _is_accepted(fields: Fields) -> bool:
    return fields.text("response_code") == OK and read_status(fields.text("status")) in _CREATED

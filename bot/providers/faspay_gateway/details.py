"""What of an answer may be kept in the clear: references, digits, codes, and listed words."""

import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.providers.faspay.cashout_code import recover
from bot.providers.faspay.errors import CodeError
from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.fields import Fields, read_object
from bot.providers.faspay_gateway.refusals import listed_text
from bot.providers.faspay_gateway.statuses import stated
from storage.models.provider_answer import AnswerDetails, without

_DIGITS = re.compile(r"[0-9]{1,4}")
_DATE = re.compile(
    r"[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_ID, _REFERENCE = re.compile(r"[!-~]{1,64}"), re.compile(r"[!-~]{1,255}")
_SECRETS = (
    *("cashout_code", "beneficiary_phone", "beneficiary_account"),
    *("beneficiary_name", "beneficiary_account_name"),
)
"""Fields whose values a reference or a date must not repeat, as they come or opened."""


def details_of(reply: Reply, keys: Sequence[RSAPublicKey] = ()) -> AnswerDetails:
    """Say what a whole answer tells of its transaction; `keys` open the code that it may hold."""
    http_status = None if reply.http_status == HTTPStatus.OK else reply.http_status
    return details_in(reply.fields, http_status, keys)


def details_in_body(body: bytes, keys: Sequence[RSAPublicKey] = ()) -> AnswerDetails:
    """Say what a body alone tells of its transaction: a callback's, or one that came in part."""
    return details_in(read_object(body), keys=keys)


def details_in(
    fields: Fields | None, http_status: int | None = None, keys: Sequence[RSAPublicKey] = ()
) -> AnswerDetails:
    """Keep what has the form of a reference, a digit, a date or a code, and nothing else.

    Whatever else stands in its place may be a name.
    """
    if fields is None:
        return AnswerDetails(http_status=http_status)
    digit = _formed(_DIGITS, fields.text("trx_status", "status"))
    said = AnswerDetails(
        transaction_id=_formed(_ID, fields.text("trx_id")),
        reference=_formed(_REFERENCE, fields.text("trx_reff")),
        dated=_formed(_DATE, fields.text("trx_date")),
        instructed=_formed(_DATE, fields.text("instruct_date")),
        http_status=http_status,
        status=digit,
        means=stated(digit),
        response_code=_formed(_DIGITS, fields.text("response_code")),
        text=listed_text(fields),
    )
    return without(said, list(_secrets(fields, keys)))


def _formed(form: re.Pattern[str], text: str | None) -> str | None:
    return text if text is not None and form.fullmatch(text) else None


def _secrets(fields: Fields, keys: Sequence[RSAPublicKey]) -> Iterator[str]:
    for name in _SECRETS:
        if (text := fields.text(name)) is not None:
            yield text
    sealed_code = fields.text("cashout_code")
    if sealed_code is None:
        return
    try:
        yield recover(sealed_code, keys).strip()
    except CodeError:
        return  # it cannot be told then what the code is, here or in the chat

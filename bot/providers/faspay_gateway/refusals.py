"""What Faspay refuses with, and who can mend it: the only refusal table (faspay-sendme.md, 5)."""

from enum import Enum
from http import HTTPStatus

from bot.providers.faspay.fields import OK, Fields
from bot.providers.faspay_gateway.statuses import ERROR
from handlers.services.provider_answers import Rejected
from storage.models.refusal import RefusalKind

DUPLICATE = "Your Transaction Number already exists"
"""No refusal: it says that the order exists."""
NOT_FOUND = "Transaction not found"
"""No refusal either: what an inquiry says, and the second half of the evidence for one."""
_AMOUNT_MISSING = "01"
_OUR_FAULT = range(400, 500)
_PASSES = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
"""Statuses that say themselves: try later."""


class FaspayRefusal(Enum):
    """The refusals a transfer is believed on, in Faspay's exact words, each with who can mend it.

    A cash-out carries no beneficiary account but the phone, and a bank code and an amount's form
    that nobody types. "Unauthorized" is a refusal, because it stands in the same table and is said
    before an order is looked at; an inquiry, which the same fault would silence, must confirm it
    as it must any other.
    """

    VIRTUAL_ACCOUNT = ("Invalid Virtual Account", RefusalKind.COMPANY)
    BENEFICIARY_ACCOUNT = ("Beneficiary Virtual Account Invalid", RefusalKind.COMPANY)
    ACCOUNT_NOT_MATCH = ("Beneficiary Account Not Match", RefusalKind.ORDER)
    NAME_NOT_MATCH = ("Beneficiary Name Not Match", RefusalKind.ORDER)
    REQUEST_BODY = ("Invalid Request body", RefusalKind.COMPANY)
    UNAUTHORIZED = ("Unauthorized", RefusalKind.COMPANY)
    AMOUNT_MISSING = ("trx_amount missing", RefusalKind.COMPANY)

    @property
    def text(self) -> str:
        """Faspay's words."""
        return self.value[0]

    @property
    def kind(self) -> RefusalKind:
        """Who can mend it, where it was the answer to a transfer."""
        return self.value[1]

    @property
    def others_too(self) -> bool:
        """Say whether it is of every order: a body may be refused for what is in this one."""
        return self is not FaspayRefusal.REQUEST_BODY


_BY_TEXT = {refusal.text: refusal for refusal in FaspayRefusal}


def error_texts(fields: Fields) -> set[str | None]:
    """Return what an error answer says; empty for an answer that is not plainly an error."""
    status, code = fields.text("status"), fields.text("response_code")
    is_error = status == ERROR or (status is None and code is not None)
    speaks_of_order = any(map(fields.holds, ("trx_id", "trx_status", "cashout_code")))
    if not is_error or code == OK or speaks_of_order:
        return set()
    return {fields.text("message"), fields.text("response_desc")}


def refusal_in(fields: Fields) -> FaspayRefusal | None:
    """Find the refusal in an error answer; None for words that are not on the list."""
    said = error_texts(fields)
    if said and fields.text("response_code") == _AMOUNT_MISSING:
        return FaspayRefusal.AMOUNT_MISSING
    return next((refusal for text, refusal in _BY_TEXT.items() if text in said), None)


def listed_text(fields: Fields) -> str | None:
    """Return the words of an answer where the list has them: any others may hold a name."""
    said = {fields.text("message"), fields.text("response_desc")}
    return next((text for text in (DUPLICATE, NOT_FOUND, *_BY_TEXT) if text in said), None)


def refusal_of_access(http_status: int, fields: Fields | None) -> Rejected | None:
    """Say how a request for access was refused: it carries nothing that an agent has typed.

    A status of 400 to 499 says that the request is at fault (RFC 9110, 15.5), so it will be refused
    again. None: it was not refused, or in words not on the list, and may be granted later.
    """
    if http_status == HTTPStatus.OK:
        refused = refusal_in(fields) if fields is not None else None
        return Rejected(refused.text, RefusalKind.COMPANY) if refused else None
    if http_status not in _OUR_FAULT or http_status in _PASSES:
        return None
    return Rejected(f"HTTP {http_status}", RefusalKind.COMPANY)

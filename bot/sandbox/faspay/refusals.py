"""Every refusal of the stand-in, and where its text comes from."""

from enum import StrEnum

ERROR_STATUS = "9"
INTERNAL_ERROR = "99"
AMOUNT_MISSING = "01"


class Text(StrEnum):
    """The `message` of a refusal: documented ones first (faspay-sendme.md, 5), then our own."""

    UNAUTHORIZED = "Unauthorized"
    BAD_VIRTUAL_ACCOUNT = "Invalid Virtual Account"
    BAD_BENEFICIARY = "Beneficiary Virtual Account Invalid"
    ACCOUNT_MISMATCH = "Beneficiary Account Not Match"
    DUPLICATE = "Your Transaction Number already exists"
    BAD_BODY = "Invalid Request body"
    NOT_FOUND = "Transaction not found"
    # No page has a text for these, so a client must treat them as unknown.
    AMOUNT_NOT_ALLOWED = "Sandbox: amount outside the limits of this channel"
    POOR = "Sandbox: insufficient available balance"
    BAD_SPAN = "Sandbox: the span of a statement is at most one month"
    UNKNOWN = "Sandbox: a sentence that no page of Faspay lists"


class RefusedError(Exception):
    """A business refusal: answered with HTTP 200, status 9.

    `detail` names the wrong field or header, never its value. It becomes response_desc.
    """

    def __init__(self, text: Text, detail: str = "", code: str = INTERNAL_ERROR) -> None:
        super().__init__(text, detail, code)
        self.text = text
        self.detail = detail
        self.code = code

"""Phone numbers that make the stand-in misbehave, one misbehaviour each.

A transfer to `0812000090NN` (or 62812...) does what `Trick` says for NN. The control page shows the
same table. Every other number behaves. Tricks change the transfer and what follows from it. Tokens,
balance and statement stay right; `faults.py` is for those.
"""

from collections.abc import Mapping
from enum import Enum

_PREFIX = "0812000090"


class Trick(Enum):
    """What a magic number does: its last two digits, and the sentence the control page shows."""

    SLOW = ("01", "answers after 5 seconds")
    LOST_ANSWER = ("02", "transaction made, then the connection drops without an answer")
    LOST_REQUEST = ("03", "connection drops, nothing made")
    ERROR_AFTER = ("04", "transaction made, then HTTP 500")
    ERROR_BEFORE = ("05", "HTTP 500, nothing made")
    GARBAGE = ("06", "transaction made, the answer is a web page instead of JSON")
    REFUSED = ("07", "refused: Beneficiary Account Not Match")
    REFUSED_UNKNOWN = ("08", "refused with a sentence that no page lists")
    DUPLICATE_CALLBACK = ("09", "every callback comes twice")
    NO_CALLBACK = ("10", "callbacks never come")
    EARLY_CALLBACK = ("11", "a callback (status 1) comes before the transfer is answered")
    OUT_OF_ORDER = ("12", "after each later callback comes one more with the old status 1")
    AMOUNT_TIMES_TEN = ("13", "the answer echoes ten times the amount (the right one is debited)")
    DAMAGED_CODE = ("14", "the cash-out code in the answer does not open")
    EMPTY_CODE = ("15", "the cash-out code in the answer is empty")
    PAID_AT_ONCE = ("16", "collected as soon as it is answered")
    FAILS_AT_ONCE = ("17", "fails as soon as it is answered, money back")
    PAID_THEN_REVERSED = ("18", "collected at once, reversed 5 seconds later, money back")
    FOUND_LATE = ("19", "inquiry says not found the first two times")
    OTHER_PHONE = ("20", "the answer echoes another phone number")
    CLEAR_CODE = ("21", "the cash-out code in the answer is not encrypted")
    TRUNCATED = ("22", "transaction made, the answer breaks off in the middle")
    DATE_ONLY = ("23", "the answer says until which day the code is valid, and no time")
    DECIMALS = ("24", "the answer echoes the amount with decimals (10000000.00)")
    OTHER_ACCOUNT = ("25", "the answer names another virtual account")
    SHORT_CODE = ("26", "the cash-out code in the answer lacks its first digit")
    REFUSED_COMPANY = ("27", "refused: Invalid Virtual Account")
    OTHER_NAME = ("28", "the answer echoes another name")
    CAPITAL_NAME = ("29", "the answer echoes the name in capitals, without blanks")
    OTHER_DESCRIPTION = ("30", "the description in the answer lacks the order number")
    OTHER_CALLBACK = ("31", "the answer echoes another callback address")
    STRANGE_STATUS = ("32", "transaction made, the answer has status 7, which no page explains")

    @property
    def phone(self) -> str:
        """The number that plays this trick, in domestic form."""
        return _PREFIX + self.value[0]

    @property
    def meaning(self) -> str:
        """What happens, in words for people."""
        return self.value[1]


MAGIC: Mapping[str, Trick] = {trick.phone: trick for trick in Trick}

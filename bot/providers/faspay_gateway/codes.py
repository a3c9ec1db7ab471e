"""Opens cash-out codes, and knows what one of a channel looks like."""

import re
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.providers.faspay.cashout_code import recover
from bot.providers.faspay.errors import CodeError
from handlers.services.ports import MalformedCode, UnreadableCode
from storage.models.channel import Channel

_AT_A_COUNTER = re.compile(r"[0-9A-Za-z-]{4,32}")
_CODE_FORMS = {
    Channel.PERMATA: re.compile(r"[0-9]{10}"),
    Channel.ALFAMART: _AT_A_COUNTER,
    Channel.INDOMARET: _AT_A_COUNTER,
}
"""What a code of a channel looks like (faspay-sendme.md, 6). No page shows one of a counter: 4 to
32 letters, digits and hyphens are what a cashier can be told."""


def open_code(sealed_code: str, keys: Sequence[RSAPublicKey], channel: Channel) -> str:
    """Recover a code; MalformedCode for what opens to something that the channel cannot take.

    A line end behind it is no part of it.
    """
    try:
        code = recover(sealed_code, keys).strip(" \t\r\n")
    except CodeError:
        raise UnreadableCode from None
    if _CODE_FORMS[channel].fullmatch(code) is None:
        raise MalformedCode
    return code

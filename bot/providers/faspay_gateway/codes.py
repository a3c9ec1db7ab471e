"""Opens cash-out codes, and refuses what no channel can have given."""

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.providers.faspay.cashout_code import recover
from bot.providers.faspay.errors import CodeError
from bot.providers.faspay_gateway.channels import CHANNELS
from handlers.services.ports import MalformedCode, UnreadableCode
from storage.models.channel import Channel


def open_code(sealed_code: str, keys: Sequence[RSAPublicKey], channel: Channel) -> str:
    """Recover a code; MalformedCode for what opens to something that the channel cannot take.

    A line end behind it is no part of it.
    """
    try:
        code = recover(sealed_code, keys).strip(" \t\r\n")
    except CodeError:
        raise UnreadableCode from None
    if CHANNELS[channel].code.fullmatch(code) is None:
        raise MalformedCode
    return code

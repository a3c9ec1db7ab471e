"""Our channels in Faspay's words. A new channel of Faspay's is one more entry."""

import re
from collections.abc import Mapping
from typing import Final

from bot.providers.faspay.channel import FaspayChannel
from handlers.services.provider_answers import UNKNOWN_CHANNEL, EchoedChannel
from storage.models.channel import Channel

_COUNTER_FIELDS = (
    "beneficiary_account_name",
    "beneficiary_region_code",
    "beneficiary_country_code",
    "beneficiary_purpose_code",
    "beneficiary_email",
    "trx_date",
    "trx_expired",
    "instruct_date",
)
_COUNTER_CODE = re.compile(r"[0-9A-Za-z-]{4,32}")
"""No page shows a code of a counter: this is what a cashier can be told."""

CHANNELS: Final[Mapping[Channel, FaspayChannel]] = {
    Channel.PERMATA: FaspayChannel(
        bank_code="C013",
        fields=("beneficiary_name", "callback_url"),
        description=27,
        step=100_000,
        highest=1_500_000,
        code=re.compile(r"[0-9]{10}"),
    ),
    Channel.ALFAMART: FaspayChannel(
        bank_code="alf",
        fields=(*_COUNTER_FIELDS, "callback_url"),
        description=15,
        step=50_000,
        highest=None,
        code=_COUNTER_CODE,
    ),
    # Indomaret's table lists no callback_url: inquiries find what a callback would have said.
    Channel.INDOMARET: FaspayChannel(
        bank_code="imr",
        fields=_COUNTER_FIELDS,
        description=15,
        step=50_000,
        highest=None,
        code=_COUNTER_CODE,
    ),
}

_BY_BANK_CODE = {entry.bank_code.casefold(): channel for channel, entry in CHANNELS.items()}


def echoed_channel(bank_code: str | None) -> EchoedChannel | None:
    """Read the channel that an answer names; None where it names none."""
    if bank_code is None:
        return None
    return _BY_BANK_CODE.get(bank_code.casefold(), UNKNOWN_CHANNEL)

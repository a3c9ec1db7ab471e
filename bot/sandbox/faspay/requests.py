"""Reads a transfer request as strictly as the tables of the three channels allow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.faspay.fields import CHANNELS, ChannelTable, Field, Form, checked_text, moment
from bot.sandbox.faspay.refusals import AMOUNT_MISSING, RefusedError, Text

_VIRTUAL_ACCOUNT = Field("virtual_account", Form.NUMERIC, 20)
_LONGEST_AMOUNT = 12


@dataclass(frozen=True, repr=False)
class ReceivedTransfer:
    """A request that passed every check; the amount in hundredths of a rupiah."""

    channel: str
    trx_no: str
    phone: str
    name: str
    amount_hundredths: int
    description: str
    callback_url: str
    instruct_date: str
    expires: datetime | None

    @property
    def domestic_phone(self) -> str:
        """The phone in the form 08..., however it was sent."""
        return domestic(self.phone)

    @property
    def amount_rupiah(self) -> int:
        """The amount in rupiah. No channel's limits allow a fraction."""
        return self.amount_hundredths // 100

    @property
    def table(self) -> ChannelTable:
        """The table by which the request was checked."""
        return CHANNELS[self.channel]


def domestic(phone: str) -> str:
    """Write a phone number as 08..., so that 628... finds the same one."""
    return "0" + phone[2:] if phone.startswith("62") else phone


def check_virtual_account(body: Mapping[str, object], expected: str) -> None:
    """Refuse a body that names another sender."""
    try:
        given = checked_text(body, _VIRTUAL_ACCOUNT)
    except RefusedError:
        raise RefusedError(Text.BAD_VIRTUAL_ACCOUNT, "virtual_account") from None
    if given != expected:
        raise RefusedError(Text.BAD_VIRTUAL_ACCOUNT, "virtual_account")


def read_transfer(
    body: Mapping[str, object], virtual_account: str, now: datetime
) -> ReceivedTransfer:
    """Check a transfer's body, field by field; raises RefusedError. `now` is aware."""
    check_virtual_account(body, virtual_account)
    channel = body.get("beneficiary_bank_code")
    table = CHANNELS.get(channel) if isinstance(channel, str) else None
    if not isinstance(channel, str) or table is None:
        raise RefusedError(Text.BAD_BENEFICIARY, "beneficiary_bank_code")
    amount_hundredths = _amount(body, table)
    texts = {field.name: checked_text(body, field) for field in table.fields}
    return ReceivedTransfer(
        channel=channel,
        trx_no=texts["trx_no"],
        phone=texts["beneficiary_phone"],
        name=texts[table.name_field],
        amount_hundredths=amount_hundredths,
        description=texts["trx_desc"],
        callback_url=texts["callback_url"],
        instruct_date=texts.get("instruct_date", ""),
        expires=_expiry(texts.get("trx_expired", ""), now),
    )


def _amount(body: Mapping[str, object], table: ChannelTable) -> int:
    value = body.get("trx_amount")
    if value is None or value == "":
        raise RefusedError(Text.BAD_BODY, "trx_amount: missing", AMOUNT_MISSING)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise RefusedError(Text.BAD_BODY, "trx_amount: type")
    if re.fullmatch(r"[0-9]+", str(value), re.ASCII) is None or len(str(value)) > _LONGEST_AMOUNT:
        raise RefusedError(Text.BAD_BODY, "trx_amount: format")
    hundredths = int(value)
    highest = table.highest_hundredths or hundredths
    within = table.lowest_hundredths <= hundredths <= highest
    if not within or hundredths % table.step_hundredths:
        raise RefusedError(Text.AMOUNT_NOT_ALLOWED, "trx_amount: limits or multiple")
    return hundredths


def _expiry(text: str, now: datetime) -> datetime | None:
    if not text:
        return None
    expires = moment(text, "trx_expired")
    if expires <= now:
        raise RefusedError(Text.BAD_BODY, "trx_expired: past")
    return expires

"""Reads what every answer about an order repeats, in our words: the echo guard compares it."""

from dataclasses import dataclass, field

from bot.providers.faspay.clock import read_end
from bot.providers.faspay.errors import FieldError
from bot.providers.faspay.fields import Fields, find_code, read_object, whole_number
from bot.providers.faspay.wire import AmountUnit
from bot.providers.faspay_gateway.channels import echoed_channel
from handlers.services.provider_answers import Answer, Echo
from storage.values import Ok, read_phone

_LONGEST = 64
"""Of what we keep as it came."""
_NAMES = ("beneficiary_name", "beneficiary_account_name")
"""Tables and samples differ in which of them answers have (faspay-sendme.md, 10)."""
_PORTS = {"https": ":443", "http": ":80"}


@dataclass(frozen=True)
class EchoReader:
    """Reads the answers to one company's orders."""

    unit: AmountUnit
    virtual_account: str = field(repr=False)

    def answer(self, body: bytes, address: str | None = None) -> Answer | None:
        """Keep whatever may hold the only copy of a code, whole or cut off or garbled.

        That is every body: the damage may be in the very name that announces the code. `address`
        is the callback_url that the transfer had, if any.
        """
        raw = body.decode("utf-8", "replace")
        fields = read_object(body)
        if fields is None:
            return Answer(raw, sealed_code=find_code(raw)) if body else None
        return Answer(
            raw=raw,
            echo=self.echo(fields, address),
            expires_at=read_end(fields.text("trx_expired")),
            sealed_code=fields.text("cashout_code"),
        )

    def echo(self, fields: Fields, address: str | None = None) -> Echo:
        """Read what Faspay says it has understood.

        The callback_url is a capability, so only whether it is ours goes any further.
        """
        phone, number = fields.text("beneficiary_phone"), fields.text("trx_no")
        return Echo(
            order_no=_plain(number) if number else None,
            amount=self._amount(fields.text("trx_amount")),
            phone=_local_phone(phone) if phone else None,
            channel=echoed_channel(fields.text("beneficiary_bank_code", "bank_code")),
            our_account=self._is_ours(fields.text("virtual_account")),
            names=tuple(name for each in _NAMES if (name := fields.text(each)) is not None),
            description=fields.text("trx_desc"),
            our_address=_is_same(fields.text("callback_url"), address),
        )

    def _amount(self, text: str | None) -> int | str | None:
        try:
            return self.unit.read(text)
        except FieldError:
            return (text or "")[:_LONGEST]  # no whole rupiah: not what we asked for

    def _is_ours(self, account: str | None) -> bool | None:
        if account is None:
            return None
        # A JSON number has no leading zeros: those are all that may be lost.
        ours, theirs = self.virtual_account, _plain(account)
        return theirs.lstrip("0") == ours.lstrip("0")


def _is_same(theirs: str | None, ours: str | None) -> bool | None:
    """Compare two addresses as a caller would: how scheme and host are written is all one."""
    return None if theirs is None or not ours else _as_called(theirs) == _as_called(ours)


def _as_called(address: str) -> tuple[str, str]:
    scheme, separator, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    bare = host.lower().removesuffix(_PORTS.get(scheme.lower(), ""))
    return f"{scheme.lower()}{separator}{bare}", f"{slash}{path}".rstrip("/")


def _plain(text: str) -> str:
    """Write a number in digits alone, if it came as a double is printed; else as it came."""
    number = None if text.isdigit() else whole_number(text)
    return text if number is None else str(number)


def _local_phone(text: str) -> str:
    """Bring 62…, and a JSON number that lost its zero, into our form; else leave it as it came."""
    reading = read_phone(_plain(text))
    return str(reading.value) if isinstance(reading, Ok) else text

"""What the tests of the gateway share: bodies as Faspay writes them, and one way to judge them."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx

from bot.providers.faspay.cashout_code import load_public_keys
from bot.providers.faspay.exchange import Reply
from bot.providers.faspay.wire import AmountUnit, Sender
from bot.providers.faspay_gateway import FaspayGateway
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import (
    Doubt,
    Echo,
    Finding,
    Outcome,
    ProviderStatus,
    Unknown,
)
from storage.models.channel import Channel
from storage.models.provider_answer import NOTHING_SAID
from storage.values import BeneficiaryName, OrderNumber, PhoneNumber, Rupiah
from tests.bot.providers.faspay.helpers import NOW, TOKEN, mock_client, vectors

Body = dict[str, Any]
Wire = Callable[[httpx.Request], httpx.Response]

ORDER_NO = OrderNumber("202601020001")
CREATED: Body = {
    "virtual_account": "9920000001",
    "beneficiary_bank_code": "C013",
    "beneficiary_name": "Budi",
    "trx_no": "202601020001",
    "beneficiary_phone": "081200000001",
    "trx_amount": 10000000,
    "trx_expired": "2026-01-02 04:04:07",
    "trx_id": 395855,
    "cashout_code": "c2VhbGVk",
    "status": "1",
    "message": "On Process",
    "response_code": "00",
    "response_desc": "success",
}
ERROR: Body = {"status": "9", "response_code": "99", "response_desc": "error"}
FOUND: Body = {
    "virtual_account": "9920000001",
    "beneficiary_bank_code": "C013",
    "beneficiary_name": "Budi",
    "beneficiary_phone": 81200000001,
    "trx_id": 395855,
    "trx_no": "202601020001",
    "trx_amount": "10000000",
    "trx_status": "1",
    "status": "2",
    "response_code": "00",
}
DIGITS = {
    ProviderStatus.ON_PROCESS: "1",
    ProviderStatus.SUCCESS: "2",
    ProviderStatus.FAILED: "4",
    ProviderStatus.REVERSED: "5",
}
"""faspay-sendme.md, 5."""
ECHO = Echo(
    order_no="202601020001",
    amount=100_000,
    phone="081200000001",
    channel=Channel.PERMATA,
    our_account=True,
    names=("Budi",),
)
REQUEST = TransferRequest(
    order_no=ORDER_NO,
    channel=Channel.PERMATA,
    name=BeneficiaryName("Budi"),
    phone=PhoneNumber("081200000001"),
    amount=Rupiah(100_000),
    callback_url="https://partner.example/cb",
)
KEYS = vectors("cashout_codes_php")
SENDER = Sender(virtual_account="9920000001", email="a@partner.example")


def gateway(wire: Wire | None = None, account: str = "9920000001") -> FaspayGateway:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/tokens") or wire is None:
            return httpx.Response(200, json=TOKEN)
        return wire(request)

    keys = load_public_keys(KEYS["keys"]["rsa2048"]["public_key_pem"].encode())
    sender = replace(SENDER, virtual_account=account)
    return FaspayGateway(mock_client(answer), keys, sender, AmountUnit.HUNDREDTHS, lambda: NOW)


GATEWAY = gateway()


def replied(body: Body | bytes, status: int = 200) -> Reply:
    return Reply(status, body if isinstance(body, bytes) else json.dumps(body).encode())


def judged(body: Body | bytes, status: int = 200) -> Outcome:
    """Judge a transfer's answer; what it says of itself has tests of its own."""
    return replace(GATEWAY.judge(replied(body, status)), details=NOTHING_SAID)


def found(body: Body | bytes, status: int = 200) -> Finding:
    """Judge an inquiry's answer, in the same way."""
    return replace(GATEWAY.find(replied(body, status)), details=NOTHING_SAID)


def without(body: Body, *names: str) -> Body:
    return {name: value for name, value in body.items() if name not in names}


def doubt(outcome: Outcome) -> Doubt | None:
    return outcome.doubt if isinstance(outcome, Unknown) else None

"""A partner for the tests: signs by its own hand, keeps its own clock, and never really waits."""

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

import httpx
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.sandbox.faspay import FaspaySandbox, SandboxCredentials, SandboxService, SandboxSettings
from bot.sandbox.faspay.code import throw_away_key

NOON_WIB = datetime(2026, 1, 2, 5, 0, tzinfo=UTC)

PERMATA: Mapping[str, object] = {
    "beneficiary_bank_code": "C013",
    "beneficiary_name": "Budi",
    "trx_no": "202601020001",
    "beneficiary_phone": "081200000001",
    "trx_amount": "10000000",
    "callback_url": "http://127.0.0.1/cb",
    "trx_desc": "202601020001 BANTUAN",
}
ALFAMART: Mapping[str, object] = {
    "beneficiary_bank_code": "alf",
    "beneficiary_region_code": "0102",
    "beneficiary_country_code": "ID",
    "beneficiary_purpose_code": "1",
    "beneficiary_phone": "081200000001",
    "beneficiary_email": "a@partner.example",
    "trx_no": "202601020001",
    "trx_date": "2026-01-02 12:00:00",
    "instruct_date": "",
    "trx_amount": "5000000",
    "trx_desc": "202601020001",
    "callback_url": "http://127.0.0.1/cb",
    "trx_expired": "",
    "beneficiary_account_name": "Budi",
}
INDOMARET: Mapping[str, object] = {
    **{name: value for name, value in ALFAMART.items() if name != "beneficiary_purpose_code"},
    "beneficiary_bank_code": "imr",
    "trx_expired": "2026-01-03 12:00:00",
    "instruct_date": "2026-01-02 12:00:00",
}


@cache
def shared_key() -> RSAPrivateKey:
    """One key for all tests, because making one is slow."""
    return throw_away_key()


@dataclass
class Outside:
    """The world around a stand-in: a clock that stands still, sleeps and callbacks recorded."""

    at: datetime = NOON_WIB
    slept: list[float] = field(default_factory=list)
    callbacks: list[dict[str, str]] = field(default_factory=list)
    answers: list[int | Exception] = field(default_factory=list)
    """What the next callbacks are answered; 200 when empty."""

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
        await asyncio.sleep(0)

    async def deliver(self, _: str, body: bytes) -> int:
        self.callbacks.append(json.loads(body))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def told(self) -> list[str]:
        """The statuses of the callbacks, in the order they came."""
        return [callback["trx_status"] for callback in self.callbacks]


def seal(text: str, credentials: SandboxCredentials) -> str:
    """Seal as the SDKs do (faspay-sendme.md, 2)."""
    secret = credentials.faspay_secret.encode()
    digest = hashlib.md5(secret + credentials.iv.encode(), usedforsecurity=False).hexdigest()
    key = algorithms.AES(hashlib.sha256(secret).digest())
    encryptor = Cipher(key, modes.CBC(digest[16:].encode())).encryptor()
    padder = PKCS7(128).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


class Partner:
    """Speaks to a stand-in as a well-behaved client would; every part can be changed."""

    def __init__(self, sandbox: FaspaySandbox, outside: Outside, client: httpx.AsyncClient) -> None:
        self.sandbox = sandbox
        self.outside = outside
        self.client = client

    def headers(self, method: str, path: str, *token: str, timestamp: str = "") -> dict[str, str]:
        """Make the headers; `timestamp` is now in WIB unless given."""
        own = self.sandbox.credentials
        at = timestamp or f"{self.outside.at + timedelta(hours=7):%Y-%m-%d %H:%M:%S}"
        basic = base64.b64encode(":".join((own.client_key, own.client_secret, *token)).encode())
        return {
            "faspay-key": own.faspay_key,
            "faspay-timestamp": at,
            "faspay-signature": seal(f"{method}:{path}:{at}:{basic.decode()}:", own),
            "faspay-authorization": seal(f"{own.app_key}:{own.app_secret}", own),
            "Content-Type": "application/json",
        }

    async def token(self, path: str) -> str:
        """Fetch a token for the service at `path`."""
        response = await self.client.get("/account/api/tokens", headers=self.headers("GET", path))
        return str(response.json()["access_token"])

    async def read(self, service: SandboxService, *segments: str) -> dict[str, object]:
        """Call a GET service."""
        token = await self.token(service.path)
        headers = self.headers("GET", service.path, token)
        path = "/".join((service.path, self.sandbox.credentials.virtual_account, *segments))
        answer: dict[str, object] = (await self.client.get(path, headers=headers)).json()
        return answer

    async def send(self, base: Mapping[str, object] = PERMATA, **changes: object) -> httpx.Response:
        """Send a transfer; a change to None leaves the field out."""
        body = {"virtual_account": self.sandbox.credentials.virtual_account, **base, **changes}
        kept = {name: value for name, value in body.items() if value is not None}
        return await self.post(SandboxService.TRANSFER, json.dumps(kept))

    async def post(self, service: SandboxService, content: str) -> httpx.Response:
        """Call a POST service with a body as it is."""
        headers = self.headers("POST", service.path, await self.token(service.path))
        return await self.client.post(service.path, content=content, headers=headers)

    async def transfer(
        self, base: Mapping[str, object] = PERMATA, **changes: object
    ) -> dict[str, object]:
        """Send a transfer and read the answer."""
        answer: dict[str, object] = (await self.send(base, **changes)).json()
        return answer

    async def inquire(self, trx_no: str = "202601020001") -> dict[str, object]:
        """Ask for the status of an order."""
        return await self.read(SandboxService.STATUS, trx_no)

    def open_code(self, cashout_code: object) -> str:
        """Open a cash-out code with the public key; raises InvalidSignature."""
        key = load_pem_public_key(self.sandbox.public_key_pem.encode())
        assert isinstance(key, RSAPublicKey)
        sealed = base64.b64decode(str(cashout_code))
        return key.recover_data_from_signature(sealed, PKCS1v15(), None).decode()


def made_up(
    outside: Outside, settings: SandboxSettings, credentials: SandboxCredentials | None = None
) -> FaspaySandbox:
    """Build a stand-in whose every edge is `outside`."""
    return FaspaySandbox(
        credentials or SandboxCredentials.random(),
        now=outside.now,
        settings=settings,
        deliver_callback=outside.deliver,
        sleep=outside.sleep,
        key=shared_key(),
    )


@asynccontextmanager
async def partner(
    settings: SandboxSettings | None = None, credentials: SandboxCredentials | None = None
) -> AsyncIterator[Partner]:
    """Put a partner in front of a fresh stand-in, without a socket."""
    outside = Outside()
    sandbox = made_up(outside, settings or SandboxSettings(), credentials)
    transport = httpx.ASGITransport(app=sandbox.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://faspay.test") as client:
        yield Partner(sandbox, outside, client)
        await sandbox.settled()

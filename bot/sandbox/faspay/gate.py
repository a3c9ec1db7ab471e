"""Checks the four faspay-* headers as the service itself would (faspay-sendme.md, 2)."""

import base64
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from enum import Enum
from hmac import compare_digest

from bot.sandbox.faspay.credentials import SandboxCredentials, SandboxSettings
from bot.sandbox.faspay.refusals import RefusedError, Text
from bot.sandbox.faspay.seal import SealBrokenError, Signed, open_seal, open_signature

WIB = timezone(timedelta(hours=7), "WIB")
STAMP = "%Y-%m-%d %H:%M:%S"
_TOKEN_OCTETS = 512  # the sample of the access token page has this many


class SandboxService(Enum):
    """A service that needs a token: its base path and the method that is signed for it."""

    REGISTER = ("/account/api/register", "POST")
    CONFIRM = ("/account/api/register/confirm", "POST")
    TRANSFER = ("/account/api/transfer", "POST")
    BALANCE = ("/account/api/balance_inquiry", "GET")
    NAME = ("/account/api/inquiry_name", "GET")
    STATEMENT = ("/account/api/mutasi", "GET")
    STATUS = ("/account/api/inquiry_status", "GET")

    @property
    def path(self) -> str:
        """The path without a partner's segments."""
        return self.value[0]

    @property
    def method(self) -> str:
        """The method that is signed, whatever goes over the wire (faspay-sendme.md, 1)."""
        return self.value[1]


def service_signed_as(path: str) -> SandboxService | None:
    """Find a token's service by its base path, or by the path with segments for GET."""
    for service in SandboxService:
        segmented = service.method == "GET" and path.startswith(service.path + "/")
        if path == service.path or segmented:
            return service
    return None


class Gate:
    """Issues tokens and admits requests signed with one; raises RefusedError("Unauthorized")."""

    def __init__(
        self,
        credentials: SandboxCredentials,
        settings: SandboxSettings,
        now: Callable[[], datetime],
    ) -> None:
        self._credentials = credentials
        self._settings = settings
        self._now = now
        self._tokens: dict[str, tuple[SandboxService, datetime]] = {}

    def issue(self, headers: Mapping[str, str]) -> str:
        """Check a token request and make the token, bound to the service of the signed path."""
        signed = self._opened(headers)
        service = service_signed_as(signed.path)
        if service is None or signed.method != "GET":
            raise _unauthorized("signed method or path")
        if not _same(signed.token, self._basic()):
            raise _unauthorized("signed token part")
        token = base64.b64encode(secrets.token_bytes(_TOKEN_OCTETS)).decode()
        self.accept(token, service)
        return token

    def accept(self, token: str, service: SandboxService) -> None:
        """Accept `token` for `service` from now on, as if issued here."""
        self._tokens[token] = (service, self._now() + self._settings.token_life)

    def admit(self, headers: Mapping[str, str], service: SandboxService, wire_path: str) -> None:
        """Check a service request; the signed path is the base one or, for GET, the wire's own."""
        signed = self._opened(headers)
        paths = {service.path} if service.method == "POST" else {service.path, wire_path}
        if signed.method != service.method or signed.path not in paths:
            raise _unauthorized("signed method or path")
        if not any(_same(signed.token, self._basic(token)) for token in self._valid_for(service)):
            raise _unauthorized("access token")

    def _valid_for(self, service: SandboxService) -> list[str]:
        now = self._now()
        self._tokens = {token: kept for token, kept in self._tokens.items() if now < kept[1]}
        return [token for token, (bound, _) in self._tokens.items() if bound is service]

    def _opened(self, headers: Mapping[str, str]) -> Signed:
        if not _same(headers.get("faspay-key", ""), self._credentials.faspay_key):
            raise _unauthorized("faspay-key")
        self._check_authorization(headers.get("faspay-authorization", ""))
        timestamp = headers.get("faspay-timestamp", "")
        self._check_clock(timestamp)
        try:
            signed = open_signature(headers.get("faspay-signature", ""), self._credentials)
        except SealBrokenError:
            raise _unauthorized("faspay-signature") from None
        if signed.timestamp != timestamp or signed.body:
            raise _unauthorized("signed timestamp or body part")
        return signed

    def _check_authorization(self, sealed: str) -> None:
        expected = f"{self._credentials.app_key}:{self._credentials.app_secret}"
        try:
            opened = open_seal(sealed, self._credentials)
        except SealBrokenError:
            raise _unauthorized("faspay-authorization") from None
        if not _same(opened, expected):
            raise _unauthorized("faspay-authorization")

    def _check_clock(self, timestamp: str) -> None:
        try:
            stamped = datetime.strptime(timestamp, STAMP).replace(tzinfo=WIB)
        except ValueError:
            raise _unauthorized("faspay-timestamp") from None
        window = self._settings.timestamp_window
        if window is not None and abs(self._now() - stamped) > window:
            raise _unauthorized("faspay-timestamp")

    def _basic(self, *more: str) -> str:
        parts = (self._credentials.client_key, self._credentials.client_secret, *more)
        return base64.b64encode(":".join(parts).encode()).decode()


def _unauthorized(detail: str) -> RefusedError:
    return RefusedError(Text.UNAUTHORIZED, detail)


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())

"""Checks the addresses among the settings: those of others, and our own.

A check raises ValueError with the end of "NAME …". It never repeats the value, which may be secret.
"""

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr, ValidationInfo

from bot.settings.checks import Environment, TelegramMode
from bot.settings.marks import hidden_mark
from bot.settings.paths import check_path

_SANDBOX_URL = "https://sendme-sandbox.faspay.co.id"
_SANDBOX_HOST = re.compile(r"(^|[.-])(sandbox|staging|dev[0-9]*)([.-]|$)")
_CALLBACK_URL_MAX = 255  # faspay-sendme.md, 3.4: callback_url AN255
_CALLBACK_TAIL = len("/faspay/callback/") + 12 + len("/") + 64  # order number, token in hex
_TELEGRAM_HOST = "api.telegram.org"
_WEBHOOK_PORTS = (443, 80, 88, 8443)
"""Ports to which Telegram posts (core.telegram.org/bots/api#setwebhook). A private Bot API server
may post anywhere."""
_METHODS_ADDED_HERE = re.compile(r"(^|/)bot([0-9]+(:|%3a).*|[{<].*)?/?$", re.IGNORECASE)
"""The end of a Bot API address in libraries and examples: /bot, /bot<token>."""
_IN_DIGITS = re.compile(r"[0-9A-FXa-fx.]+")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


def api_url(value: str) -> str:
    """Check the Bot API's address: plain http only to this machine, and no part of a method."""
    url, parts = _address(value, http_on_loopback=True)
    if _METHODS_ADDED_HERE.search(parts.path):
        raise ValueError("must end before /bot: that and the token are added here")
    if parts.hostname == _TELEGRAM_HOST and parts.path.strip("/"):
        raise ValueError(f"must be https://{_TELEGRAM_HOST} alone: the paths are added here")
    return url


def faspay_url(value: str, info: ValidationInfo) -> str:
    """Check that the address belongs to the environment; the sandbox has a default."""
    environment = info.data.get("faspay_environment")
    if environment is None:  # refused already
        return value
    sandbox = environment is Environment.SANDBOX
    if not value and not sandbox:
        raise ValueError("is missing: production's address is shown on Faspay's merchant page")
    url, parts = _address(value or _SANDBOX_URL, http_on_loopback=sandbox)
    if parts.path.strip("/"):
        raise ValueError("must end with the host name: the paths are added here")
    host = parts.hostname or ""
    play = bool(_SANDBOX_HOST.search(host)) or is_loopback(host)
    if play and not sandbox:
        raise ValueError("is not a production address, but FASPAY_ENVIRONMENT is production")
    if sandbox and not play and host.endswith("faspay.co.id"):
        raise ValueError("is a production address, but FASPAY_ENVIRONMENT is sandbox")
    return url


def public_url(value: str, info: ValidationInfo) -> str:
    """Check the address for callbacks: https, and short enough for Faspay's callback_url."""
    environment = info.data.get("faspay_environment")
    if environment is None:  # refused already
        return value
    sandbox = environment is Environment.SANDBOX
    url, parts = _address(value, http_on_loopback=sandbox)
    if not sandbox and is_loopback(parts.hostname or ""):
        raise ValueError("must be an address that Faspay can reach, not this machine's own")
    if len(url) > _CALLBACK_URL_MAX - _CALLBACK_TAIL:
        raise ValueError(f"is longer than {_CALLBACK_URL_MAX - _CALLBACK_TAIL} characters")
    _check_webhook(parts, info)
    return url


def database_url(value: SecretStr) -> SecretStr:
    """Check that it names one of the two engines, and a file on disk for SQLite."""
    url = value.get_secret_value()
    path = url.removeprefix("sqlite:///")
    if url.startswith("postgresql+psycopg://") and _names_a_path(url):
        return value
    if url.startswith("postgres"):
        raise ValueError(
            "must read postgresql+psycopg://USER:PASSWORD@HOST/DATABASE, with odd characters of"
            " the password written as %XX"
        )
    if path == url or not path.strip("/") or ":memory:" in path or "?" in path:
        raise ValueError("must read sqlite:///PATH (a file) or postgresql+psycopg://…/DATABASE")
    check_path(path)
    return value


def web_host(value: str) -> str:
    """Check that it may be an address of this machine, without port, scheme or quotes."""
    if listens_at(value) is None and not _HOST.fullmatch(value):
        raise ValueError("must be an address of this machine, such as 127.0.0.1, without a port")
    return value


def listens_at(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address of a numeric host, also in forms such as "0"; None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not _IN_DIGITS.fullmatch(host):  # inet_aton stops reading at a blank
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _address(value: str, *, http_on_loopback: bool) -> tuple[str, SplitResult]:
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("is not an address: write it like https://host") from None
    if hidden_mark(value):
        raise ValueError("is not an address: type it, do not copy it")
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must be an address like https://host, with no user, query or fragment")
    allowed = {"https", "http"} if http_on_loopback and is_loopback(host) else {"https"}
    if parts.scheme not in allowed:
        raise ValueError("must begin with https:// (http:// only to 127.0.0.1, and only for play)")
    return value.rstrip("/"), parts


def _check_webhook(public: SplitResult, info: ValidationInfo) -> None:
    """Refuse an address that Telegram would refuse for ever."""
    mode, api = info.data.get("telegram_mode"), info.data.get("telegram_api_url", "")
    if mode is not TelegramMode.WEBHOOK or urlsplit(api).hostname != _TELEGRAM_HOST:
        return
    if public.scheme != "https" or is_loopback(public.hostname or ""):
        raise ValueError("must be an https address that Telegram can reach in webhook mode")
    if (443 if public.port is None else public.port) not in _WEBHOOK_PORTS:
        raise ValueError(
            "has a port that Telegram does not post to: in webhook mode it must be 443 (or left"
            " out), 80, 88 or 8443; or set TELEGRAM_MODE=polling"
        )


def _names_a_path(url: str) -> bool:
    try:
        return bool(urlsplit(url).path.strip("/"))
    except ValueError:  # its message repeats the password before the host
        return False


def is_loopback(host: str) -> bool:
    """Say whether a host is loopback: only this machine reaches it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""What a setting may hold: the choices, and the checks whose sentences say how to mend.

A check raises ValueError with the end of "NAME …". It never repeats the value: a secret, perhaps.
"""

import ipaddress
import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationInfo

from bot.faspay.cashout_code import load_public_keys
from bot.faspay.errors import KeyFileError
from storage.channel import Channel
from storage.values import read_telegram_id
from storage.vault import BadKeys, Vault

_SANDBOX_URL = "https://sendme-sandbox.faspay.co.id"
_SANDBOX_HOST = re.compile(r"(^|[.-])(sandbox|staging|dev[0-9]*)([.-]|$)")
_CALLBACK_URL_MAX = 255  # faspay-sendme.md, 3.4: callback_url AN255
_CALLBACK_TAIL = len("/faspay/callback/") + 12 + len("/") + 64  # order number, token in hex
_TELEGRAM_HOST = "api.telegram.org"
_WEBHOOK_PORTS = (443, 80, 88, 8443)
"""Where Telegram's own servers post to (core.telegram.org/bots/api#setwebhook). A Bot API server
of one's own may post anywhere."""
_COUNTER_CHANNELS = {Channel.ALFAMART, Channel.INDOMARET}


class Environment(StrEnum):
    """Which Faspay is spoken to: play money or real money."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class TelegramMode(StrEnum):
    """How updates come in."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class CallbackSignature(StrEnum):
    """How the signature in a callback is read; off by default, as no page settles it."""

    OFF = "off"
    HEX = "hex"
    BASE64 = "base64"


class Language(StrEnum):
    """A language the bot speaks."""

    INDONESIAN = "id"
    ENGLISH = "en"


class LogLevel(StrEnum):
    """The least grave line of ours that is written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    """How a log line looks."""

    JSON = "json"
    CONSOLE = "console"


def bot_token(value: SecretStr) -> SecretStr:
    """Check the shape only: whether Telegram knows it is for the doctor to ask."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
        raise ValueError("is not a bot token: copy it whole from @BotFather, digits:letters")
    return value


def webhook_secret(value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
    """Check Telegram's alphabet for secret_token, and that webhook mode has one."""
    if value is None:
        if info.data.get("telegram_mode") is TelegramMode.WEBHOOK:
            raise ValueError("is missing: webhook mode needs it, or anybody could post updates")
        return None
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("must be 1 to 256 of the characters A-Z a-z 0-9 _ -")
    return value


def api_url(value: str) -> str:
    """Check the Bot API's address: plain http only to this machine."""
    return _address(value, http_on_loopback=True)[0]


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
    play = bool(_SANDBOX_HOST.search(host)) or _is_loopback(host)
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
    if not sandbox and _is_loopback(parts.hostname or ""):
        raise ValueError("must be an address that Faspay can reach, not this machine's own")
    if len(url) > _CALLBACK_URL_MAX - _CALLBACK_TAIL:
        raise ValueError(f"is longer than {_CALLBACK_URL_MAX - _CALLBACK_TAIL} characters")
    _check_webhook(parts, info)
    return url


def database_url(value: SecretStr) -> SecretStr:
    """Check that it is one of the two engines, and on disk."""
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
    return value


def data_keys(value: SecretStr) -> SecretStr:
    """Check that the vault takes the keys."""
    try:
        Vault.from_setting(value.get_secret_value())
    except BadKeys:  # its message may name a key id, and a swapped id:key is a key
        raise ValueError(
            "must be id:base64 of 32 octets, separated by commas, each id (letters, digits) once;"
            " .env.example says how to make one"
        ) from None
    return value


def public_key_files(value: object) -> tuple[Path, ...]:
    """Check that every file holds RSA keys or certificates in PEM; cash-out codes need them."""
    paths = [Path(part.strip()) for part in str(value).split(",") if part.strip()]
    for place, path in enumerate(paths, start=1):
        file = f"file {place} of {len(paths)}"
        try:
            load_public_keys(path.read_bytes())
        except KeyFileError:
            raise ValueError(
                f"names a file ({file}) without a whole RSA key in PEM: it must have all that"
                " stands between BEGIN and END of PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE"
            ) from None
        except (OSError, ValueError):  # ValueError: NUL in the path
            raise ValueError(f"names a file that cannot be read ({file})") from None
    return tuple(paths)


def ids(value: object) -> tuple[int, ...]:
    """Read numeric Telegram ids of people."""
    parts = [part.strip() for part in str(value).split(",") if part.strip()]
    read = [read_telegram_id(part) for part in parts]
    found = tuple(person_id for person_id in read if person_id is not None)
    if not parts or len(found) != len(parts):
        raise ValueError("must be numeric Telegram ids, separated by commas (no names, no groups)")
    return found


def channels(value: object) -> tuple[Channel, ...]:
    """Read the channels by name, each once."""
    names = [part.strip().upper() for part in str(value).split(",") if part.strip()]
    known = {channel.name: channel for channel in Channel}
    if not names or len(set(names)) != len(names) or not set(names) <= set(known):
        raise ValueError("must be some of permata, alfamart, indomaret, separated by commas")
    return tuple(known[name] for name in names)


def at_least_minimum(value: int, info: ValidationInfo) -> int:
    """Check a …_max_rupiah against the …_min_rupiah above it."""
    low = info.data.get((info.field_name or "").replace("_max_", "_min_"))
    if low is not None and value < low:
        raise ValueError("must not be less than the minimum of the same channel")
    return value


def needed_at_counters(value: str | None, info: ValidationInfo) -> str | None:
    """Check that what Alfamart and Indomaret ask for is there when they are on."""
    if value is None and _COUNTER_CHANNELS & set(info.data.get("channels", ())):
        raise ValueError("is missing: CHANNELS has alfamart or indomaret, which ask for it")
    return value


def timezone(value: str) -> str:
    """Check that the time zone exists."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not a known time zone: write it like Asia/Jakarta") from None
    return value


def _address(value: str, *, http_on_loopback: bool) -> tuple[str, SplitResult]:
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("is not an address: write it like https://host") from None
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must be an address like https://host, with no user, query or fragment")
    allowed = {"https", "http"} if http_on_loopback and _is_loopback(host) else {"https"}
    if parts.scheme not in allowed:
        raise ValueError("must begin with https:// (http:// only to 127.0.0.1, and only for play)")
    return value.rstrip("/"), parts


def _check_webhook(public: SplitResult, info: ValidationInfo) -> None:
    """Refuse an address that Telegram would refuse, for good, each time we start."""
    mode, api = info.data.get("telegram_mode"), info.data.get("telegram_api_url", "")
    if mode is not TelegramMode.WEBHOOK or urlsplit(api).hostname != _TELEGRAM_HOST:
        return
    if public.scheme != "https" or _is_loopback(public.hostname or ""):
        raise ValueError("must be an https address that Telegram can reach in webhook mode")
    if (443 if public.port is None else public.port) not in _WEBHOOK_PORTS:
        raise ValueError(
            "has a port that Telegram does not post to: in webhook mode it must be 443 (or left"
            " out), 80, 88 or 8443; or set TELEGRAM_MODE=polling"
        )


def _names_a_path(url: str) -> bool:
    try:
        return bool(urlsplit(url).path.strip("/"))
    except ValueError:  # its message repeats what stands before the host: the password
        return False


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

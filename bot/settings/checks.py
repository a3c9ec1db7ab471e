"""What a setting may hold: its choices, and checks that say how to correct it.

A check raises ValueError with the end of "NAME …". It never repeats the value, which may be secret.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationInfo

from bot.providers.faspay.cashout_code import load_public_keys
from bot.providers.faspay.errors import KeyFileError
from bot.providers.faspay_gateway.channels import CHANNELS
from bot.settings.marks import hidden_mark
from bot.settings.paths import check_path
from handlers.messages.own_steps import StepsProblem, read_own_steps
from storage.engine.vault import BadKeys, Vault
from storage.models.channel import Channel
from storage.values import read_telegram_id


class Environment(StrEnum):
    """Which Faspay we call: play money or real money."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class TelegramMode(StrEnum):
    """How updates arrive."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class CallbackSignature(StrEnum):
    """How a callback's signature is written. It is off by default, because no page says it."""

    OFF = "off"
    HEX = "hex"
    BASE64 = "base64"


class Language(StrEnum):
    """A language the bot speaks."""

    INDONESIAN = "id"
    ENGLISH = "en"


class LogLevel(StrEnum):
    """The lowest level of our lines that is written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    """How a log line looks."""

    JSON = "json"
    CONSOLE = "console"


def bot_token(value: SecretStr) -> SecretStr:
    """Check the shape only. `doctor` asks whether Telegram knows the token."""
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


def data_keys(value: SecretStr) -> SecretStr:
    """Check that the vault takes the keys."""
    try:
        Vault.from_setting(value.get_secret_value())
    except BadKeys:  # its message may name a key id, which is the key where both are swapped
        raise ValueError(
            "must be id:base64 of 32 octets, separated by commas, each id (letters, digits) once;"
            " .env.example says how to make one"
        ) from None
    return value


def public_key_files(value: object) -> tuple[Path, ...]:
    """Check that every file holds RSA keys or certificates in PEM; cash-out codes need them."""
    paths = _paths(str(value))
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


def _paths(value: str) -> list[Path]:
    """Read paths separated by commas. An existing file may have a comma in its name."""
    check_path(value)
    try:
        if Path(value).is_file():
            return [Path(value)]
    except (OSError, ValueError):  # too long to be a path, NUL in it
        pass
    parts = [part.strip() for part in value.split(",") if part.strip()]
    for part in parts:
        check_path(part)
    return [Path(part) for part in parts]


def own_steps(value: object) -> Mapping[str, str]:
    """Read the company's own words for the steps of its channels, by language."""
    check_path(str(value))
    try:
        return read_own_steps(Path(str(value)))
    except StepsProblem as problem:
        raise ValueError(str(problem)) from None


def ids(value: object) -> tuple[int, ...]:
    """Read people's numeric Telegram ids."""
    parts = [part.strip() for part in str(value).split(",") if part.strip()]
    read = [read_telegram_id(part) for part in parts]
    found = tuple(person_id for person_id in read if person_id is not None)
    if not parts or len(found) != len(parts):
        raise ValueError("must be numeric Telegram ids, separated by commas (no names, no groups)")
    return found


def channels(value: object) -> tuple[Channel, ...]:
    """Read the channels by name, each once."""
    names = [part.strip().casefold() for part in str(value).split(",") if part.strip()]
    known = {channel.value: channel for channel in Channel}
    if not names or len(set(names)) != len(names) or not set(names) <= set(known):
        raise ValueError(f"must be some of {', '.join(known)}, separated by commas")
    return tuple(known[name] for name in names)


def at_least_minimum(value: int, info: ValidationInfo) -> int:
    """Check a …_max_rupiah against the …_min_rupiah above it."""
    low = info.data.get((info.field_name or "").replace("_max_", "_min_"))
    if low is not None and value < low:
        raise ValueError("must not be less than the minimum of the same channel")
    return value


def needed_at_counters(value: str | None, info: ValidationInfo) -> str | None:
    """Check that what some channels' transfers carry is there when such a channel is on."""
    enabled: tuple[Channel, ...] = info.data.get("channels", ())
    asking = [each.value for each in enabled if info.field_name in CHANNELS[each].fields]
    if value is None and asking:
        raise ValueError(f"is missing: Faspay asks for it where CHANNELS has {', '.join(asking)}")
    if value is not None and hidden_mark(value):
        raise ValueError("is not valid: type it, do not copy it")
    return value


def timezone(value: str) -> str:
    """Check that the time zone exists."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not a known time zone: write it like Asia/Jakarta") from None
    return value

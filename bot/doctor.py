"""`python -m bot doctor`: a line for everything that must be right, with what to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import compose
from bot.doctor_reach import wrong_at, wrong_with
from bot.faspay.cashout_code import load_public_keys
from bot.faspay.client import FaspayClient
from bot.faspay.errors import KeyFileError
from bot.gateway import FaspayGateway
from bot.settings import Environment, Settings
from bot.start import AlreadyRunning, CannotStart, open_database
from bot.telegram.client import build_bot
from handlers.services import line
from handlers.services.ports import ProviderUnavailable
from storage.database import file_of

_WARN_SKEW = timedelta(seconds=30)
_STOP_SKEW = timedelta(seconds=120)


@dataclass(frozen=True)
class Check:
    """The outcome of one look: well, or what to do."""

    name: str
    well: bool
    says: str


async def run(settings: Settings, now: Callable[[], datetime]) -> int:
    """Look at everything, print a line each, and return 0 only when all is well."""
    client = compose.faspay_client(settings, now)
    bot = build_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
    looks: list[Awaitable[Check]] = [
        _settings(settings),
        _places(settings),
        _database(settings, now),
        _public_keys(settings),
        _telegram(settings, bot),
        _faspay(settings, client, now),
        _clock(client),
        _callbacks(settings),
    ]
    wrong = 0
    try:
        for look in looks:
            check = await look
            wrong += not check.well
            print(f"{'ok   ' if check.well else 'WRONG'}  {check.name}: {check.says}")  # noqa: T201 - this is its output
    finally:
        await client.aclose()
        await bot.shutdown()
    return 1 if wrong else 0


async def _settings(settings: Settings) -> Check:
    if settings.warnings:
        return Check("settings", well=False, says="; ".join(settings.warnings))
    money = "REAL money" if settings.faspay_environment is Environment.PRODUCTION else "play money"
    return Check("settings", well=True, says=f"complete; {money}")


async def _places(settings: Settings) -> Check:
    file = file_of(settings.database_url.get_secret_value()) or "on PostgreSQL"
    return Check("places", well=True, says=f"database {file}; journal {settings.journal_folder}")


async def _database(settings: Settings, now: Callable[[], datetime]) -> Check:
    try:
        database = open_database(settings, now)
    except AlreadyRunning:
        return Check("database", well=True, says="in use by the running bot, which has checked it")
    except CannotStart as error:
        return Check("database", well=False, says=str(error))
    held = database.run_sync(line.is_held)
    database.close()
    if held:
        says = "older data was put in place, and is not reconciled: nothing is sent until then"
        return Check("database", well=False, says=says)
    return Check("database", well=True, says="reached, right schema, DATA_KEYS opens it")


async def _public_keys(settings: Settings) -> Check:
    prints = []
    for path in settings.faspay_public_key_files:
        try:
            keys = load_public_keys(path.read_bytes())
        except (OSError, KeyFileError):
            says = f"{path.name} is not a public key; ask Faspay for the file again"
            return Check("Faspay's public keys", well=False, says=says)
        prints += [f"{path.name} {_print_of(key)}" for key in keys]
    return Check("Faspay's public keys", well=True, says=", ".join(prints))


def _print_of(key: RSAPublicKey) -> str:
    modulus = str(key.public_numbers().n)
    return f"RSA-{key.key_size} …{sha256(modulus.encode()).hexdigest()[:8]}"


async def _telegram(settings: Settings, bot: Bot) -> Check:
    try:
        await bot.initialize()
        hook = await bot.get_webhook_info()
    except InvalidToken:
        says = "TELEGRAM_BOT_TOKEN is refused; copy it again from @BotFather"
        return Check("Telegram", well=False, says=says)
    except TelegramError:
        says = "not reached; check the network and TELEGRAM_API_URL"
        return Check("Telegram", well=False, says=says)
    wrong = wrong_with(hook, settings)
    if wrong:
        return Check("Telegram", well=False, says=wrong)
    return Check("Telegram", well=True, says=f"@{bot.username}, {settings.telegram_mode}")


async def _faspay(settings: Settings, client: FaspayClient, now: Callable[[], datetime]) -> Check:
    gateway: FaspayGateway = compose.gateway(settings, client, now)
    try:
        balance = await gateway.balance()
    except ProviderUnavailable as error:
        says = (
            f"token or balance refused ({error.doubt.value}); check FASPAY_URL, the seven "
            "credentials, and that Faspay knows this server's address"
        )
        return Check("Faspay", well=False, says=says)
    says = f"token and balance work; available {balance.available.format()}"
    return Check("Faspay", well=True, says=says)


async def _clock(client: FaspayClient) -> Check:
    skew = client.clock_skew
    if skew is None:
        return Check("clock", well=False, says="not compared: Faspay gave no Date header")
    seconds = f"{skew.total_seconds():+.0f} s against Faspay"
    if abs(skew) >= _STOP_SKEW:
        return Check("clock", well=False, says=f"{seconds}: set it (NTP) before sending anything")
    if abs(skew) >= _WARN_SKEW:
        return Check("clock", well=False, says=f"{seconds}: let NTP set it")
    return Check("clock", well=True, says=seconds)


async def _callbacks(settings: Settings) -> Check:
    name = "callback address"
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            wrong = await wrong_at(settings, client)
    except httpx.HTTPError:
        says = "PUBLIC_URL does not answer from here; is the bot running, and the proxy before it?"
        return Check(name, well=False, says=says)
    return Check(name, well=not wrong, says=wrong or "PUBLIC_URL reaches this bot")

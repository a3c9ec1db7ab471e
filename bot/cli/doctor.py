"""`python -m bot doctor`: a line for everything that must be right, with what to do."""

import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.cli.doctor_network import unused_proxies, why_not_reached
from bot.cli.doctor_reach import wrong_at, wrong_with
from bot.providers.faspay.cashout_code import load_public_keys
from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.errors import KeyFileError
from bot.providers.faspay_gateway import FaspayGateway
from bot.runtime import compose
from bot.runtime.start import AlreadyRunning, CannotStart, open_database
from bot.settings.settings import Environment, Settings
from bot.telegram.client import build_bot
from handlers.services.controls import clock, limits, sending
from handlers.services.policy import Policy
from handlers.services.ports import ProviderUnavailable
from storage.engine.database import DatabaseUnusable, file_of, look_beside
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault


@dataclass(frozen=True)
class Check:
    """The outcome of one look: well, or what to do."""

    name: str
    well: bool
    says: str
    """Nothing where there is nothing to say."""


async def run(
    settings: Settings, now: Callable[[], datetime], env: Mapping[str, str] | None = None
) -> int:
    """Look at everything, print a line each, and return 0 only when all is well.

    `env` is what the network heeds of the environment (SSL_CERT_FILE, proxies).
    """
    env = env or {}
    client = compose.faspay_client(settings, now)
    bot = build_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
    looks: list[Awaitable[Check]] = [
        _settings(settings),
        _places(settings),
        _database(settings, now),
        _public_keys(settings),
        _proxies(env),
        _telegram(settings, bot, env),
        _faspay(settings, client, now, env),
        _clock(client),
        _callbacks(settings, env),
    ]
    wrong = 0
    try:
        for look in looks:
            check = await look
            if not check.says:
                continue
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
        says = "in use by the running bot, which has checked it"
        wrong = _look_beside(settings, now)
    except CannotStart as error:
        return Check("database", well=False, says=str(error))
    else:
        says = "reached, right schema, DATA_KEYS opens it"
        wrong = database.run_sync(_why_nothing_is_sent, compose.policy(settings, ""))
        database.close()
    return Check("database", well=not wrong, says=wrong or says)


def _look_beside(settings: Settings, now: Callable[[], datetime]) -> str:
    url = settings.database_url.get_secret_value()
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    policy = compose.policy(settings, "")
    try:
        return look_beside(url, vault, now, lambda work: _why_nothing_is_sent(work, policy))
    except DatabaseUnusable:  # the bot has it, but has not begun yet
        return ""


def _why_nothing_is_sent(work: Work, policy: Policy) -> str:
    if sending.is_held(work):
        return "older data was put in place, and is not reconciled: nothing is sent until then"
    if limits.are_missing(work, policy):
        return (
            "the limits are not set, and until then nothing is sent: it is real money. An admin "
            "writes to the bot /limits order AMOUNT, and /limits day AMOUNT"
        )
    return ""


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


async def _proxies(env: Mapping[str, str]) -> Check:
    proxies = unused_proxies(env)
    says = f"{proxies} is not used: tokens and codes go to Telegram and Faspay directly"
    return Check("proxy", well=True, says=says if proxies else "")


async def _telegram(settings: Settings, bot: Bot, env: Mapping[str, str]) -> Check:
    try:
        await bot.initialize()
        hook = await bot.get_webhook_info()
    except InvalidToken:
        says = "TELEGRAM_BOT_TOKEN is refused; copy it again from @BotFather"
        return Check("Telegram", well=False, says=says)
    except TelegramError:
        why = await why_not_reached(settings.telegram_api_url, env)
        says = f"not reached: {why or 'check the network and TELEGRAM_API_URL'}"
        return Check("Telegram", well=False, says=says)
    wrong = wrong_with(hook, settings)
    if wrong:
        return Check("Telegram", well=False, says=wrong)
    return Check("Telegram", well=True, says=f"@{bot.username}, {settings.telegram_mode}")


async def _faspay(
    settings: Settings, client: FaspayClient, now: Callable[[], datetime], env: Mapping[str, str]
) -> Check:
    gateway: FaspayGateway = compose.gateway(settings, client, now)
    try:
        balance = await gateway.balance()
    except ProviderUnavailable as error:
        why = await why_not_reached(settings.faspay_url, env)
        if why:
            return Check("Faspay", well=False, says=f"not reached: {why}")
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
    if clock.is_off(skew):
        return Check("clock", well=False, says=f"{seconds}: set it (NTP) before sending anything")
    if abs(skew) >= clock.WARN:
        return Check("clock", well=False, says=f"{seconds}: let NTP set it")
    return Check("clock", well=True, says=seconds)


async def _callbacks(settings: Settings, env: Mapping[str, str]) -> Check:
    name = "callback address"
    try:
        trust = ssl.create_default_context()
        async with httpx.AsyncClient(verify=trust, trust_env=False, timeout=10) as client:
            wrong = await wrong_at(settings, client)
    except httpx.HTTPError:
        why = await why_not_reached(settings.public_url, env)
        says = "PUBLIC_URL does not answer from here; is the bot running, and the proxy before it?"
        if "certificate" in why:
            why += "; Faspay and Telegram must trust its issuer, too"
        return Check(name, well=False, says=f"{says} ({why})" if why else says)
    return Check(name, well=not wrong, says=wrong or "PUBLIC_URL reaches this bot")

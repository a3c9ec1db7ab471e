"""What the doctor looks at on this machine: settings, database, keys, proxies, clock."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.cli.diagnosis import Diagnosis
from bot.cli.doctor_network import unused_proxies
from bot.providers.faspay.cashout_code import load_public_keys
from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.errors import KeyFileError
from bot.runtime import compose
from bot.runtime.start import AlreadyRunning, CannotStart, beside_the_bot, open_database
from bot.settings.settings import Environment, Settings
from handlers.services.controls import limits, sending
from handlers.services.controls.clock import WARN, is_off
from handlers.services.policy import Policy
from handlers.services.proposals.deciders import second_admin_is_missing
from storage.engine.database import DatabaseUnusable, file_of, look_beside
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault


async def look_at_settings(settings: Settings) -> Diagnosis:
    """Say whether they are complete, and which money it is."""
    if settings.warnings:
        return Diagnosis("settings", well=False, says="; ".join(settings.warnings))
    money = "REAL money" if settings.faspay_environment is Environment.PRODUCTION else "play money"
    return Diagnosis("settings", well=True, says=f"complete; {money}")


async def look_at_places(settings: Settings) -> Diagnosis:
    """Say where database and journal are."""
    file = file_of(settings.database_url.get_secret_value()) or "on PostgreSQL"
    return Diagnosis(
        "places", well=True, says=f"database {file}; journal {settings.journal_folder}"
    )


async def look_at_database(settings: Settings, now: Callable[[], datetime]) -> Diagnosis:
    """Say whether it is reached, has our schema, and opens with our keys."""
    try:
        database = open_database(settings, now)
    except AlreadyRunning:
        says = "in use by the running bot, which has checked it"
        wrong = _look_beside(settings, now)
    except CannotStart as error:
        return Diagnosis("database", well=False, says=str(error))
    else:
        says = "reached, right schema, DATA_KEYS opens it"
        wrong = database.run_sync(_why_nothing_is_sent, compose.policy(settings, ""))
        database.close()
    return Diagnosis("database", well=not wrong, says=wrong or says)


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


async def look_at_admins(settings: Settings, now: Callable[[], datetime]) -> Diagnosis:
    """Say whether there are two admins who count as two people.

    It is no fault where there are not: in a small company the operator decides with the one.
    """
    try:
        with beside_the_bot(settings, now) as database:
            is_missing = database.run_sync(second_admin_is_missing)
    except CannotStart:
        return Diagnosis("admins", well=True, says="")  # the look at the database says why
    says = (
        "a second admin is missing: for what takes two people you are the second one, by python "
        "-m bot decide. To invite another: /invite admin. Who was let in less than 7 days ago does "
        "not count with who let them in"
    )
    return Diagnosis("admins", well=True, says=says if is_missing else "two or more")


async def look_at_public_keys(settings: Settings) -> Diagnosis:
    """Say whether Faspay's public keys can be read."""
    prints = []
    for path in settings.faspay_public_key_files:
        try:
            keys = load_public_keys(path.read_bytes())
        except (OSError, KeyFileError):
            says = f"{path.name} is not a public key; ask Faspay for the file again"
            return Diagnosis("Faspay's public keys", well=False, says=says)
        prints += [f"{path.name} {_print_of(key)}" for key in keys]
    return Diagnosis("Faspay's public keys", well=True, says=", ".join(prints))


def _print_of(key: RSAPublicKey) -> str:
    modulus = str(key.public_numbers().n)
    return f"RSA-{key.key_size} …{sha256(modulus.encode()).hexdigest()[:8]}"


async def look_at_proxies(env: Mapping[str, str]) -> Diagnosis:
    """Name the proxies that are set, and not used."""
    proxies = unused_proxies(env)
    says = f"{proxies} is not used: tokens and codes go to Telegram and Faspay directly"
    return Diagnosis("proxy", well=True, says=says if proxies else "")


async def look_at_clock(client: FaspayClient) -> Diagnosis:
    """Say how far our clock and Faspay's are apart."""
    skew = client.clock_skew
    if skew is None:
        return Diagnosis("clock", well=False, says="not compared: Faspay gave no Date header")
    seconds = f"{skew.total_seconds():+.0f} s against Faspay"
    if is_off(skew):
        return Diagnosis(
            "clock", well=False, says=f"{seconds}: set it (NTP) before sending anything"
        )
    if abs(skew) >= WARN:
        return Diagnosis("clock", well=False, says=f"{seconds}: let NTP set it")
    return Diagnosis("clock", well=True, says=seconds)

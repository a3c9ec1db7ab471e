"""What the doctor asks Telegram, Faspay and PUBLIC_URL."""

import ssl
from collections.abc import Callable, Mapping
from datetime import datetime

import httpx
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.cli.diagnosis import Diagnosis
from bot.cli.doctor_network import why_not_reached
from bot.cli.doctor_reach import wrong_at, wrong_with
from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay_gateway import FaspayGateway
from bot.runtime import compose
from bot.settings.settings import Settings
from handlers.services.ports import ProviderUnavailable


async def look_at_telegram(settings: Settings, bot: Bot, env: Mapping[str, str]) -> Diagnosis:
    """Say whether Telegram knows the bot, and posts where it must."""
    try:
        await bot.initialize()
        hook = await bot.get_webhook_info()
    except InvalidToken:
        says = "TELEGRAM_BOT_TOKEN is refused; copy it again from @BotFather"
        return Diagnosis("Telegram", well=False, says=says)
    except TelegramError:
        why = await why_not_reached(settings.telegram_api_url, env)
        says = f"not reached: {why or 'check the network and TELEGRAM_API_URL'}"
        return Diagnosis("Telegram", well=False, says=says)
    wrong = wrong_with(hook, settings)
    if wrong:
        return Diagnosis("Telegram", well=False, says=wrong)
    return Diagnosis("Telegram", well=True, says=f"@{bot.username}, {settings.telegram_mode}")


async def look_at_faspay(
    settings: Settings, client: FaspayClient, now: Callable[[], datetime], env: Mapping[str, str]
) -> Diagnosis:
    """Say whether token and balance work."""
    gateway: FaspayGateway = compose.gateway(settings, client, now)
    try:
        balance = await gateway.balance()
    except ProviderUnavailable as error:
        why = await why_not_reached(settings.faspay_url, env)
        if why:
            return Diagnosis("Faspay", well=False, says=f"not reached: {why}")
        says = (
            f"token or balance refused ({error.doubt.value}); check FASPAY_URL, the seven "
            "credentials, and that Faspay knows this server's address"
        )
        return Diagnosis("Faspay", well=False, says=says)
    says = f"token and balance work; available {balance.available.format()}"
    return Diagnosis("Faspay", well=True, says=says)


async def look_at_callbacks(settings: Settings, env: Mapping[str, str]) -> Diagnosis:
    """Say whether PUBLIC_URL reaches this bot."""
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
        return Diagnosis(name, well=False, says=f"{says} ({why})" if why else says)
    return Diagnosis(name, well=not wrong, says=wrong or "PUBLIC_URL reaches this bot")

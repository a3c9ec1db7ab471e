"""From settings to the parts that need them: the only place where the two meet."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx

from bot.providers.faspay.auth import Credentials
from bot.providers.faspay.callback import Digits, SignatureCheck
from bot.providers.faspay.cashout_code import load_public_keys
from bot.providers.faspay.client import FaspayClient
from bot.providers.faspay.exchange import system_transport
from bot.providers.faspay.wire import Sender
from bot.providers.faspay_gateway import FaspayGateway
from bot.providers.faspay_gateway.channels import CHANNELS
from bot.settings.settings import CallbackSignature, Environment, Settings
from handlers.services.policy import Policy
from storage.models.channel import Channel
from storage.values import AmountRule, Rupiah


def credentials(settings: Settings) -> Credentials:
    """Gather what Faspay issued."""
    return Credentials(
        virtual_account=settings.faspay_virtual_account,
        faspay_key=settings.faspay_key.get_secret_value(),
        faspay_secret=settings.faspay_secret.get_secret_value(),
        app_key=settings.faspay_app_key.get_secret_value(),
        app_secret=settings.faspay_app_secret.get_secret_value(),
        client_key=settings.faspay_client_key.get_secret_value(),
        client_secret=settings.faspay_client_secret.get_secret_value(),
        iv=settings.faspay_iv.get_secret_value(),
    )


def faspay_client(
    settings: Settings,
    now: Callable[[], datetime],
    transport: httpx.AsyncBaseTransport | None = None,
) -> FaspayClient:
    """Build the one client of this process."""
    return FaspayClient(
        settings.faspay_url,
        credentials(settings),
        transport=transport or system_transport(),
        now=now,
        timeout_seconds=settings.faspay_timeout_seconds,
        signature=settings.faspay_signature_mode,
        reuse_tokens=settings.faspay_reuse_tokens,
    )


def gateway(settings: Settings, client: FaspayClient, now: Callable[[], datetime]) -> FaspayGateway:
    """Build the gateway; Faspay's keys are read and parsed here, once."""
    files = settings.faspay_public_key_files
    keys = [key for path in files for key in load_public_keys(path.read_bytes())]
    sender = Sender(
        virtual_account=settings.faspay_virtual_account,
        email=settings.beneficiary_email or "",
        region_code=settings.beneficiary_region_code or "",
    )
    return FaspayGateway(client, keys, sender, settings.faspay_amount_unit, now)


def policy(settings: Settings, bot_username: str) -> Policy:
    """Gather what the company decided."""
    real_money = settings.faspay_environment is Environment.PRODUCTION
    return Policy(
        rules={channel: _amounts(settings, channel) for channel in settings.channels},
        public_url=settings.public_url.rstrip("/"),
        bot_username=bot_username,
        default_language=settings.default_language.value,
        zone=ZoneInfo(settings.timezone),
        prove_unit=real_money,
        needs_limits=real_money,
        copy_button=settings.copy_code_button,
        own_steps=settings.steps_dir or {},
        offer_earlier=settings.offer_earlier_beneficiaries,
    )


def _amounts(settings: Settings, channel: Channel) -> AmountRule:
    """Return the legal amounts: Faspay's, and the company's own where Faspay names no limit."""
    entry = CHANNELS[channel]
    chosen = {
        Channel.ALFAMART: (settings.alfamart_min_rupiah, settings.alfamart_max_rupiah),
        Channel.INDOMARET: (settings.indomaret_min_rupiah, settings.indomaret_max_rupiah),
    }
    least, most = chosen.get(channel, (entry.step, entry.highest))
    if most is None:
        raise ValueError(f"nothing says how much {channel.value} pays out at the most")
    return AmountRule(Rupiah(least), Rupiah(most), Rupiah(entry.step))


def callback_check(settings: Settings) -> SignatureCheck | None:
    """Return the check of a callback's signature, where the company has configured one."""
    match settings.faspay_callback_signature:
        case CallbackSignature.OFF:
            return None
        case CallbackSignature.HEX:
            return SignatureCheck(credentials(settings), digits=Digits.HEX)
        case CallbackSignature.BASE64:
            return SignatureCheck(credentials(settings), digits=Digits.BASE64)

"""Whether what comes from outside reaches this bot: Telegram's updates, Faspay's callbacks."""

import secrets
from http import HTTPStatus

import httpx
from telegram import WebhookInfo

from bot.settings.settings import Settings, TelegramMode
from bot.telegram import webhook
from bot.telegram.reception import host_of
from bot.web.application import not_found
from bot.web.health import ALIVE


def wrong_with(hook: WebhookInfo, settings: Settings) -> str:
    """Say why what people write does not arrive; "" when it does.

    Of a foreign address only host and port are shown: its path may be somebody's secret.
    """
    if settings.telegram_mode is not TelegramMode.WEBHOOK:
        if hook.url:
            return (
                f"posts to {host_of(hook.url)} instead of being asked. The bot ends that when it "
                "starts, and within seconds while it runs; if it comes back, another program uses "
                "this token: have a new one made with @BotFather"
            )
        return ""
    if not hook.url:
        return (
            "posts nowhere: nobody is heard. Is the bot running? If its log says webhook_refused, "
            "Telegram does not take PUBLIC_URL: it must be https, a public address, port 443, 80, "
            "88 or 8443"
        )
    if hook.url != webhook.address(settings.public_url):
        return (
            f"posts to another address ({host_of(hook.url)}), not to PUBLIC_URL. The bot puts that "
            "right within half a minute while it runs; if it comes back, another program uses this "
            "token: have a new one made with @BotFather"
        )
    return _badly(hook.last_error_message or "")


def _badly(error: str) -> str:
    if "404" in error:
        return (
            "is answered 404: another program answers at PUBLIC_URL, the proxy drops the header "
            "with the secret, or somebody has set the same address with another secret"
        )
    return "reaches us badly; look at the proxy before PUBLIC_URL" if error else ""


async def wrong_at(settings: Settings, client: httpx.AsyncClient) -> str:
    """Say what else than this bot answers at PUBLIC_URL; "" when nothing does."""
    health = await client.get(f"{settings.public_url}/healthz")
    if health.status_code != HTTPStatus.OK:
        return f"PUBLIC_URL answers {health.status_code}, not 200; check the proxy's forwarding"
    if _json(health) != ALIVE:
        return (
            "something else than this bot answers at PUBLIC_URL/healthz; check that the proxy "
            "forwards to WEB_HOST and WEB_PORT"
        )
    made_up = f"/faspay/callback/{'0' * 12}/{secrets.token_urlsafe(32)}"
    hooked = settings.telegram_mode is TelegramMode.WEBHOOK
    ours = not_found()
    for path in (made_up, webhook.PATH) if hooked else (made_up,):
        answer = await client.post(f"{settings.public_url}{path}", json={})
        if (answer.status_code, answer.content) != (ours.status_code, ours.body):
            return (
                f"PUBLIC_URL/{path.split('/')[1]}/ is answered with {answer.status_code}, and not "
                "as this bot answers a stranger; check that the proxy forwards it, and changes "
                "nothing"
            )
    return ""


def _json(answer: httpx.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        return None

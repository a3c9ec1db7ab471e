"""The Bot API's methods for receiving: getMe, getUpdates and the webhook."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.sandbox.telegram.errors import bad_request, conflict
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.webhook import Target
from bot.sandbox.telegram.world import World

LONGEST_POLL_SECONDS = 50
SECRET_LENGTH = 256
WEBHOOK_PORTS = (443, 80, 88, 8443)


async def get_me(world: World, _: Params) -> dict[str, object]:
    """Describe the bot."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot.as_json() | abilities


async def get_updates(world: World, params: Params) -> list[dict[str, object]]:
    """Confirm updates below `offset`; return open ones, waiting up to `timeout` seconds."""
    if world.webhook.target is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    world.queue.allow(_allowed_updates(params))
    updates = await world.queue.poll(
        params.integer("offset"),
        params.clamped("limit", 100, 1, 100),
        params.clamped("timeout", 0, 0, LONGEST_POLL_SECONDS),
    )
    return [update.as_json() for update in updates]


async def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to `url`, which must be https, on a port that Telegram posts to.

    For an address on this machine it plays a private Bot API server, run with `--local`
    (core.telegram.org/bots/api, "Using a Local Bot API Server"), which takes http and every port.
    """
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    secret = params.text("secret_token")
    _check_url(url)
    _check_secret(secret)
    world.queue.interrupt("terminated by setWebhook request")
    world.queue.allow(_allowed_updates(params))
    _drop_pending(world, params)
    connections = params.clamped("max_connections", 40, 1, 100)
    await world.webhook.set(Target(url, secret, connections))
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Stop delivering. Open updates wait for getUpdates."""
    await world.webhook.remove()
    _drop_pending(world, params)
    return True


async def get_webhook_info(world: World, _: Params) -> dict[str, object]:
    """Tell where updates go and what went wrong last."""
    target = world.webhook.target
    info: dict[str, object] = {
        "url": target.url if target else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue.open()),
    }
    if world.queue.allowed:
        info["allowed_updates"] = sorted(world.queue.allowed)
    if target is None:
        return info
    if target.last_error:
        info |= {
            "last_error_date": target.last_error_date,
            "last_error_message": target.last_error,
        }
    return info | {"max_connections": target.max_connections}


def _allowed_updates(params: Params) -> list[str] | None:
    kinds = params.decoded("allowed_updates", "can't parse allowed updates JSON object")
    if kinds is None:
        return None
    if not isinstance(kinds, list):
        raise bad_request("expected an Array of allowed updates")
    return [str(kind) for kind in kinds]


def _drop_pending(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.queue.clear()


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = 443 if parts.port is None else parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme in {"http", "https"} and _is_loopback(parts.hostname):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _check_secret(secret: str) -> None:
    if len(secret) > SECRET_LENGTH:
        raise bad_request("secret token is too long")
    if re.search(r"[^A-Za-z0-9_-]", secret):
        raise bad_request("secret token contains unallowed characters")

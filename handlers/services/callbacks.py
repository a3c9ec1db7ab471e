"""Faspay's callbacks: capability addresses, stored once, never believed without an inquiry."""

import hmac

from handlers.services.policy import Policy
from storage.order import Money
from storage.repositories import inbox, orders
from storage.unit_of_work import Bell, Work
from storage.vault import Vault

_PURPOSE = "callback address"
_TOKEN_LENGTH = 43
"""Hex digits: 172 bits, and the whole address stays below Faspay's 255 characters."""


def callback_token(vault: Vault, order_no: str) -> str:
    """Return the secret part of an order's callback address."""
    return vault.mac(_PURPOSE, order_no)[:_TOKEN_LENGTH]


def callback_url(work: Work, policy: Policy, order_no: str) -> str:
    """Return the address Faspay is to call; whoever has it can post for this order only."""
    token = callback_token(work.vault, order_no)
    return f"{policy.public_url}/faspay/callback/{order_no}/{token}"


def is_ours(vault: Vault, order_no: str, token: str) -> bool:
    """Check an address in constant time, under every key of the ring."""
    given = token.encode()
    macs = [mac[:_TOKEN_LENGTH].encode() for mac in vault.macs(_PURPOSE, order_no)]
    return any([hmac.compare_digest(given, mac) for mac in macs])  # noqa: C419 - no short cut


def receive(work: Work, order_no: str, token: str, raw: str, claimed_status: str | None) -> bool:
    """Store a callback and have Faspay asked. False for a wrong address or an unknown order."""
    if not is_ours(work.vault, order_no, token):
        return False
    order = orders.get(work, order_no)
    if order is None:
        return False
    if inbox.store_callback(work, order_no, raw, claimed_status) and order.money not in {
        Money.AWAITING_APPROVAL,
        Money.REQUESTED,
    }:
        order.check_at = work.now
        work.ring(Bell.CHECK)
    return True

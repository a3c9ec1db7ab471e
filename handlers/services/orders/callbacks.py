"""Faspay's callbacks: capability addresses, stored once, never believed without an inquiry."""

import hmac
from enum import StrEnum

from handlers.services.orders.schedule import soonest_check
from handlers.services.orders.support import keep_details, sealed_code_of, without_code
from handlers.services.policy import Policy
from handlers.services.ports import OpenCode, no_key_opens
from handlers.services.provider_answers import ProviderStatus
from storage.engine.unit_of_work import WakeUp, Work
from storage.engine.vault import Vault
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.provider_answer import NOTHING_SAID, AnswerDetails, AnswerSource
from storage.repositories import orders, stored_callbacks

_PURPOSE = "callback address"
_TOKEN_LENGTH = 43
"""Hex digits: 172 bits, and the whole address stays below Faspay's 255 characters."""
MOST_KEPT = 20
"""How many callbacks of one order are kept: far more than Faspay sends. Somebody who got hold of
one address can fill 400 kB at most."""
_NEVER_SENT = frozenset({OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED})


class Taken(StrEnum):
    """What became of a callback that came to its right address."""

    KEPT = "kept"
    KNOWN = "known"
    """The very same one came before."""
    ONE_TOO_MANY = "one too many"
    """Faspay is asked as for any other, but it is not kept."""


def callback_token(vault: Vault, order_no: str) -> str:
    """Return the secret part of an order's callback address."""
    return vault.mac(_PURPOSE, order_no)[:_TOKEN_LENGTH]


def callback_url(work: Work, policy: Policy, order_no: str) -> str:
    """Return the address that Faspay calls. It is a capability for this order only."""
    token = callback_token(work.vault, order_no)
    return f"{policy.public_url}/faspay/callback/{order_no}/{token}"


def is_ours(vault: Vault, order_no: str, token: str) -> bool:
    """Check an address in constant time, under every key of the ring."""
    given = token.encode()
    macs = [mac[:_TOKEN_LENGTH].encode() for mac in vault.macs(_PURPOSE, order_no)]
    return any([hmac.compare_digest(given, mac) for mac in macs])  # noqa: C419 - no short cut


def is_known(work: Work, order_no: str, token: str) -> bool:
    """Check an address before anything is spent on what came there."""
    return is_ours(work.vault, order_no, token)


def receive(
    work: Work,
    order_no: str,
    token: str,
    raw: str,
    claimed_status: ProviderStatus | None,
    details: AnswerDetails = NOTHING_SAID,
    open_code: OpenCode = no_key_opens,
) -> Taken | None:
    """Store a callback and have Faspay asked. None for a wrong address or an unknown order.

    What of it repeats the order's code, which `open_code` opens, is kept sealed only.
    """
    if not is_ours(work.vault, order_no, token):
        return None
    order = orders.get(work, order_no)
    if order is None:
        return None
    if stored_callbacks.count(work, order_no) >= MOST_KEPT:
        _ask_soon(work, order)
        return Taken.ONE_TOO_MANY
    made_up = order.status in _NEVER_SENT  # it is kept as evidence, but never told
    if not stored_callbacks.store(work, order_no, raw, claimed_status, handled=made_up):
        return Taken.KNOWN
    if not made_up:
        details = without_code(details, sealed_code_of(work, order), open_code)
        keep_details(work, order, AnswerSource.CALLBACK, details)
    _ask_soon(work, order)
    return Taken.KEPT


def _ask_soon(work: Work, order: Order) -> None:
    if order.status in _NEVER_SENT:
        return
    soonest = soonest_check(order, work.now)
    if order.check_at is None or order.check_at > soonest:  # an overdue order keeps its place
        order.check_at = soonest
    work.wake(WakeUp.CHECK)

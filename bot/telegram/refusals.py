"""What Telegram's errors mean to us: done, to be tried again, or refused for good."""

import logging
from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.telegram.patience import seconds_of
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result, Sent

logger = logging.getLogger(__name__)

WRONG_TOKEN_SECONDS = 60.0


@dataclass(frozen=True)
class _Refusal:
    """Words of Telegram's that say why a request is refused, and what they mean to us."""

    words: str
    result: Result


_REFUSALS = (
    _Refusal("message is not modified", Sent()),
    _Refusal("message to edit not found", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message can't be edited", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message to delete not found", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message can't be deleted", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("message_id_invalid", RefusedForGood(DeliveryProblem.MESSAGE_GONE)),
    _Refusal("chat not found", RefusedForGood(DeliveryProblem.BLOCKED)),
    _Refusal("peer_id_invalid", RefusedForGood(DeliveryProblem.BLOCKED)),
    _Refusal("message thread not found", RefusedForGood(DeliveryProblem.TOPIC_GONE)),
    _Refusal("topic_closed", RefusedForGood(DeliveryProblem.TOPIC_GONE)),
    _Refusal("topic_deleted", RefusedForGood(DeliveryProblem.TOPIC_GONE)),
    _Refusal("not enough rights to send", RefusedForGood(DeliveryProblem.MUTED)),
    _Refusal("have no rights to send", RefusedForGood(DeliveryProblem.MUTED)),
    _Refusal("need administrator rights", RefusedForGood(DeliveryProblem.MUTED)),
    _Refusal("chat_write_forbidden", RefusedForGood(DeliveryProblem.MUTED)),
    _Refusal("chat_restricted", RefusedForGood(DeliveryProblem.MUTED)),
    _Refusal("query is too old", RefusedForGood(DeliveryProblem.REFUSED)),
    _Refusal("upgraded to a supergroup", RefusedForGood(DeliveryProblem.MIGRATED)),
)
"""The Bot API has no other names for these: its descriptions are the protocol."""
_TOO_LARGE = "request entity too large"
"""Of status 413, which the library takes for an error of the network."""


def result_of(error: TelegramError) -> Result:
    """Say what an error means. What nobody can be sure of is tried again.

    What Telegram will say for ever is final: a group that moved is written to when it asks again.
    """
    if isinstance(error, RetryAfter):
        return Again(seconds_of(error))
    if isinstance(error, ChatMigrated):
        return RefusedForGood(DeliveryProblem.MIGRATED, error.new_chat_id)
    if isinstance(error, Forbidden):
        return RefusedForGood(DeliveryProblem.BLOCKED)
    if isinstance(error, InvalidToken):
        logger.critical("telegram_refuses_the_token")
        return Again(WRONG_TOKEN_SECONDS)
    if _is_final(error):
        return RefusedForGood(DeliveryProblem.REFUSED)
    return _meaning_of(error) if isinstance(error, BadRequest) else Again()


def is_unexplained(error: TelegramError) -> bool:
    """Say whether Telegram refuses in words that we do not know: it may be for a decoration.

    Nothing was sent or changed then, so the same may be tried without.
    """
    return isinstance(error, BadRequest) and _known(error) is None


def _is_final(error: TelegramError) -> bool:
    return isinstance(error, EndPointNotFound) or _TOO_LARGE in error.message.lower()


def _meaning_of(error: BadRequest) -> Result:
    known = _known(error)
    if known is not None:
        return known
    logger.error("telegram_refuses", extra={"error_type": type(error).__name__})
    return RefusedForGood(DeliveryProblem.REFUSED)


def _known(error: BadRequest) -> Result | None:
    """Return what a refusal means whose words we know."""
    said = error.message.lower()
    return next((each.result for each in _REFUSALS if each.words in said), None)

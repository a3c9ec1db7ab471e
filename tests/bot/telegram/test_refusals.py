"""An error of Telegram's means one thing, and no log quotes it."""

import logging

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.refusals import result_of
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result, Sent

GONE = RefusedForGood(DeliveryProblem.MESSAGE_GONE)
BLOCKED = RefusedForGood(DeliveryProblem.BLOCKED)
REFUSED = RefusedForGood(DeliveryProblem.REFUSED)


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), BLOCKED),
        (Forbidden("Forbidden: bot was kicked from the group chat"), BLOCKED),
        (BadRequest("Bad Request: chat not found"), BLOCKED),
        (BadRequest("Bad Request: PEER_ID_INVALID"), BLOCKED),
        (BadRequest("Bad Request: message is not modified: specified new ..."), Sent()),
        (BadRequest("Message is not modified: specified new ..."), Sent()),
        (BadRequest("Bad Request: message to edit not found"), GONE),
        (BadRequest("Bad Request: message can't be edited"), GONE),
        (BadRequest("Bad Request: message to delete not found"), GONE),
        (BadRequest("Bad Request: message can't be deleted for everyone"), GONE),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), GONE),
        (BadRequest("Bad Request: query is too old and response timeout expired"), REFUSED),
        (BadRequest("Bad Request: message is too long"), REFUSED),
        (BadRequest("Bad Request: words nobody has seen"), REFUSED),
        (NetworkError("httpx.ConnectError: all attempts failed"), Again()),
        (NetworkError("Bad Gateway"), Again()),
        (NetworkError("Internal Server Error (500)"), Again()),
        (TimedOut(), Again()),
        (Conflict("Conflict: terminated by other getUpdates request"), Again()),
        (ChatMigrated(-100), RefusedForGood(DeliveryProblem.MIGRATED, -100)),
        (
            BadRequest("Bad Request: group chat was upgraded to a supergroup chat"),
            RefusedForGood(DeliveryProblem.MIGRATED),
        ),
        (
            BadRequest("Bad Request: message thread not found"),
            RefusedForGood(DeliveryProblem.TOPIC_GONE),
        ),
        (BadRequest("Bad Request: TOPIC_CLOSED"), RefusedForGood(DeliveryProblem.TOPIC_GONE)),
        (EndPointNotFound("Endpoint 'sendX' not found in Bot API"), REFUSED),
        (NetworkError("Request Entity Too Large"), REFUSED),
        (TelegramError("Invalid server response"), Again()),
        (InvalidToken("Unauthorized"), Again(60)),
    ],
)
def test_an_error_means_one_thing(error: TelegramError, result: Result) -> None:
    assert result_of(error) == result


@pytest.mark.filterwarnings("ignore:.*In a future major version attribute `retry_after`")
def test_the_wait_that_telegram_asks_for_is_exact() -> None:
    assert result_of(RetryAfter(37)) == Again(37)


def test_the_wait_is_read_in_the_library_s_new_form_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    assert result_of(RetryAfter(37)) == Again(37)


@pytest.mark.parametrize(
    ("error", "loud"),
    [
        (BadRequest("Bad Request: query is too old"), False),
        (BadRequest("Bad Request: message is not modified"), False),
        (BadRequest("Bad Request: can't parse entities near Budi"), True),
        (InvalidToken("The token `1000001:made-up` was rejected"), True),
    ],
)
def test_only_the_unexpected_is_loud_and_never_quotes(
    error: TelegramError, *, loud: bool, caplog: pytest.LogCaptureFixture
) -> None:
    result_of(error)
    assert any(record.levelno >= logging.ERROR for record in caplog.records) is loud
    assert "Budi" not in caplog.text
    assert "made-up" not in caplog.text

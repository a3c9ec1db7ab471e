"""Builds the one Bot of this process: plain HTTP, patient, and silent about what it carries."""

import functools
import json
import ssl

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

RAW = "raw"
"""Where `Update.api_kwargs` of a polled update has the update as it came."""

ACTS_AT_ONCE = 64
"""Calls of the sender that may be under way. Few are while Telegram answers, because it bears 28 a
second. The rest is room for calls that hang; each costs a task and a connection."""
_CONNECTIONS = ACTS_AT_ONCE + 8
"""The rest is for callers that only ask."""
_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 10.0
_POOL_SECONDS = 15.0


class _QuietRequest(HTTPXRequest):
    """Does not log an answer that cannot be read: it may hold what people typed."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Read an answer. Raise TelegramError, without the answer in it."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


class _UpdatesRequest(_QuietRequest):
    """Hands updates on unread: one that the library does not understand must not stop intake."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Read an answer of getUpdates, each update wrapped whole into a field of its own."""
        answer = _QuietRequest.parse_json_payload(payload)
        updates = answer.get("result")
        if isinstance(updates, list):
            answer["result"] = [{"update_id": each["update_id"], RAW: each} for each in updates]
        return answer


def build_bot(token: str, api_url: str, *, answer_seconds: float = _ANSWER_SECONDS) -> Bot:
    """Return a Bot that speaks to `api_url` (without a slash at its end); nothing is sent yet.

    Proxies of the environment are not used: the token is in every address.
    """
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(_QuietRequest, _CONNECTIONS, answer_seconds),
        get_updates_request=_request(_UpdatesRequest, 1, answer_seconds),
    )


def _request(kind: type[HTTPXRequest], connections: int, answer_seconds: float) -> HTTPXRequest:
    return kind(
        connection_pool_size=connections,
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=answer_seconds,
        write_timeout=answer_seconds,
        pool_timeout=_POOL_SECONDS,
        httpx_kwargs={"trust_env": False, "verify": _trust()},
    )


@functools.cache
def _trust() -> ssl.SSLContext:
    """Read the system's certificates once: that takes longer than all else a start does."""
    return ssl.create_default_context()

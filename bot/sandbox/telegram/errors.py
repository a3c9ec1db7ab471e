"""What can go wrong: the refusals of the Bot API, and the mistakes of a test that drives it.

ApiRefusal       one error answer of the Bot API, worded as Telegram words it
SandboxMistake   a person of the stand-in did what no person could do
├── NoSuchButton     there is no such button on the screen
├── BotIsBlocked     a person who blocked the bot cannot write to it
├── NotOurLink       the link does not open a chat with this bot
└── NothingArrived   the expected message or alert did not come in time
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(eq=False)
class ApiRefusal(Exception):  # noqa: N818 (a refusal is an answer, not a failure)
    """One error answer: `{"ok": false, "error_code": ..., "description": ...}`."""

    code: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    def as_json(self) -> dict[str, object]:
        """Give the body that Telegram would send."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        said = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        parameters = {name: value for name, value in said.items() if value is not None}
        return body | ({"parameters": parameters} if parameters else {})


def bad_request(reason: str) -> ApiRefusal:
    """Refuse what was asked for (400)."""
    return ApiRefusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiRefusal:
    """Refuse for want of permission (403)."""
    return ApiRefusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiRefusal:
    """Refuse a second receiver of updates (409)."""
    return ApiRefusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiRefusal:
    """Refuse for the rate; `retry_after` is in seconds (429)."""
    return ApiRefusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)


def migrated(supergroup_id: int) -> ApiRefusal:
    """Refuse a group that has become a supergroup, and tell its new id (400)."""
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiRefusal(400, reason, migrate_to_chat_id=supergroup_id)


class SandboxMistake(Exception):  # noqa: N818 (named after what a person did)
    """A person of the stand-in did what no person could do."""


class NoSuchButton(SandboxMistake):
    """There is no such button on the screen; `visible` are the labels that are."""

    def __init__(self, wanted: str, visible: Iterable[str]) -> None:
        self.wanted = wanted
        self.visible = tuple(visible)
        super().__init__(f"no button {wanted!r}; there are: {', '.join(self.visible) or 'none'}")


class BotIsBlocked(SandboxMistake):
    """A person who blocked the bot cannot write to it."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        super().__init__(f"user {user_id} has blocked the bot; unblock it first")


class NotOurLink(SandboxMistake):
    """The link does not open a chat with this bot."""

    def __init__(self, bot_username: str) -> None:
        self.bot_username = bot_username
        super().__init__(f"not a link of the form https://t.me/{bot_username}?start=...")


class NothingArrived(SandboxMistake, TimeoutError):  # noqa: N818 (named after what happened)
    """The expected message or alert did not come in time; `seen` is what came instead."""

    def __init__(self, wanted: str, seconds: float, seen: Iterable[str]) -> None:
        self.wanted = wanted
        self.seconds = seconds
        self.seen = tuple(seen)
        super().__init__(f"{wanted} did not arrive in {seconds} s; what came: {list(self.seen)}")

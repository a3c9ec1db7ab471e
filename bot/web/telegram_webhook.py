"""Takes updates that Telegram posts: stored durably, many in one commit, and only then answered."""

import hmac
import json
import logging
from collections.abc import Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.telegram.intake import Incoming, read, store
from bot.web.body import read_body, unavailable
from storage.engine.database import Database
from storage.engine.group_commit import GroupCommit

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_BODY_OCTETS = 1024 * 1024
"""Far above any update: one that was refused would come again for a day."""
_BODY_SECONDS = 10.0

logger = logging.getLogger(__name__)


class WebhookDesk:
    """The endpoint: `POST /telegram/webhook`, authentic by a secret header."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._commits = GroupCommit(self._store)
        self._username = ""
        self.secret = secret
        self.accepted = 0
        """Posts with our secret, and others, since somebody set these back."""
        self.refused = 0
        self.is_replaced = False
        """Telegram posts by newer settings of another process of ours: what is refused here comes
        again, to it. It must not read of a 404, which says that somebody has set another secret."""

    def known_as(self, username: str) -> None:
        """Note the bot's own name, by which groups speak to it."""
        self._username = username

    async def receive(self, request: Request) -> Response:
        """Answer 200 for what is stored; 404 to a stranger; 503 for what is to come again."""
        given = request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self.secret.encode()):
            if self.is_replaced:
                return unavailable()
            self.refused += 1
            raise HTTPException(HTTPStatus.NOT_FOUND)
        self.accepted += 1
        update = _update(await read_body(request, _BODY_OCTETS, _BODY_SECONDS))
        if update is None:
            # Refusing it would only bring it again, and hold up its chat behind it.
            logger.error("not_an_update")
            return Response()
        try:
            await self._commits.add(update)
        except Exception:
            logger.exception("update_not_stored")
            return unavailable()
        return Response()

    async def _store(self, updates: Sequence[Incoming]) -> Sequence[None]:
        await self._database.run(store, updates, self._username)
        return [None] * len(updates)


def _update(body: bytes) -> Incoming | None:
    """Read an update. Raise the 404 for what is no JSON: Telegram sends nothing like it."""
    try:
        text = body.decode()
        return read(json.loads(text), text)
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.NOT_FOUND) from None

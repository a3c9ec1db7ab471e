"""Takes updates that Telegram posts: stored durably, many in one commit, and only then answered."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.telegram.intake import KINDS, Incoming, read, store
from bot.telegram.patience import PAUSES, TOKEN_AGAIN, Patience, token_refused_again, unless
from bot.web.body import read_body, unavailable
from storage.engine.database import Database
from storage.engine.group_commit import GroupCommit

PATH = "/telegram/webhook"

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


def address(public_url: str) -> str:
    """Return where Telegram is to post to: what getWebhookInfo must give back."""
    return f"{public_url}{PATH}"


async def register(
    bot: Bot,
    public_url: str,
    secret: str,
    stop: asyncio.Event,
    pauses: Sequence[float] = PAUSES,
    token_again: float = TOKEN_AGAIN,
    announce: Callable[[], Awaitable[bool]] | None = None,
) -> bool:
    """Tell Telegram where to post; tried until it works, `stop` is set or it is another's to do.

    `announce` is done before each try, and says whether it is still ours to do. True: it worked.
    """
    url, patience = address(public_url), Patience(pauses)
    trying = _register(bot, url, secret, patience, token_again, announce)
    return bool(await unless(stop, trying))


async def _register(
    bot: Bot,
    url: str,
    secret: str,
    patience: Patience,
    token_again: float,
    announce: Callable[[], Awaitable[bool]] | None,
) -> bool:
    while announce is None or await announce():
        try:
            await bot.set_webhook(
                url, secret_token=secret, allowed_updates=KINDS, drop_pending_updates=False
            )
        except InvalidToken:
            await token_refused_again(token_again)
        except BadRequest:
            # Telegram is there and does not take this address: people must mend that, too.
            seconds = patience.next_pause()
            logger.error("webhook_refused", extra={"delay_seconds": seconds})  # noqa: TRY400 - its words may quote the address
            await asyncio.sleep(seconds)
        except Exception as error:  # noqa: BLE001 - whatever it was, we try again; it is logged
            await patience.after(error)
        else:
            return True
    return False


def _update(body: bytes) -> Incoming | None:
    """Read an update. Raise the 404 for what is no JSON: Telegram sends nothing like it."""
    try:
        text = body.decode()
        return read(json.loads(text), text)
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.NOT_FOUND) from None

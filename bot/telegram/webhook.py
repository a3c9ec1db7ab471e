"""Takes updates that Telegram posts: stored durably, many in one commit, and only then answered."""

import asyncio
import hmac
import json
import logging
from collections.abc import Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.telegram.intake import KINDS, Incoming, read, store
from bot.telegram.patience import PAUSES, TOKEN_AGAIN, Patience, token_refused_again, unless
from bot.web_body import read_body, unavailable
from storage.database import Database

PATH = "/telegram/webhook"

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_BODY_OCTETS = 1024 * 1024
"""Far above any update: one that was refused would come again for a day."""
_BODY_SECONDS = 10.0
_BATCH = 200

logger = logging.getLogger(__name__)


class GroupCommit:
    """Lets updates that come while a commit is under way share the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.username = ""
        """The bot's own, once it is known."""
        self._waiting: list[tuple[Incoming, asyncio.Future[None]]] = []
        self._committing: asyncio.Task[None] | None = None

    async def store(self, update: Incoming) -> None:
        """Return once the update is durable. Raise what kept the database from it."""
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append((update, stored))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        await stored

    async def _commit(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
            storing = self._database.run(store, [update for update, _ in batch], self.username)
            [outcome] = await asyncio.gather(storing, return_exceptions=True)
            for stored in [future for _, future in batch if not future.done()]:
                if isinstance(outcome, BaseException):
                    stored.set_exception(outcome)
                else:
                    stored.set_result(None)
        self._committing = None


class WebhookDesk:
    """The endpoint: `POST /telegram/webhook`, authentic by a secret header."""

    def __init__(self, database: Database, secret: str) -> None:
        self._commits = GroupCommit(database)
        self.secret = secret
        self.accepted = 0
        """Posts with our secret, and others, since somebody set these back."""
        self.refused = 0

    def known_as(self, username: str) -> None:
        """Note the bot's own name, by which groups speak to it."""
        self._commits.username = username

    async def receive(self, request: Request) -> Response:
        """Answer 200 for what is stored; 404 to a stranger; 503 while the database is away."""
        given = request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self.secret.encode()):
            self.refused += 1
            raise HTTPException(HTTPStatus.NOT_FOUND)
        self.accepted += 1
        update = _update(await read_body(request, _BODY_OCTETS, _BODY_SECONDS))
        if update is None:
            # Refusing it would only bring it again, and hold up its chat behind it.
            logger.error("not_an_update")
            return Response()
        try:
            await self._commits.store(update)
        except Exception:
            logger.exception("update_not_stored")
            return unavailable()
        return Response()


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
) -> None:
    """Tell Telegram where to post; tried until it works or `stop` is set."""
    await unless(stop, _register(bot, address(public_url), secret, Patience(pauses), token_again))


async def _register(
    bot: Bot, url: str, secret: str, patience: Patience, token_again: float
) -> None:
    while True:
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
            return


def _update(body: bytes) -> Incoming | None:
    """Read an update. Raise the 404 for what is no JSON: Telegram sends nothing like it."""
    try:
        text = body.decode()
        return read(json.loads(text), text)
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.NOT_FOUND) from None

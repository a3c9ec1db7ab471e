"""The bot that handlers see: it knows its own name, and cannot reach the network."""

import json
from typing import Any

from telegram.ext import ExtBot
from telegram.request import BaseRequest


class NoWire(BaseRequest):
    """A request that knows who the bot is and can do nothing else."""

    def __init__(self, me: dict[str, Any]) -> None:
        self._me = json.dumps({"ok": True, "result": me}).encode()

    @property
    def read_timeout(self) -> float | None:
        """Nothing is read."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, url: str, *_args: object, **_options: object) -> tuple[int, bytes]:
        """Answer getMe; refuse all else."""
        if url.endswith("/getMe"):
            return 200, self._me
        raise RuntimeError("a handler never touches the network")


async def silent_bot(token: str, me: dict[str, Any]) -> ExtBot[None]:
    """Return the bot that handlers see: it has a name and no wire. `me` is getMe's answer."""
    bot: ExtBot[None] = ExtBot(token, request=NoWire(me), get_updates_request=NoWire(me))
    await bot.initialize()
    return bot

"""The stand-in as one object: a bot's token in, an ASGI application and people out."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.types import ASGIApp

from bot.sandbox.server import serving
from bot.sandbox.telegram.application import build
from bot.sandbox.telegram.errors import SandboxMistake
from bot.sandbox.telegram.faults import TelegramFaults
from bot.sandbox.telegram.group import HIGHEST_SUPERGROUP_ID, Group
from bot.sandbox.telegram.limits import CallLimits
from bot.sandbox.telegram.members import Member, MemberStatus, Profile
from bot.sandbox.telegram.page import PageApi
from bot.sandbox.telegram.person import User
from bot.sandbox.telegram.presses import Alert
from bot.sandbox.telegram.records import Call, Chat, ChatKind
from bot.sandbox.telegram.server import BotApi
from bot.sandbox.telegram.world import World, utc_now

_logger = logging.getLogger(__name__)


class TelegramSandbox:
    """A strict stand-in for Telegram's servers, with people who use it. Not real, never deliver.

    `token` is the only one that is right; its number is the bot's id. `now` gives aware UTC time
    and decides on every expiry. `faspay_control` is mounted for the page's Faspay pane.
    `webhook_pace` scales the delays between attempts of webhook delivery. Use it from one event
    loop only; serve it by `serving()`, or `await close()` it before your own server stops.
    """

    def __init__(
        self,
        token: str,
        username: str = "cashout_demo_bot",
        now: Callable[[], datetime] = utc_now,
        faspay_control: ASGIApp | None = None,
        webhook_pace: float = 1.0,
    ) -> None:
        _logger.warning("telegram_stand_in")
        bot = Profile(int(token.partition(":")[0]), "Cash-out", username=username, is_bot=True)
        self._world = World(bot, now, webhook_pace)
        self._groups: list[Group] = []
        self.faults = TelegramFaults()
        self._page = PageApi(self._world, self.faults, with_faspay=faspay_control is not None)
        self.app = build(BotApi(self._world, token, self.faults), self._page, faspay_control)

    @property
    def bot(self) -> Profile:
        """The bot, as Telegram describes it."""
        return self._world.bot

    @property
    def limits(self) -> CallLimits:
        """The rates in force; `limits.enabled = False` switches them off."""
        return self._world.limits

    @property
    def calls(self) -> list[Call]:
        """The requests that were understood, oldest first (the last 10 000)."""
        return list(self._world.calls)

    @property
    def alerts(self) -> list[Alert]:
        """All answers to presses, oldest first."""
        return list(self._world.alerts)

    @property
    def panes(self) -> list[tuple[User, str]]:
        """The people on the page with what their panes are called; append or replace freely."""
        return self._page.panes

    @panes.setter
    def panes(self, panes: list[tuple[User, str]]) -> None:
        self._page.panes = panes

    def user(
        self,
        user_id: int,
        first_name: str,
        last_name: str = "",
        username: str = "",
        language_code: str = "id",
    ) -> User:
        """Make a person who has not yet started the bot; `user_id` is theirs alone."""
        return User(self._world, Profile(user_id, first_name, last_name, username, language_code))

    @property
    def privacy_mode(self) -> bool:
        """Whether the bot reads nothing in groups but commands, unless it is an administrator."""
        return self._world.privacy_mode

    @privacy_mode.setter
    def privacy_mode(self, on: bool) -> None:
        self._world.privacy_mode = on

    @property
    def group_panes(self) -> list[Group]:
        """The groups that the page shows; append those that it should show, too."""
        return self._page.groups

    def group(
        self, group_id: int, title: str, *, forum: bool = False, with_bot: bool = True
    ) -> Group:
        """Make a group, or find the one with this id; the bot is a member, with no rights.

        The id is negative; from -1000000000001 downwards it is that of a supergroup, and only
        those can be a `forum`, which has topics.
        """
        for group in self._groups:
            if any(chat.id == group_id for chat in group.chats):
                return group
        if group_id >= 0:
            raise SandboxMistake("a group's id is below zero")
        kind = ChatKind.SUPERGROUP if group_id <= HIGHEST_SUPERGROUP_ID else ChatKind.GROUP
        chat = self._world.chats[group_id] = Chat(group_id, kind, title=title)
        if kind is ChatKind.SUPERGROUP:
            self._world.new_message_id()  # its creation; 1 would be taken for the General topic
        if with_bot:
            chat.members[self.bot.id] = Member(self.bot, MemberStatus.MEMBER)
        group = Group(self._world, chat)
        self._groups.append(group)
        if forum:
            group.open_forum()
        return group

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on loopback until the block is left; yields the base URL. Closes by itself."""
        async with serving(self.app, port) as url:
            try:
                yield url
            finally:
                await self.close()

    async def close(self) -> None:
        """Stop delivering to a webhook, and end open polls and the page's streams."""
        await self._world.close()

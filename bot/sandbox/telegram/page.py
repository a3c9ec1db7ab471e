"""Serves the chat page: a stream of events, and the acts of its people."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.telegram.errors import SandboxMistake
from bot.sandbox.telegram.faults import TelegramFaults
from bot.sandbox.telegram.group import Group
from bot.sandbox.telegram.members import Profile
from bot.sandbox.telegram.page_json import (
    PageFields,
    PageMistake,
    alert_json,
    group_json,
    message_json,
    pane_json,
)
from bot.sandbox.telegram.person import User
from bot.sandbox.telegram.presses import Alert
from bot.sandbox.telegram.records import Json, Message
from bot.sandbox.telegram.world import Event, World

FIRST_NEWCOMER_ID = 990_001
KEEP_ALIVE_SECONDS = 15.0

Act = Callable[[PageFields], Json]


class PageApi:
    """The page's side of the stand-in; `panes` are the people on it, with a caption each."""

    def __init__(self, world: World, faults: TelegramFaults, *, with_faspay: bool) -> None:
        self._world = world
        self._faults = faults
        self._with_faspay = with_faspay
        self._newcomers = 0
        self.panes: list[tuple[User, str]] = []
        self.groups: list[Group] = []

    def routes(self) -> list[Route]:
        """Give the addresses, to be mounted under `/sandbox`."""
        acts: dict[str, Act] = {
            "/send": self._send,
            "/press": self._press,
            "/contact": self._contact,
            "/edit": self._edit,
            "/sticker": self._sticker,
            "/block": self._block,
            "/open-link": self._open_link,
            "/users": self._add_user,
            "/faults": self._set_faults,
        }
        posts = [Route(path, _acting(act), methods=["POST"]) for path, act in acts.items()]
        return [Route("/events", self._events), *posts]

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        with self._world.listening() as changes:
            yield _event("snapshot", self._snapshot())
            while True:
                try:
                    change = await asyncio.wait_for(changes.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                yield self._told(change)

    def _told(self, change: Event) -> str:
        match change:
            case Message():
                return _event("message", message_json(change))
            case Alert():
                return _event("alert", alert_json(change))
            case _:
                return _event("panes", self._everyone(with_messages=False))

    def _snapshot(self) -> Json:
        return {
            "bot": self._world.bot.as_json(),
            "faspay": self._with_faspay,
            "faults": self._faults_json(),
            **self._everyone(with_messages=True),
        }

    def _everyone(self, *, with_messages: bool) -> Json:
        people = [user for user, _ in self.panes]
        return {
            "panes": [
                pane_json(self._world, user, caption, with_messages=with_messages)
                for user, caption in self.panes
            ],
            "groups": [
                group_json(self._world, group, people, with_messages=with_messages)
                for group in self.groups
            ],
        }

    def _faults_json(self) -> Json:
        return {
            "down": self._faults.down,
            "slow": self._faults.slow,
            "lost_answers": self._faults.lost_answers,
        }

    def _user(self, fields: PageFields) -> User:
        user_id = fields.integer("user_id")
        found = next((user for user, _ in self.panes if user.id == user_id), None)
        if found is None:
            raise PageMistake("there is no such person on the page")
        return found

    def _group(self, fields: PageFields) -> Group | None:
        """Find the group that an act is meant for; None is the person's own chat."""
        chat_id = fields.integer("chat_id")
        if not chat_id:
            return None
        for group in self.groups:
            if any(chat.id == chat_id for chat in group.chats):
                return group
        raise PageMistake("there is no such group on the page")

    def _message(self, user: User, fields: PageFields) -> Message:
        group = self._group(fields)
        chats = [user.chat] if group is None else group.chats
        found = (chat.find(fields.integer("message_id")) for chat in chats)
        message = next(filter(None, found), None)
        if message is None:
            raise PageMistake("the message is gone")
        return message

    def _send(self, fields: PageFields) -> Json:
        user, text, group = self._user(fields), fields.text("text"), self._group(fields)
        if group is None:
            return message_json(user.send(text))
        topic = group.chat.topics.get(fields.integer("topic"))
        return message_json(user.send_in_group(group, text, topic))

    def _press(self, fields: PageFields) -> Json:
        user = self._user(fields)
        query = user.press(fields.text("data"), self._message(user, fields))
        return {"query_id": query.id}

    def _contact(self, fields: PageFields) -> Json:
        user = self._user(fields)
        user_id = user.id if fields.flag("own") else None
        card = user.share_contact(
            fields.text("phone"), fields.text("first_name"), fields.optional("last_name"), user_id
        )
        return message_json(card)

    def _edit(self, fields: PageFields) -> Json:
        user = self._user(fields)
        message = self._message(user, fields)
        if message.sender != user.profile:
            raise PageMistake("only own messages can be edited")
        return message_json(user.edit(message, fields.text("text")))

    def _sticker(self, fields: PageFields) -> Json:
        return message_json(self._user(fields).send_sticker())

    def _block(self, fields: PageFields) -> Json:
        user = self._user(fields)
        act = user.block_bot if fields.flag("blocked") else user.unblock_bot
        act()
        return {"blocked": user.chat.blocked}

    def _open_link(self, fields: PageFields) -> Json:
        return message_json(self._user(fields).open_link(fields.text("url")))

    def _add_user(self, fields: PageFields) -> Json:
        name, language = fields.text("first_name"), fields.optional("language_code") or "id"
        profile = Profile(FIRST_NEWCOMER_ID + self._newcomers, name, language_code=language)
        self._newcomers += 1
        user = User(self._world, profile)
        self.panes.append((user, "Newcomer"))
        self._world.tell(user.chat)
        return {"user_id": user.id}

    def _set_faults(self, fields: PageFields) -> Json:
        self._faults.down = fields.flag("down")
        self._faults.slow = min(max(fields.number("slow"), 0.0), 60.0)
        self._faults.lost_answers = max(fields.integer("lost_answers"), 0)
        return self._faults_json()


def _event(name: str, content: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"


def _acting(act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(act(await PageFields.read(request)))
        except SandboxMistake as mistake:
            return JSONResponse({"error": str(mistake)}, HTTPStatus.BAD_REQUEST)

    return endpoint

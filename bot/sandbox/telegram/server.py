"""The Bot API over HTTP: `/bot<token>/<method>`, with faults, limits and Telegram's own errors."""

import asyncio
import hmac
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.server import SEVER
from bot.sandbox.telegram import (
    methods_chats,
    methods_groups,
    methods_messages,
    methods_topics,
    methods_updates,
)
from bot.sandbox.telegram.errors import ApiRefusal
from bot.sandbox.telegram.faults import Ending, TelegramFaults
from bot.sandbox.telegram.params import Params, read_params
from bot.sandbox.telegram.records import Call
from bot.sandbox.telegram.world import World

Method = Callable[[World, Params], Awaitable[object]]

METHODS: dict[str, Method] = {
    "getMe": methods_updates.get_me,
    "getUpdates": methods_updates.get_updates,
    "setWebhook": methods_updates.set_webhook,
    "deleteWebhook": methods_updates.delete_webhook,
    "getWebhookInfo": methods_updates.get_webhook_info,
    "sendMessage": methods_messages.send_message,
    "editMessageText": methods_messages.edit_message_text,
    "editMessageReplyMarkup": methods_messages.edit_message_reply_markup,
    "deleteMessage": methods_messages.delete_message,
    "deleteMessages": methods_messages.delete_messages,
    "answerCallbackQuery": methods_messages.answer_callback_query,
    "setMyCommands": methods_chats.set_my_commands,
    "getMyCommands": methods_chats.get_my_commands,
    "deleteMyCommands": methods_chats.delete_my_commands,
    "sendChatAction": methods_chats.send_chat_action,
    "setChatMenuButton": methods_chats.set_chat_menu_button,
    "getChat": methods_chats.get_chat,
    "getChatMember": methods_groups.get_chat_member,
    "leaveChat": methods_groups.leave_chat,
    "createForumTopic": methods_topics.create_forum_topic,
    "editForumTopic": methods_topics.edit_forum_topic,
    "closeForumTopic": methods_topics.close_forum_topic,
    "reopenForumTopic": methods_topics.reopen_forum_topic,
    "deleteForumTopic": methods_topics.delete_forum_topic,
}
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


class CutConnection(Response):
    """No answer at all: the connection breaks without a status line."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hang up. Where the server cannot, the client sees a connection error."""
        del send
        extension = scope.get("extensions", {}).get(SEVER)
        if extension is None:
            raise ConnectionResetError
        extension["close"]()
        while (await receive())["type"] != "http.disconnect":
            pass


class BotApi:
    """The endpoint behind `/bot{token}/{method}`; holds the only token that is right."""

    def __init__(self, world: World, token: str, faults: TelegramFaults) -> None:
        self._world = world
        self._token = token
        self._faults = faults

    async def answer(self, request: Request) -> Response:
        """Answer one request as Telegram would, unless a fault is on."""
        await asyncio.sleep(self._faults.slow)
        name = request.path_params["method"].lower()
        method = _BY_LOWER_NAME.get(name, name)
        try:
            return await self._answer(method, request)
        except ApiRefusal as refusal:
            return _refused(refusal)

    async def _answer(self, method: str, request: Request) -> Response:
        self._check_token(request.path_params["token"])
        match self._faults.before(method):
            case Ending.DROPPED:
                return CutConnection()
            case Ending.BAD_GATEWAY:
                page = "<html><title>502 Bad Gateway</title></html>"
                return Response(page, HTTPStatus.BAD_GATEWAY, media_type="text/html")
            case ApiRefusal() as refusal:
                raise refusal
        params = await read_params(request)
        if await self._faults.hang(params.integer("chat_id")):
            return CutConnection()
        self._world.calls.append(Call(method, dict(params)))
        if method not in METHODS:
            raise ApiRefusal(404, "Not Found: method not found")
        result = await METHODS[method](self._world, params)
        if self._faults.loses_answer(method):
            return CutConnection()
        return JSONResponse({"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"\d+:[\w-]+", token, re.ASCII):
            raise ApiRefusal(404, "Not Found")
        if not hmac.compare_digest(token, self._token):
            raise ApiRefusal(401, "Unauthorized")


def _refused(refusal: ApiRefusal) -> Response:
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return JSONResponse(refusal.as_json(), refusal.code, headers)

"""python-telegram-bot's own Bot against the stand-in: every method used, every type of error."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    Update,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.sandbox.telegram import TelegramSandbox, User
from tests.bot.sandbox.telegram.api import TOKEN

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="yes")]])


@asynccontextmanager
async def real_bot() -> AsyncIterator[tuple[TelegramSandbox, User, Bot]]:
    sandbox = TelegramSandbox(TOKEN)
    ani = sandbox.user(11, "Ani")
    ani.send("/start")
    async with sandbox.serving() as url:
        yield sandbox, ani, Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")


def test_conversation_with_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (_, ani, bot), bot:
            assert bot.username == "cashout_demo_bot"
            (start,) = await bot.get_updates(timeout=5, allowed_updates=Update.ALL_TYPES)
            assert start.message is not None
            assert start.message.from_user is not None
            assert start.message.from_user.language_code == "id"
            sent = await bot.send_message(11, "Lanjut?", reply_markup=YES, protect_content=True)
            assert sent.has_protected_content
            ani.press("Ya")
            (press,) = await bot.get_updates(offset=start.update_id + 1, timeout=5)
            assert press.callback_query is not None
            assert press.callback_query.data == "yes"
            await press.callback_query.answer("Baik", show_alert=True)
            assert (await ani.wait_for_alert("Baik")).show_alert
            await press.callback_query.edit_message_text("Selesai.")
            assert (await ani.wait_for("Selesai.")).edited
            await bot.edit_message_reply_markup(11, sent.message_id, reply_markup=YES)
            await bot.delete_message(11, sent.message_id)
            assert ani.chat.messages[-1].deleted

    asyncio.run(scenario())


def test_every_kind_of_update_is_understood_by_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (sandbox, ani, bot), bot:
            ani.edit(ani.send("500"), "600")
            ani.share_contact("0812", "Budi")
            ani.send_sticker()
            ani.forward("Halo")
            ani.send_in_group(sandbox.group(-5, "Team"), "/start")
            ani.block_bot()
            updates = await bot.get_updates()
            _, text, edited, contact, sticker, forwarded, group, member = updates
            assert text.message is not None
            assert edited.edited_message is not None
            assert edited.edited_message.text == "600"
            assert contact.effective_message is not None
            assert contact.effective_message.contact is not None
            assert sticker.effective_message is not None
            assert sticker.effective_message.sticker is not None
            assert forwarded.effective_message is not None
            assert forwarded.effective_message.forward_origin is not None
            assert group.effective_chat is not None
            assert group.effective_chat.type == "group"
            assert member.my_chat_member is not None
            assert member.my_chat_member.new_chat_member.status == "kicked"

    asyncio.run(scenario())


def test_menus_and_chats_with_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (_, _, bot), bot:
            commands = (BotCommand("cashout", "Kirim uang"),)
            everyone = BotCommandScopeAllPrivateChats()
            await bot.set_my_commands(commands, scope=everyone, language_code="id")
            assert await bot.get_my_commands(everyone, "id") == commands
            await bot.set_my_commands(commands, scope=BotCommandScopeChat(11))
            await bot.delete_my_commands(BotCommandScopeChat(11))
            assert await bot.get_my_commands(BotCommandScopeChat(11)) == ()
            assert await bot.send_chat_action(11, ChatAction.TYPING)
            assert await bot.set_chat_menu_button(11, MenuButtonCommands())
            assert (await bot.get_chat(11)).first_name == "Ani"

    asyncio.run(scenario())


def test_webhook_methods_with_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (_, _, bot), bot:
            hook = "http://127.0.0.1:1/hook"
            await bot.set_webhook(hook, secret_token="s3cret", allowed_updates=["message"])
            info = await bot.get_webhook_info()
            assert (info.url, info.allowed_updates) == (hook, ("message",))
            with pytest.raises(Conflict):
                await bot.get_updates()
            await bot.delete_webhook(drop_pending_updates=True)
            assert await bot.get_updates() == ()

    asyncio.run(scenario())


@pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")  # the library's own
def test_errors_have_the_types_of_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (sandbox, ani, bot), bot:
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(12, "Halo")
            sent = await bot.send_message(11, "Halo")
            with pytest.raises(BadRequest, match="Message is not modified"):
                await sent.edit_text("Halo")
            with pytest.raises(BadRequest, match="Query is too old"):
                await bot.answer_callback_query("1")
            sandbox.faults.rate_limit_next(1, retry_after=7)
            with pytest.raises(RetryAfter) as limited:
                await bot.send_message(11, "Halo")
            assert limited.value.retry_after == 7
            ani.block_bot()
            with pytest.raises(Forbidden, match="bot was blocked by the user"):
                await bot.send_message(11, "Halo")

    asyncio.run(scenario())


def test_faults_have_the_types_of_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (sandbox, ani, bot), bot:
            sandbox.faults.lost_answers = 1
            with pytest.raises(NetworkError, match="RemoteProtocolError"):
                await bot.send_message(11, "terkirim")
            assert ani.chat.last.text == "terkirim"
            sandbox.faults.bad_gateway = True
            with pytest.raises(NetworkError, match="Bad Gateway"):
                await bot.send_message(11, "Halo")
            sandbox.faults.bad_gateway = False
            sandbox.faults.slow = 0.3
            with pytest.raises(TimedOut):
                await bot.send_message(11, "Halo", read_timeout=0.05)

    asyncio.run(scenario())


def test_wrong_token_is_an_invalid_token() -> None:
    async def scenario() -> None:
        requests = HTTPXRequest(), HTTPXRequest()
        async with TelegramSandbox(TOKEN).serving() as url:
            wrong = Bot(
                "123456:wrong", f"{url}/bot", request=requests[0], get_updates_request=requests[1]
            )
            with pytest.raises(InvalidToken):
                await wrong.initialize()
            for request in requests:
                await request.shutdown()

    asyncio.run(scenario())


def test_two_pollers_are_a_conflict_for_the_first() -> None:
    async def scenario() -> None:
        async with real_bot() as (_, _, bot), bot:
            (last,) = await bot.get_updates()
            offset = last.update_id + 1
            first = asyncio.create_task(bot.get_updates(offset=offset, timeout=9))
            await asyncio.sleep(0.1)
            async with Bot(TOKEN, base_url=bot.base_url.removesuffix(TOKEN)) as second:
                await second.get_updates(offset=offset, timeout=1)
            with pytest.raises(Conflict):
                await first

    asyncio.run(scenario())

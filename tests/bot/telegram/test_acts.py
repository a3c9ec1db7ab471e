"""One act at Telegram: what goes over the wire, and what an answer means."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.sandbox.telegram import TelegramSandbox, User, server
from bot.telegram.acts import markup, perform
from handlers.messages.acts import Delete, Edit, Menu, Send, Toast, Wipe
from handlers.messages.keyboards import Button, Style
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result, Sent
from handlers.messages.times import TimeFormat, marked, split
from tests.bot.telegram.helpers import bot_at, telegram

AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
GONE = RefusedForGood(DeliveryProblem.MESSAGE_GONE)
BLOCKED = RefusedForGood(DeliveryProblem.BLOCKED)
REFUSED = RefusedForGood(DeliveryProblem.REFUSED)


def test_a_keyboard_is_translated_and_an_empty_one_is_none() -> None:
    confirm = Button("Confirm", "ok:1", style=Style.DECISIVE)
    reject = Button("Reject", "no:1", style=Style.DANGEROUS)
    others = [Button("Site", url="https://x.example"), Button("Copy code", copies="001122")]
    found = markup([[confirm, reject], others])
    assert found is not None
    assert found.to_dict() == {
        "inline_keyboard": [
            [
                {"text": "Confirm", "callback_data": "ok:1", "style": "primary"},
                {"text": "Reject", "callback_data": "no:1", "style": "danger"},
            ],
            [
                {"text": "Site", "url": "https://x.example"},
                {"text": "Copy code", "copy_text": {"text": "001122"}},
            ],
        ]
    }
    assert markup(()) is None


async def _started(sandbox: TelegramSandbox) -> User:
    user = sandbox.user(7, "Ani")
    user.send("/start")
    sandbox.limits.enabled = False
    return user


def _last(sandbox: TelegramSandbox, method: str) -> dict[str, str]:
    return dict(next(c for c in reversed(sandbox.calls) if c.method == method).params)


async def _sent(bot: Bot, send: Send) -> int:
    result = await perform(bot, send)
    assert isinstance(result, Sent)
    assert result.message_id is not None
    return result.message_id


def test_only_a_group_is_public_and_no_person_with_a_username() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            ani = sandbox.user(7, "Ani", username="ani_kusuma")
            ani.send("/start")
            sandbox.limits.enabled = False
            group = sandbox.group(-1_000_000_000_007, "Team", forum=True)
            for chat_id, is_public in ((7, False), (group.id, False)):
                result = await perform(bot, Send(chat_id, "hello"))
                assert isinstance(result, Sent)
                assert result.is_public is is_public
            group.make_public("team_jakarta")
            result = await perform(bot, Send(group.id, "hello"))
            assert isinstance(result, Sent)
            assert result.is_public

    asyncio.run(story())


def test_a_message_goes_into_its_topic_and_into_the_chat_where_that_is_gone() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            user.send("hello", topic=42)
            await _sent(bot, Send(7, "in the topic", topic=42))
            assert (user.chat.last.text, user.chat.last.topic) == ("in the topic", 42)
            user.delete_topic(42)
            await _sent(bot, Send(7, "a code must not be lost", protect=True, topic=42))
            assert (user.chat.last.text, user.chat.last.topic) == ("a code must not be lost", None)
            assert user.chat.last.protected

    asyncio.run(story())


def test_a_message_is_plain_text_without_previews() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            text = "*not bold* <b>https://x.example"
            await _sent(bot, Send(7, text, keyboard=[[Button("Confirm", "ok:1")]]))
            assert user.chat.last.text == text
            assert user.chat.last.labels == ["Confirm"]
            assert not user.chat.last.protected
            params = _last(sandbox, "sendMessage")
            assert "parse_mode" not in params
            assert json.loads(params["link_preview_options"]) == {"is_disabled": True}

    asyncio.run(story())


def test_a_time_is_an_entity_counted_as_telegram_counts() -> None:
    words, times = split(f"😀 until {marked('22 Nov 2026 14.05 WIB', AT, TimeFormat.OWN)}")
    entity = {"type": "date_time", "offset": 9, "length": 21, "unix_time": 1_795_331_100}

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await _started(sandbox)
            message_id = await _sent(bot, Send(7, words, times=times))
            assert await perform(bot, Edit(7, message_id, f"{words}.", times=times)) == Sent()
            for method in ("sendMessage", "editMessageText"):
                params = _last(sandbox, method)
                assert json.loads(params["entities"]) == [entity | {"date_time_format": "Dt"}]

    asyncio.run(story())


def test_a_protected_message_is_protected() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            await _sent(bot, Send(7, "the code appears here", protect=True))
            assert user.chat.last.protected

    asyncio.run(story())


def test_what_is_silent_makes_no_sound() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            for silent in (True, False):
                await _sent(bot, Send(7, "news", silent=silent))
                assert user.chat.last.silent is silent

    asyncio.run(story())


def test_an_edit_may_be_repeated() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            edit = Edit(7, await _sent(bot, Send(7, "soon")), "code 001122", carries_code=True)
            assert await perform(bot, edit) == Sent()
            assert await perform(bot, edit) == Sent()
            assert user.chat.last.text == "code 001122"

    asyncio.run(story())


def test_an_edit_of_a_message_that_is_gone_says_so() -> None:
    async def story() -> Result:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await _started(sandbox)
            return await perform(bot, Edit(7, 4711, "words"))

    assert asyncio.run(story()) == GONE


def test_cards_are_deleted_by_one_call_that_may_be_repeated() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            ids = tuple([await _sent(bot, Send(7, "code 001122", protect=True)) for _ in range(3)])
            for _ in range(2):
                assert await perform(bot, Delete(7, ids)) == Sent()
            assert user.chat.last.text == "/start"
            assert [call.method for call in sandbox.calls[-2:]] == ["deleteMessages"] * 2

    asyncio.run(story())


def test_a_server_that_cannot_delete_many_refuses_it_and_keeps_its_token(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delitem(server.METHODS, "deleteMessages")  # as before Bot API 7.0

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await _started(sandbox)
            message_id = await _sent(bot, Send(7, "code 001122", protect=True))
            assert await perform(bot, Delete(7, (message_id,))) == REFUSED

    asyncio.run(story())
    assert "telegram_refuses_the_token" not in caplog.messages


def test_a_wipe_takes_the_words_away_and_says_where_there_were_none() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            message_id = await _sent(bot, Send(7, "code 001122", protect=True))
            for _ in range(2):
                assert await perform(bot, Wipe(7, message_id, "ended")) == Sent()
            assert user.chat.last.text == "ended"
            assert await perform(bot, Delete(7, (message_id,))) == Sent()
            assert await perform(bot, Wipe(7, message_id, "ended")) == GONE

    asyncio.run(story())


@pytest.mark.parametrize("again", [Delete(7, (2,)), Wipe(7, 2, "ended")])
def test_what_got_no_answer_is_tried_again(again: Delete | Wipe) -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await _started(sandbox)
            assert await _sent(bot, Send(7, "code 001122", protect=True)) == 2
            sandbox.faults.lost_answers = 1
            assert await perform(bot, again) == Again()

    asyncio.run(story())


def test_a_press_is_answered_and_a_stale_one_is_refused() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            await _sent(bot, Send(7, "well?", keyboard=[[Button("Confirm", "ok:1")]]))
            query = user.press("Confirm")
            assert await perform(bot, Toast(query.id, "done", alert=True)) == Sent()
            assert await perform(bot, Toast(query.id)) == Sent()
            first = user.alerts[0]
            assert (first.text, first.show_alert) == ("done", True)
            assert await perform(bot, Toast("4711", "too late")) == REFUSED

    asyncio.run(story())


def test_a_menu_is_for_one_chat_only() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await _started(sandbox)
            assert await perform(bot, Menu(7, (("cashout", "Send cash"),))) == Sent()
            params = _last(sandbox, "setMyCommands")
            assert json.loads(params["scope"]) == {"type": "chat", "chat_id": 7}
            assert json.loads(params["commands"]) == [
                {"command": "cashout", "description": "Send cash"}
            ]

    asyncio.run(story())


def test_whoever_blocked_the_bot_or_never_started_it_is_out_of_reach() -> None:
    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            user = await _started(sandbox)
            user.block_bot()
            assert await perform(bot, Send(7, "hello")) == BLOCKED
            assert await perform(bot, Send(8, "hello")) == BLOCKED

    asyncio.run(story())


def test_a_bot_sends_nothing_through_a_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    async def story() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await _started(sandbox)
            await _sent(bot, Send(7, "hello"))

    asyncio.run(story())

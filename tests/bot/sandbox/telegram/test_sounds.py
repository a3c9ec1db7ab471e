"""Sounds: what came with one, for whom, and how a test waits for them."""

import asyncio

import pytest

from bot.sandbox.telegram import NothingArrived, Right
from tests.bot.sandbox.telegram.api import started


def test_message_sounds_unless_it_is_silent_and_an_edit_never_does() -> None:
    async def scenario() -> None:
        api = started()
        loud = await api.call("sendMessage", chat_id=11, text="approve?")
        quiet = await api.call("sendMessage", chat_id=11, text="news", disable_notification=True)
        assert "disable_notification" not in quiet
        assert [message.silent for message in api.ani.chat.messages] == [False, False, True]
        for text in ("more news", "the newest"):
            where = {"chat_id": 11, "message_id": quiet["message_id"]}
            await api.call("editMessageText", **where, text=text)
        assert [message.message_id for message in api.ani.sounds()] == [loud["message_id"]]
        assert (api.ani.chat.last.text, api.ani.chat.last.edits) == ("the newest", 2)
        assert api.ani.chat.last.silent

    asyncio.run(scenario())


def test_sound_has_been_heard_also_of_a_message_that_is_deleted() -> None:
    async def scenario() -> None:
        api = started()
        sent = await api.call("sendMessage", chat_id=11, text="x")
        await api.call("deleteMessage", chat_id=11, message_id=sent["message_id"])
        assert len(api.ani.sounds()) == 1

    asyncio.run(scenario())


def test_group_sounds_for_its_members_and_nobody_else() -> None:
    async def scenario() -> None:
        api = started()
        budi = api.sandbox.user(12, "Budi")
        group = api.sandbox.group(-1_000_000_000_007, "Team", forum=True)
        group.join(api.ani)
        group.promote_bot(api.ani, Right.MANAGE_TOPICS)
        await api.call("createForumTopic", chat_id=group.id, name="Orders")
        await api.call("sendMessage", chat_id=group.id, text="loud")
        await api.call("sendMessage", chat_id=group.id, text="quiet", disable_notification=True)
        assert [message.text for message in api.ani.sounds()] == ["loud"]
        assert budi.sounds() == []
        group.leave(api.ani)
        await api.call("sendMessage", chat_id=group.id, text="not heard any more")
        assert [message.text for message in api.ani.sounds()] == ["loud"]

    asyncio.run(scenario())


def test_waiting_for_sounds_counts_those_since_the_last_act() -> None:
    async def scenario() -> None:
        api = started()
        await api.call("sendMessage", chat_id=11, text="before")
        api.ani.mark()
        waiting = asyncio.create_task(api.ani.wait_for_sounds(2))
        for text, silent in (("one", False), ("quiet", True), ("two", False)):
            await api.call("sendMessage", chat_id=11, text=text, disable_notification=silent)
        assert [message.text for message in await waiting] == ["one", "two"]
        with pytest.raises(NothingArrived) as nothing:
            await api.ani.wait_for_sounds(3, timeout=0.01)
        assert nothing.value.seen == ("one", "two")

    asyncio.run(scenario())

"""Which chats the bot may read, write to and change, and each refusal in Telegram's words."""

import asyncio

import pytest

from bot.sandbox.telegram import Right
from tests.bot.sandbox.telegram.api import Api, started

IDS = {"group": -5, "supergroup": -1_000_000_000_007}


@pytest.mark.parametrize("kind", IDS)
def test_group_that_the_bot_never_was_in_is_not_found(kind: str) -> None:
    async def scenario() -> None:
        api = Api()
        api.sandbox.group(IDS[kind], "Team", with_bot=False)
        for method, params in (("sendMessage", {"text": "x"}), ("getChat", {}), ("leaveChat", {})):
            refusal = await api.refusal(method, chat_id=IDS[kind], **params)
            assert refusal == (400, "Bad Request: chat not found")

    asyncio.run(scenario())


@pytest.mark.parametrize("kind", IDS)
def test_bot_that_was_removed_is_refused_by_the_word_kicked_until_it_is_back(kind: str) -> None:
    async def scenario() -> None:
        api = Api()
        group = api.sandbox.group(IDS[kind], "Team")
        sent = await api.call("sendMessage", chat_id=group.id, text="x")
        where = {"chat_id": group.id, "message_id": sent["message_id"]}
        group.remove_bot(api.ani)
        kicked = (403, f"Forbidden: bot was kicked from the {kind} chat")
        assert await api.refusal("sendMessage", chat_id=group.id, text="x") == kicked
        assert await api.refusal("editMessageText", **where, text="y") == kicked
        assert await api.refusal("deleteMessage", **where) == kicked
        group.add_bot(api.ani)
        await api.call("editMessageText", **where, text="y")

    asyncio.run(scenario())


@pytest.mark.parametrize("kind", IDS)
def test_bot_that_left_is_no_member(kind: str) -> None:
    async def scenario() -> None:
        api = Api()
        group = api.sandbox.group(IDS[kind], "Team")
        await api.call("leaveChat", chat_id=group.id)
        outside = (403, f"Forbidden: bot is not a member of the {kind} chat")
        assert await api.refusal("sendMessage", chat_id=group.id, text="x") == outside

    asyncio.run(scenario())


def test_what_a_group_was_can_be_read_for_ever_but_not_what_a_supergroup_was() -> None:
    async def scenario() -> None:
        api = Api()
        for group_id in IDS.values():
            api.sandbox.group(group_id, "Team").remove_bot(api.ani)
        assert (await api.call("getChat", chat_id=IDS["group"]))["title"] == "Team"
        kicked = (403, "Forbidden: bot was kicked from the supergroup chat")
        assert await api.refusal("getChat", chat_id=IDS["supergroup"]) == kicked

    asyncio.run(scenario())


def test_message_is_edited_and_deleted_though_the_person_has_blocked_the_bot() -> None:
    async def scenario() -> None:
        api = started()
        sent = await api.call("sendMessage", chat_id=11, text="Halo")
        api.ani.block_bot()
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        await api.call("editMessageText", **where, text="Baru")
        assert api.ani.chat.last.text == "Baru"
        await api.call("deleteMessage", **where)

    asyncio.run(scenario())


def test_administrator_who_may_delete_messages_deletes_those_of_others() -> None:
    async def scenario() -> None:
        api = Api()
        group = api.sandbox.group(IDS["supergroup"], "Team")
        message = api.ani.send_in_group(group, "/code 1")
        where = {"chat_id": group.id, "message_id": message.message_id}
        group.promote_bot(api.ani, Right.MANAGE_TOPICS)
        cannot = (400, "Bad Request: message can't be deleted")
        assert await api.refusal("deleteMessage", **where) == cannot
        group.promote_bot(api.ani, Right.DELETE_MESSAGES)
        await api.call("deleteMessage", **where)
        assert message.deleted

    asyncio.run(scenario())

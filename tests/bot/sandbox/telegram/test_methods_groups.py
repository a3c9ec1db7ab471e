"""getChatMember and leaveChat."""

import asyncio

import pytest

from bot.sandbox.telegram import Right
from tests.bot.sandbox.telegram.api import Api, started

GROUP, SUPERGROUP = -5, -1_000_000_000_007


def test_administrators_rights_are_all_listed_and_topics_only_in_a_supergroup() -> None:
    async def scenario() -> None:
        api = Api()
        rights = {}
        for group_id in (GROUP, SUPERGROUP):
            group = api.sandbox.group(group_id, "Team")
            group.promote_bot(api.ani, Right.MANAGE_TOPICS)
            rights[group_id] = await api.call("getChatMember", chat_id=group_id, user_id=123456)
        assert rights[SUPERGROUP]["status"] == "administrator"
        assert rights[SUPERGROUP]["can_manage_topics"] is True
        assert rights[SUPERGROUP]["can_delete_messages"] is False
        assert rights[SUPERGROUP]["can_manage_chat"] is True
        assert "can_manage_topics" not in rights[GROUP]

    asyncio.run(scenario())


def test_bot_can_ask_for_itself_where_it_was_and_for_others_only_where_it_is() -> None:
    async def scenario() -> None:
        api = Api()
        api.sandbox.group(GROUP, "Team").remove_bot(api.ani)
        mine = await api.call("getChatMember", chat_id=GROUP, user_id=123456)
        assert mine["status"] == "left"
        refusal = await api.refusal("getChatMember", chat_id=GROUP, user_id=11)
        assert refusal == (403, "Forbidden: bot was kicked from the group chat")

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("chat_id", "user_id", "words"),
    [
        (GROUP, 0, "invalid user_id specified"),
        (GROUP, 77, "member not found"),
        (11, 12, "member not found"),
        (12, 11, "chat not found"),
    ],
)
def test_member_that_nobody_can_be_is_refused(chat_id: int, user_id: int, words: str) -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.group(GROUP, "Team")
        api.sandbox.user(12, "Budi")
        refusal = await api.refusal("getChatMember", chat_id=chat_id, user_id=user_id)
        assert refusal == (400, f"Bad Request: {words}")

    asyncio.run(scenario())


def test_both_are_members_of_a_private_chat_and_a_stranger_of_no_group() -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.group(GROUP, "Team")
        for chat_id, user_id, status in (
            (11, 11, "member"),
            (11, 123456, "member"),
            (-5, 11, "left"),
        ):
            member = await api.call("getChatMember", chat_id=chat_id, user_id=user_id)
            assert (member["status"], member["user"]["id"]) == (status, user_id)

    asyncio.run(scenario())


def test_bot_leaves_a_group_and_is_told_so_itself() -> None:
    async def scenario() -> None:
        api = Api()
        group = api.sandbox.group(GROUP, "Team")
        for _ in range(2):
            assert await api.call("leaveChat", chat_id=GROUP) is True
        message, member = await api.updates()
        assert message["message"]["left_chat_member"]["id"] == 123456
        assert member["my_chat_member"]["new_chat_member"]["status"] == "left"
        assert member["my_chat_member"]["from"]["is_bot"] is True
        assert not group.chat.member(api.sandbox.bot).inside

    asyncio.run(scenario())


def test_private_chat_cannot_be_left() -> None:
    refusal = asyncio.run(started().refusal("leaveChat", chat_id=11))
    assert refusal == (400, "Bad Request: can't leave private chats")

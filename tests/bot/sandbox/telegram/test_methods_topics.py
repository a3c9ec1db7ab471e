"""Topics of a forum: opened, named, closed, deleted, and who may do which."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.telegram import Group, MemberStatus, Right, SandboxMistake, Topic
from tests.bot.sandbox.telegram.api import Api, started

FORUM = -1_000_000_000_007
CHAT = {"chat_id": FORUM}


def forum(*rights: Right) -> tuple[Api, Group, Topic]:
    """Give a forum in which a person has opened a topic, and the bot has these rights."""
    api = Api()
    group = api.sandbox.group(FORUM, "Team", forum=True)
    if rights:
        group.promote_bot(api.ani, *rights)
    return api, group, group.topic("Orders", api.ani)


async def last_message(api: Api) -> dict[str, Any]:
    message: dict[str, Any] = (await api.updates())[-1]["message"]
    return message


def test_chat_says_that_it_is_a_forum() -> None:
    async def scenario() -> None:
        api, group, _ = forum()
        api.ani.send_in_group(group, "/watch here")
        chat = {"id": FORUM, "type": "supergroup", "title": "Team", "is_forum": True}
        assert (await last_message(api))["chat"] == chat
        assert (await api.call("getChat", **CHAT))["is_forum"] is True

    asyncio.run(scenario())


def test_message_in_a_topic_names_it_and_one_in_general_names_none() -> None:
    async def scenario() -> None:
        api, group, topic = forum()
        api.ani.send_in_group(group, "/watch@cashout_demo_bot here", topic)
        asked = await last_message(api)
        assert (asked["message_thread_id"], asked["is_topic_message"]) == (topic.id, True)
        assert asked["reply_to_message"]["forum_topic_created"]["name"] == "Orders"
        sent = await api.call("sendMessage", **CHAT, text="Yes", message_thread_id=topic.id)
        assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
        api.ani.send_in_group(group, "/watch here", group.topic("General", api.ani))
        general = await last_message(api)
        in_general = await api.call("sendMessage", **CHAT, text="Yes")
        for one in (general, in_general):
            assert not {"message_thread_id", "is_topic_message", "reply_to_message"} & one.keys()

    asyncio.run(scenario())


def test_bot_opens_names_closes_reopens_and_deletes_a_topic() -> None:
    async def scenario() -> None:
        api, group, _ = forum(Right.MANAGE_TOPICS, Right.DELETE_MESSAGES)
        made = await api.call("createForumTopic", **CHAT, name=" Jakarta ", icon_color=0xFFD67E)
        where = CHAT | {"message_thread_id": made["message_thread_id"]}
        assert (made["name"], made["icon_color"]) == ("Jakarta", 0xFFD67E)
        opened = await last_message(api)
        assert opened["message_id"] == opened["message_thread_id"] == made["message_thread_id"]
        assert opened["forum_topic_created"] == {"name": "Jakarta", "icon_color": 0xFFD67E}
        assert opened["from"]["is_bot"] is True
        assert await api.call("editForumTopic", **where, name="Bandung")
        assert (await last_message(api))["forum_topic_edited"] == {"name": "Bandung"}
        assert await api.call("editForumTopic", **where)
        assert await api.call("closeForumTopic", **where)
        assert (await last_message(api))["forum_topic_closed"] == {}
        assert await api.call("reopenForumTopic", **where)
        assert (await last_message(api))["forum_topic_reopened"] == {}
        sent = await api.call("sendMessage", **where, text="x")
        assert await api.call("deleteForumTopic", **where)
        assert group.chat.find(sent["message_id"]) is None
        not_found = (400, "Bad Request: message thread not found")
        assert await api.refusal("sendMessage", **where, text="x") == not_found

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("createForumTopic", "not enough rights to create a topic"),
        ("editForumTopic", "not enough rights to edit the topic"),
        ("closeForumTopic", "not enough rights to close or open the topic"),
        ("reopenForumTopic", "not enough rights to close or open the topic"),
        ("deleteForumTopic", "not enough rights to delete the topic"),
    ],
)
def test_bot_without_the_right_is_refused(method: str, words: str) -> None:
    async def scenario() -> None:
        right = {Right.MANAGE_TOPICS, Right.DELETE_MESSAGES}
        needed = Right.DELETE_MESSAGES if method == "deleteForumTopic" else Right.MANAGE_TOPICS
        for rights in ((), right - {needed}):
            api, _, topic = forum(*rights)
            where = CHAT | {"message_thread_id": topic.id, "name": "x"}
            assert await api.refusal(method, **where) == (400, f"Bad Request: {words}")

    asyncio.run(scenario())


def test_bot_keeps_its_own_topic_also_without_rights() -> None:
    async def scenario() -> None:
        api, group, _ = forum(Right.MANAGE_TOPICS)
        made = await api.call("createForumTopic", **CHAT, name="Jakarta")
        where = CHAT | {"message_thread_id": made["message_thread_id"]}
        group.demote_bot(api.ani)
        assert await api.call("editForumTopic", **where, name="Bandung")
        assert await api.call("closeForumTopic", **where)
        assert await api.call("sendMessage", **where, text="x")
        assert await api.call("deleteForumTopic", **where)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("createForumTopic", {"name": ""}, "name must be non-empty"),
        ("createForumTopic", {"name": "  "}, "name must be non-empty"),
        ("createForumTopic", {"name": "x", "icon_color": -1}, "invalid icon color specified"),
        ("editForumTopic", {"name": "x"}, "invalid forum topic identifier specified"),
        ("editForumTopic", {"name": "x", "message_thread_id": 999}, "TOPIC_ID_INVALID"),
        ("editForumTopic", {"name": "General", "message_thread_id": 1}, "TOPIC_NOT_MODIFIED"),
        ("editForumTopic", {"name": " ", "message_thread_id": 1}, "name must be non-empty"),
        ("reopenForumTopic", {"message_thread_id": 1}, "TOPIC_NOT_MODIFIED"),
        ("closeForumTopic", {"message_thread_id": 999}, "TOPIC_ID_INVALID"),
        ("deleteForumTopic", {"message_thread_id": 999}, "TOPIC_ID_INVALID"),
        ("deleteForumTopic", {"message_thread_id": 1}, "TOPIC_ID_INVALID"),
        ("sendMessage", {"text": "x", "message_thread_id": 1}, "message thread not found"),
        ("sendMessage", {"text": "x", "message_thread_id": 999}, "message thread not found"),
    ],
)
def test_topic_that_cannot_be_is_refused(
    method: str, params: dict[str, object], words: str
) -> None:
    async def scenario() -> None:
        api, _, _ = forum(Right.MANAGE_TOPICS, Right.DELETE_MESSAGES)
        refusal = await api.refusal(method, **CHAT, **params)
        assert refusal == (400, f"Bad Request: {words}")

    asyncio.run(scenario())


def test_name_is_cut_to_128_characters() -> None:
    api, _, _ = forum(Right.MANAGE_TOPICS)
    made = asyncio.run(api.call("createForumTopic", **CHAT, name="x" * 200))
    assert made["name"] == "x" * 128


def test_closed_topic_takes_messages_only_of_who_manages_topics() -> None:
    async def scenario() -> None:
        api, group, topic = forum()
        general = group.topic("General", api.ani)
        closed = (400, "Bad Request: TOPIC_CLOSED")
        for one, where in ((topic, {"message_thread_id": topic.id}), (general, {})):
            group.close_topic(one, api.ani)
            assert await api.refusal("sendMessage", **CHAT, **where, text="x") == closed
            group.close_topic(one, api.ani, closed=False)
            await api.call("sendMessage", **CHAT, **where, text="x")
            group.close_topic(one, api.ani)
        group.promote_bot(api.ani, Right.MANAGE_TOPICS)
        await api.call("sendMessage", **CHAT, text="x")

    asyncio.run(scenario())


def test_people_write_in_no_topic_that_is_closed_or_gone() -> None:
    api, group, topic = forum()
    general = group.topic("General", api.ani)
    for one in (topic, general):
        group.close_topic(one, api.ani)
        with pytest.raises(SandboxMistake, match="closed"):
            api.ani.send_in_group(group, "x", one)
    with pytest.raises(SandboxMistake, match="closed"):
        api.ani.send_in_group(group, "x")
    group.join(api.ani, MemberStatus.OWNER)
    api.ani.send_in_group(group, "x", topic)
    group.delete_topic(topic, api.ani)
    with pytest.raises(SandboxMistake, match="gone"):
        api.ani.send_in_group(group, "x", topic)


def test_bot_is_told_what_people_do_with_topics_but_not_that_they_delete_one() -> None:
    async def scenario() -> None:
        api, group, topic = forum()
        group.rename_topic(topic, "Cash", api.ani)
        group.close_topic(topic, api.ani)
        group.delete_topic(topic, api.ani)
        told = [update["message"] for update in await api.updates()]
        assert [one["message_thread_id"] for one in told] == [topic.id] * 3
        assert "forum_topic_created" in told[0]
        assert told[1]["forum_topic_edited"] == {"name": "Cash"}
        assert told[2]["forum_topic_closed"] == {}
        assert all(message.deleted for message in group.messages)

    asyncio.run(scenario())


@pytest.mark.parametrize("method", ["createForumTopic", "closeForumTopic", "deleteForumTopic"])
def test_chat_without_topics_is_no_forum(method: str) -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.group(-5, "Team")
        api.sandbox.group(FORUM, "Team")
        for chat_id in (11, -5, FORUM):
            params = {"chat_id": chat_id, "name": "x", "message_thread_id": 7}
            refusal = await api.refusal(method, **params)
            assert refusal == (400, "Bad Request: the chat is not a forum")

    asyncio.run(scenario())


def test_group_without_topics_takes_every_thread_for_none() -> None:
    async def scenario() -> None:
        api = Api()
        api.sandbox.group(FORUM, "Team")
        sent = await api.call("sendMessage", **CHAT, text="x", message_thread_id=999)
        assert "message_thread_id" not in sent

    asyncio.run(scenario())


def test_message_that_opens_a_topic_can_be_neither_edited_nor_deleted() -> None:
    async def scenario() -> None:
        api, _, _ = forum(Right.MANAGE_TOPICS, Right.DELETE_MESSAGES)
        made = await api.call("createForumTopic", **CHAT, name="Jakarta")
        where = CHAT | {"message_id": made["message_thread_id"]}
        edited = await api.refusal("editMessageText", **where, text="x")
        assert edited == (400, "Bad Request: message can't be edited")
        deleted = await api.refusal("deleteMessage", **where)
        assert deleted == (400, "Bad Request: message can't be deleted")

    asyncio.run(scenario())


def test_topics_count_as_requests_to_the_group() -> None:
    async def scenario() -> None:
        api, _, topic = forum(Right.MANAGE_TOPICS, Right.DELETE_MESSAGES)
        api.sandbox.limits.enabled = True
        where = CHAT | {"message_thread_id": topic.id}
        for number in range(5):
            await api.call("createForumTopic", **CHAT, name=str(number))
            await api.call("editForumTopic", **where, name=str(number))
            await api.call("closeForumTopic", **where)
            await api.call("reopenForumTopic", **where)
        assert (await api.refusal("deleteForumTopic", **where))[0] == 429

    asyncio.run(scenario())

"""Groups: who comes and goes, what the bot is told of it, and what it may read."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.telegram import Group, MemberStatus, Right, SandboxMistake
from tests.bot.sandbox.telegram.api import Api, button, keyboard

GROUP, FORUM = -5, -1_000_000_000_007


def team(*, with_bot: bool = True) -> tuple[Api, Group]:
    """Give a stand-in with a small group, in which nothing has happened yet."""
    api = Api()
    return api, api.sandbox.group(GROUP, "Team", with_bot=with_bot)


def membership(update: dict[str, Any]) -> tuple[str, str]:
    """Give what the bot was, and what it is now."""
    changed = update["my_chat_member"]
    return changed["old_chat_member"]["status"], changed["new_chat_member"]["status"]


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    """Give what each update tells, service messages by what happened."""
    named = ("text", "new_chat_members", "left_chat_member", "migrate_to_chat_id")
    told = []
    for update in updates:
        body = update.get("message") or update.get("edited_message") or {}
        known = next((one for one in (*named, "migrate_from_chat_id") if one in body), "")
        told.append(known or next(one for one in update if one != "update_id"))
    return told


def test_bot_is_told_when_it_is_added_promoted_demoted_and_removed() -> None:
    async def scenario() -> None:
        api, group = team(with_bot=False)
        group.add_bot(api.ani)
        group.promote_bot(api.ani, Right.DELETE_MESSAGES)
        group.demote_bot(api.ani)
        group.remove_bot(api.ani)
        group.add_bot(api.ani)
        updates = await api.updates()
        assert kinds(updates) == [
            "my_chat_member",
            "new_chat_members",
            "my_chat_member",
            "my_chat_member",
            "left_chat_member",
            "my_chat_member",
            "my_chat_member",
            "new_chat_members",
        ]
        changes = [membership(one) for one in updates if "my_chat_member" in one]
        assert changes == [
            ("left", "member"),
            ("member", "administrator"),
            ("administrator", "member"),
            ("member", "left"),
            ("left", "member"),
        ]
        assert updates[0]["my_chat_member"]["chat"]["type"] == "group"
        assert updates[0]["my_chat_member"]["from"]["id"] == api.ani.id
        assert updates[2]["my_chat_member"]["new_chat_member"]["can_delete_messages"] is True

    asyncio.run(scenario())


def test_bot_that_is_removed_from_a_supergroup_is_told_so_by_the_word_kicked() -> None:
    async def scenario() -> None:
        api = Api()
        api.sandbox.group(FORUM, "Team").remove_bot(api.ani)
        *_, removed = await api.updates()
        assert membership(removed) == ("member", "kicked")
        assert removed["my_chat_member"]["new_chat_member"]["until_date"] == 0

    asyncio.run(scenario())


def test_people_come_and_go_before_the_eyes_of_the_bot() -> None:
    async def scenario() -> None:
        api, group = team()
        group.join(api.ani, MemberStatus.OWNER)
        assert (await api.call("getChatMember", chat_id=GROUP, user_id=11))["status"] == "creator"
        group.leave(api.ani)
        assert (await api.call("getChatMember", chat_id=GROUP, user_id=11))["status"] == "left"
        assert kinds(await api.updates()) == ["new_chat_members", "left_chat_member"]

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("good morning", False),
        ("/watch here", True),
        ("/watch@cashout_demo_bot here", True),
        ("/watch@Cashout_Demo_Bot here", True),
        ("/watch@other_bot here", False),
        ("try /watch here", False),
        ("@cashout_demo_bot hello", True),
        ("hello @cashout_demo_bot", True),
        ("hello @other_bot_here", False),
    ],
)
def test_only_what_is_meant_for_the_bot_reaches_it_in_privacy_mode(
    text: str, *, reaches: bool
) -> None:
    async def scenario() -> None:
        api, group = team()
        message = api.ani.send_in_group(group, text)
        assert len(await api.updates()) == reaches
        api.ani.edit(message, "nothing for bots any more")
        assert len(await api.updates()) == reaches

    asyncio.run(scenario())


def test_administrators_and_bots_without_privacy_mode_read_everything() -> None:
    async def scenario() -> None:
        api, group = team()
        assert (await api.call("getMe"))["can_read_all_group_messages"] is False
        group.promote_bot(api.ani)
        api.ani.send_in_group(group, "as administrator")
        group.demote_bot(api.ani)
        api.ani.send_in_group(group, "not read")
        api.sandbox.privacy_mode = False
        assert (await api.call("getMe"))["can_read_all_group_messages"] is True
        api.ani.send_in_group(group, "without privacy mode")
        group.remove_bot(api.ani)
        api.ani.send_in_group(group, "/watch here")
        texts = [
            u["message"]["text"] for u in await api.updates() if "text" in u.get("message", {})
        ]
        assert texts == ["as administrator", "without privacy mode"]

    asyncio.run(scenario())


def test_group_that_becomes_a_supergroup_has_another_id_and_the_bot_is_told_three_times() -> None:
    async def scenario() -> None:
        api, group = team()
        group.promote_bot(api.ani, Right.DELETE_MESSAGES)
        old = await api.call("sendMessage", chat_id=GROUP, text="before")
        *_, last = await api.updates()
        group.upgrade(api.ani)
        updates = await api.updates(offset=last["update_id"] + 1)
        assert kinds(updates) == ["migrate_to_chat_id", "my_chat_member", "migrate_from_chat_id"]
        to, member, back = updates
        assert to["message"]["chat"]["id"] == GROUP
        assert to["message"]["migrate_to_chat_id"] == group.id
        assert back["message"]["chat"] == {"id": group.id, "type": "supergroup", "title": "Team"}
        assert back["message"]["migrate_from_chat_id"] == GROUP
        assert membership(member) == ("left", "administrator")
        edit = {"chat_id": group.id, "message_id": old["message_id"], "text": "x"}
        not_found = (400, "Bad Request: message to edit not found")
        assert await api.refusal("editMessageText", **edit) == not_found
        with pytest.raises(SandboxMistake):
            group.upgrade(api.ani)
        for group_id in (GROUP, group.id):
            assert api.sandbox.group(group_id, "Team") is group

    asyncio.run(scenario())


def test_group_that_became_a_supergroup_tells_the_new_id_to_whoever_writes_there() -> None:
    async def scenario() -> None:
        api, group = team()
        sent = await api.call("sendMessage", chat_id=GROUP, text="before")
        group.upgrade(api.ani)
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        told = {"migrate_to_chat_id": group.id}
        where = {"chat_id": GROUP, "message_id": sent["message_id"]}
        for method, params in (
            ("sendMessage", {"chat_id": GROUP, "text": "x"}),
            ("sendChatAction", {"chat_id": GROUP, "action": "typing"}),
            ("deleteMessage", where),
            ("deleteMessages", {"chat_id": GROUP, "message_ids": [1]}),
            ("getChatMember", {"chat_id": GROUP, "user_id": 11}),
        ):
            answer = await api.ask(method, **params)
            assert (answer["description"], answer["parameters"]) == (words, told)
        cannot = (400, "Bad Request: message can't be edited")
        assert await api.refusal("editMessageText", **where, text="x") == cannot
        assert (await api.call("getChat", chat_id=GROUP))["type"] == "group"
        before = await api.updates()
        assert await api.call("leaveChat", chat_id=GROUP)
        assert await api.updates() == before

    asyncio.run(scenario())


def test_supergroup_without_the_bot_is_made_of_a_group_without_it() -> None:
    async def scenario() -> None:
        api, group = team(with_bot=False)
        group.upgrade(api.ani)
        assert await api.updates() == []
        not_found = (400, "Bad Request: chat not found")
        assert await api.refusal("sendMessage", chat_id=group.id, text="x") == not_found

    asyncio.run(scenario())


def test_id_of_a_group_is_below_zero() -> None:
    with pytest.raises(SandboxMistake):
        Api().sandbox.group(5, "Team")


def test_only_a_bot_that_is_inside_can_be_promoted() -> None:
    api, group = team(with_bot=False)
    with pytest.raises(SandboxMistake):
        group.promote_bot(api.ani)
    with pytest.raises(SandboxMistake):
        group.demote_bot(api.ani)


def test_only_a_supergroup_can_have_topics() -> None:
    api, group = team()
    with pytest.raises(SandboxMistake):
        group.open_forum()
    with pytest.raises(SandboxMistake):
        group.topic("Orders", api.ani)
    group.upgrade(api.ani)
    group.open_forum()
    assert group.topic("Orders", api.ani) is group.topic("Orders", api.ani)


def test_same_group_is_found_by_its_id_and_waits_for_the_bot() -> None:
    async def scenario() -> None:
        api, group = team()
        assert api.sandbox.group(GROUP, "Team") is group
        await api.call("sendMessage", chat_id=GROUP, text="Halo semua")
        assert (await group.wait_for("Halo")).text == "Halo semua"
        assert [message.text for message in group.messages] == ["Halo semua"]

    asyncio.run(scenario())


def test_button_in_a_group_is_pressed_by_one_person_and_also_by_one_who_blocked_the_bot() -> None:
    async def scenario() -> None:
        api, group = team()
        markup = keyboard(button("Ya", "yes"))
        sent = await api.call("sendMessage", chat_id=GROUP, text="?", reply_markup=markup)
        api.ani.block_bot()
        api.ani.press("Ya", group.chat.find(sent["message_id"]))
        query = (await api.updates())[-1]["callback_query"]
        assert (query["from"]["id"], query["message"]["chat"]["id"]) == (11, GROUP)

    asyncio.run(scenario())

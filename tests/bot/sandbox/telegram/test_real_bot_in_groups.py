"""python-telegram-bot's own Bot in the stand-in's groups: it understands every answer."""

import asyncio

import pytest
from telegram import ChatMemberAdministrator, ChatMemberBanned, ChatMemberMember
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.telegram import MemberStatus, Right
from tests.bot.sandbox.telegram.test_real_bot import real_bot

GROUP, FORUM = -5, -1_000_000_000_007


def test_topics_with_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (sandbox, ani, bot), bot:
            group = sandbox.group(FORUM, "Team", forum=True)
            with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
                await bot.create_forum_topic(FORUM, "Jakarta")
            group.promote_bot(ani, Right.MANAGE_TOPICS, Right.DELETE_MESSAGES)
            topic = await bot.create_forum_topic(FORUM, "Jakarta")
            thread = topic.message_thread_id
            assert await bot.edit_forum_topic(FORUM, thread, name="Bandung")
            sent = await bot.send_message(
                FORUM, "Halo", message_thread_id=thread, disable_notification=True
            )
            assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
            assert group.chat.last.silent
            assert await bot.close_forum_topic(FORUM, thread)
            assert await bot.reopen_forum_topic(FORUM, thread)
            with pytest.raises(BadRequest, match="Topic_not_modified"):
                await bot.reopen_forum_topic(FORUM, thread)
            assert await bot.delete_forum_topic(FORUM, thread)
            with pytest.raises(BadRequest, match="Message thread not found"):
                await bot.send_message(FORUM, "Halo", message_thread_id=thread)
            messages = [one.message for one in await bot.get_updates() if one.message]
            created, edited, closed, reopened = messages[-4:]
            assert created.forum_topic_created is not None
            assert created.chat.is_forum
            assert edited.forum_topic_edited is not None
            assert edited.forum_topic_edited.name == "Bandung"
            assert closed.forum_topic_closed is not None
            assert reopened.forum_topic_reopened is not None

    asyncio.run(scenario())


def test_members_with_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (sandbox, ani, bot), bot:
            group = sandbox.group(FORUM, "Team")
            group.join(ani, MemberStatus.OWNER)
            group.promote_bot(ani, Right.MANAGE_TOPICS)
            owner = await bot.get_chat_member(FORUM, 11)
            assert owner.status == "creator"
            mine = await bot.get_chat_member(FORUM, bot.id)
            assert isinstance(mine, ChatMemberAdministrator)
            assert (mine.can_manage_topics, mine.can_delete_messages) == (True, False)
            group.remove_bot(ani)
            *_, removed = await bot.get_updates()
            assert removed.my_chat_member is not None
            assert isinstance(removed.my_chat_member.old_chat_member, ChatMemberAdministrator)
            assert isinstance(removed.my_chat_member.new_chat_member, ChatMemberBanned)
            with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
                await bot.send_message(FORUM, "Halo")

    asyncio.run(scenario())


def test_migration_with_the_real_library() -> None:
    async def scenario() -> None:
        async with real_bot() as (sandbox, ani, bot), bot:
            group = sandbox.group(GROUP, "Team")
            group.upgrade(ani)
            with pytest.raises(ChatMigrated) as moved:
                await bot.send_message(GROUP, "Halo")
            assert moved.value.new_chat_id == group.id
            _, to, member, back = await bot.get_updates()
            assert to.message is not None
            assert to.message.migrate_to_chat_id == group.id
            assert member.my_chat_member is not None
            assert isinstance(member.my_chat_member.new_chat_member, ChatMemberMember)
            assert back.message is not None
            assert back.message.migrate_from_chat_id == GROUP
            assert (await bot.get_chat(group.id)).type == "supergroup"
            assert await bot.leave_chat(group.id)

    asyncio.run(scenario())

"""The Bot API's methods about a group's members: who somebody is, and going away."""

from bot.sandbox.telegram.access import known_chat, shared_chat
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.group_events import bot_goes, member_json
from bot.sandbox.telegram.members import Member, MemberStatus, Profile
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import Chat
from bot.sandbox.telegram.world import World


async def get_chat_member(world: World, params: Params) -> dict[str, object]:
    """Tell what somebody is in a chat.

    The bot can always ask for itself. Of others it can ask only in a group that it is in
    (tdlib/telegram-bot-api@01a3679, `process_get_chat_member_query`).
    """
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    chat = (known_chat if user_id == world.bot.id else shared_chat)(world, params)
    profile = _profile(world, chat, user_id)
    if profile is None:
        raise bad_request("member not found")
    member = Member(profile, MemberStatus.MEMBER) if chat.in_private else chat.member(profile)
    return member_json(chat, member)


def _profile(world: World, chat: Chat, user_id: int) -> Profile | None:
    if user_id == world.bot.id:
        return world.bot
    if chat.in_private:
        return chat.person if user_id == chat.id else None
    if user_id in chat.members:
        return chat.members[user_id].profile
    return world.chats[user_id].person if user_id in world.chats else None


async def leave_chat(world: World, params: Params) -> bool:
    """Leave a group, which the bot is told of like everybody."""
    chat = known_chat(world, params)
    if chat.in_private:
        raise bad_request("can't leave private chats")
    world.limits.spend(chat.id)
    if chat.migrated_to is None:
        bot_goes(world, chat, world.bot, MemberStatus.LEFT)
    return True

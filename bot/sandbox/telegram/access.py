"""Which chats the bot knows, and what it may do there.

The rules and the words of the refusals are those of Telegram's own server
(tdlib/telegram-bot-api@01a3679, `check_chat_access`).
"""

from bot.sandbox.telegram.errors import bad_request, forbidden, migrated
from bot.sandbox.telegram.members import MemberStatus
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import Chat, ChatKind
from bot.sandbox.telegram.world import World


def known_chat(world: World, params: Params) -> Chat:
    """Find the chat of a request, to read what it is.

    400 when the bot was never there, 403 when it is in the supergroup no more. What a group was
    can be read for ever.
    """
    source = params.text("chat_id")
    if not source:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None or not _was_there(world, chat):
        raise bad_request("chat not found")
    if chat.kind is ChatKind.SUPERGROUP:
        _check_inside(world, chat)
    return chat


def _was_there(world: World, chat: Chat) -> bool:
    if chat.in_private:
        return chat.started or chat.id in world.seen_in_groups
    return world.bot.id in chat.members


def shared_chat(world: World, params: Params) -> Chat:
    """Find a chat that the bot is still in.

    403 when it has left the group or was removed, 400 with the new id when the group has become a
    supergroup.
    """
    chat = known_chat(world, params)
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if not chat.in_private:
        _check_inside(world, chat)
    return chat


def editable_chat(world: World, params: Params) -> Chat:
    """Find a chat whose messages the bot may edit.

    No report is known of an edit refused because the person had blocked the bot, so it is taken.
    In a group that has become a supergroup this rule of the server's raises no error with the new
    id; what it says instead is written down nowhere, so nothing may rely on finding the id here.
    """
    chat = known_chat(world, params)
    if chat.migrated_to is not None:
        raise bad_request("message can't be edited")
    if not chat.in_private:
        _check_inside(world, chat)
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """Find a chat that the bot may write to; 403 when a person has blocked or not started it."""
    chat = shared_chat(world, params)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.in_private and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _check_inside(world: World, chat: Chat) -> None:
    member = chat.member(world.bot)
    if member.status is MemberStatus.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if not member.inside:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")

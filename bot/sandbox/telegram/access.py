"""Which chats the bot knows, and where it may write."""

from bot.sandbox.telegram.errors import bad_request, forbidden
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import Chat
from bot.sandbox.telegram.world import World


def known_chat(world: World, params: Params) -> Chat:
    """Find the chat of a request; 400 when there is none or the bot was never started there."""
    source = params.text("chat_id")
    if not source:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None or not (chat.started or chat.id in world.seen_in_groups):
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """Find a chat that the bot may write to; 403 when a person has blocked or not started it."""
    chat = known_chat(world, params)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat

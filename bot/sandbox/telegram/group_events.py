"""What happens in a group, and what the bot is told of it."""

from bot.sandbox.telegram.members import Member, MemberStatus, Profile
from bot.sandbox.telegram.records import Chat, ChatKind, Content, Json, Message
from bot.sandbox.telegram.topics import GENERAL_TOPIC, Topic
from bot.sandbox.telegram.updates import QueueKey, UpdateKind
from bot.sandbox.telegram.world import World


def said(world: World, kind: UpdateKind, message: Message) -> Message:
    """Tell the bot what a person wrote or edited, if it may read that; return the message."""
    if message.chat.in_private or _may_read(world, message):
        world.deliver(kind, message)
    return message


def _may_read(world: World, message: Message) -> bool:
    """Whether a group's message reaches the bot.

    In privacy mode, which BotFather gives to every new bot, those do that begin with a command or
    mention the bot, unless the command names another bot; administrators read everything
    (core.telegram.org/bots/features#privacy-mode). Replies to the bot's messages are not played.
    """
    member = message.chat.member(world.bot)
    if not member.inside or not world.privacy_mode or member.administers:
        return member.inside
    us = f"@{world.bot.username}".lower()
    for entity in message.content.entities:
        found = message.text[entity.start : entity.end].lower()
        if entity.kind == "mention" and found == us:
            return True
        if entity.kind == "bot_command" and entity.start == 0:
            return "@" not in found or found.endswith(us)
    return False


def happened(
    world: World, chat: Chat, who: Profile, what: Json, topic: int | None = None
) -> Message:
    """Put a service message into a group.

    In every mode a bot that is inside is told of them, also of those that it caused itself.
    """
    message = world.post(chat, who, Content(""), service=what, topic=topic)
    _tell_bot(world, message)
    return message


def _tell_bot(world: World, message: Message) -> None:
    if message.chat.member(world.bot).inside:
        world.deliver(UpdateKind.MESSAGE, message)


def member_json(chat: Chat, member: Member) -> Json:
    """Give a `ChatMember` object of this group.

    Whoever was removed from a group that is no supergroup is said to have left, though the
    refusals say "kicked" from then on (tdlib/td@022d602, `on_update_chat_participant`).
    """
    supergroup = chat.kind is ChatKind.SUPERGROUP
    shown = member if supergroup or member.inside else Member(member.profile)
    return shown.as_json(supergroup=supergroup)


def bot_becomes(world: World, chat: Chat, who: Profile, after: Member) -> None:
    """Change what the bot is in a group, and tell it in `my_chat_member`."""
    before = chat.member(world.bot)
    chat.members[world.bot.id] = after
    content: Json = {
        "chat": chat.as_json(),
        "from": who.as_json(),
        "date": int(world.now().timestamp()),
        "old_chat_member": member_json(chat, before),
        "new_chat_member": member_json(chat, after),
    }
    world.queue.add(UpdateKind.MY_CHAT_MEMBER, content, (QueueKey.MEMBERSHIP, chat.id))
    world.tell(chat)


def bot_goes(world: World, chat: Chat, who: Profile, status: MemberStatus) -> None:
    """Let the bot leave, or be removed; it gets a last message that says so."""
    if not chat.member(world.bot).inside:
        return
    happened(world, chat, who, {"left_chat_member": world.bot.as_json()})
    bot_becomes(world, chat, who, Member(world.bot, status))


def open_topic(
    world: World, chat: Chat, who: Profile, name: str, icon_color: int | None = None
) -> Topic:
    """Open a topic. The message that says so is its first, and gives it its id."""
    topic = Topic(0, name, by_bot=who.is_bot)
    if icon_color is not None:
        topic.icon_color = icon_color
    shown: Json = {"name": topic.name, "icon_color": topic.icon_color}
    message = world.post(chat, who, Content(""), service={"forum_topic_created": shown})
    topic.id = message.topic = message.message_id
    chat.topics[topic.id] = topic
    _tell_bot(world, message)
    world.tell(chat)
    return topic


def rename_topic(world: World, chat: Chat, who: Profile, topic: Topic, name: str) -> None:
    """Give a topic another name."""
    topic.name = name
    _topic_says(world, chat, who, topic, {"forum_topic_edited": {"name": name}})


def close_topic(world: World, chat: Chat, who: Profile, topic: Topic, *, closed: bool) -> None:
    """Close a topic or open it again."""
    topic.closed = closed
    kind = "forum_topic_closed" if closed else "forum_topic_reopened"
    _topic_says(world, chat, who, topic, {kind: {}})


def _topic_says(world: World, chat: Chat, who: Profile, topic: Topic, what: Json) -> None:
    thread = None if topic.id == GENERAL_TOPIC else topic.id
    happened(world, chat, who, what, thread)
    world.tell(chat)


def delete_topic(world: World, chat: Chat, topic_id: int) -> None:
    """Delete a topic with all that stands in it. The bot is told nothing of it."""
    chat.topics.pop(topic_id, None)
    for message in [one for one in chat.visible() if one.topic == topic_id]:
        message.deleted = True
        world.changed(message)
    world.tell(chat)

"""A group of the stand-in: who comes and goes, what the bot may do there, its topics."""

from collections.abc import Callable
from typing import Protocol

from bot.sandbox.telegram import group_events as events
from bot.sandbox.telegram.errors import SandboxMistake
from bot.sandbox.telegram.members import Member, MemberStatus, Profile, Right
from bot.sandbox.telegram.records import Chat, ChatKind, Message
from bot.sandbox.telegram.topics import GENERAL_TOPIC, Topic
from bot.sandbox.telegram.waiting import Watch
from bot.sandbox.telegram.world import World

HIGHEST_SUPERGROUP_ID = -1_000_000_000_001
"""Telegram tells supergroups from groups by their ids, and so does the stand-in."""


class Participant(Protocol):
    """Whoever acts in a group."""

    profile: Profile


class Group:
    """One group; whoever acts in it is a member from then on.

    `chat` is the chat as it is now: another one after `upgrade`. `wait_for` looks at what came
    since anybody's last act here.
    """

    def __init__(self, world: World, chat: Chat) -> None:
        self.chat = chat
        self.former: list[Chat] = []
        """What it was before it became a supergroup."""
        self._world = world
        self._acted_at = world.revision

    @property
    def id(self) -> int:
        """The id of the chat as it is now."""
        return self.chat.id

    @property
    def chats(self) -> list[Chat]:
        """All the chats that it was and is, oldest first."""
        return [*self.former, self.chat]

    @property
    def messages(self) -> list[Message]:
        """Everything that was ever written here, oldest first."""
        return self.chat.messages

    def join(self, who: Participant, status: MemberStatus = MemberStatus.MEMBER) -> None:
        """Let somebody come in, which the group sees."""
        self._act()
        self._place(Member(who.profile, status))
        self._happened(who, {"new_chat_members": [who.profile.as_json()]})

    def leave(self, who: Participant) -> None:
        """Let somebody go, which the group sees."""
        self._act()
        self._place(Member(who.profile))
        self._happened(who, {"left_chat_member": who.profile.as_json()})

    def add_bot(self, by: Participant) -> None:
        """Take the bot in, or back."""
        self.enter(by)
        events.bot_becomes(self._world, self.chat, by.profile, self._bot(MemberStatus.MEMBER))
        self._happened(by, {"new_chat_members": [self._world.bot.as_json()]})

    def promote_bot(self, by: Participant, *rights: Right) -> None:
        """Make the bot an administrator with exactly these rights."""
        self.enter(by)
        self._bot_is_inside()
        after = Member.administrator(self._world.bot, rights)
        events.bot_becomes(self._world, self.chat, by.profile, after)

    def demote_bot(self, by: Participant) -> None:
        """Make the bot an ordinary member again."""
        self.enter(by)
        self._bot_is_inside()
        events.bot_becomes(self._world, self.chat, by.profile, self._bot(MemberStatus.MEMBER))

    def remove_bot(self, by: Participant) -> None:
        """Shut the bot out."""
        self.enter(by)
        events.bot_goes(self._world, self.chat, by.profile, MemberStatus.KICKED)

    def upgrade(self, by: Participant) -> None:
        """Make a supergroup of it, with another id: Telegram does so by itself, too.

        The old chat stays, and nobody can write there. The bot is told that it is in the new one,
        and never that it left the old one (tdlib/telegram-bot-api, issue 266).
        """
        self.enter(by)
        old = self.chat
        if old.kind is ChatKind.SUPERGROUP:
            raise SandboxMistake("it is a supergroup already")
        bot = old.member(self._world.bot)
        new = Chat(HIGHEST_SUPERGROUP_ID + old.id, ChatKind.SUPERGROUP, title=old.title)
        new.members = {key: one for key, one in old.members.items() if key != bot.profile.id}
        self._world.chats[new.id] = new
        self._happened(by, {"migrate_to_chat_id": new.id})
        old.migrated_to, self.chat = new.id, new
        self.former.append(old)
        self._world.tell(old)
        if bot.inside:
            events.bot_becomes(self._world, new, by.profile, bot)
        self._happened(by, {"migrate_from_chat_id": old.id})

    def open_forum(self) -> None:
        """Switch topics on; only supergroups can have them."""
        if self.chat.kind is not ChatKind.SUPERGROUP:
            raise SandboxMistake(f"a group with topics needs an id up to {HIGHEST_SUPERGROUP_ID}")
        self.chat.is_forum = True
        self.chat.topics.setdefault(GENERAL_TOPIC, Topic(GENERAL_TOPIC, "General"))
        self._world.tell(self.chat)

    def make_public(self, username: str) -> None:
        """Let anybody find and read it, which Telegram tells no bot; only supergroups can be."""
        if self.chat.kind is not ChatKind.SUPERGROUP:
            raise SandboxMistake("only a supergroup can be public")
        self.chat.username = username

    def topic(self, name: str, by: Participant) -> Topic:
        """Find the topic of this name; a person opens it where there is none."""
        self.enter(by)
        if not self.chat.is_forum:
            raise SandboxMistake("the group has no topics")
        found = (one for one in self.chat.topics.values() if one.name == name)
        return next(found, None) or events.open_topic(self._world, self.chat, by.profile, name)

    def rename_topic(self, topic: Topic, name: str, by: Participant) -> None:
        """Let a person give a topic another name."""
        self.enter(by)
        events.rename_topic(self._world, self.chat, by.profile, topic, name)

    def close_topic(self, topic: Topic, by: Participant, *, closed: bool = True) -> None:
        """Let a person close a topic, or open it again."""
        self.enter(by)
        events.close_topic(self._world, self.chat, by.profile, topic, closed=closed)

    def delete_topic(self, topic: Topic, by: Participant) -> None:
        """Let a person delete a topic with all that stands in it."""
        self.enter(by)
        events.delete_topic(self._world, self.chat, topic.id)

    def enter(self, who: Participant) -> None:
        """Count an act of somebody, who has long been a member."""
        self._act()
        if not self.chat.member(who.profile).inside:
            self._place(Member(who.profile, MemberStatus.MEMBER))

    def thread(self, who: Participant, topic: Topic | None) -> int | None:
        """Give the thread that somebody's words stand in; None is General, or no forum at all.

        Raises SandboxMistake for a topic that is gone, or closed for all but administrators.
        """
        if topic is None:
            topic = self.chat.topics.get(GENERAL_TOPIC)
        elif topic.id not in self.chat.topics:
            raise SandboxMistake("the topic is gone")
        if topic is None:
            return None
        if topic.closed and not self.chat.member(who.profile).administers:
            raise SandboxMistake("the topic is closed")
        return None if topic.id == GENERAL_TOPIC else topic.id

    async def wait_for(
        self,
        wanted: str | Callable[[Message], bool],
        timeout: float = 20,  # noqa: ASYNC109 (a test says how long it is willing to wait)
    ) -> Message:
        """Wait for a message of the bot, or an edit of one, as `User.wait_for` does."""
        return await Watch(self._world, self.chat, self._acted_at).message(wanted, timeout)

    def _place(self, member: Member) -> None:
        self.chat.members[member.profile.id] = member
        self._world.tell(self.chat)

    def _act(self) -> None:
        self._acted_at = self._world.revision

    def _bot(self, status: MemberStatus) -> Member:
        return Member(self._world.bot, status)

    def _bot_is_inside(self) -> None:
        if not self.chat.member(self._world.bot).inside:
            raise SandboxMistake("the bot is not in this group; add it first")

    def _happened(self, who: Participant, what: dict[str, object]) -> None:
        events.happened(self._world, self.chat, who.profile, what)

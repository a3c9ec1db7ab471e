"""Who somebody is, and what they are in a group: member, administrator, gone or shut out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Profile:
    """A person or the bot, as Telegram's `User` object describes them."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    @property
    def name(self) -> str:
        """First and last name, as other people read them."""
        return f"{self.first_name} {self.last_name}".strip()

    def as_json(self) -> dict[str, object]:
        """Give Telegram's `User` object; empty fields are left out."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        body: dict[str, object] = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
        }
        return body | {name: value for name, value in optional.items() if value}


class MemberStatus(StrEnum):
    """What somebody is in a chat, in the words of Telegram's `ChatMember`."""

    OWNER = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


class Right(StrEnum):
    """What an administrator of a group may do, each granted by itself.

    The names and their order are those of the Bot API server (tdlib/telegram-bot-api@01a3679,
    `json_store_administrator_rights`).
    """

    CHANGE_INFO = "can_change_info"
    DELETE_MESSAGES = "can_delete_messages"
    INVITE_USERS = "can_invite_users"
    RESTRICT_MEMBERS = "can_restrict_members"
    PIN_MESSAGES = "can_pin_messages"
    MANAGE_TOPICS = "can_manage_topics"
    PROMOTE_MEMBERS = "can_promote_members"
    MANAGE_VIDEO_CHATS = "can_manage_video_chats"
    POST_STORIES = "can_post_stories"
    EDIT_STORIES = "can_edit_stories"
    DELETE_STORIES = "can_delete_stories"
    MANAGE_TAGS = "can_manage_tags"


_INSIDE = frozenset({MemberStatus.OWNER, MemberStatus.ADMINISTRATOR, MemberStatus.MEMBER})


@dataclass(frozen=True)
class Member:
    """Somebody's place in a group."""

    profile: Profile
    status: MemberStatus = MemberStatus.LEFT
    rights: frozenset[Right] = frozenset()

    @classmethod
    def administrator(cls, profile: Profile, rights: Iterable[Right]) -> "Member":
        """Give an administrator with exactly these rights."""
        return cls(profile, MemberStatus.ADMINISTRATOR, frozenset(rights))

    @property
    def inside(self) -> bool:
        """Whether they read what is written in the group."""
        return self.status in _INSIDE

    @property
    def administers(self) -> bool:
        """Whether they are the owner or an administrator, with whatever rights."""
        return self.status in {MemberStatus.OWNER, MemberStatus.ADMINISTRATOR}

    def may(self, right: Right) -> bool:
        """Whether they have this right; the owner has all."""
        return self.status is MemberStatus.OWNER or right in self.rights

    def as_json(self, *, supergroup: bool) -> dict[str, object]:
        """Give Telegram's `ChatMember` object; only supergroups know topics."""
        body: dict[str, object] = {"user": self.profile.as_json(), "status": self.status.value}
        match self.status:
            case MemberStatus.KICKED:
                return body | {"until_date": 0}
            case MemberStatus.OWNER:
                return body | {"is_anonymous": False}
            case MemberStatus.ADMINISTRATOR:
                return body | self._rights_json(supergroup=supergroup)
            case _:
                return body

    def _rights_json(self, *, supergroup: bool) -> dict[str, object]:
        shown = [one for one in Right if supergroup or one is not Right.MANAGE_TOPICS]
        implied: dict[str, object] = {
            "can_be_edited": False,
            "can_manage_chat": True,
            "is_anonymous": False,
        }
        return implied | {one.value: one in self.rights for one in shown}

"""The topics of a chat."""

from dataclasses import dataclass

GENERAL_TOPIC = 1
"""The topic that every forum has. In the Bot API its messages carry no thread at all."""


@dataclass
class Topic:
    """A topic of a forum, or of a private chat; its id is the number of its first message."""

    id: int
    name: str = ""
    by_bot: bool = False
    closed: bool = False
    icon_color: int = 0x6FB9F0

    def as_json(self) -> dict[str, object]:
        """Give Telegram's `ForumTopic` object."""
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}

"""Who somebody is: a person or the bot."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """A person or the bot, as Telegram's `User` object describes them."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

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

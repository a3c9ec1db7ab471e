"""Where Telegram posts, and by whose settings."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import moment


class Webhook(SQLModel, table=True):
    """By whose settings Telegram posts: those of the process that started last. One row."""

    __tablename__ = "webhook"

    webhook_id: int = Field(default=1, primary_key=True)
    turns: int = Field(default=0)
    """How many processes have started."""
    turn: int = Field(default=0)
    """The number of the start of the newest process with these settings."""
    settings_mac: str = Field(default="", max_length=64)
    """A keyed hash of the address and secret that Telegram took. It reveals neither."""
    confirmed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When a process with these settings was last alive; None: it has ended in good order."""
    refused_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    """When it last looked as if Telegram posted with a secret that is not ours."""


class WebhookAddress(SQLModel, table=True):
    """An address of ours. Posts to it are no takeover."""

    __tablename__ = "webhook_addresses"

    address_mac: str = Field(primary_key=True, max_length=64)
    """A keyed hash of it."""
    used_at: datetime = Field(sa_column=moment())
    """When a process last was about to register it, or saw it registered."""

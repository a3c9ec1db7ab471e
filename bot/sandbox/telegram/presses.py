"""Presses of buttons, and what the bot answers to them."""

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.telegram.records import Message


@dataclass
class CallbackQuery:
    """One press of a button; the bot may answer it for 150 seconds."""

    id: str
    user_id: int
    message: Message
    data: str
    asked_at: datetime


@dataclass(frozen=True)
class Alert:
    """The bot's answer to a press: a toast, or a window when `show_alert`."""

    user_id: int
    query_id: str
    text: str
    show_alert: bool
    revision: int

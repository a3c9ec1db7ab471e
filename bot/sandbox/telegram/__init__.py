"""A strict stand-in for Telegram: the Bot API over HTTP, people to drive it, and a chat page."""

from bot.sandbox.telegram.errors import (
    BotIsBlocked,
    NoSuchButton,
    NothingArrived,
    NotOurLink,
    SandboxMistake,
)
from bot.sandbox.telegram.group import Group
from bot.sandbox.telegram.members import MemberStatus, Right
from bot.sandbox.telegram.person import User
from bot.sandbox.telegram.presses import Alert, CallbackQuery
from bot.sandbox.telegram.records import Call, Chat, Contact, Message
from bot.sandbox.telegram.sandbox import TelegramSandbox
from bot.sandbox.telegram.topics import Topic

__all__ = [
    "Alert",
    "BotIsBlocked",
    "Call",
    "CallbackQuery",
    "Chat",
    "Contact",
    "Group",
    "MemberStatus",
    "Message",
    "NoSuchButton",
    "NotOurLink",
    "NothingArrived",
    "Right",
    "SandboxMistake",
    "TelegramSandbox",
    "Topic",
    "User",
]

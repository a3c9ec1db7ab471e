"""Command menus: what the bot announced, by scope and language."""

import re
from dataclasses import dataclass

from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.params import Params

COMMANDS = 100
NAME_LENGTH = 32
DESCRIPTION_LENGTH = 256
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_SCOPES = _CHAT_SCOPES | {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}


@dataclass(frozen=True)
class Command:
    """One line of a menu; the name has no slash."""

    name: str
    description: str

    def as_json(self) -> dict[str, str]:
        """Give Telegram's `BotCommand` object."""
        return {"command": self.name, "description": self.description}


@dataclass(frozen=True)
class MenuScope:
    """Where a menu is shown; `chat_id` is 0 unless it is for one chat."""

    kind: str = "default"
    chat_id: int = 0


class CommandMenus:
    """The menus as they were set, and the one that a person sees."""

    def __init__(self) -> None:
        self._menus: dict[tuple[MenuScope, str], tuple[Command, ...]] = {}

    def set(self, scope: MenuScope, language: str, commands: tuple[Command, ...]) -> None:
        """Set a menu; an empty one is as good as none."""
        self._menus.pop((scope, language), None)
        if commands:
            self._menus[scope, language] = commands

    def get(self, scope: MenuScope, language: str) -> tuple[Command, ...]:
        """Give exactly the menu of this scope and language."""
        return self._menus.get((scope, language), ())

    def shown_in(self, chat_id: int, language: str) -> tuple[Command, ...]:
        """Give the menu in a private chat: the narrowest scope first, language before none."""
        for scope in (MenuScope("chat", chat_id), MenuScope("all_private_chats"), MenuScope()):
            for one in (language, ""):
                if commands := self.get(scope, one):
                    return commands
        return ()


def read_commands(params: Params) -> tuple[Command, ...]:
    """Read and check the parameter `commands`."""
    listed = params.decoded("commands", "can't parse commands JSON object")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of BotCommand")
    if len(listed) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return tuple(_command(one) for one in listed)


def _command(one: object) -> Command:
    if not isinstance(one, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(one.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = one["command"].removeprefix("/"), one["description"].strip()
    if len(name) > NAME_LENGTH:
        raise bad_request(f"command length must not exceed {NAME_LENGTH}")
    if not re.fullmatch(r"[a-z0-9_]+", name, re.ASCII):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_LENGTH}")
    return Command(name, description)


def read_scope(params: Params) -> MenuScope:
    """Read and check the parameter `scope`; absent means everywhere."""
    scope = params.decoded("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        return MenuScope()
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if kind not in _CHAT_SCOPES:
        return MenuScope(kind)
    try:
        return MenuScope(kind, int(scope.get("chat_id", "")))
    except (TypeError, ValueError) as error:
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified") from error


def read_language(params: Params) -> str:
    """Read and check the parameter `language_code`: two letters, or absent for all."""
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language

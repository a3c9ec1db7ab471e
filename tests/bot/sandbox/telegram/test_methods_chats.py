"""Command menus by scope and language, chat actions, menu button, getChat."""

import asyncio
import json

import pytest

from tests.bot.sandbox.telegram.api import Api, started

ONE = [{"command": "cashout", "description": "Send cash"}]


def test_menus_are_kept_by_scope_and_language_and_the_narrowest_is_shown() -> None:
    async def scenario() -> None:
        api = started()
        shown = api.sandbox._world.menus.shown_in
        steps: list[tuple[str, dict[str, object]]] = [
            ("everywhere", {}),
            ("indonesian", {"language_code": "id"}),
            ("private", {"scope": {"type": "all_private_chats"}}),
            ("chat", {"scope": {"type": "chat", "chat_id": 11}}),
        ]
        for name, where in steps:
            commands = [{"command": name, "description": "x"}]
            await api.call("setMyCommands", commands=commands, **where)
            assert [command.name for command in shown(11, "id")] == [name]
            assert await api.call("getMyCommands", **where) == commands
        assert [command.name for command in shown(12, "en")] == ["private"]
        for name, where in reversed(steps):
            assert [command.name for command in shown(11, "id")] == [name]
            await api.call("deleteMyCommands", **where)
        assert shown(11, "id") == ()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": "{"}, "can't parse commands JSON object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": ["a"]}, "can't parse BotCommand: expected an Object"),
        (
            {"commands": [{"command": "a"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        ({"commands": [{"command": "Aa", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "/", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a-b", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a" * 33, "description": "x"}]},
            "command length must not exceed 32",
        ),
        (
            {"commands": [{"command": "a", "description": " "}]},
            "command description must be non-empty",
        ),
        (
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        ({"commands": ONE * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": ONE, "language_code": "eng"}, "invalid language code specified"),
        ({"commands": ONE, "scope": "{"}, "can't parse BotCommandScope JSON object"),
        (
            {"commands": ONE, "scope": []},
            "can't parse BotCommandScope: BotCommandScope must be an Object",
        ),
        (
            {"commands": ONE, "scope": {"type": "x"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        (
            {"commands": ONE, "scope": {"type": "chat"}},
            "can't parse BotCommandScope: Empty chat_id specified",
        ),
        ({"commands": ONE, "scope": {"type": "chat", "chat_id": 12}}, "chat not found"),
    ],
)
def test_menu_that_cannot_be_set_is_refused(params: dict[str, object], description: str) -> None:
    refusal = asyncio.run(started().refusal("setMyCommands", **params))
    assert refusal == (400, f"Bad Request: {description}")


def test_longest_names_and_descriptions_are_taken() -> None:
    command = {"command": "a_1" + "b" * 29, "description": "x" * 256}
    asyncio.run(Api().call("setMyCommands", commands=[command]))


def test_chat_actions_are_checked() -> None:
    async def scenario() -> None:
        api = started()
        assert await api.call("sendChatAction", chat_id=11, action="typing")
        refusal = await api.refusal("sendChatAction", chat_id=11, action="dancing")
        assert refusal == (400, "Bad Request: wrong parameter action in request")

    asyncio.run(scenario())


@pytest.mark.parametrize("params", [{}, {"chat_id": 11, "menu_button": {"type": "commands"}}])
def test_menu_button_is_taken(params: dict[str, object]) -> None:
    assert asyncio.run(started().call("setChatMenuButton", **params))


@pytest.mark.parametrize("menu_button", ["{", json.dumps([]), json.dumps({"type": "x"})])
def test_menu_button_of_another_shape_is_refused(menu_button: str) -> None:
    code, words = asyncio.run(Api().refusal("setChatMenuButton", menu_button=menu_button))
    assert (code, words.startswith("Bad Request: can't parse menu button")) == (400, True)


def test_chat_is_described_once_it_is_known() -> None:
    async def scenario() -> None:
        api = Api()
        assert await api.refusal("getChat", chat_id=11) == (400, "Bad Request: chat not found")
        api.sandbox.group(-5, "Team")
        assert (await api.call("getChat", chat_id=-5))["title"] == "Team"

    asyncio.run(scenario())

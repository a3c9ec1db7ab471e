"""The Bot API's methods about chats: menus of commands, actions, and who somebody is."""

from bot.sandbox.telegram.access import known_chat, writable_chat
from bot.sandbox.telegram.commands import MenuScope, read_commands, read_language, read_scope
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.world import World

_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note"}
    | {"upload_video_note"}
)
_MENU_BUTTONS = frozenset({"default", "commands", "web_app"})


async def set_my_commands(world: World, params: Params) -> bool:
    """Set the menu of a scope and language."""
    commands, scope = read_commands(params), _scope(world, params)
    world.limits.spend()
    world.menus.set(scope, read_language(params), commands)
    _tell_everyone(world)
    return True


async def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """Give exactly the menu of a scope and language."""
    commands = world.menus.get(_scope(world, params), read_language(params))
    return [command.as_json() for command in commands]


async def delete_my_commands(world: World, params: Params) -> bool:
    """Remove the menu of a scope and language."""
    scope = _scope(world, params)
    world.limits.spend()
    world.menus.set(scope, read_language(params), ())
    _tell_everyone(world)
    return True


async def send_chat_action(world: World, params: Params) -> bool:
    """Say that the bot is busy; nothing is shown for it."""
    chat = writable_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.limits.spend(chat.id)
    return True


async def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the button beside the typing box; only its shape is checked."""
    if params.text("chat_id"):
        known_chat(world, params)
    button = params.decoded("menu_button", "can't parse menu button JSON object")
    if button is None:
        return True
    if not isinstance(button, dict):
        raise bad_request("can't parse menu button: MenuButton must be an Object")
    if button.get("type") not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    return True


async def get_chat(world: World, params: Params) -> dict[str, object]:
    """Describe a chat in full."""
    chat = known_chat(world, params)
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        chat.in_private,
    )
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return chat.as_json() | full


def _scope(world: World, params: Params) -> MenuScope:
    scope = read_scope(params)
    if scope.chat_id:
        known_chat(world, Params(chat_id=str(scope.chat_id)))
    return scope


def _tell_everyone(world: World) -> None:
    for chat in world.chats.values():
        world.tell(chat)

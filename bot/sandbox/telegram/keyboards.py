"""Reply markup as the Bot API reads it; only inline keyboards are kept."""

from collections.abc import Callable

from bot.sandbox.telegram.errors import ApiRefusal, bad_request
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import InlineButton, Keyboard

DATA_BYTES = 64
COPIED_CHARACTERS = 256
BUTTONS_IN_ALL = 100
_UNSUPPORTED = frozenset(
    {"callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat"}
    | {"switch_inline_query_current_chat", "login_url", "web_app"}
)
_STYLES = frozenset({"danger", "success", "primary"})
_NO_STYLE = frozenset({"", "default"})


def read_keyboard(params: Params) -> Keyboard:
    """Read `reply_markup`; other kinds than inline keyboards are checked little and forgotten."""
    markup = params.decoded("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    _check_reply_keyboard(markup.get("keyboard", []))
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    keyboard = tuple(row for row in (_row(row) for row in rows) if row)
    if sum(len(row) for row in keyboard) > BUTTONS_IN_ALL:
        raise bad_request("reply markup is too long")
    return keyboard


def _check_reply_keyboard(rows: object) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')


def _row(row: object) -> tuple[InlineButton, ...]:
    if not isinstance(row, list):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    return tuple(_button(button) for button in row)


def _button(button: object) -> InlineButton:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    label = _text_field(button, "text")
    if label is None:
        raise _unreadable('Can\'t find field "text"')
    style = _style(button)
    types = {name: READERS[name](button) for name in READERS if button.get(name)}
    if not label.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    # Telegram takes the first of several. Its manual says "exactly one", so more is our mistake.
    if len(types) > 1 or (types and _UNSUPPORTED & button.keys()):
        raise bad_request("BUTTON_TYPE_INVALID")
    if types:
        return InlineButton(
            label,
            data=types.get("callback_data"),
            url=types.get("url"),
            copy_text=types.get("copy_text"),
            style=style,
        )
    if _UNSUPPORTED & button.keys():
        raise bad_request("BUTTON_TYPE_INVALID")
    raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _style(button: dict[str, object]) -> str:
    """Read the colour (Bot API 9.4); "" is the app's own."""
    style = (_text_field(button, "style") or "").lower()
    if style in _NO_STYLE:
        return ""
    if style not in _STYLES:
        raise _unreadable("invalid button style specified")
    return style


def _text_field(button: dict[str, object], name: str) -> str | None:
    value = button.get(name)
    if isinstance(value, (dict, list)):
        raise _unreadable(f'Field "{name}" must be of type String')
    return None if value is None else str(value)


def _url(button: dict[str, object]) -> str:
    url = _text_field(button, "url") or ""
    if not url.startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    return url


def _data(button: dict[str, object]) -> str:
    data = _text_field(button, "callback_data") or ""
    if len(data.encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copied(button: dict[str, object]) -> str:
    """Read what a press copies, 1 to 256 characters (Bot API 7.11, CopyTextButton)."""
    inner = button["copy_text"]
    if not isinstance(inner, dict):
        raise _unreadable('Field "copy_text" must be of type Object')
    text = _text_field(inner, "text")
    if text is None:
        raise _unreadable('Can\'t find field "text"')
    if not 1 <= len(text) <= COPIED_CHARACTERS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


READERS: dict[str, Callable[[dict[str, object]], str]] = {
    "url": _url,
    "callback_data": _data,
    "copy_text": _copied,
}
"""The types of buttons that this server knows. An older one lacks some, and sees no type then."""


def _unreadable(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse inline keyboard button: {reason}")

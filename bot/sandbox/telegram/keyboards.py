"""Reply markup as the Bot API reads it; only inline keyboards are kept."""

from bot.sandbox.telegram.errors import ApiRefusal, bad_request
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import InlineButton, Keyboard

DATA_BYTES = 64
BUTTONS_IN_ALL = 100
_UNSUPPORTED = frozenset(
    {"callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat"}
    | {"switch_inline_query_current_chat", "login_url", "web_app", "copy_text"}
)


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
    url, data = _text_field(button, "url"), _text_field(button, "callback_data")
    if not label.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if url:
        return InlineButton(label, url=_checked_url(url))
    if data:
        return InlineButton(label, data=_checked_data(data))
    if _UNSUPPORTED & button.keys():
        raise bad_request("BUTTON_TYPE_INVALID")
    raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _text_field(button: dict[str, object], name: str) -> str | None:
    value = button.get(name)
    if isinstance(value, (dict, list)):
        raise _unreadable(f'Field "{name}" must be of type String')
    return None if value is None else str(value)


def _checked_url(url: str) -> str:
    if not url.startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    return url


def _checked_data(data: str) -> str:
    if len(data.encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _unreadable(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse inline keyboard button: {reason}")

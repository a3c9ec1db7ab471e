"""Reply markup: what is taken, and what is refused."""

import json

import pytest

from bot.sandbox.telegram import keyboards
from bot.sandbox.telegram.errors import ApiRefusal
from bot.sandbox.telegram.keyboards import read_keyboard
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.records import InlineButton


def inline(*rows: object) -> object:
    return {"inline_keyboard": list(rows)}


def read(markup: object) -> tuple[tuple[InlineButton, ...], ...]:
    return read_keyboard(Params(reply_markup=json.dumps(markup)))


def test_rows_of_buttons_are_read_and_empty_rows_fall_away() -> None:
    one, two = {"text": "A", "callback_data": "é" * 32}, {"text": "B", "url": "https://e.org"}
    assert read(inline([one], [], [two])) == (
        (InlineButton("A", data="é" * 32),),
        (InlineButton("B", url="https://e.org"),),
    )


@pytest.mark.parametrize("length", [1, 256])
def test_a_button_may_copy_a_text(length: int) -> None:
    text = "8" * length
    found = read(inline([{"text": "Copy code", "copy_text": {"text": text}}]))
    assert found == ((InlineButton("Copy code", copy_text=text),),)
    assert found[0][0].as_json() == {"text": "Copy code", "copy_text": {"text": text}}
    assert text not in repr(found)


@pytest.mark.parametrize(
    ("style", "kept"),
    [("danger", "danger"), ("SUCCESS", "success"), ("primary", "primary"), ("default", "")],
)
def test_a_button_may_have_one_of_three_colours(style: str, kept: str) -> None:
    found = read(inline([{"text": "Stop", "callback_data": "s", "style": style}]))
    assert found == ((InlineButton("Stop", data="s", style=kept),),)


def test_an_older_server_sees_no_type_in_a_button_that_it_does_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(keyboards.READERS, "copy_text")  # as before Bot API 7.11
    with pytest.raises(ApiRefusal, match="Text buttons are unallowed"):
        read(inline([{"text": "Copy code", "copy_text": {"text": "1"}}]))


@pytest.mark.parametrize(
    "markup",
    [
        {},
        {"keyboard": [["Yes"], [{"text": "Share", "request_contact": True}]]},
        {"remove_keyboard": True},
        {"force_reply": True},
    ],
)
def test_other_kinds_of_markup_are_taken_and_have_no_inline_buttons(markup: object) -> None:
    assert read(markup) == ()
    assert read_keyboard(Params()) == ()


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ([], "object expected as reply markup"),
        ({"inline_keyboard": 1}, 'field "inline_keyboard" must be of type Array'),
        (
            inline({"text": "A"}),
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            inline(["A"]),
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            inline([{"callback_data": "a"}]),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            inline([{"text": ["A"], "callback_data": "a"}]),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            inline([{"text": "A", "callback_data": ""}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline([{"text": " ", "callback_data": "a"}]), "BUTTON_TEXT_INVALID"),
        (inline([{"text": "A", "callback_data": "a" * 65}]), "BUTTON_DATA_INVALID"),
        (inline([{"text": "A", "callback_data": "é" * 33}]), "BUTTON_DATA_INVALID"),
        (inline([{"text": "A", "pay": True}]), "BUTTON_TYPE_INVALID"),
        (
            inline([{"text": "A", "url": "javascript:x"}]),
            "inline keyboard button URL 'javascript:x' is invalid: Unsupported URL protocol",
        ),
        (inline([{"text": "A", "callback_data": "a"}] * 101), "reply markup is too long"),
        (inline([{"text": "A", "copy_text": {"text": ""}}]), "BUTTON_COPY_TEXT_INVALID"),
        (inline([{"text": "A", "copy_text": {"text": "1" * 257}}]), "BUTTON_COPY_TEXT_INVALID"),
        (
            inline([{"text": "A", "copy_text": "1234"}]),
            'can\'t parse inline keyboard button: Field "copy_text" must be of type Object',
        ),
        (
            inline([{"text": "A", "copy_text": {"words": "1"}}]),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            inline([{"text": "A", "callback_data": "a", "copy_text": {"text": "1"}}]),
            "BUTTON_TYPE_INVALID",
        ),
        (inline([{"text": "A", "callback_data": "a", "pay": True}]), "BUTTON_TYPE_INVALID"),
        (
            inline([{"text": "A", "callback_data": "a", "style": "red"}]),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        ({"keyboard": [1]}, 'field "keyboard" must be an Array of Arrays'),
    ],
)
def test_misshapen_markup_is_refused(markup: object, description: str) -> None:
    with pytest.raises(ApiRefusal) as refused:
        read(markup)
    assert refused.value.description == f"Bad Request: {description}"


def test_markup_that_is_not_json_is_refused() -> None:
    with pytest.raises(ApiRefusal):
        read_keyboard(Params(reply_markup="{"))

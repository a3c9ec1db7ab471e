"""Buttons: what of them is kept in a row, and what is not."""

import json
from dataclasses import fields

import pytest

from handlers.messages.keyboards import Button, Style, copy_code, decide, from_json, to_json
from handlers.messages.texts import LANGUAGES, texts_for
from tests.factories import WIB
from tests.fakes import CODE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kept_keyboard_comes_back_as_it_was(language: str) -> None:
    keyboard = decide(texts_for(language, WIB), 5)
    kept = json.loads(json.dumps(to_json(keyboard)))
    assert from_json(kept) == keyboard
    styles = [button.style for row in keyboard for button in row]
    assert styles == [Style.DECISIVE, Style.DANGEROUS]


def test_a_row_of_an_earlier_version_is_read() -> None:
    kept = [[{"label": "Confirm", "data": "co:1:ok.2", "url": None}]]
    assert from_json(kept) == [[Button("Confirm", "co:1:ok.2")]]
    assert from_json(None) == []


def test_a_button_that_holds_a_code_is_kept_in_no_row_and_shown_in_no_log() -> None:
    keyboard = copy_code(texts_for("en", WIB), CODE)
    assert CODE not in repr(keyboard)
    with pytest.raises(ValueError, match="kept in no row"):
        to_json(keyboard)
    assert {each.name for each in fields(Button)} == {"label", "data", "url", "copies", "style"}

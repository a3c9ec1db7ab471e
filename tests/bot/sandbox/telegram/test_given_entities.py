"""The entities that a bot gives: what is taken, and what is refused."""

import asyncio
import json

import pytest

from bot.sandbox.telegram import given_entities
from bot.sandbox.telegram.entities import Entity
from bot.sandbox.telegram.errors import ApiRefusal
from bot.sandbox.telegram.given_entities import read_entities
from bot.sandbox.telegram.params import Params
from tests.bot.sandbox.telegram.api import started

TEXT = "😀 at 14.05 WIB /saldo"


def date_time(offset: object = 6, length: object = 9, **more: object) -> dict[str, object]:
    given = {"type": "date_time", "offset": offset, "length": length, "unix_time": 1_795_331_100}
    return given | {"date_time_format": "Dt"} | more


def read(*entities: object) -> tuple[Entity, ...]:
    return read_entities(Params(entities=json.dumps(entities)), TEXT)


def test_a_time_lies_where_its_utf16_units_say() -> None:
    (found,) = read(date_time())
    assert TEXT[found.start : found.end] == "14.05 WIB"
    assert found.as_json(TEXT) == date_time()


@pytest.mark.parametrize("form", ["", "r", "w", "d", "D", "t", "T", "wDT", "dt"])
def test_every_format_of_the_manual_is_taken(form: str) -> None:
    assert [each.date_time_format for each in read(date_time(date_time_format=form))] == [form]


def test_what_telegram_finds_by_itself_is_left_out() -> None:
    assert read({"type": "bot_command", "offset": 0, "length": 2}) == ()
    assert read_entities(Params(), TEXT) == ()


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (5, "expected an Object"),
        ({"type": "date_time", "length": 1}, 'find field "offset"'),
        (date_time(offset="6"), "must be a valid Number"),
        (date_time(type=""), "Type is not specified"),
        (date_time(type="bold"), "Unsupported type specified"),
        (date_time(unix_time=None), 'find field "unix_time"'),
        (date_time(date_time_format="dr"), "Invalid date-time format"),
        (date_time(date_time_format="HH:mm"), "Invalid date-time format"),
        (date_time(length=0), "incorrect offset"),
        (date_time(offset=-1), "incorrect offset"),
        (date_time(offset=1), "incorrect offset"),
        (date_time(length=99), "incorrect offset"),
    ],
)
def test_a_misshapen_entity_is_refused(entity: object, words: str) -> None:
    with pytest.raises(ApiRefusal, match=words):
        read(entity)


def test_entities_over_each_other_and_no_list_are_refused() -> None:
    with pytest.raises(ApiRefusal, match="over each other"):
        read(date_time(), date_time(offset=8))
    with pytest.raises(ApiRefusal, match="Array"):
        read_entities(Params(entities="{}"), TEXT)


def test_an_older_server_does_not_know_the_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(given_entities.READERS, "date_time")  # as before Bot API 9.5
    with pytest.raises(ApiRefusal, match="Unsupported type specified"):
        read(date_time())


def test_a_message_has_them_beside_what_telegram_finds() -> None:
    params = {"chat_id": 11, "text": f" {TEXT}", "entities": [date_time(offset=7)]}
    sent = asyncio.run(started().call("sendMessage", **params))
    assert sent["text"] == TEXT
    assert sent["entities"] == [date_time(), {"type": "bot_command", "offset": 16, "length": 6}]

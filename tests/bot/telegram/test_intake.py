"""Updates find their lane, and each is kept once."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.intake import Incoming, lane_of, read, store
from storage.repositories import inbox
from tests.bot.telegram.helpers import database_in, stored_ids

ANI = {"id": 7, "is_bot": False, "first_name": "Ani"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100200300, "type": "supergroup"}


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": {"chat": PRIVATE, "from": ANI}}, 7),
        ({"update_id": 1, "message": {"chat": GROUP, "from": ANI}}, -100200300),
        ({"update_id": 1, "edited_message": {"chat": GROUP, "from": ANI}}, -100200300),
        ({"update_id": 1, "callback_query": {"from": ANI, "message": {"chat": PRIVATE}}}, 7),
        (
            {"update_id": 1, "callback_query": {"from": ANI, "message": {"chat": GROUP}}},
            -100200300,
        ),
        ({"update_id": 1, "callback_query": {"from": ANI, "inline_message_id": "x"}}, 7),
        ({"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": ANI}}, 7),
        ({"update_id": 1, "poll": {"id": "5"}}, 0),
        ({"update_id": 1, "message": {"chat": {"id": "seven"}, "from": ANI}}, 7),
        ({"update_id": 1, "message": {"chat": {"id": 2**70}, "from": 5}}, 0),
    ],
)
def test_an_update_belongs_to_its_chat_and_else_to_its_person(
    update: dict[str, Any], lane: int
) -> None:
    assert lane_of(update) == lane


@pytest.mark.parametrize(
    "update", [None, [], "x", {}, {"update_id": "1"}, {"update_id": True}, {"update_id": 2**63}]
)
def test_what_is_no_update_is_not_read(update: object) -> None:
    assert read(update) is None


def test_the_text_is_kept_as_it_came_where_there_is_one() -> None:
    text = '{ "update_id" : 5, "x": "\\ud83d" }'
    assert read(json.loads(text), text) == Incoming(5, 0, text)


def test_without_a_text_the_update_is_written_out_whole() -> None:
    update = {"update_id": 5, "message": {"chat": PRIVATE, "text": "\ud83d", "new_field": [1]}}
    found = read(update)
    assert found is not None
    assert json.loads(found.raw) == update


def test_an_update_is_kept_once(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        assert database.run_sync(store, [(5, 7, "{}"), (6, 7, "{}"), (5, 7, "{}")]) == 2
        assert database.run_sync(store, [(6, 7, "{}"), (4, 7, "{}")]) == 1
        assert database.run_sync(stored_ids) == [5, 6, 4]


def test_a_batch_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with database_in(tmp_path) as database:
        with pytest.raises(TypeError):
            database.run_sync(store, [(5, 7, "{}"), (6, 7)])  # type: ignore[list-item]  # wrong on purpose
        assert database.run_sync(inbox.open_updates) == 0

"""Of each update is kept what is to be kept, once, in the queue of its chat."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.telegram.intake import read, store
from handlers.services.people.admission import Door
from storage.engine.database import DatabaseDown
from storage.engine.unit_of_work import Work
from storage.models.inbox import StoredUpdate
from storage.models.person import Standing
from storage.repositories import inbox
from tests.bot.telegram.helpers import (
    incoming,
    person_of,
    staffed_in,
    stored_chats,
    stored_ids,
    written,
)


@pytest.mark.parametrize(
    "update", [None, [], "x", {}, {"update_id": "1"}, {"update_id": True}, {"update_id": 2**63}]
)
def test_what_is_no_update_is_not_read(update: object) -> None:
    assert read(update) is None


def test_the_text_is_kept_as_it_came_where_there_is_one() -> None:
    text = '{ "update_id" : 5, "x": "\\ud83d" }'
    found = read(json.loads(text), text)
    assert found is not None
    assert (found.update_id, found.raw) == (5, text)


def test_without_a_text_the_update_is_written_out_whole() -> None:
    update = {"update_id": 5, "message": {"text": "\ud83d", "new_field": [1]}}
    assert json.loads(incoming(update).raw) == update


def test_what_is_nested_too_deep_to_be_written_out_is_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert read({"update_id": 5, "message": deep}) is None
    assert "update_not_judged" in caplog.messages
    while deep:  # or freeing it would recurse as deep
        deep = deep["a"]


def test_an_update_is_kept_once(tmp_path: Path) -> None:
    with staffed_in(tmp_path) as database:
        batch = [incoming(written(number)) for number in (5, 6, 5)]
        assert database.run_sync(store, batch) == 2
        assert database.run_sync(store, [incoming(written(6)), incoming(written(4))]) == 1
        assert database.run_sync(stored_ids) == [5, 6, 4]


def test_a_batch_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with staffed_in(tmp_path) as database:
        broken = incoming(written(6))._replace(raw=5)  # type: ignore[arg-type]  # wrong on purpose
        with pytest.raises(AttributeError):
            database.run_sync(store, [incoming(written(5)), broken])
        assert database.run_sync(inbox.open_updates) == 0


def _press(number: int, person_id: int, chat: dict[str, Any]) -> dict[str, Any]:
    user = {"id": person_id, "is_bot": False, "first_name": "Ani"}
    return {
        "update_id": number,
        "callback_query": {"id": "1", "from": user, "message": {"chat": chat}},
    }


PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100200300, "type": "supergroup"}


@pytest.mark.parametrize(
    ("update", "kept"),
    [
        (written(1), True),
        ({"update_id": 1, "edited_message": written(1)["message"]}, True),
        (_press(1, 7, PRIVATE), True),
        ({"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": {"id": 7}}}, True),
        (_press(1, 8, PRIVATE), False),
        (_press(1, 7, GROUP), False),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, False),
        ({"update_id": 1, "business_message": written(1)["message"]}, False),
        ({"update_id": 1, "message": {"chat": {"id": "7", "type": "private"}}}, False),
        ({"update_id": 1, "message": {"chat": {"id": 2**70, "type": "private"}, "from": 5}}, False),
        ({"update_id": 1, "message": 7}, False),
        ({"update_id": 1}, False),
    ],
)
def test_what_people_do_in_their_own_chat_is_kept_and_nothing_that_no_handler_knows(
    tmp_path: Path, update: dict[str, Any], *, kept: bool
) -> None:
    with staffed_in(tmp_path) as database:
        database.run_sync(store, [incoming(update)])
        assert database.run_sync(stored_chats) == ([7] if kept else [])


def test_of_a_stranger_and_of_the_suspended_only_an_outline_is_kept(tmp_path: Path) -> None:
    words = "Siti Aminah 081234567890"

    def suspend(work: Work) -> None:
        person_of(work, 7).standing = Standing.SUSPENDED

    def kept(work: Work) -> list[str]:
        rows = work.session.exec(select(StoredUpdate).order_by(col(StoredUpdate.seq)))
        return [inbox.raw_of(work, row) for row in rows]

    with staffed_in(tmp_path) as database:
        database.run_sync(suspend)
        batch = [incoming(written(number, who, words)) for number, who in enumerate((7, 8, 9))]
        assert database.run_sync(store, batch) == 3
        assert [words in raw for raw in database.run_sync(kept)] == [False, True, False]


@pytest.mark.parametrize(
    "part", ["bot.telegram.intake.envelope_of", "handlers.services.people.admission.Door.judge"]
)
def test_an_update_that_breaks_what_looks_at_it_is_left_out_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    _break_once(monkeypatch, part, ValueError("made up"))
    with staffed_in(tmp_path) as database:
        batch = [incoming(written(number)) for number in (5, 6, 7)]
        assert database.run_sync(store, batch) == 2
        assert database.run_sync(stored_ids) == [6, 7]
    [told] = [each for each in caplog.records if each.getMessage() == "update_not_judged"]
    assert (told.levelname, vars(told)["update_id"]) == ("ERROR", 5)


def test_a_stranger_whose_outline_breaks_is_left_out_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break_once(monkeypatch, "bot.telegram.intake.outline_of", RecursionError())
    with staffed_in(tmp_path) as database:
        batch = [incoming(written(5, 101)), incoming(written(6, 102)), incoming(written(7))]
        assert database.run_sync(store, batch) == 2
        assert database.run_sync(stored_ids) == [6, 7]


def test_where_the_database_fails_nothing_of_a_batch_is_taken_for_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = DatabaseDown("made up", {}, Exception())
    _break_once(monkeypatch, "handlers.services.people.admission.Door.judge", fault)
    with staffed_in(tmp_path) as database:
        batch = [incoming(written(number)) for number in (5, 6)]
        with pytest.raises(DatabaseDown):
            database.run_sync(store, batch)
        assert database.run_sync(stored_ids) == []


def _break_once(monkeypatch: pytest.MonkeyPatch, part: str, fault: Exception) -> None:
    """Let a part fail at the first update that it gets."""
    module, _dot, name = part.rpartition(".")
    owner = Door if module.endswith(".Door") else import_module(module)
    real, faults = getattr(owner, name), [fault]

    def breaking(*given: Any) -> Any:  # noqa: ANN401 - whatever it takes and gives
        if faults:
            raise faults.pop()
        return real(*given)

    monkeypatch.setattr(owner, name, breaking)

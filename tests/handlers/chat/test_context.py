"""Who an update comes from: a name that anybody may have chosen is shown without tricks."""

import json
from typing import Any

import pytest
from telegram import Update

from handlers.chat.context import Turn
from storage.engine.unit_of_work import Work
from storage.repositories import people
from tests.factories import AGENT, World


def _turn(world: World, name: str, last_name: str | None = None) -> str:
    user: dict[str, Any] = {"id": AGENT, "is_bot": False, "first_name": name}
    chat = {"id": AGENT, "type": "private"}
    message = {"message_id": 1, "date": 1, "text": "hi", "chat": chat}
    sender = user | ({"last_name": last_name} if last_name else {})
    update = Update.de_json({"update_id": 1, "message": message | {"from": sender}})

    def begin(work: Work) -> str:
        turn = Turn.begin(work, world.policy, update, AGENT, work.now)
        assert turn.person is not None
        return people.name_of(work, turn.person)

    return world.do(begin)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dewi", "Dewi"),
        ("Dewi\nOrder 123456789012 \u2713", "DewiOrder 123456789012 \u2713"),
        ("Dewi\u202eimdA", "DewiimdA"),
        ("\u2066Dewi\u2069", "Dewi"),
        ("De\u200bwi", "Dewi"),
        ("De\x00w\x1bi\x7f", "Dewi"),
        ("De\u2028wi\u2029", "Dewi"),
        ("Joséphine Ñ Ⅳ 王", "Joséphine Ñ Ⅳ 王"),
        ("\U0001f33a Dewi", "\U0001f33a Dewi"),
        ("\u202e\u200b", ""),
    ],
    ids=ascii,
)
def test_control_and_direction_signs_vanish_from_a_name(
    world: World, name: str, shown: str
) -> None:
    assert _turn(world, name) == shown


def test_both_names_are_cleaned_and_cut(world: World) -> None:
    assert _turn(world, "Dewi\u202e", "\u202dSari") == "Dewi Sari"
    assert _turn(world, "x" * 60, "y" * 60) == "x" * 60 + " yyy"


def test_a_newcomers_name_is_cleaned_before_anybody_reads_it(world: World) -> None:
    stranger = {"id": 42, "is_bot": False, "first_name": "Ani\u202e\n", "language_code": "id"}
    chat = {"id": 42, "type": "private"}
    message = {"message_id": 1, "date": 1, "text": "hi", "chat": chat, "from": stranger}
    update = Update.de_json(json.loads(json.dumps({"update_id": 1, "message": message})))
    turn = world.do(Turn.begin, world.policy, update, 42, world.clock.now)
    assert turn.newcomer is not None
    assert turn.newcomer.name == "Ani"

"""What is kept of those outside: who and where, an invitation, our name; no other word."""

import json
from typing import Any

import pytest

from bot.telegram.envelope import envelope_of, outline_of
from tests.bot.telegram.helpers import written

CANARY = "Siti Aminah 081234567890"
GROUP = {"id": -100200300, "type": "supergroup", "title": CANARY}
US = "cashout_bot"


def says(text: str, entity: str = "", offset: int = 0, length: int = 0) -> dict[str, Any]:
    update = written(1, text=text)
    if entity:
        found = {"type": entity, "offset": offset, "length": length}
        update["message"] |= {"entities": [found]}
    return update


def in_group(update: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": 1, "message": update["message"] | {"chat": GROUP}}


def test_of_a_strangers_words_nothing_is_kept() -> None:
    update = says(CANARY)
    extra = {"caption": CANARY, "reply_to_message": {"text": CANARY}, "quote": {"text": CANARY}}
    update["message"] |= extra | {"contact": {"phone_number": CANARY}, "photo": [CANARY]}
    outline = outline_of(update)
    assert CANARY not in json.dumps(outline)
    assert outline["message"]["from"]["first_name"] == "Ani"
    assert len(json.dumps(outline)) < 300


def test_a_press_keeps_what_its_answer_needs() -> None:
    below = written(1)["message"] | {"text": CANARY}
    query = {"id": "q", "chat_instance": "1", "data": CANARY, "message": below}
    outline = outline_of({"update_id": 2, "callback_query": query | {"from": below["from"]}})
    assert CANARY not in json.dumps(outline)
    assert outline["callback_query"]["id"] == "q"
    assert outline["callback_query"]["message"]["chat"] == {"id": 7, "type": "private"}


@pytest.mark.parametrize(
    ("update", "token", "kept"),
    [
        (says("/start made-up", "bot_command", 0, 6), "made-up", "/start made-up"),
        (says("/start  made-up ", "bot_command", 0, 6), "made-up", "/start made-up"),
        (says("/start", "bot_command", 0, 6), None, "/start"),
        (says("/start made-up"), None, None),
        (says("x /start made-up", "bot_command", 2, 6), None, "/start"),
        (says("/start " + "x" * 65, "bot_command", 0, 6), None, "/start"),
        (says("/help made-up", "bot_command", 0, 5), None, "/help"),
    ],
)
def test_an_invitation_is_what_stands_behind_start(
    update: dict[str, Any], token: str | None, kept: str | None
) -> None:
    envelope = envelope_of(update)
    assert envelope is not None
    assert envelope.token == token
    assert outline_of(update)["message"].get("text") == kept


@pytest.mark.parametrize(
    ("command", "username", "token", "kept"),
    [
        (f"/start@{US}", US, "made-up", f"/start@{US} made-up"),
        ("/start@Cashout_Bot", US, "made-up", "/start@Cashout_Bot made-up"),
        ("/start@other_bot", US, None, None),
        (f"/start@{US}2", US, None, None),
        ("/start@", US, None, None),
        ("/started", US, None, "/started"),
        ("/start@other_bot", "", "made-up", "/start@other_bot made-up"),
    ],
)
def test_start_with_a_bots_name_is_ours_or_no_invitation(
    command: str, username: str, token: str | None, kept: str | None
) -> None:
    update = says(f"{command} made-up", "bot_command", 0, len(command))
    envelope = envelope_of(update, username)
    assert envelope is not None
    assert envelope.token == token
    message = outline_of(update, username)["message"]
    assert message.get("text") == kept
    if kept is not None:
        assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": len(command)}]


@pytest.mark.parametrize("origin", ["forward_origin", "via_bot"])
def test_an_invitation_in_others_words_is_none(origin: str) -> None:
    update = says("/start made-up", "bot_command", 0, 6)
    update["message"] |= {origin: {"type": "hidden_user"}}
    envelope = envelope_of(update)
    assert envelope is not None
    assert envelope.token is None


@pytest.mark.parametrize(
    ("text", "entity", "offset", "addressed"),
    [
        (f"@{US} hello", "mention", 0, True),
        (f"@{US.upper()}", "mention", 0, True),
        ("/help", "bot_command", 0, True),
        (f"/help@{US}", "bot_command", 0, True),
        (f"\U0001f600 @{US}", "mention", 3, True),
        ("/help@other_bot", "bot_command", 0, False),
        ("@other_bot", "mention", 0, False),
        (f"@{US}", "bold", 0, False),
        (CANARY, "", 0, False),
    ],
)
def test_a_group_speaks_to_us_by_name_or_command(
    text: str, entity: str, offset: int, *, addressed: bool
) -> None:
    words = text.encode("utf-16-le")[2 * offset :].decode("utf-16-le").partition(" ")[0]
    update = in_group(says(text, entity, offset, len(words)))
    envelope = envelope_of(update, US)
    assert envelope is not None
    assert (envelope.is_private, envelope.is_addressed) == (False, addressed)
    if addressed:
        kept = outline_of(update, US)["message"]
        assert kept["text"] == words
        assert CANARY not in json.dumps(kept)


def test_an_entity_beyond_the_text_speaks_to_nobody() -> None:
    beyond = {"type": "bot_command", "offset": 6, "length": 1}
    message = {"chat": {"id": -5, "type": "group"}, "from": {"id": 7}, "text": "/start"}
    for username in ("", US):
        update = {"update_id": 1, "message": message | {"entities": [beyond]}}
        envelope = envelope_of(update, username)
        assert envelope is not None
        assert not envelope.is_addressed
        assert envelope_of(outline_of(update, username), username) == envelope


def test_before_our_name_is_known_every_name_may_be_ours() -> None:
    envelope = envelope_of(in_group(says("@somebody", "mention", 0, 9)))
    assert envelope is not None
    assert envelope.is_addressed


@pytest.mark.parametrize(
    "entities", [7, [7], [{"type": "mention", "offset": -1, "length": 99}], [{"type": "mention"}]]
)
def test_entities_of_any_shape_break_nothing(entities: object) -> None:
    update = says(f"@{US}")
    update["message"]["entities"] = entities
    envelope = envelope_of(update, US)
    assert envelope is not None
    assert not envelope.is_addressed


@pytest.mark.parametrize("token", ["\ud800", "a b", "x" * 65, "ä", "a/b"])
def test_what_can_be_no_token_of_a_link_is_none(token: str) -> None:
    """It is hashed before anything is stored: one that has no octets would stop all intake."""
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "S"},
        "text": f"/start {token}",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    found = envelope_of({"update_id": 1, "message": message}, "")
    assert found is not None
    assert found.token is None


def test_of_a_live_location_that_moves_nobody_hears() -> None:
    place = {"latitude": -6.2, "longitude": 106.8}
    sent = written(1)["message"] | {"location": place}
    assert envelope_of({"update_id": 1, "message": sent}) is not None
    assert envelope_of({"update_id": 2, "edited_message": sent}) is None
    assert envelope_of({"update_id": 3, "edited_message": written(1)["message"]}) is not None

"""What a chat is in the middle of is kept sealed, by conversation, and found by its time."""

import json
from datetime import timedelta
from typing import Any

import pytest

from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.conversation import Conversation
from storage.repositories import conversations
from storage.repositories.conversations import OpenConversation
from tests.factories import ADMIN, AGENT, World, an_open_draft


def test_a_conversation_is_kept_sealed_and_forgotten_when_empty(both_worlds: World) -> None:
    ends = both_worlds.clock.now + timedelta(minutes=30)
    open_ = an_open_draft(name="Siti Aminah", phone="081234567890")
    both_worlds.do(conversations.keep, AGENT, open_, ends)
    assert both_worlds.do(conversations.open_in, AGENT) == (open_, ends)
    assert b"Siti" not in both_worlds.rows(Conversation)[0].state_sealed
    both_worlds.do(conversations.keep, AGENT, {}, None)
    assert both_worlds.do(conversations.open_in, AGENT) == ({}, None)
    assert both_worlds.rows(Conversation) == []


def test_each_conversation_of_a_chat_is_kept_and_ends_by_itself(world: World) -> None:
    pin = {"pin": OpenConversation("typing", {"digits": 2})}
    world.do(conversations.keep, AGENT, {**an_open_draft(name="Siti"), **pin}, None)
    assert world.do(conversations.open_in, AGENT)[0] == {**an_open_draft(name="Siti"), **pin}
    over = {"cash_out": OpenConversation("name"), **pin}
    world.do(conversations.keep, AGENT, over, None)
    assert world.do(conversations.open_in, AGENT)[0] == pin


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        (
            {"conversations": {"cash_out": "phone"}, "draft": {"nonce": "aa", "name": "Siti"}},
            an_open_draft(nonce="aa", name="Siti"),
        ),
        ({"conversations": {}, "draft": {"nonce": "aa"}}, an_open_draft(None)),
    ],
)
def test_what_the_version_before_kept_is_read(
    world: World, kept: dict[str, Any], read: dict[str, OpenConversation]
) -> None:
    def keep_as_before(work: Work) -> None:
        box = work.vault.seal(json.dumps(kept), "conversations.state", AGENT)
        work.session.add(Conversation(chat_id=AGENT, state_sealed=box))

    world.do(keep_as_before)
    assert world.do(conversations.open_in, AGENT)[0] == read


def test_one_chats_conversation_does_not_open_in_another(both_worlds: World) -> None:
    both_worlds.do(conversations.keep, AGENT, an_open_draft(), None)

    def swap(work: Work) -> None:
        mine = work.session.get(Conversation, AGENT)
        assert mine is not None
        work.session.add(Conversation(chat_id=ADMIN, state_sealed=mine.state_sealed))

    both_worlds.do(swap)
    with pytest.raises(WrongKeys):
        both_worlds.do(conversations.open_in, ADMIN)


def test_overdue_conversations_are_found_by_time(both_worlds: World) -> None:
    now = both_worlds.clock.now
    both_worlds.do(conversations.keep, AGENT, an_open_draft(), now)
    both_worlds.do(conversations.keep, ADMIN, an_open_draft(), now + timedelta(seconds=1))
    assert both_worlds.do(conversations.overdue) == [AGENT]

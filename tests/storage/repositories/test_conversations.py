"""What a chat is in the middle of is kept sealed, and found by its time."""

from datetime import timedelta

import pytest

from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.conversation import Conversation
from storage.repositories import conversations
from tests.factories import ADMIN, AGENT, World


def test_a_conversation_is_kept_sealed_and_forgotten_when_empty(both_worlds: World) -> None:
    ends = both_worlds.clock.now + timedelta(minutes=30)
    state = {"draft": {"name": "Siti Aminah", "phone": "081234567890"}}
    both_worlds.do(conversations.keep_state, AGENT, state, ends)
    assert both_worlds.do(conversations.state_of, AGENT) == (state, ends)
    assert b"Siti" not in both_worlds.rows(Conversation)[0].state_sealed
    both_worlds.do(conversations.keep_state, AGENT, {}, None)
    assert both_worlds.do(conversations.state_of, AGENT) == ({}, None)
    assert both_worlds.rows(Conversation) == []


def test_one_chats_conversation_does_not_open_in_another(both_worlds: World) -> None:
    both_worlds.do(conversations.keep_state, AGENT, {"draft": 1}, None)

    def swap(work: Work) -> None:
        mine = work.session.get(Conversation, AGENT)
        assert mine is not None
        work.session.add(Conversation(chat_id=ADMIN, state_sealed=mine.state_sealed))

    both_worlds.do(swap)
    with pytest.raises(WrongKeys):
        both_worlds.do(conversations.state_of, ADMIN)


def test_overdue_conversations_are_found_by_time(both_worlds: World) -> None:
    now = both_worlds.clock.now
    both_worlds.do(conversations.keep_state, AGENT, {"draft": 1}, now)
    both_worlds.do(conversations.keep_state, ADMIN, {"draft": 1}, now + timedelta(seconds=1))
    assert both_worlds.do(conversations.overdue) == [AGENT]

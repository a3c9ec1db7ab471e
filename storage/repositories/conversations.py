"""What each chat is in the middle of."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.conversation import Conversation

_STATE = "conversations.state"


def state_of(
    work: Work, chat_id: int, *, to_change: bool = True
) -> tuple[dict[str, Any], datetime | None]:
    """Return what a chat is in the middle of, and when that ends; empty when nothing is.

    Held until the transaction ends where it is to be changed.
    """
    found = work.session.get(Conversation, chat_id, with_for_update=to_change)
    if found is None:
        return {}, None
    state: dict[str, Any] = json.loads(work.vault.open(found.state_sealed, _STATE, chat_id))
    return state, found.ends_at


def keep_state(work: Work, chat_id: int, state: dict[str, Any], ends_at: datetime | None) -> None:
    """Keep what a chat is in the middle of, or forget it when the state is empty."""
    found = work.session.get(Conversation, chat_id)
    if not state:
        if found is not None:
            work.session.delete(found)
        return
    box = work.vault.seal(json.dumps(state), _STATE, chat_id)
    if found is None:
        work.session.add(Conversation(chat_id=chat_id, state_sealed=box, ends_at=ends_at))
        return
    found.state_sealed, found.ends_at = box, ends_at


def overdue(work: Work) -> Sequence[int]:
    """Return the chats whose draft has ended by time."""
    query = select(Conversation.chat_id).where(col(Conversation.ends_at) <= work.now)
    return work.session.exec(query).all()


def under_way(work: Work) -> Sequence[int]:
    """Return the chats that are in the middle of a draft."""
    query = select(Conversation.chat_id).where(col(Conversation.ends_at) > work.now)
    return work.session.exec(query).all()

"""What each chat is in the middle of: its open conversations, each with what it keeps."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.conversation import Conversation

_STATE = "conversations.state"
CASH_OUT = "cash_out"
"""The conversation that writes an order; the only one that programs before this form knew."""


@dataclass
class OpenConversation:
    """One conversation of a chat."""

    state: str | None = None
    """Which of its steps is open, in its own word."""
    data: dict[str, Any] = field(default_factory=dict)
    """What it keeps between updates, as plain JSON values. A conversation that keeps nothing is
    over."""


OpenConversations = Mapping[str, OpenConversation]
"""By name. None is called "draft" or "conversations": so older programs named their parts."""


def open_in(
    work: Work, chat_id: int, *, to_change: bool = True
) -> tuple[OpenConversations, datetime | None]:
    """Return the open conversations of a chat, and when they end by time.

    Held until the transaction ends where they are to be changed.
    """
    found = work.session.get(Conversation, chat_id, with_for_update=to_change)
    if found is None:
        return {}, None
    kept: dict[str, Any] = json.loads(work.vault.open(found.state_sealed, _STATE, chat_id))
    return _read(kept), found.ends_at


def keep(
    work: Work, chat_id: int, conversations: OpenConversations, ends_at: datetime | None
) -> None:
    """Keep the open conversations of a chat: all there are. Those that keep nothing are over."""
    kept = {name: asdict(each) for name, each in conversations.items() if each.data}
    found = work.session.get(Conversation, chat_id)
    if not kept:
        if found is not None:
            work.session.delete(found)
        return
    box = work.vault.seal(json.dumps(kept), _STATE, chat_id)
    if found is None:
        work.session.add(Conversation(chat_id=chat_id, state_sealed=box, ends_at=ends_at))
        return
    found.state_sealed, found.ends_at = box, ends_at


def overdue(work: Work) -> Sequence[int]:
    """Return the chats whose conversations have ended by time."""
    query = select(Conversation.chat_id).where(col(Conversation.ends_at) <= work.now)
    return work.session.exec(query).all()


def under_way(work: Work) -> Sequence[int]:
    """Return the chats that are in the middle of something."""
    query = select(Conversation.chat_id).where(col(Conversation.ends_at) > work.now)
    return work.session.exec(query).all()


def _read(kept: dict[str, Any]) -> OpenConversations:
    if "draft" in kept or "conversations" in kept:
        state = kept.get("conversations", {}).get(CASH_OUT)
        return {CASH_OUT: OpenConversation(state, kept.get("draft", {}))}
    return {name: OpenConversation(**each) for name, each in kept.items()}

"""Unfinished drafts: they end by time, and nothing was sent."""

import logging

from handlers.messages.rendering import texts_of
from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.outbox import Kind
from storage.repositories import conversations, outbox, people
from storage.repositories.conversations import CASH_OUT

logger = logging.getLogger(__name__)


def end_if_overdue(work: Work, policy: Policy, chat_id: int) -> bool:
    """End what a chat is in the middle of when its time is over; of a draft, say so."""
    open_, ends_at = conversations.open_in(work, chat_id)
    if not open_ or ends_at is None or ends_at > work.now:
        return False
    conversations.keep(work, chat_id, {}, None)
    work.session.flush()
    if CASH_OUT in open_:
        texts = texts_of(people.get(work, chat_id), policy)
        outbox.append(work, outbox.row(work, chat_id, Kind.REPLY), {"text": texts.draft_ended()})
    return True


def end_overdue(work: Work, policy: Policy) -> int:
    """End every draft whose time is over; what cannot be read any more is forgotten."""
    ended = 0
    for chat_id in conversations.overdue(work):
        try:
            ended += end_if_overdue(work, policy, chat_id)
        except WrongKeys:
            logger.exception("draft_unreadable", extra={"chat_id": chat_id})
            conversations.keep(work, chat_id, {}, None)
    return ended


def asking(work: Work, chat_id: int) -> frozenset[int]:
    """Return the rows that ask a chat's open questions: of each conversation its `shown`."""
    open_, ends_at = conversations.open_in(work, chat_id, to_change=False)
    if ends_at is None or ends_at <= work.now:
        return frozenset()
    shown = (each.data.get("shown") for each in open_.values())
    return frozenset(row for row in shown if row is not None)


def apologise(work: Work, policy: Policy, chat_id: int) -> None:
    """Say that a message could not be handled, and that it changed nothing."""
    person = people.get(work, chat_id)
    if person is not None:
        text = texts_of(person, policy).broken()
        outbox.append(work, outbox.row(work, chat_id, Kind.REPLY), {"text": text})

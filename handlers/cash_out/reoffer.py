"""Asks open questions again after an outage, because Telegram has lost the presses."""

import logging
from datetime import timedelta

from handlers.cash_out.draft import NAME, Draft
from handlers.cash_out.questions import note_asked, reoffer
from handlers.messages.keyboards import to_json
from handlers.messages.rendering import texts_of
from handlers.services.policy import Policy
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.engine.vault import WrongKeys
from storage.models.outbox import Kind
from storage.repositories import conversations, inbox, outbox, people, system_state
from storage.repositories.conversations import OpenConversation

logger = logging.getLogger(__name__)

LOST_AFTER = timedelta(seconds=150)
"""Telegram keeps a press for so long (measurements.md, 2.2)."""


def look_after(work: Work, policy: Policy) -> int:
    """Note that we are alive. If we were away for long, ask the open questions again.

    Return how many were asked.
    """
    return ask_again(work, policy) if system_state.beat(work) >= LOST_AFTER else 0


def ask_again(work: Work, policy: Policy) -> int:
    """Ask open questions once more; return how many there were.

    Where something that was written waits still to be handled, that may be the answer.
    """
    chats = conversations.under_way(work)
    asked = 0
    for chat_id in chats:
        try:
            asked += _ask_again(work, policy, chat_id)
        except WrongKeys:
            logger.exception("draft_unreadable", extra={"chat_id": chat_id})
    return asked


def _ask_again(work: Work, policy: Policy, chat_id: int) -> bool:
    person = people.get(work, chat_id)
    open_, ends_at = conversations.open_in(work, chat_id)
    if person is None or not may(person, Capability.REQUEST_ORDERS):
        return False
    if inbox.somebody_waits_in(work, chat_id):
        return False
    texts = texts_of(person, policy)
    kept = open_.get(NAME, OpenConversation())
    question = reoffer(work, person, kept.data, texts, policy)
    if question is None:
        return False
    text, keyboard = question
    body = {"text": texts.back_again(), "question": text, "keyboard": to_json(keyboard)}
    row = outbox.row(work, chat_id, Kind.REPLY)
    outbox.append(work, row, body)
    note_asked(work, kept.data, row.seq or 0)
    asked = Draft.load(kept.data)
    kept.state = asked.step(policy).value if asked is not None else None
    conversations.keep(work, chat_id, open_, ends_at)
    return True

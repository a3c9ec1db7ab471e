"""Answers in a chat: sent only while they are true, allowed, and still waited for."""

from datetime import datetime, timedelta

from handlers.messages import drafts
from handlers.messages.acts import Edit, Send
from handlers.messages.keyboards import from_json
from handlers.messages.rendering import Rendered, texts_of
from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.models.outbox import Outgoing
from storage.models.person import Standing
from storage.repositories import outbox, people

_LASTS = timedelta(days=1)
"""People wait no longer than this for an answer. Telegram keeps updates for as long."""


def act(row: Outgoing, said: Rendered) -> Send | Edit:
    """Say it in a new message, or in the one whose button was pressed."""
    if row.subject_id is not None:
        return Edit(row.chat_id, row.subject_id, said.text, said.keyboard)
    return Send(row.chat_id, said.text, said.keyboard)


def reply(
    work: Work, policy: Policy, row: Outgoing, said_since: datetime | None
) -> Rendered | None:
    """Return an answer as it is to be said now; None when it is not to be said any more.

    `said_since`: since when it may have been sent, by a sender that died before it told. After ten
    minutes somebody who read it has gone on, and somebody who did not has asked again.
    """
    gone = said_since is not None and work.now - said_since > policy.request_lasts
    if gone or work.now - row.created_at > _LASTS:
        return None
    body, reader = outbox.body_of(work, row), people.get(work, row.chat_id)
    suspended = reader is not None and reader.standing is Standing.SUSPENDED
    if suspended and not body.get("to_suspended"):
        return None
    text, question, keyboard = body["text"], body.get("question"), from_json(body.get("keyboard"))
    if question is None:
        return Rendered(text, keyboard)
    asking = drafts.asking(work, row.chat_id)
    if row.seq in asking:
        return Rendered(texts_of(reader, policy).paragraphs(text, question), keyboard)
    # It was asked again since, or the draft is over: its buttons would press nothing.
    return Rendered(text) if text and asking else None

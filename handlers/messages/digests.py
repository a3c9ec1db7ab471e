"""Renders a digest, from the newest state."""

from handlers.messages.acts import Send
from handlers.messages.digest_views import view
from handlers.messages.rendering import texts_of
from handlers.services.notices.digests import is_offered
from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.models.outbox import Outgoing
from storage.repositories import digest_times, people


def act(work: Work, policy: Policy, row: Outgoing) -> Send | None:
    """Render a digest, silent: its reader reads it when they like. None for who may have none."""
    digest, reader = digest_times.get(work, row.subject_id), people.get(work, row.chat_id)
    if digest is None or reader is None or not is_offered(reader):
        return None
    text = texts_of(reader, policy).digest(view(work, digest, reader))
    return Send(row.chat_id, text, silent=True)

"""By whose settings Telegram posts, and which addresses are ours."""

from storage.engine.unit_of_work import Work
from storage.models.webhook import Webhook, WebhookAddress


def in_force(work: Work) -> Webhook:
    """Return by whose settings Telegram posts, held until the transaction ends."""
    found = work.session.get(Webhook, 1, with_for_update=True)
    if found is None:
        found = Webhook()
        work.session.add(found)
        work.session.flush()
    return found


def address(work: Work, mac: str) -> WebhookAddress | None:
    """Return an address of ours, by its keyed hash."""
    return work.session.get(WebhookAddress, mac)

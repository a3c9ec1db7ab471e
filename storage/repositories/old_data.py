"""Ends what must not go on in restored data as if nothing had happened since."""

from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlmodel import col, or_, select

from storage.engine.unit_of_work import Work
from storage.models.conversation import Conversation
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.outbox import Fate, Kind, Outgoing
from storage.models.person import Invite
from storage.models.task import Task


def perhaps_sent(work: Work) -> Sequence[Order]:
    """Return the orders that had not been sent, or not been answered, when the copy was made."""
    unsent = (OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL, OrderStatus.SENDING)
    query = select(Order).where(col(Order.status).in_(unsent))
    return work.session.exec(query.order_by(col(Order.created_at)).with_for_update()).all()


def watched(work: Work) -> Sequence[Order]:
    """Return the orders that Faspay is still asked about, or ought to be."""
    live = col(Order.status).in_((OrderStatus.UNKNOWN, OrderStatus.ISSUED))
    query = select(Order).where(or_(live, col(Order.check_at).is_not(None)))
    return work.session.exec(query.with_for_update()).all()


def drop_drafts(work: Work) -> None:
    """Forget the open conversations of all chats."""
    work.session.exec(delete(Conversation))


def close_updates(work: Work) -> None:
    """Mark every waiting update as handled."""
    waiting = update(StoredUpdate).where(col(StoredUpdate.done_at).is_(None))
    work.session.exec(waiting.values(done_at=work.now))
    work.session.exec(delete(IncomingQueue))


def drop_unsaid(work: Work) -> None:
    """Drop all waiting messages but the wipes of codes.

    A dropped notice may be written again: its fact does not count as told.
    """
    waiting = update(Outgoing).where(
        col(Outgoing.done_at).is_(None), col(Outgoing.kind) != Kind.CARD_WIPE
    )
    work.session.exec(
        waiting.values(
            done_at=work.now, fate=Fate.DROPPED, dedup=None, body_sealed=None, claimed_at=None
        )
    )


def lapse_invites(work: Work) -> None:
    """Close all open invitations."""
    undecided = update(Invite).where(col(Invite.decided_at).is_(None))
    work.session.exec(undecided.values(decided_at=work.now, accepted=False, expires_at=work.now))


def close_tasks(work: Work) -> None:
    """Close all open tasks."""
    work.session.exec(update(Task).where(col(Task.done_at).is_(None)).values(done_at=work.now))

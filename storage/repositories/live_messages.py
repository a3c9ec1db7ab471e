"""Live messages: which chats have one of an order, and by which message id."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.live_message import LiveMessage
from storage.models.order import Order
from storage.models.outbox import Kind, Outgoing

_KEPT = timedelta(days=30)
"""After its end an order may still be reversed. What changes later is a new message."""


def of_order(work: Work, order_no: str) -> Sequence[LiveMessage]:
    """Return the live messages of an order, by chat."""
    query = select(LiveMessage).where(LiveMessage.order_no == order_no)
    return work.session.exec(query.order_by(col(LiveMessage.chat_id))).all()


def add(work: Work, order_no: str, chat_id: int) -> LiveMessage:
    """Keep that a chat is to have one."""
    new = LiveMessage(order_no=order_no, chat_id=chat_id)
    work.session.add(new)
    work.session.flush()
    return new


def get(work: Work, live_id: int | None) -> LiveMessage | None:
    """Return one by its number."""
    return None if live_id is None else work.session.get(LiveMessage, live_id)


def was_sent(work: Work, live_id: int | None, message_id: int) -> None:
    """Keep the id of the message that was sent: from now on it is edited."""
    if (live := get(work, live_id)) is not None:
        live.message_id, live.sent_at = message_id, work.now


def forget(work: Work, live_id: int | None) -> None:
    """Forget a message that its reader has deleted: the next one is new."""
    if (live := get(work, live_id)) is not None:
        live.message_id = live.sent_at = None


def forget_team(work: Work, chat_id: int, team: str) -> None:
    """Forget what a group was shown of a team: nothing of it is edited any more."""
    theirs = select(Order.order_no).where(Order.team == team)
    work.session.exec(
        delete(LiveMessage)
        .where(col(LiveMessage.chat_id) == chat_id)
        .where(col(LiveMessage.order_no).in_(theirs))
    )


def forget_ended(work: Work) -> None:
    """Delete the rows of orders that ended long ago, but for what still waits to be sent."""
    ended = select(Order.order_no).where(col(Order.ended_at) < work.now - _KEPT)
    waiting = select(Outgoing.subject_id).where(
        Outgoing.kind == Kind.LIVE,
        col(Outgoing.done_at).is_(None),
        col(Outgoing.subject_id).is_not(None),
    )
    work.session.exec(
        delete(LiveMessage)
        .where(col(LiveMessage.order_no).in_(ended))
        .where(col(LiveMessage.live_id).not_in(waiting))
    )


def forget_all(work: Work) -> None:
    """Forget every message: what stands in the chats may know more than this data does."""
    work.session.exec(delete(LiveMessage))

"""Clamps due times in all tables after our clock ran ahead."""

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, or_

from storage.engine.unit_of_work import Work
from storage.models.conversation import Conversation
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.models.order import Order
from storage.models.order_states import ENDED, OrderStatus
from storage.models.outbox import Outgoing
from storage.models.task import Task

_CLAIM = timedelta(seconds=60)
"""About how long a claim on a message or an update lasts. Nothing else makes it wait longer."""
_ASK = timedelta(seconds=90)
_LIVE_ASK = timedelta(seconds=30)
_DAILY = timedelta(days=1)
_ASKED_FOR = timedelta(days=12)
"""Orders sent longer ago than this were rightly given up."""


def orders_within(work: Work, lease: timedelta) -> None:
    """Make every live order due for an inquiry, and cap each lease at its length."""
    soon, latest, held = work.now + _LIVE_ASK, work.now + _DAILY, work.now + lease
    live = col(Order.status).in_([OrderStatus.UNKNOWN, OrderStatus.ISSUED])
    given_up = col(Order.check_at).is_(None) & (col(Order.sending_at) > work.now - _ASKED_FOR)
    order, session = update(Order), work.session
    session.exec(order.where(live, or_(col(Order.check_at) > soon, given_up)).values(check_at=soon))
    ended = col(Order.status).in_(ENDED)
    session.exec(order.where(ended, col(Order.check_at) > latest).values(check_at=latest))
    sending = col(Order.status) == OrderStatus.SENDING
    session.exec(order.where(sending, col(Order.owner_until) > held).values(owner_until=held))


def rows_within(work: Work, draft_lasts: timedelta) -> None:
    """Cap the waits of messages, updates and tasks, and the life of drafts, at their longest."""
    session, soon, asked = work.session, work.now + _CLAIM, work.now + _ASK
    for table in (Outgoing, StoredUpdate):
        late = col(table.done_at).is_(None) & (col(table.run_at) > soon)
        session.exec(update(table).where(late).values(run_at=soon))
    session.exec(update(IncomingQueue).where(col(IncomingQueue.run_at) > soon).values(run_at=soon))
    late = col(Task.done_at).is_(None) & (col(Task.run_at) > asked)
    session.exec(update(Task).where(late).values(run_at=asked))
    ends = work.now + draft_lasts
    draft = update(Conversation).where(col(Conversation.ends_at) > ends)
    session.exec(draft.values(ends_at=ends))

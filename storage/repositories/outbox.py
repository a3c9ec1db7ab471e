"""Messages to be sent: appended, looked up, finished; and the cards that were sent."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.engine.unit_of_work import WakeUp, Work
from storage.models.order import Order
from storage.models.outbox import Card, Fate, Kind, Notice, Outgoing, Priority

_BODY = "outgoing.body"
_KEPT = timedelta(days=7)

_MESSAGES = (Kind.REPLY, Kind.CARD, Kind.NOTICE)
_PRIORITIES = {
    Kind.CARD_WIPE: Priority.WIPE,
    Kind.CARD: Priority.CODE,
    Kind.CARD_EDIT: Priority.CODE,
    Kind.REPLY: Priority.ANSWER,
    Kind.TOAST: Priority.ANSWER,
    Kind.NOTICE: Priority.NEWS,
    Kind.MENU: Priority.MENU,
    Kind.LIVE: Priority.LIVE,
    # A program of before these ranks, which may run beside this one, has no word for these.
    Kind.DIGEST: Priority.LIVE,
    Kind.LEAVE: Priority.LIVE,
    Kind.PROPOSAL: Priority.NEWS,
}


def append(work: Work, row: Outgoing, body: dict[str, Any] | None = None) -> bool:
    """Append a row to its chat's queue; False when its fact was already told (dedup)."""
    if row.dedup is not None:
        known = work.session.exec(select(Outgoing).where(Outgoing.dedup == row.dedup)).first()
        if known is not None:
            return False
    work.session.add(row)
    work.session.flush()
    if body is not None:
        _keep_body(work, row, body)
        work.session.flush()
    work.wake(WakeUp.OUTGOING)
    return True


def row(work: Work, chat_id: int, kind: Kind, **fields: Any) -> Outgoing:  # noqa: ANN401 - columns
    """Make a row that may be sent at once."""
    return Outgoing(
        chat_id=chat_id,
        kind=kind,
        priority=_PRIORITIES[kind],
        created_at=work.now,
        run_at=work.now,
        **fields,
    )


def body_of(work: Work, sent: Outgoing) -> dict[str, Any]:
    """Open a row's body."""
    if sent.body_sealed is None:
        return {}
    body: dict[str, Any] = json.loads(work.vault.open(sent.body_sealed, _BODY, sent.seq))
    return body


def stay_alone(work: Work, notice: Outgoing) -> None:
    """Have a notice sent in a message of its own."""
    _keep_body(work, notice, {"alone": True})


def stays_alone(work: Work, notice: Outgoing) -> bool:
    """Say whether a notice is to be sent in a message of its own."""
    return bool(body_of(work, notice).get("alone"))


def _keep_body(work: Work, row: Outgoing, body: dict[str, Any]) -> None:
    row.body_sealed = work.vault.seal(json.dumps(body), _BODY, row.seq)


def drop_replies(work: Work, chat_id: int) -> None:
    """Drop the answers that wait in a chat; one that is being sent is left alone."""
    answers = col(Outgoing.kind).in_((Kind.REPLY, Kind.TOAST))
    waiting = (col(Outgoing.chat_id) == chat_id, col(Outgoing.done_at).is_(None), answers)
    work.session.exec(
        update(Outgoing)
        .where(*waiting, col(Outgoing.claimed_at).is_(None))
        .values(done_at=work.now, fate=Fate.DROPPED, body_sealed=None)
    )


def drop_edits(work: Work, chat_id: int, message_id: int) -> None:
    """Drop the answers that wait to change a message, for there is a newer one."""
    waiting = (
        col(Outgoing.chat_id) == chat_id,
        col(Outgoing.kind) == Kind.REPLY,
        col(Outgoing.subject_id) == message_id,
        col(Outgoing.done_at).is_(None),
        col(Outgoing.attempts) == 0,
    )
    work.session.exec(
        update(Outgoing)
        .where(*waiting)
        .values(done_at=work.now, fate=Fate.DROPPED, body_sealed=None)
    )


def live_row_waits(work: Work, chat_id: int, live_id: int | None) -> bool:
    """Say whether a row waits that will show the newest state of an order in a chat.

    Whoever claims it while we change the order waits for the order's row, and shows our change.
    """
    query = _open_live_rows(chat_id, live_id).where(col(Outgoing.claimed_at).is_(None))
    return work.session.exec(query.limit(1)).first() is not None


def is_outdone(work: Work, live: Outgoing) -> bool:
    """Say whether a later row will show the same live message."""
    later = _open_live_rows(live.chat_id, live.subject_id).where(col(Outgoing.seq) > live.seq)
    return work.session.exec(later.limit(1)).first() is not None


def _open_live_rows(chat_id: int, live_id: int | None) -> SelectOfScalar[Any]:
    open_ = (Outgoing.chat_id == chat_id, col(Outgoing.done_at).is_(None))
    rows = select(col(Outgoing.seq)).where(*open_)
    return rows.where(Outgoing.kind == Kind.LIVE, Outgoing.subject_id == live_id)


def reopen(work: Work, chat_id: int) -> None:
    """Reopen what was refused while a person had blocked us; what is stale is dropped later.

    A request is not told as new once they have read a later notice of the same order. Of a live
    message the newest row is enough: it shows the newest state.
    """
    again = (Kind.NOTICE, Kind.CARD_WIPE, Kind.LIVE, Kind.PROPOSAL)
    newer, later = aliased(Outgoing), aliased(Outgoing)
    outdone = select(later.seq).where(
        Outgoing.kind == Kind.LIVE,
        later.chat_id == Outgoing.chat_id,
        later.kind == Kind.LIVE,
        later.subject_id == Outgoing.subject_id,
        col(later.seq) > col(Outgoing.seq),
    )
    overtaken = select(newer.seq).where(
        Outgoing.notice == Notice.REQUESTED,
        newer.chat_id == Outgoing.chat_id,
        newer.kind == Kind.NOTICE,
        newer.order_no == Outgoing.order_no,
        newer.fate == Fate.SENT,
        col(newer.seq) > col(Outgoing.seq),
    )
    work.session.exec(
        update(Outgoing)
        .where(~overtaken.exists())
        .where(~outdone.exists())
        .where(col(Outgoing.chat_id) == chat_id, col(Outgoing.kind).in_(again))
        .where(col(Outgoing.fate) == Fate.FAILED, col(Outgoing.done_at) > work.now - _KEPT)
        .values(done_at=None, fate=None, run_at=work.now)
    )
    work.wake(WakeUp.OUTGOING)


def was_sent_by(work: Work, seq: int, moment: datetime) -> bool:
    """Say whether a row had been sent by a moment, so that its reader could have seen it."""
    row_ = work.session.get(Outgoing, seq)
    return row_ is not None and row_.fate is Fate.SENT and (row_.done_at or work.now) <= moment


def is_newest(work: Work, chat_id: int, seq: int | None, within: timedelta) -> bool:
    """Say whether an answer is, or will be, the newest message of its chat, and not an old one."""
    asked = work.session.get(Outgoing, seq or 0)
    if asked is None or asked.fate not in {None, Fate.SENT} or asked.created_at < work.now - within:
        return False
    later = (
        col(Outgoing.seq) > seq,
        Outgoing.chat_id == chat_id,
        col(Outgoing.kind).in_(_MESSAGES),
        (col(Outgoing.kind) != Kind.REPLY) | col(Outgoing.subject_id).is_(None),
    )
    return work.session.exec(select(Outgoing).where(*later).limit(1)).first() is None


def drop_repeated(work: Work, seq: int, text: str) -> None:
    """Drop a question that waits, where what stands before it is said again by its next copy."""
    waiting = work.session.get(Outgoing, seq, with_for_update=True)
    if waiting is None or waiting.done_at is not None or waiting.attempts > 0:
        return
    if body_of(work, waiting).get("text") in {"", text}:
        finish(work, waiting, Fate.DROPPED)


def finish(work: Work, done: Outgoing, fate: Fate) -> None:
    """Close a row and forget its words."""
    done.done_at, done.fate, done.body_sealed, done.claimed_at = work.now, fate, None, None
    work.wake(WakeUp.OUTGOING)


def newest_subject(work: Work, notice: Notice, since: datetime) -> int | None:
    """Return the subject of the newest notice of a kind since a moment."""
    query = select(Outgoing.subject_id).where(
        Outgoing.notice == notice, Outgoing.created_at >= since
    )
    return work.session.exec(query.order_by(col(Outgoing.seq).desc()).limit(1)).first()


def open_count(work: Work) -> int:
    """Return how many rows wait to be sent."""
    query = select(func.count()).select_from(Outgoing).where(col(Outgoing.done_at).is_(None))
    return int(work.session.exec(query).one())


def open_rows_of(work: Work, order_no: str) -> Sequence[Outgoing]:
    """Return the messages that wait about an order, in any chat."""
    query = select(Outgoing).where(Outgoing.order_no == order_no, col(Outgoing.done_at).is_(None))
    return work.session.exec(query.order_by(col(Outgoing.seq))).all()


def forget_sent(work: Work) -> None:
    """Delete rows that were dealt with days ago, but for those whose fact may be told only once."""
    work.session.exec(
        delete(Outgoing).where(
            col(Outgoing.done_at) < work.now - _KEPT, col(Outgoing.dedup).is_(None)
        )
    )


def add_card(work: Work, card: Card) -> None:
    """Keep the message id of a card that was sent."""
    work.session.add(card)
    work.session.flush()


def card(work: Work, card_id: int) -> Card | None:
    """Return one card."""
    return work.session.get(Card, card_id)


def cards_left(work: Work) -> Sequence[str]:
    """Return the ended orders that have a card for which no wipe was ever asked."""
    asked = select(Outgoing.card_id).where(col(Outgoing.kind) == Kind.CARD_WIPE)
    query = (
        select(Card.order_no)
        .join(Order, col(Order.order_no) == col(Card.order_no))
        .where(col(Card.wiped_at).is_(None), col(Order.ended_at).is_not(None))
        .where(col(Card.card_id).not_in(asked.where(col(Outgoing.card_id).is_not(None))))
    )
    return work.session.exec(query.distinct()).all()


def cards(work: Work, order_no: str) -> Sequence[Card]:
    """Return an order's cards that are not wiped, newest last."""
    query = select(Card).where(Card.order_no == order_no, col(Card.wiped_at).is_(None))
    return work.session.exec(query.order_by(col(Card.card_id))).all()


def cards_in(work: Work, chat_id: int) -> Sequence[Card]:
    """Return all cards in a chat that are not wiped, newest first, whatever became of the order."""
    query = select(Card).where(Card.chat_id == chat_id, col(Card.wiped_at).is_(None))
    return work.session.exec(query.order_by(col(Card.card_id).desc())).all()


def newest_card(work: Work, order_no: str) -> Card | None:
    """Return the card into which an order's words and code go; none that is to be deleted."""
    return next((each for each in reversed(cards(work, order_no)) if not each.deleted_at), None)

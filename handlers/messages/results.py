"""Records what became of a message: sent, to be tried again, or refused for good."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from handlers.messages.acts import Claimed, Delete, Edit
from handlers.services.notices import pacing, team_groups
from handlers.services.notices.announcing import refresh_card, tell, wipe_cards
from handlers.services.notices.team_groups import GroupEnd
from handlers.services.notices.watching import watchers
from handlers.services.orders.codes import set_code
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Card, Fate, Kind, Notice, Outgoing, Priority
from storage.models.person import Role
from storage.repositories import chat_queues, live_messages, orders, outbox, people, proposals
from storage.repositories import team_groups as kept_groups

logger = logging.getLogger(__name__)

_TRY_AGAIN = (1, 2, *(5,) * 720, 60)
"""Seconds; the last one for ever: what must be told is told once Telegram is back. For an hour at
least within five seconds, because what stands behind it in the chat waits as well."""

_MENU_ATTEMPTS = 3
"""A menu is a convenience: it does not hold up what a person waits to read."""
_GIVEN_UP = timedelta(days=7)
"""A message that could not be sent for this long is given up, so that it holds up nothing. A wipe
is not: no code may stay."""


class DeliveryProblem(StrEnum):
    """Why Telegram refused for good."""

    BLOCKED = "blocked by the user"
    MESSAGE_GONE = "message gone"
    TOPIC_GONE = "topic gone"
    """Or closed."""
    MUTED = "muted"
    """We may not write in this group."""
    MIGRATED = "migrated"
    """A group is a supergroup now, which has another id."""
    REFUSED = "refused"


_GROUP_ENDS = {
    DeliveryProblem.BLOCKED: GroupEnd.SHUT_OUT,
    DeliveryProblem.MIGRATED: GroupEnd.MIGRATED,
    DeliveryProblem.MUTED: GroupEnd.MUTED,
    DeliveryProblem.TOPIC_GONE: GroupEnd.TOPIC_GONE,
}
"""What each problem means for a group that is shown orders; any other is of one message."""


@dataclass(frozen=True)
class Sent:
    """Done; message_id for a new message."""

    message_id: int | None = None
    is_public: bool = False
    """It went into a group that anybody can find and read."""


@dataclass(frozen=True)
class Again:
    """Not done, or nobody knows: try again, after so many seconds if Telegram said how many."""

    seconds: float | None = None


@dataclass(frozen=True)
class RefusedForGood:
    """Never going to be done."""

    problem: DeliveryProblem
    moved_to: int | None = None
    """The chat that a group has become, where that was told."""


Result = Sent | Again | RefusedForGood


def settle(work: Work, claimed: Claimed, result: Result) -> None:
    """Record what became of an act. A sender that no longer holds a row changes nothing in it."""
    pacing.answered(work, claimed.chat_id, claimed.kind, claimed.place)
    for seq, attempts in claimed.rows:
        row = chat_queues.claimed(work, seq, attempts)
        if row is not None:
            _settle(work, row, claimed, result)


def _settle(work: Work, row: Outgoing, claimed: Claimed, result: Result) -> None:
    match result:
        case Again() if row.kind is Kind.MENU and row.attempts >= _MENU_ATTEMPTS:
            outbox.finish(work, row, Fate.FAILED)
        case Again() if row.kind is not Kind.CARD_WIPE and work.now - row.created_at > _GIVEN_UP:
            logger.error("row_given_up", extra={"row_id": row.seq, "attempt": row.attempts})
            outbox.finish(work, row, Fate.FAILED)
        case Again(seconds=seconds):
            step = _TRY_AGAIN[min(row.attempts, len(_TRY_AGAIN)) - 1]
            chat_queues.put_off(work, row, timedelta(seconds=step if seconds is None else seconds))
        case RefusedForGood() if _is_shut_out(row, result):
            outbox.finish(work, row, Fate.FAILED)
            _shut_out(work, row, result)
        case _ if isinstance(claimed.act, Delete):
            _deleted(work, row, result)
        case RefusedForGood() if row.kind is Kind.NOTICE and len(claimed.rows) > 1:
            # Nobody knows which of them Telegram refuses, so each is tried by itself.
            outbox.stay_alone(work, row)
            chat_queues.put_off(work, row, timedelta())
        case RefusedForGood(problem=problem) if _changes_a_message(row, problem):
            _come_anew(work, row)
        case Sent():
            _sent(work, row, claimed, result)
            outbox.finish(work, row, Fate.SENT)
        case RefusedForGood(problem=problem):
            outbox.finish(work, row, Fate.FAILED)
            _refused(work, row, problem)


def _is_of_group(row: Outgoing) -> bool:
    return row.kind is Kind.LIVE and row.chat_id < 0


def _is_shut_out(row: Outgoing, result: RefusedForGood) -> bool:
    """Say whether a person or a group takes nothing of us any more."""
    if _is_of_group(row):
        return result.problem in _GROUP_ENDS
    return result.problem is DeliveryProblem.BLOCKED


def _shut_out(work: Work, row: Outgoing, result: RefusedForGood) -> None:
    if _is_of_group(row):
        _end_group(work, row, result)
    else:
        _unreachable(work, row)


def _end_group(work: Work, row: Outgoing, result: RefusedForGood) -> None:
    why = _GROUP_ENDS[result.problem]
    if why is not GroupEnd.TOPIC_GONE:
        team_groups.end_of_chat(work, row.chat_id, why, result.moved_to)
        return
    live = live_messages.get(work, row.subject_id)
    order = orders.get(work, live.order_no) if live is not None else None
    group = kept_groups.of_team(work, order.team) if order is not None else None
    if group is not None and group.chat_id == row.chat_id:
        team_groups.end_of_topic(work, group, why)


def _changes_a_message(row: Outgoing, problem: DeliveryProblem) -> bool:
    """Say whether a row was to change a message that can be changed no more."""
    if row.kind in {Kind.LIVE, Kind.PROPOSAL}:
        return problem is DeliveryProblem.MESSAGE_GONE
    return row.kind is Kind.REPLY and row.subject_id is not None


def _come_anew(work: Work, row: Outgoing) -> None:
    """Say it in a new message: its reader has deleted the other, or it is too old."""
    if row.kind is Kind.LIVE:
        live_messages.forget(work, row.subject_id)
    elif row.kind is Kind.PROPOSAL:
        proposals.forget_message(work, row.subject_id)
    else:
        row.subject_id = None
    chat_queues.put_off(work, row, timedelta())


def _deleted(work: Work, row: Outgoing, result: Sent | RefusedForGood) -> None:
    """Make sure by an edit that a card is gone; at once, where Telegram would not delete it."""
    card = outbox.card(work, row.card_id or 0)
    if card is not None:
        card.deleted_at = work.now
    if isinstance(result, Sent):
        row.priority = Priority.NEWS
    chat_queues.put_off(work, row, timedelta())


def _sent(work: Work, row: Outgoing, claimed: Claimed, sent: Sent) -> None:
    message_id = sent.message_id
    match row.kind:
        case Kind.CARD if message_id is not None and row.order_no is not None:
            _card_sent(work, row, row.order_no, message_id)
        case Kind.CARD_EDIT if isinstance(claimed.act, Edit) and claimed.act.carries_code:
            order = orders.get(work, row.order_no or "")
            if order is not None and order.code is Code.SEALED:
                set_code(work, order, Code.DELIVERED)
        case Kind.CARD_WIPE:
            _words_gone(work, row)
        case Kind.LIVE if message_id is not None:
            live_messages.was_sent(work, row.subject_id, message_id)
            if sent.is_public:
                team_groups.end_of_chat(work, row.chat_id, GroupEnd.PUBLIC)
        case Kind.PROPOSAL if message_id is not None:
            proposals.card_was_sent(work, row.subject_id, message_id)
        case _:
            pass


def _card_sent(work: Work, row: Outgoing, order_no: str, message_id: int) -> None:
    card = Card(order_no=order_no, chat_id=row.chat_id, message_id=message_id, sent_at=work.now)
    outbox.add_card(work, card)
    order = orders.get(work, order_no)
    if order is None:
        return
    if order.is_over(work.now):
        wipe_cards(work, order)
        return
    wipe_cards(work, order, keep_newest=True)
    if order.status not in {OrderStatus.REQUESTED, OrderStatus.SENDING}:
        refresh_card(work, order)


def _words_gone(work: Work, row: Outgoing) -> None:
    card = outbox.card(work, row.card_id or 0)
    if card is not None and card.deleted_at is not None:
        logger.warning("card_was_not_deleted", extra={"row_id": row.seq, "order_no": row.order_no})
    _card_gone(work, card)


def _card_gone(work: Work, card: Card | None) -> None:
    if card is not None:
        card.wiped_at, card.shows_code = work.now, False


def _refused(work: Work, row: Outgoing, problem: DeliveryProblem) -> None:
    if row.kind is Kind.CARD_WIPE:
        _card_gone(work, outbox.card(work, row.card_id or 0))
    elif problem is DeliveryProblem.MESSAGE_GONE and row.kind is Kind.CARD_EDIT:
        # The agent deleted the card: forget it and send another for the code to appear in.
        _card_gone(work, outbox.newest_card(work, row.order_no or ""))
        order = orders.get(work, row.order_no or "")
        if order is not None and order.ended_at is None:
            refresh_card(work, order)


def _unreachable(work: Work, row: Outgoing) -> None:
    person = people.get(work, row.chat_id)
    if person is None:
        return
    person.unreachable = True
    if person.role is not Role.AGENT or row.order_no is None:
        return
    order = orders.get(work, row.order_no)
    if order is not None:
        readers = watchers(work, order) | {admin.person_id for admin in people.admins(work)}
        tell(work, readers - {row.chat_id}, Notice.UNREACHABLE, order.order_no, order.order_no)

"""Claims the next message, chat by chat, and renders it from the newest state."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from handlers.messages import cards, digests, joined_notices, live, proposals, rendering, replies
from handlers.messages.acts import (
    Act,
    Claimed,
    Delete,
    Edit,
    Leave,
    Menu,
    Send,
    Toast,
    Wipe,
    with_times,
)
from handlers.services.notices import pacing
from handlers.services.notices.pacing import LEASE
from handlers.services.policy import Policy
from handlers.services.ports import OpenCode
from storage.engine.database import StaleRead
from storage.engine.unit_of_work import Work
from storage.models.outbox import Fate, Kind, Outgoing, Priority
from storage.repositories import chat_queues, outbox, team_groups
from storage.repositories.places import Free

logger = logging.getLogger(__name__)

_BROKEN_ATTEMPTS = 8
_BROKEN_PAUSE = timedelta(seconds=15)

_DELETABLE = timedelta(hours=47)
"""Telegram deletes nothing older than 48 hours (Bot API, deleteMessages); an hour is for clocks."""
_AT_ONCE = 100
"""Messages that one call may delete (Bot API, deleteMessages)."""


def next_act(
    work: Work,
    policy: Policy,
    open_code: OpenCode,
    busy: Sequence[int],
    least: Priority = Priority.LIVE,
) -> Claimed | datetime | None:
    """Claim the next act; or say when there may be one; or None when nothing waits.

    Chats that are `busy` are left out, and so are acts less urgent than `least`.
    """
    free = pacing.free_places(work)
    allowed = pacing.least_allowed(free, least)
    if allowed is None:
        return work.now + timedelta(seconds=pacing.wait_of(free, Priority.WIPE))
    while (row := chat_queues.next_due(work, busy, allowed)) is not None:
        if (wait := pacing.wait_in_chat(work, row)) > 0:
            row.run_at = work.now + timedelta(seconds=wait)
            work.session.flush()
            continue
        said_since = chat_queues.claim(work, row, LEASE)
        act = _try(work, policy, row, open_code, said_since)
        if act is None:
            outbox.finish(work, row, Fate.DROPPED)
        elif act != "broken" and row.seq is not None:
            pacing.call(work, row, free.place)
            return Claimed(row.seq, row.attempts, row.chat_id, act, row.kind, free.place)
        work.session.flush()
    return _next_time(work, free, allowed, least)


def _next_time(work: Work, free: Free, allowed: Priority, least: Priority) -> datetime | None:
    """Return when the next act may be claimed; what must leave places to others waits for more."""
    times = [chat_queues.next_run_at(work, allowed)]
    if allowed < least and (due := chat_queues.next_run_at(work, least)) is not None:
        wait = pacing.wait_of(free, Priority(allowed + 1))
        times.append(max(due, work.now + timedelta(seconds=wait)))
    return min((each for each in times if each is not None), default=None)


def recover(work: Work) -> None:
    """Release what a dead sender held; only for a process that is alone.

    What it was sending may have arrived. A copy is better than a chat that stands still, as long as
    it is still true, and somebody still waits for it (replies.py, rendering.py).
    """
    chat_queues.take_back(work)


def _try(
    work: Work, policy: Policy, row: Outgoing, open_code: OpenCode, said_since: datetime | None
) -> Act | Literal["broken"] | None:
    """Render a row; one that cannot be rendered is put off alone, and all others go on."""
    try:
        with work.session.begin_nested():
            act = _act(work, policy, row, open_code, said_since)
            return with_times(act) if act else None
    except StaleRead:
        raise
    except Exception:
        logger.exception("row_not_rendered", extra={"row_id": row.seq, "attempt": row.attempts})
        if row.attempts >= _BROKEN_ATTEMPTS:
            outbox.finish(work, row, Fate.FAILED)
        chat_queues.put_off(work, row, _BROKEN_PAUSE * row.attempts)
        return "broken"


def _act(
    work: Work, policy: Policy, row: Outgoing, open_code: OpenCode, said_since: datetime | None
) -> Act | None:
    if row.expires_at is not None and row.expires_at < work.now:
        return None
    act: Act | None = None
    match row.kind:
        case Kind.REPLY if said := replies.reply(work, policy, row, said_since):
            act = replies.act(row, said)
        case Kind.TOAST:
            body = outbox.body_of(work, row)
            act = Toast(body["callback_query_id"], body.get("text"), body.get("alert", False))
        case Kind.MENU if commands := rendering.menu(work, policy, row.chat_id):
            act = Menu(row.chat_id, commands)
        case Kind.NOTICE:
            act = joined_notices.send(work, policy, row)
        case Kind.LIVE | Kind.DIGEST | Kind.PROPOSAL | Kind.LEAVE:
            act = _OF_NOBODY_WAITING[row.kind](work, policy, row)
        case Kind.CARD if text := cards.new_card(work, policy, row):
            act = Send(row.chat_id, text, protect=True)
        case Kind.CARD_EDIT:
            act = _edit(work, policy, row, open_code)
        case Kind.CARD_WIPE:
            act = _wipe(work, policy, row)
        case _:
            pass
    return _in_topic(work, row, act) if isinstance(act, Send) else act


def _leave(work: Work, chat_id: int) -> Leave | None:
    """Leave a group, unless an admin has meanwhile wanted orders shown there again."""
    return None if team_groups.in_chat(work, chat_id) else Leave(chat_id)


_OF_NOBODY_WAITING: Mapping[Kind, Callable[[Work, Policy, Outgoing], Act | None]] = {
    Kind.LIVE: live.act,
    Kind.DIGEST: digests.act,
    Kind.PROPOSAL: proposals.act,
    Kind.LEAVE: lambda work, _policy, row: _leave(work, row.chat_id),
}


def _in_topic(work: Work, row: Outgoing, act: Send) -> Send:
    """Send it into the topic in which somebody waits for it."""
    return replace(act, topic=act.topic or outbox.body_of(work, row).get("topic"))


def _edit(work: Work, policy: Policy, row: Outgoing, open_code: OpenCode) -> Act | None:
    card = outbox.newest_card(work, row.order_no or "")
    if card is None:
        cards.want_card(work, row)
        return None
    said = cards.card(work, policy, row, open_code)
    if said is None:
        return None
    if said.carries_code:
        card.shows_code = True
    return Edit(
        card.chat_id, card.message_id, said.text, said.keyboard, carries_code=said.carries_code
    )


def _wipe(work: Work, policy: Policy, row: Outgoing) -> Act | None:
    """Delete the card with all others that wait for it; then make sure of each by an edit.

    A card that Telegram deletes no more is edited at once: that takes its words away.
    """
    card = outbox.card(work, row.card_id or 0)
    if card is None or card.wiped_at is not None:
        return None
    since = work.now - _DELETABLE
    if card.deleted_at is not None or card.sent_at <= since:
        return Wipe(card.chat_id, card.message_id, cards.wiped_card(work, policy, row))
    others = chat_queues.claim_wipes(work, row, LEASE, since, _AT_ONCE - 1)
    return Delete(
        card.chat_id,
        (card.message_id, *(other.message_id for _row, other in others)),
        tuple((each.seq or 0, each.attempts) for each, _card in others),
    )

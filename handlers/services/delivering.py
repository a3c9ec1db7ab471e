"""What the next message is: claimed lane by lane, rendered from the newest state."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from handlers.keyboards import Keyboard, from_json
from handlers.services import rendering
from handlers.services.policy import Policy
from storage.database import StaleRead
from storage.outbox import Fate, Kind, Outgoing
from storage.repositories import house, outbox
from storage.repositories.house import Rate
from storage.unit_of_work import Work

logger = logging.getLogger(__name__)

_BROKEN_ATTEMPTS = 8
_BROKEN_PAUSE = timedelta(seconds=15)

OpenCode = Callable[[str], str]
"""Recovers a code's text from what Faspay sent; raises ports.UnreadableCode."""

LEASE = timedelta(seconds=60)
"""How long a claim on a row outlives its sender; it is not renewed."""
_CHAT_EVERY, _CHAT_BURST = 1.0, 4
_ALL = Rate("all", 1 / 28, 28)
_GROUP_EVERY, _GROUP_BURST = 3.0, 5
"""Telegram's unwritten limits: about 30/s in all, 1/s a chat, 20/min a group."""


@dataclass(frozen=True)
class Send:
    """A new message."""

    chat_id: int
    text: str = field(repr=False)
    keyboard: Keyboard = ()
    protect: bool = False
    topic: int | None = None
    """Of the chat's topics; None is the chat itself."""


@dataclass(frozen=True)
class Edit:
    """New words for a message; repeating it is harmless."""

    chat_id: int
    message_id: int
    text: str = field(repr=False)
    carries_code: bool = False


@dataclass(frozen=True)
class Wipe:
    """Take a card's words away, then the card."""

    chat_id: int
    message_id: int
    text: str


@dataclass(frozen=True)
class Toast:
    """The answer to a button press."""

    callback_query_id: str
    text: str | None = field(default=None, repr=False)
    alert: bool = False


@dataclass(frozen=True)
class Menu:
    """The commands of one chat: (command, description)."""

    chat_id: int
    commands: tuple[tuple[str, str], ...]


Act = Send | Edit | Wipe | Toast | Menu


@dataclass(frozen=True)
class Claimed:
    """A row to be sent now, and what sending it means."""

    seq: int
    attempts: int
    lane: int
    act: Act


def next_act(
    work: Work, policy: Policy, open_code: OpenCode, busy: Sequence[int]
) -> Claimed | datetime | None:
    """Claim the next act; or say when there may be one; or None when nothing waits."""
    if (wait := house.wait_for(work, _ALL)) > 0:
        return work.now + timedelta(seconds=wait)
    while (row := outbox.claim_next(work, LEASE, busy)) is not None:
        wait = _wait(work, row)
        if wait > 0:
            row.attempts -= 1
            row.run_at = work.now + timedelta(seconds=wait)
            work.session.flush()
            continue
        act = _try(work, policy, row, open_code)
        if act is None:
            outbox.finish(work, row, Fate.DROPPED)
        elif act != "broken" and row.seq is not None:
            return Claimed(row.seq, row.attempts, row.lane, act)
        work.session.flush()
    return outbox.next_run_at(work)


def recover(work: Work) -> None:
    """Take back what a dead sender held; only for a process that is alone.

    What it was sending may have arrived: a copy is better than a chat that stands still.
    """
    outbox.take_back(work, LEASE)


def _wait(work: Work, row: Outgoing) -> float:
    if row.kind is Kind.TOAST:
        return house.take_each(work, _ALL)
    every, burst = (_GROUP_EVERY, _GROUP_BURST) if row.lane < 0 else (_CHAT_EVERY, _CHAT_BURST)
    return house.take_each(work, _ALL, Rate(f"chat:{row.lane}", every, burst))


def _try(
    work: Work, policy: Policy, row: Outgoing, open_code: OpenCode
) -> Act | Literal["broken"] | None:
    """Render a row; one that cannot be rendered is put off alone, and all others go on."""
    try:
        with work.session.begin_nested():
            return _act(work, policy, row, open_code)
    except StaleRead:
        raise
    except Exception:
        logger.exception("row_not_rendered", extra={"row_id": row.seq, "attempt": row.attempts})
        if row.attempts >= _BROKEN_ATTEMPTS:
            outbox.finish(work, row, Fate.FAILED)
        row.run_at = work.now + _BROKEN_PAUSE * row.attempts
        return "broken"


def _act(work: Work, policy: Policy, row: Outgoing, open_code: OpenCode) -> Act | None:
    if row.expires_at is not None and row.expires_at < work.now:
        return None
    act: Act | None = None
    match row.kind:
        case Kind.REPLY:
            body = outbox.body_of(work, row)
            act = Send(row.lane, body["text"], from_json(body.get("keyboard")))
        case Kind.TOAST:
            body = outbox.body_of(work, row)
            act = Toast(body["callback_query_id"], body.get("text"), body.get("alert", False))
        case Kind.MENU if commands := rendering.menu(work, policy, row.lane):
            act = Menu(row.lane, commands)
        case Kind.NOTICE if said := rendering.notice(work, policy, row):
            act = Send(row.lane, said.text, said.keyboard)
        case Kind.CARD if text := rendering.new_card(work, policy, row):
            act = Send(row.lane, text, protect=True)
        case Kind.CARD_EDIT:
            act = _edit(work, policy, row, open_code)
        case Kind.CARD_WIPE:
            act = _wipe(work, policy, row)
        case _:
            pass
    return _in_topic(work, row, act) if isinstance(act, Send) else act


def _in_topic(work: Work, row: Outgoing, act: Send) -> Send:
    """Send it into the topic in which somebody waits for it."""
    return replace(act, topic=outbox.body_of(work, row).get("topic"))


def _edit(work: Work, policy: Policy, row: Outgoing, open_code: OpenCode) -> Act | None:
    cards = outbox.cards(work, row.order_no or "")
    if not cards:
        rendering.want_card(work, row)
        return None
    said = rendering.card(work, policy, row, open_code)
    if said is None:
        return None
    newest = cards[-1]
    if said.carries_code:
        newest.shows_code = True
    return Edit(newest.chat_id, newest.message_id, said.text, carries_code=said.carries_code)


def _wipe(work: Work, policy: Policy, row: Outgoing) -> Act | None:
    card = outbox.card(work, row.card_id or 0)
    if card is None or card.wiped_at is not None:
        return None
    return Wipe(card.chat_id, card.message_id, rendering.wiped_card(work, policy, row))

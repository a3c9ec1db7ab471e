"""Who watches an order beside its agent, and the one message in which each of them sees it."""

from datetime import timedelta

from handlers.services.rights.scope import may_know_order
from storage.engine.unit_of_work import Work
from storage.models.live_message import LiveMessage
from storage.models.order import Order
from storage.models.outbox import Kind
from storage.repositories import live_messages, outbox, people, team_groups

_TOGETHER = timedelta(seconds=2)
"""So long a live message waits, so that an order that is sent and taken at once is one message and
no edit. Nothing else waits behind it: it is the least urgent of its chat."""


def watchers(work: Work, order: Order) -> set[int]:
    """Return who hears of an order beside its agent: supervisors of its team, watching admins."""
    found = people.watchers(work, order.team)
    return {person.person_id for person in found if may_know_order(person, order)}


def follow(work: Work, order: Order) -> None:
    """Have everybody who watches an order see its newest state, in one silent message each.

    Whoever has such a message already goes on seeing it change, so that none stands there untrue.
    The order's own agent has a card and notices instead. The group of the team is one of those who
    watch.
    """
    shown = {live.chat_id: live for live in live_messages.of_order(work, order.order_no)}
    group = team_groups.of_team(work, order.team)
    wanted = watchers(work, order) | ({group.chat_id} if group else set())
    for chat_id in sorted((wanted | set(shown)) - {order.agent_id}):
        live = shown.get(chat_id) or live_messages.add(work, order.order_no, chat_id)
        if not outbox.live_row_waits(work, chat_id, live.live_id):
            _append(work, live)


def _append(work: Work, live: LiveMessage) -> None:
    row = outbox.row(work, live.chat_id, Kind.LIVE, subject_id=live.live_id)
    row.run_at = work.now + _TOGETHER
    outbox.append(work, row)

"""Renders a live message: how an order has gone so far, for somebody who watches it.

Each line of it has its time and stays true, so also a copy that nobody edits any more says nothing
untrue. (Telegram cannot tell us whether a message arrived before we died: then there are two.)
"""

from collections.abc import Iterator
from datetime import datetime

from handlers.messages.acts import Edit, Send
from handlers.messages.order_views import view
from handlers.messages.rendering import texts_of
from handlers.messages.texts import texts_for
from handlers.services.notices import loudness, team_groups
from handlers.services.notices.team_groups import GroupEnd
from handlers.services.notices.watching import watchers
from handlers.services.policy import Policy
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import may_know_order
from storage.engine.unit_of_work import Work
from storage.models.live_message import LiveMessage
from storage.models.order import Order
from storage.models.outbox import Notice, Outgoing
from storage.models.person import Person
from storage.models.preference import Loudness
from storage.repositories import audit_trail, live_messages, orders, outbox, people
from storage.repositories import team_groups as kept_groups

Step = tuple[datetime, Notice]
"""When an order took a step, and which: named as the notice that tells it."""
_STEPS = {notice.value: notice for notice in Notice}


def act(work: Work, policy: Policy, row: Outgoing) -> Send | Edit | None:
    """Render a live message from the newest state; None where nobody is to see it any more."""
    live = live_messages.get(work, row.subject_id)
    if live is None or outbox.is_outdone(work, row):
        return None
    order = orders.get(work, live.order_no)
    if order is None:
        return None
    rendered = _in_group if live.chat_id < 0 else _of_person
    return rendered(work, policy, live, order)


def _of_person(work: Work, policy: Policy, live: LiveMessage, order: Order) -> Send | Edit | None:
    reader = people.get(work, live.chat_id)
    if reader is None or not may_know_order(reader, order) or order.agent_id == reader.person_id:
        return None
    if live.message_id is None and not _is_wanted(work, reader, order):
        return None
    text = texts_of(reader, policy).live(view(work, order, reader), list(steps(work, order)))
    if live.message_id is None:
        return Send(live.chat_id, text, silent=True)
    return Edit(live.chat_id, live.message_id, text)


def _in_group(work: Work, policy: Policy, live: LiveMessage, order: Order) -> Send | Edit | None:
    """Render it for the group of the order's team, in the company's language."""
    group = kept_groups.of_team(work, order.team)
    if group is None or group.chat_id != live.chat_id:
        return None
    setter = people.get(work, group.set_by)
    if setter is None or not may(setter, Capability.WATCH_IN_GROUPS):
        team_groups.end_of_topic(work, group, GroupEnd.ADMIN_GONE)
        return None
    texts = texts_for(policy.default_language, policy.zone, policy.own_steps)
    text = texts.live_in_group(view(work, order, setter), list(steps(work, order)))
    if live.message_id is not None:
        return Edit(live.chat_id, live.message_id, text)
    return Send(live.chat_id, text, topic=group.topic, silent=True, only_in_topic=True)


def steps(work: Work, order: Order) -> Iterator[Step]:
    """Go through what happened to an order, in the sequence in which it was recorded.

    The audit trail only grows, so no line of a live message is ever taken back.
    """
    yield order.created_at, Notice.REQUESTED
    for entry in audit_trail.of_order(work, order.order_no):
        step = _STEPS.get((entry.after or "").lower())
        if step is not None and step is not Notice.REQUESTED:
            yield entry.at, step


def _is_wanted(work: Work, reader: Person, order: Order) -> bool:
    is_off = loudness.progress(work, reader) is Loudness.OFF
    return not is_off and reader.person_id in watchers(work, order)

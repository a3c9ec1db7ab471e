"""Buttons that choose from lists: people from before, and which orders to show."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.messages import list_data
from handlers.messages.keyboards import Button, Keyboard, draft_data
from handlers.messages.texts import Texts
from handlers.services.orders.search import Begin, OrderQuery, SearchDays, week_of
from storage.models.order_states import OrderGroup
from storage.repositories.order_lists import OrderPage
from storage.values import Inert

_CHOSEN = "✓ "
_MOST_PURPOSES = 6
_IN_A_ROW = 3


def people(nonce: str, labels: Sequence[str]) -> Keyboard:
    """Offer people from before, by their place in the draft: its data names nobody."""
    return [[Button(label, draft_data(nonce, f"pe.{at}"))] for at, label in enumerate(labels)]


def send_again(texts: Texts, order_no: str) -> Keyboard:
    """Offer to send once more to the beneficiary of an order."""
    return [[Button(texts.labels.send_again, f"again:{order_no}")]]


def order_list(
    texts: Texts, query: OrderQuery, page: OrderPage, today: date, *, watches: bool
) -> Keyboard:
    """Offer groups, days and the pages beside this one; pressing what is chosen takes it back."""
    labels = texts.labels
    by_status = (OrderGroup.WAITING, OrderGroup.COLLECTED, OrderGroup.BACK)
    of_days = [
        _days(labels.today, query, list_data.TODAY, is_chosen=query.days == SearchDays(today)),
        _days(labels.this_week, query, list_data.THIS_WEEK, is_chosen=query.days == week_of(today)),
    ]
    if watches:
        of_days.append(_group(texts, query, OrderGroup.NEEDS_PEOPLE))
    rows = [[_group(texts, query, each) for each in by_status], of_days]
    turning = list(_pages(texts, query, page))
    return [*rows, turning] if turning else rows


def purposes(query: OrderQuery, codes: Sequence[str]) -> Keyboard:
    """Offer the first purposes to look for, and the one that is looked for; others are written."""
    shown = list(codes[:_MOST_PURPOSES]) if len(codes) > 1 else []
    if query.purpose is not None and query.purpose not in shown:
        shown = [query.purpose, *shown[: _MOST_PURPOSES - 1]]
    buttons = [_purpose(query, code) for code in shown]
    return [buttons[at : at + _IN_A_ROW] for at in range(0, len(buttons), _IN_A_ROW)]


def _purpose(query: OrderQuery, code: str) -> Button:
    is_chosen = query.purpose == code
    changed = replace(query, purpose=None if is_chosen else code)
    return Button(_label(code, is_chosen=is_chosen), list_data.encode(changed))


def instead(texts: Texts, query: OrderQuery) -> list[Button]:
    """Offer a sum to look for, where what was read as a day may have been meant so."""
    return [Button(texts.of_sum(query.amount or 0), list_data.encode(query))]


def is_ticked(keyboard: Keyboard) -> bool:
    """Say whether anything is chosen that a press takes back."""
    return any(button.label.startswith(_CHOSEN) for row in keyboard for button in row)


def agents(query: OrderQuery, found: Sequence[tuple[int, Inert]]) -> Keyboard:
    """Offer agents to choose from, where several have the name that was written."""
    return [
        [Button(name, list_data.encode(replace(query, agent_id=person_id)))]
        for person_id, name in found
    ]


def _group(texts: Texts, query: OrderQuery, group: OrderGroup) -> Button:
    is_chosen = query.group is group
    changed = replace(query, group=None if is_chosen else group)
    return Button(_label(texts.group(group), is_chosen=is_chosen), list_data.encode(changed))


def _days(label: str, query: OrderQuery, days: str, *, is_chosen: bool) -> Button:
    data = list_data.encode(query, days="" if is_chosen else days)
    return Button(_label(label, is_chosen=is_chosen), data)


def _label(label: str, *, is_chosen: bool) -> str:
    return f"{_CHOSEN}{label}" if is_chosen else label


def _pages(texts: Texts, query: OrderQuery, page: OrderPage) -> Iterator[Button]:
    labels = texts.labels
    if page.newer is not None:
        yield Button(labels.previous, list_data.encode(query, Begin(page.newer, newer=True)))
    if page.older is not None:
        label = labels.look_further if page.looked_back_to else labels.next
        yield Button(label, list_data.encode(query, Begin(page.older)))

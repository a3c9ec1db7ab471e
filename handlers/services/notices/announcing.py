"""Telling people: every change is a row for each of its readers, in the same transaction."""

from collections.abc import Iterable
from datetime import timedelta

from handlers.services.notices.loudness import needs_a_watcher, only_admins_can_mend
from handlers.services.notices.watching import follow, watchers
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.outbox import Card, Kind, Notice
from storage.repositories import orders, outbox, people

_FOR_AGENT = frozenset(Notice) - {
    Notice.REQUESTED,
    Notice.ISSUED,
    Notice.ECHO,
    Notice.UNRESOLVED,
    Notice.SENDING_STOPPED,
    Notice.SENDING_RESUMED,
    Notice.UNREACHABLE,
    Notice.UPDATES_TAKEN,
    Notice.UPDATES_SHARED,
    Notice.PROPOSAL_ENDED,
}
"""The agent's card says the rest. What needs people is not for the agent to mend."""
_FOR_ADMINS = frozenset(
    {
        Notice.CODE_MISSING,
        Notice.CODE_MALFORMED,
        Notice.ECHO,
        Notice.LATE_EVIDENCE,
        Notice.CONTRADICTION,
        Notice.UNRESOLVED,
    }
)
"""Every admin is paged with these, whether they watch orders or not."""


def announce(work: Work, order: Order, notice: Notice, actor_id: int | None = None) -> None:
    """Tell an order's readers of a change, each once; the actor knows already.

    Those who watch it see every change in their live message. A message of its own, with a sound,
    they get only of what somebody must do something about.
    """
    readers: set[int] = set()
    if notice in _FOR_AGENT:
        readers.add(order.agent_id)
    if needs_a_watcher(order, notice):
        readers.update(watchers(work, order))
    if notice in _FOR_ADMINS or only_admins_can_mend(order, notice):
        readers.update(person.person_id for person in people.admins(work))
    tell(work, readers - {actor_id}, notice, order.order_no, order.order_no)
    follow(work, order)


def tell(
    work: Work,
    readers: Iterable[int],
    notice: Notice,
    subject: str,
    order_no: str | None = None,
    subject_id: int | None = None,
) -> None:
    """Append one notice a reader; `subject` is what makes the notice unique."""
    for reader in sorted(readers):
        row = outbox.row(
            work,
            reader,
            Kind.NOTICE,
            notice=notice,
            order_no=order_no,
            subject_id=subject_id,
            dedup=f"{notice}:{subject}:{reader}",
        )
        outbox.append(work, row)


def refresh_card(work: Work, order: Order) -> None:
    """Bring the order's card up to date, unless an update of it waits already.

    Wipes overtake it, so it never fills a card that is about to go.
    """
    for waiting in outbox.open_rows_of(work, order.order_no):
        if waiting.kind in {Kind.CARD, Kind.CARD_EDIT} and waiting.attempts == 0:
            return
    outbox.append(work, outbox.row(work, order.agent_id, Kind.CARD_EDIT, order_no=order.order_no))


def wipe_cards(work: Work, order: Order, *, keep_newest: bool = False) -> None:
    """Take the code out of the order's cards, and the cards out of the chat."""
    cards = list(outbox.cards(work, order.order_no))
    for card in cards[:-1] if keep_newest else cards:
        _wipe(work, card)


def wipe_chat(work: Work, chat_id: int) -> None:
    """Take every code out of a chat, of every order."""
    for card in outbox.cards_in(work, chat_id):
        _wipe(work, card)


def _wipe(work: Work, card: Card) -> None:
    row = outbox.row(
        work,
        card.chat_id,
        Kind.CARD_WIPE,
        order_no=card.order_no,
        card_id=card.card_id,
        dedup=f"wipe:{card.card_id}",
    )
    outbox.append(work, row)


def sweep_cards(work: Work) -> int:
    """Wipe the cards of ended orders that nothing else has wiped."""
    left = outbox.cards_left(work)
    for order_no in left:
        order = orders.get(work, order_no)
        if order is not None:
            wipe_cards(work, order)
    return len(left)


STALE_TOAST = timedelta(seconds=140)
"""Telegram forgets a button press after about 150 s (measurements.md, 2.2)."""

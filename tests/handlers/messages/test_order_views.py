"""An order whose personal data no key opens is still told of, and holds up no chat."""

from handlers.messages.order_views import OrderView, view
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Fate, Kind, Outgoing
from storage.repositories import orders, outbox
from tests.factories import AGENT, SUPERVISOR, World


def _view(world: World, number: str, *, own: bool) -> OrderView:
    reader = world.person(AGENT if own else SUPERVISOR)

    def look(work: Work) -> OrderView:
        order = orders.get(work, number)
        assert order is not None
        return view(work, order, reader)

    return world.do(look)


def test_an_order_is_shown_in_full_to_its_agent_and_masked_to_others(world: World) -> None:
    number = world.keep(OrderStatus.ISSUED)
    own, others = _view(world, number, own=True), _view(world, number, own=False)
    assert (own.name, own.phone) == ("Siti Aminah", "0812-3456-7890")
    assert (others.name, others.phone) == ("S••• A•••", "08••-••••-7890")


def test_of_an_order_that_cannot_be_read_everything_else_is_shown(both_worlds: World) -> None:
    for spoilt in ({"name_sealed": b"k1:spoilt"}, {"phone_sealed": b"gone:spoilt"}):
        number = both_worlds.keep(OrderStatus.PAID)
        both_worlds.change_order(number, **spoilt)
        for own in (True, False):
            seen = _view(both_worlds, number, own=own)
            assert (seen.order_no, seen.status, seen.name, seen.phone) == (
                number,
                OrderStatus.PAID,
                "?",
                "?",
            )


def test_everybody_hears_that_an_unreadable_order_was_cancelled_and_no_chat_stands_still(
    both_worlds: World,
) -> None:
    number = both_worlds.request()
    both_worlds.change_order(number, name_sealed=b"k1:spoilt")
    assert both_worlds.claim() is None
    assert both_worlds.order(number).status is OrderStatus.CANCELLED
    both_worlds.do(_say_hello)
    telegram = both_worlds.telegram()
    telegram.drain()
    for reader in (AGENT, SUPERVISOR):
        assert number in telegram.seen_by(reader)
        assert "ancelled before it was sent" in telegram.seen_by(reader)
        assert both_worlds.waiting(reader) == []
    assert "hello" in telegram.seen_by(AGENT)
    assert Fate.FAILED not in {row.fate for row in both_worlds.rows(Outgoing)}


def _say_hello(work: Work) -> None:
    outbox.append(work, outbox.row(work, AGENT, Kind.REPLY), {"text": "hello"})

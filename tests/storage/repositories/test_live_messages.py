"""Live messages are kept while an order may still change, and then forgotten."""

from datetime import timedelta

from storage.engine.unit_of_work import Work
from storage.models.live_message import LiveMessage
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind
from storage.repositories import live_messages, outbox
from tests.factories import SUPERVISOR, World

LONG_AGO = timedelta(days=31)


def test_those_of_orders_that_ended_long_ago_are_forgotten(both_worlds: World) -> None:
    now = both_worlds.clock.now
    old = both_worlds.keep(OrderStatus.PAID, ended_at=now - LONG_AGO)
    still_to_be_shown = both_worlds.keep(OrderStatus.PAID, ended_at=now - LONG_AGO)
    young = both_worlds.keep(OrderStatus.PAID, ended_at=now - timedelta(days=29))
    open_ = both_worlds.keep(OrderStatus.ISSUED, created_at=now - LONG_AGO)

    def keep(work: Work) -> None:
        for number in (old, still_to_be_shown, young, open_):
            live = live_messages.add(work, number, SUPERVISOR)
            if number == still_to_be_shown:
                row = outbox.row(work, SUPERVISOR, Kind.LIVE, subject_id=live.live_id)
                outbox.append(work, row)

    both_worlds.do(keep)
    both_worlds.do(live_messages.forget_ended)
    left = {live.order_no for live in both_worlds.rows(LiveMessage)}
    assert left == {still_to_be_shown, young, open_}

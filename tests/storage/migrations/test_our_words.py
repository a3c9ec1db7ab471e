"""Migration 0012: the provider's codes become our words, and back, on both engines."""

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from handlers.services.provider_answers import ProviderStatus
from storage.engine import schema
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.repositories import phone_tails, stored_callbacks
from tests.factories import World

BEFORE = {"permata": "C013", "alfamart": "alf", "indomaret": "imr"}
CLAIMS = {"process": "1", "success": "2", "failed": "4", "reversed": "5"}
CHANNELS = "SELECT channel FROM orders ORDER BY order_no"
STATUSES = "SELECT claimed_status FROM callbacks ORDER BY seq"


def down(engine: Engine) -> None:
    command.downgrade(schema._config(engine), "0011")


def column(engine: Engine, query: str) -> list[str | None]:
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(text(query))]


def test_channels_of_stored_orders_are_our_words_and_the_rows_are_the_same(
    both_worlds: World,
) -> None:
    numbers = [both_worlds.keep(OrderStatus.ISSUED, channel=channel) for channel in Channel]
    before = {number: both_worlds.order(number) for number in numbers}
    engine = both_worlds.database.engine
    ours = column(engine, CHANNELS)
    down(engine)
    assert column(engine, CHANNELS) == [BEFORE[word or ""] for word in ours]
    schema.migrate(engine)
    schema.check(engine)
    assert column(engine, CHANNELS) == ours
    both_worlds.do(phone_tails.fill_some)  # what a later migration has dropped
    for number, order in before.items():
        assert both_worlds.order(number) == order


def test_what_callbacks_claimed_is_said_in_our_words(both_worlds: World) -> None:
    engine = both_worlds.database.engine
    assert list(CLAIMS) == list(ProviderStatus)
    for word in (*CLAIMS, None):
        both_worlds.do(stored_callbacks.store, "202601020001", f"{word}", word)
    down(engine)
    assert column(engine, STATUSES) == [*CLAIMS.values(), None]
    schema.migrate(engine)
    assert column(engine, STATUSES) == [*CLAIMS, None]


def test_a_replica_of_the_version_before_may_still_append_its_orders(both_worlds: World) -> None:
    number = both_worlds.keep(OrderStatus.ISSUED)
    engine = both_worlds.database.engine
    with engine.begin() as connection:
        connection.execute(text("UPDATE orders SET channel = 'C013'"))
    assert both_worlds.order(number).channel is Channel.PERMATA
    down(engine)
    assert column(engine, CHANNELS) == ["C013"]
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("UPDATE orders SET channel = 'permata'"))
    schema.migrate(engine)
    assert column(engine, CHANNELS) == ["permata"]

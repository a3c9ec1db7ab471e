"""Both databases keep the same facts the same way."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import select

from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.person import Person
from storage.models.policy import PolicyVersion, Threshold
from tests.factories import AGENT, World

WIB = timezone(timedelta(hours=7))
BEYOND_32_BITS = 9_007_199_254_740_991


def test_times_come_back_aware_and_in_utc(both_worlds: World) -> None:
    moment = datetime(2026, 3, 1, 6, 30, 15, 123456, tzinfo=WIB)
    entry = AuditEntry(at=moment, act=Act.LIMITS)
    both_worlds.do(lambda work: work.session.add(entry))
    found = both_worlds.rows(AuditEntry)[0]
    assert found.at == moment
    assert found.at.tzinfo is UTC


def test_times_compare_across_zones_in_the_database(both_worlds: World) -> None:
    entry = AuditEntry(at=datetime(2026, 3, 1, 6, 30, tzinfo=WIB), act=Act.LIMITS)
    both_worlds.do(lambda work: work.session.add(entry))

    def found(work: Work, before: datetime) -> int:
        return len(work.session.exec(select(AuditEntry).where(AuditEntry.at < before)).all())

    assert both_worlds.do(found, datetime(2026, 2, 28, 23, 30, 1, tzinfo=UTC)) == 1
    assert both_worlds.do(found, datetime(2026, 2, 28, 23, 30, 0, tzinfo=UTC)) == 0


def test_a_time_without_a_zone_is_refused(both_worlds: World) -> None:
    naive = datetime(2026, 3, 1)  # noqa: DTZ001 - the very thing that must not get in
    query = select(AuditEntry).where(AuditEntry.at < naive)
    with pytest.raises(StatementError, match="without a zone"):
        both_worlds.do(lambda work: work.session.exec(query).all())


def test_telegram_ids_and_rupiah_need_more_than_32_bits(both_worlds: World) -> None:
    both_worlds.change_order(both_worlds.request(), agent_id=BEYOND_32_BITS, amount=BEYOND_32_BITS)
    kept = both_worlds.rows(Order)[0]
    assert (kept.agent_id, kept.amount) == (BEYOND_32_BITS, BEYOND_32_BITS)


def test_thresholds_take_large_amounts(both_worlds: World) -> None:
    both_worlds.limit({Threshold.COMPANY_DAY: BEYOND_32_BITS})
    assert both_worlds.rows(PolicyVersion)[0].amount == BEYOND_32_BITS


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders SET money = 'LOST'",
        "UPDATE orders SET money = ''",
        "UPDATE orders SET code = 'issued'",
        "UPDATE orders SET channel = ''",
        "UPDATE orders SET channel = NULL",
        "UPDATE orders SET amount = 0",
        "UPDATE orders SET amount = -100000",
        "UPDATE orders SET money = NULL",
        "UPDATE orders SET order_no = NULL",
        "UPDATE orders SET confirm_token = NULL",
        "UPDATE people SET role = 'owner'",
        "UPDATE people SET standing = 'gone'",
        "UPDATE outgoing SET kind = 'shout'",
        "UPDATE outgoing SET notice = 'gossip'",
        "UPDATE outgoing SET fate = 'lost'",
    ],
)
def test_the_database_itself_refuses_what_no_program_means(
    both_worlds: World, statement: str
) -> None:
    both_worlds.request()
    with pytest.raises(IntegrityError):
        both_worlds.do(lambda work: work.session.connection().execute(text(statement)))


def test_enums_are_kept_by_their_value(both_worlds: World) -> None:
    both_worlds.request()
    query = text("SELECT channel, money FROM orders")
    row = both_worlds.do(lambda work: work.session.connection().execute(query).one())
    assert tuple(row) == ("permata", "REQUESTED")


@pytest.mark.parametrize(
    ("word", "channel"),
    [("C013", Channel.PERMATA), ("alf", Channel.ALFAMART), ("imr", Channel.INDOMARET)],
)
def test_a_channel_that_an_older_replica_has_written_is_read(
    both_worlds: World, word: str, channel: Channel
) -> None:
    number = both_worlds.request()
    _say_channel(both_worlds, word)
    assert both_worlds.order(number).channel is channel
    both_worlds.change_order(number, code_shown=1)
    assert both_worlds.order(number).channel is channel


def test_a_channel_that_this_program_does_not_know_is_neither_read_nor_written(
    both_worlds: World,
) -> None:
    number = both_worlds.request()
    with pytest.raises(StatementError, match="bank"):
        both_worlds.change_order(number, channel="bank")
    _say_channel(both_worlds, "bank")
    with pytest.raises(LookupError):
        both_worlds.order(number)


def _say_channel(world: World, word: str) -> None:
    statement = text("UPDATE orders SET channel = :word")
    world.do(lambda work: work.session.connection().execute(statement, {"word": word}))


def test_people_are_known_by_their_64_bit_ids(both_worlds: World) -> None:
    assert AGENT in {person.person_id for person in both_worlds.rows(Person)}

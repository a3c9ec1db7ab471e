"""The figures of a digest: each equals a plain count, and none costs more than its own orders."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from handlers.services.policy import Policy
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import ENDED, Code, OrderStatus, Review
from storage.repositories import digest_figures
from storage.repositories.digest_figures import LISTED, DigestFigures
from storage.repositories.order_streams import Whose
from tests.bench.many_orders import fill
from tests.factories import AGENT, OTHER_AGENT, OTHER_TEAM, SUPERVISOR, TEAM, World
from tests.fakes import Clock

ALL, SUPERVISORS = Whose(everything=True), Whose(agent_id=SUPERVISOR, team=TEAM)
HOUR = timedelta(hours=1)
_REVIEWS = ("", "", "", "unresolved", "echo,late_evidence")


def _keep_some(world: World, chance: random.Random, count: int) -> None:
    begin = world.clock.now
    for _ in range(count):
        world.clock.now = begin - HOUR * chance.randrange(60)
        status = chance.choice(list(OrderStatus))
        issued = status in {OrderStatus.ISSUED, OrderStatus.PAID}
        world.keep(
            status,
            agent_id=chance.choice([AGENT, OTHER_AGENT, SUPERVISOR]),
            team=chance.choice([TEAM, OTHER_TEAM, ""]),
            amount=chance.randrange(1, 16) * 100_000,
            purpose=chance.choice([None, "FOOD", "WATER"]),
            code=chance.choice([Code.NONE, Code.SEALED, Code.MISSING]),
            review=chance.choice(_REVIEWS),
            ended_at=world.clock.now if status in ENDED else None,
            issued_at=world.clock.now if issued else None,
            expires_at=chance.choice([None, begin + HOUR, begin - HOUR]) if issued else None,
        )
    world.clock.now = begin


def _theirs(whose: Whose, order: Order) -> bool:
    return whose.everything or order.team == whose.team or order.agent_id == whose.agent_id


def _look(world: World, whose: Whose) -> DigestFigures:
    now = world.clock.now
    return world.do(digest_figures.read, whose, now - HOUR * 24, now)


@pytest.mark.parametrize("whose", [ALL, SUPERVISORS, Whose(agent_id=AGENT)])
@pytest.mark.parametrize("seed", range(3))
def test_every_figure_equals_a_plain_count(both_worlds: World, whose: Whose, seed: int) -> None:
    _keep_some(both_worlds, random.Random(seed), 80)  # noqa: S311 - to be repeated, not to be secret
    now = both_worlds.clock.now
    known = [order for order in both_worlds.rows(Order) if _theirs(whose, order)]
    counts: Counter[tuple[Any, ...]] = Counter()
    sums: Counter[tuple[Any, ...]] = Counter()
    for order in known:
        if now - HOUR * 24 <= order.created_at < now:
            expired = order.status is OrderStatus.ISSUED and order.code_ended(now)
            reviews = frozenset(order.reviews())
            whose_and_what = (order.agent_id, order.purpose, order.status)
            key = (*whose_and_what, order.code, reviews, expired)
            counts[key] += 1
            sums[key] += order.amount
    figures = _look(both_worlds, whose)
    seen = {
        (
            *(each.agent_id, each.purpose, each.status),
            *(each.code, each.reviews, each.expired),
        ): each
        for each in figures.sums
    }
    assert {key: each.count for key, each in seen.items()} == dict(counts)
    assert {key: each.amount for key, each in seen.items()} == dict(sums)
    unsettled = sorted(
        (order.created_at, order.order_no)
        for order in known
        if order.ended_at is None or order.review
    )
    assert figures.unsettled_count == len(unsettled)
    assert [(each.created_at, each.order_no) for each in figures.unsettled] == unsettled[:LISTED]
    assert unsettled, "the seed must show something"


def test_begin_and_end_are_each_in_one_digest_only(both_worlds: World) -> None:
    now = both_worlds.clock.now
    number = both_worlds.keep(OrderStatus.UNKNOWN, review=Review.UNRESOLVED.value)
    before = both_worlds.do(digest_figures.read, ALL, now - HOUR, now)
    after = both_worlds.do(digest_figures.read, ALL, now, now + HOUR)
    assert [sum(each.count for each in found.sums) for found in (before, after)] == [0, 1]
    assert [each.order_no for each in before.unsettled] == [number], "it is unsettled all the same"


@pytest.mark.postgres
def test_all_figures_are_of_one_moment(postgres_world: World) -> None:
    statements: list[str] = []
    event.listen(
        postgres_world.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, sql, *_rest: statements.append(sql),
    )
    _look(postgres_world, ALL)
    assert len([sql for sql in statements if "FROM orders" in sql]) == 1


def _explained(world: World, how: str, whose: Whose, *first: str) -> list[Any]:
    def explain(work: Work) -> list[Any]:
        asked: list[tuple[str, Any]] = []

        def note(_connection: Any, _cursor: Any, sql: str, given: Any, *_: Any) -> None:  # noqa: ANN401 - DBAPI
            if "FROM orders" in sql:
                asked.append((sql, given))

        event.listen(work.session.get_bind(), "before_cursor_execute", note)
        now = world.clock.now
        digest_figures.read(work, whose, now - HOUR, now)
        event.remove(work.session.get_bind(), "before_cursor_execute", note)
        ((sql, given),) = asked
        for each in first:
            work.session.connection().exec_driver_sql(each)
        plan = work.session.connection().exec_driver_sql(f"{how} {sql}", given)
        return [row[-1] for row in plan]

    return world.do(explain)


BENCH_TEAM = Whose(agent_id=51, team="team 1")


@pytest.mark.parametrize("whose", [ALL, BENCH_TEAM], ids=["all", "team"])
def test_sqlite_reads_along_indexes(
    sqlite: Database, clock: Clock, policy: Policy, whose: Whose
) -> None:
    world = World(sqlite, clock, policy)
    world.do(fill, 3_000)
    plan = _explained(world, "EXPLAIN QUERY PLAN", whose)
    reads = [step for step in plan if " orders" in step]
    assert reads
    assert all("INDEX ix_orders_" in step for step in reads), plan


@pytest.mark.postgres
def test_postgresql_reads_no_more_than_the_digest_is_of(
    postgres: Database, clock: Clock, policy: Policy
) -> None:
    world = World(postgres, clock, policy)
    world.do(fill, 5_000)
    world.do(lambda work: work.session.connection().execute(text("ANALYZE orders")))
    for whose in (ALL, BENCH_TEAM):
        (found,) = _explained(
            world, "EXPLAIN (ANALYZE, FORMAT JSON)", whose, "SET LOCAL enable_seqscan = off"
        )[0]
        assert '"Seq Scan"' not in str(found).replace("'", '"'), found

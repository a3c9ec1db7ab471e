"""Lists of orders: what is on each page, and that no page reads more than it needs."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import pairwise, product
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from handlers.services.policy import Policy
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order_states import ENDED, OrderGroup, OrderStatus
from storage.repositories import order_lists
from storage.repositories.order_lists import LOOKED_THROUGH, PAGE, OrderPage, PageStart
from storage.repositories.order_streams import Wanted, Whose
from tests.bench.many_orders import SEARCHES, fill
from tests.factories import AGENT, OTHER_AGENT, OTHER_TEAM, PHONE, TEAM, World
from tests.fakes import Clock

ALL, OWN = Whose(everything=True), Whose(agent_id=AGENT)


def keep(world: World, status: OrderStatus = OrderStatus.PAID, **fields: Any) -> str:  # noqa: ANN401 - columns of Order
    """Keep an order; a minute passes."""
    world.clock.now += timedelta(minutes=1)
    ended = world.clock.now if status in ENDED else None
    return world.keep(status, ended_at=ended, **fields)


def look(
    world: World,
    whose: Whose = ALL,
    place: PageStart | None = None,
    /,
    **wanted: Any,  # noqa: ANN401 - fields of Wanted
) -> OrderPage:
    return world.do(order_lists.page, whose, Wanted(**wanted), place)


def numbers(page: OrderPage) -> list[str]:
    return [order.order_no for order in page.orders]


def behind(world: World, number: str | None, *, newer: bool = False) -> PageStart:
    key = world.do(order_lists.key_of, ALL, number or "")
    assert key is not None
    return PageStart(key, newer)


def walk(world: World, whose: Whose = ALL, /, **wanted: Any) -> list[list[str]]:  # noqa: ANN401 - the same
    """Turn page after page to the end; return what is on each."""
    pages = [look(world, whose, **wanted)]
    while pages[-1].older is not None:
        pages.append(look(world, whose, behind(world, pages[-1].older), **wanted))
    return [numbers(page) for page in pages]


def test_lists_show_the_newest_first_and_only_whose_they_may(both_worlds: World) -> None:
    old, new = keep(both_worlds), keep(both_worlds)
    theirs = keep(both_worlds, agent_id=OTHER_AGENT, team=OTHER_TEAM)
    mine_there = keep(both_worlds, team=OTHER_TEAM)
    assert numbers(look(both_worlds)) == [mine_there, theirs, new, old]
    assert numbers(look(both_worlds, OWN)) == [mine_there, new, old]
    assert numbers(look(both_worlds, Whose(OTHER_AGENT))) == [theirs]
    followed = Whose(agent_id=AGENT, team=OTHER_TEAM)
    assert numbers(look(both_worlds, followed)) == [mine_there, theirs, new, old]
    assert numbers(look(both_worlds, Whose(404, TEAM))) == [new, old]
    assert numbers(look(both_worlds, Whose(404))) == []
    assert numbers(look(both_worlds, Whose())) == []


def test_each_thing_can_be_looked_for_and_all_of_them_together(both_worlds: World) -> None:
    now = both_worlds.clock.now
    wanted = keep(
        both_worlds, OrderStatus.ISSUED, review="unresolved", amount=700_000, purpose="FOOD"
    )
    other = keep(both_worlds, OrderStatus.FAILED, agent_id=OTHER_AGENT)
    paid = keep(both_worlds)
    kinds: list[tuple[dict[str, Any], list[str]]] = [
        ({"group": OrderGroup.WAITING}, [wanted]),
        ({"group": OrderGroup.COLLECTED}, [paid]),
        ({"group": OrderGroup.BACK}, [other]),
        ({"group": OrderGroup.NEEDS_PEOPLE}, [wanted]),
        ({"since": now + timedelta(minutes=2)}, [paid, other]),
        ({"before": now + timedelta(minutes=2)}, [wanted]),
        ({"agent_id": OTHER_AGENT}, [other]),
        ({"tail": PHONE.tail}, [paid, other, wanted]),
        ({"tail": "0000"}, []),
        ({"amount": 700_000}, [wanted]),
        ({"amount": 700_001}, []),
        ({"purpose": "FOOD"}, [wanted]),
        ({"purpose": "OTHER"}, []),
    ]
    for given, found in kinds:
        assert numbers(look(both_worlds, **given)) == found, given
        assert numbers(look(both_worlds, Whose(404, "Solo"), **given)) == [], given
        assert numbers(look(both_worlds, Whose(), **given)) == [], given
        mine = [each for each in found if each != other]
        assert numbers(look(both_worlds, OWN, **given)) == mine, given
    everything = {
        "group": OrderGroup.WAITING, "tail": PHONE.tail, "amount": 700_000, "agent_id": AGENT,
        "purpose": "FOOD",
        "since": now, "before": now + timedelta(hours=1),
    }  # fmt: skip
    assert numbers(look(both_worlds, Whose(404, TEAM), **everything)) == [wanted]
    for name, value in (("group", OrderGroup.BACK), ("tail", "1111"), ("agent_id", 404)):
        assert numbers(look(both_worlds, **everything | {name: value})) == []


@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_status_is_in_one_group(world: World, status: OrderStatus) -> None:
    number = keep(world, status)
    groups = (OrderGroup.WAITING, OrderGroup.COLLECTED, OrderGroup.BACK)
    assert [numbers(look(world, group=group)) for group in groups].count([number]) == 1
    assert numbers(look(world, group=OrderGroup.NEEDS_PEOPLE)) == []


def _filled(world: World, count: int) -> None:
    world.do(fill, count)


@pytest.mark.parametrize("total", [1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1])
def test_pages_hold_every_order_once_whatever_their_number(world: World, total: int) -> None:
    _filled(world, total)
    pages = walk(world)
    found = [number for page in pages for number in page]
    assert found == sorted(found, reverse=True)
    assert (len(found), len(pages)) == (total, -(-total // PAGE))


def test_orders_of_the_same_moment_are_not_lost_between_pages(both_worlds: World) -> None:
    at = both_worlds.clock.now
    kept = [both_worlds.keep(OrderStatus.PAID, created_at=at) for _ in range(2 * PAGE + 1)]
    pages = walk(both_worlds)
    assert [number for page in pages for number in page] == sorted(kept, reverse=True)


def test_turning_back_shows_the_same_pages(world: World) -> None:
    _filled(world, 3 * PAGE + 1)
    forward = walk(world)
    page = look(world, ALL, behind(world, forward[2][-1]))
    back = [numbers(page)]
    while page.newer is not None:
        page = look(world, ALL, behind(world, page.newer, newer=True))
        back.append(numbers(page))
    assert back == forward[::-1]
    assert page.older == forward[0][-1]


def test_before_a_short_first_page_comes_a_whole_one(world: World) -> None:
    _filled(world, PAGE + 2)
    page = look(world, ALL, behind(world, numbers(look(world))[1], newer=True))
    assert len(page.orders) == PAGE
    assert page.newer is None


def test_an_order_made_meanwhile_shifts_no_page(both_worlds: World) -> None:
    _filled(both_worlds, 2 * PAGE)
    first = look(both_worlds)
    keep(both_worlds)
    second = look(both_worlds, ALL, behind(both_worlds, first.older))
    assert not set(numbers(second)) & set(numbers(first))
    assert len(second.orders) == PAGE


def test_what_no_index_tells_is_looked_for_piece_by_piece_and_each_says_how_far(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_lists, "LOOKED_THROUGH", 20)
    _filled(world, 220)
    rare = world.keep(
        OrderStatus.PAID, agent_id=1, amount=450_000, created_at=world.clock.now - timedelta(days=9)
    )
    whose = Whose(agent_id=1, team="team 1")
    pages = [look(world, whose, amount=450_000)]
    while pages[-1].older is not None:
        pages.append(look(world, whose, behind(world, pages[-1].older), amount=450_000))
    assert [numbers(page) for page in pages][-1] == [rare]
    assert len(pages) > 1
    *before, last = [page.looked_back_to for page in pages]
    assert last is None
    moments = [each for each in before if each is not None]
    assert len(moments) == len(before)
    assert all(later > earlier for later, earlier in pairwise(moments))


@pytest.mark.parametrize("wanted", [{"group": OrderGroup.BACK}, {"amount": 300_000}])
def test_piece_by_piece_nothing_is_lost_between_two_indexes(
    world: World, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any]
) -> None:
    """So many of the team's orders reach less far than as many of the supervisor's own."""
    _filled(world, 230)
    whose = Whose(agent_id=7, team="team 1")
    whole = [number for page in walk(world, whose, **wanted) for number in page]
    monkeypatch.setattr(order_lists, "LOOKED_THROUGH", 3)
    pieces = [number for page in walk(world, whose, **wanted) for number in page]
    assert pieces == whole
    assert len(whole) > 1
    back: set[str] = set()
    begin: str | None = whole[-1]
    while begin is not None:
        page = look(world, whose, behind(world, begin, newer=True), **wanted)
        back |= set(numbers(page))
        begin = page.newer
    assert back == set(whole[:-1])


def _searches(world: World) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give each search from the newest on, from the middle to older ones, and to newer ones."""
    middle = f"{900_000_000_000 - 2_500}"
    places = (None, behind(world, middle), behind(world, middle, newer=True))
    for (name, (whose, wanted)), place in product(SEARCHES.items(), places):
        yield name, partial(world.do, order_lists.page, whose, wanted, place)


def _explained(world: World, how: str, search: Callable[[], object], *first: str) -> list[Any]:
    """Return how the database goes about each statement of a search."""
    engine: Engine = world.database.engine
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, given: Any, *_: object) -> None:  # noqa: ANN401 - a driver's parameters
        asked.append((sql, given))

    event.listen(engine, "before_cursor_execute", note)
    search()
    event.remove(engine, "before_cursor_execute", note)

    def explain(work: Work) -> list[Any]:
        connection = work.session.connection()
        for setting in first:
            connection.exec_driver_sql(setting)
        plans = [connection.exec_driver_sql(f"{how} {sql}", given) for sql, given in asked]
        return [row[-1] for plan in plans for row in plan]

    return world.do(explain)


def test_sqlite_reads_every_search_along_an_index_in_the_order_of_the_list(
    sqlite: Database, clock: Clock, policy: Policy
) -> None:
    world = World(sqlite, clock, policy)
    _filled(world, 5_000)
    for name, search in _searches(world):
        plan = _explained(world, "EXPLAIN QUERY PLAN", search)
        reads = [step for step in plan if " orders" in step]
        assert reads, name
        by_number = "SEARCH orders USING INDEX sqlite_autoindex_orders_1 (order_no=?)"
        assert all("INDEX ix_orders_" in step or step == by_number for step in reads), (name, plan)
        # Only what was looked through may be sorted once more.
        sorts = [step for step in plan if "TEMP B-TREE" in step]
        assert len(sorts) <= sum("CO-ROUTINE" in step for step in plan), (name, plan)


@pytest.mark.postgres
def test_postgresql_reads_no_more_orders_than_a_page_looks_through(
    postgres: Database, clock: Clock, policy: Policy
) -> None:
    world = World(postgres, clock, policy)
    _filled(world, 5_000)
    world.do(lambda work: work.session.connection().execute(text("ANALYZE orders")))
    for name, search in _searches(world):
        for (found,) in _explained(world, "EXPLAIN (ANALYZE, FORMAT JSON)", search, *_AS_IF_LARGE):
            scans = [each for each in _steps(found["Plan"]) if "Scan" in each["Node Type"]]
            assert "Seq Scan" not in {each["Node Type"] for each in scans}, (name, found)
            read = sum(
                each["Actual Rows"] + each.get("Rows Removed by Filter", 0)
                for each in scans
                if each.get("Relation Name") == "orders"
            )
            assert read <= LOOKED_THROUGH, (name, found)


_AS_IF_LARGE = ("SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off")
"""In a small table reading and sorting all of it is as quick, so PostgreSQL may prefer that."""


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from _steps(each)

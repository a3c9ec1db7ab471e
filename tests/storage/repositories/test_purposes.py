"""Purposes: which are offered, what their orders take, and their sums for reports."""

from typing import Any

import pytest
from sqlalchemy import event, text

from storage.models.order_states import CLOSED, OrderStatus
from storage.repositories import purposes
from storage.repositories.order_streams import Whose
from storage.repositories.purposes import Spending
from tests.factories import OTHER_TEAM, TEAM, World, a_policy

BACK = {*CLOSED, OrderStatus.FAILED, OrderStatus.REVERSED}
ALL = Whose(everything=True)


def test_a_teams_default_comes_first_and_what_is_off_not_at_all(both_worlds: World) -> None:
    world = both_worlds
    for code, name in (("WATER", "Clean water"), ("FOOD", "Food aid"), ("OLD", "An old one")):
        world.do(purposes.add, code, name)

    def switch_off(work: Any) -> None:  # noqa: ANN401 - the unit of work
        old = purposes.get(work, "OLD", held=True)
        assert old is not None
        old.is_on = False

    world.do(switch_off)
    world.do(purposes.set_default, TEAM, "FOOD")
    world.do(purposes.set_default, OTHER_TEAM, "OLD")
    offered = {
        team: [each.code for each in world.do(purposes.offered, team)]
        for team in (TEAM, OTHER_TEAM, "Solo", "")
    }
    by_name = ["WATER", "FOOD"]
    assert offered == {
        TEAM: ["FOOD", "WATER"], OTHER_TEAM: by_name, "Solo": by_name, "": by_name
    }  # fmt: skip
    world.do(purposes.set_default, TEAM, "WATER")
    assert world.do(purposes.default_of, TEAM) == "WATER"
    world.do(purposes.set_default, TEAM, None)
    assert world.do(purposes.default_of, TEAM) is None


def test_orders_take_their_amount_until_their_money_is_provably_not_out(
    both_worlds: World,
) -> None:
    both_worlds.do(purposes.add, "FOOD", "Food aid")
    for status in OrderStatus:
        both_worlds.keep(status, purpose="FOOD", amount=100_000)
        both_worlds.keep(status, purpose="OTHER", amount=100_000)
        both_worlds.keep(status, amount=100_000)
    reserved = 100_000 * (len(OrderStatus) - len(BACK) - 1)
    assert both_worlds.do(purposes.spending, "FOOD") == Spending(100_000, reserved)
    assert both_worlds.do(purposes.spending, "NONE") == Spending()


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_a_budget_has_left_is_read_from_one_index(
    engine: str, request: pytest.FixtureRequest
) -> None:
    world = World(request.getfixturevalue(engine), request.getfixturevalue("clock"), a_policy())
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, given: Any, *_: object) -> None:  # noqa: ANN401 - a driver's parameters
        asked.append((sql, given))

    event.listen(world.database.engine, "before_cursor_execute", note)
    world.do(purposes.spending, "FOOD")
    event.remove(world.database.engine, "before_cursor_execute", note)

    def plan(work: Any) -> str:  # noqa: ANN401 - the unit of work
        connection = work.session.connection()
        if engine == "postgres":
            for setting in ("seqscan", "bitmapscan"):
                connection.execute(text(f"SET LOCAL enable_{setting} = off"))
        how = "EXPLAIN" if engine == "postgres" else "EXPLAIN QUERY PLAN"
        rows = [connection.exec_driver_sql(f"{how} {sql}", given) for sql, given in asked]
        return "\n".join(str(row[-1]) for found in rows for row in found)

    found = world.do(plan)
    wanted = "Index Only Scan using" if engine == "postgres" else "COVERING INDEX"
    assert f"{wanted} ix_orders_purpose_money_amount" in found, found

"""Who may know of an order is told of it, finds it in the list, and may open it. Nobody else."""

from itertools import product

import pytest

from handlers.messages import rendering
from handlers.services.notices.watching import watchers
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Kind, Notice, Outgoing
from storage.models.person import Role
from storage.repositories import orders
from tests.dialogs.stage import Stage
from tests.factories import AGENT, OTHER_AGENT, an_order

_READERS = list(product(Role, ("", "Bandung", "Medan")))


def _is_told(stage: Stage, number: str) -> bool:
    now = stage.world.clock.now
    row = Outgoing(
        chat_id=AGENT, kind=Kind.NOTICE, notice=Notice.REQUESTED, order_no=number,
        created_at=now, run_at=now,
    )  # fmt: skip
    return stage.world.do(rendering.notice, stage.world.policy, row) is not None


def _said(stage: Stage, command: str) -> str:
    stage.hear(AGENT)
    stage.act(AGENT, command)
    return "\n".join(stage.hear(AGENT))


@pytest.mark.parametrize("own", [True, False], ids=["own", "another's"])
@pytest.mark.parametrize("of_team", ["", "Bandung", "Medan"])
@pytest.mark.parametrize(("role", "team"), _READERS)
def test_notices_lists_and_one_order_agree(
    stage: Stage, role: Role, team: str, of_team: str, *, own: bool
) -> None:
    """The person is AGENT, in whatever role and team they are now."""
    world = stage.world
    world.change(AGENT, role=role, team=team)
    agent_id = AGENT if own else OTHER_AGENT
    number = world.keep(OrderStatus.REQUESTED, agent_id=agent_id, team=of_team)
    follows = role is Role.SUPERVISOR and team == of_team != ""
    wanted = own or role is Role.ADMIN or follows
    assert _is_told(stage, number) is wanted
    assert ("Status:" in _said(stage, f"/order {number}")) is wanted
    assert ("ORDER · Rp 500.000" in _said(stage, "/orders")) is wanted


@pytest.mark.parametrize(("role", "team"), _READERS)
def test_who_watches_a_team_may_know_of_its_orders(stage: Stage, role: Role, team: str) -> None:
    stage.world.change(AGENT, role=role, team=team, watching=True)

    def watch(work: Work, of_team: str) -> set[int]:
        return watchers(work, an_order(work, agent_id=OTHER_AGENT, team=of_team))

    for of_team in ("", "Bandung", "Medan"):
        follows = role is Role.SUPERVISOR and team == of_team != ""
        found = stage.world.do(watch, of_team)
        assert (AGENT in found) is (role is Role.ADMIN or follows)


def test_an_agent_who_leads_another_team_now_opens_the_old_order_but_sees_no_code(
    stage: Stage,
) -> None:
    number = stage.world.issued()
    stage.deliver()
    stage.world.change(AGENT, role=Role.SUPERVISOR, team="Medan")
    said = _said(stage, f"/order {number}")
    assert "Siti Aminah" in said
    assert "/code" not in said
    assert "Show code" not in said
    assert "not for your role" in _said(stage, f"/code {number}")
    order = stage.world.do(orders.get, number)
    assert order is not None
    assert order.code in {Code.SEALED, Code.DELIVERED}

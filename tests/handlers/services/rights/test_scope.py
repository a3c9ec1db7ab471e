"""Who may know of which orders, and of which people."""

from itertools import product

import pytest

from handlers.services.rights.scope import may_know_order, may_know_person, may_see_history
from storage.models.order import Order
from storage.models.person import Person, Role, Standing
from tests.factories import AGENT, OTHER_AGENT, a_bare_order
from tests.fakes import Clock

_EVERYBODY = list(product(Role, Standing, ("", "Bandung")))


def a_person(role: Role, standing: Standing, team: str, person_id: int = AGENT) -> Person:
    now = Clock().now
    return Person(person_id=person_id, role=role, standing=standing, team=team, created_at=now)


def order_of(agent_id: int, team: str) -> Order:
    return a_bare_order(Clock().now, agent_id=agent_id, team=team)


@pytest.mark.parametrize(("role", "standing", "team"), _EVERYBODY)
def test_an_orders_own_agent_knows_of_it_in_whatever_role_they_are_now(
    role: Role, standing: Standing, team: str
) -> None:
    person = a_person(role, standing, team)
    for order in (order_of(AGENT, ""), order_of(AGENT, "Bandung"), order_of(AGENT, "Medan")):
        assert may_know_order(person, order) is (standing is Standing.ACTIVE)


@pytest.mark.parametrize(("role", "standing", "team"), _EVERYBODY)
def test_others_orders_are_known_to_the_teams_supervisors_and_to_admins(
    role: Role, standing: Standing, team: str
) -> None:
    person = a_person(role, standing, team)
    for of_team in ("", "Bandung", "Medan"):
        follows = role is Role.SUPERVISOR and team == of_team == "Bandung"
        wanted = standing is Standing.ACTIVE and (role is Role.ADMIN or follows)
        assert may_know_order(person, order_of(OTHER_AGENT, of_team)) is wanted


@pytest.mark.parametrize(("role", "standing", "team"), _EVERYBODY)
def test_an_orders_history_is_for_those_who_watch_over_it(
    role: Role, standing: Standing, team: str
) -> None:
    person = a_person(role, standing, team)
    for agent_id, of_team in product((AGENT, OTHER_AGENT), ("", "Bandung", "Medan")):
        follows = role is Role.SUPERVISOR and team == of_team == "Bandung"
        wanted = standing is Standing.ACTIVE and (role is Role.ADMIN or follows)
        assert may_see_history(person, order_of(agent_id, of_team)) is wanted


@pytest.mark.parametrize(("role", "standing", "team"), _EVERYBODY)
def test_people_are_known_to_their_supervisor_and_to_admins(
    role: Role, standing: Standing, team: str
) -> None:
    person = a_person(role, standing, team)
    for of_team in ("", "Bandung", "Medan"):
        other = a_person(Role.AGENT, Standing.SUSPENDED, of_team, OTHER_AGENT)
        leads = role is Role.SUPERVISOR and team == of_team == "Bandung"
        wanted = standing is Standing.ACTIVE and (role is Role.ADMIN or leads)
        assert may_know_person(person, other) is wanted

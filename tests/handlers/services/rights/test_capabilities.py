"""The table of rights, held whole against what the company wants of each role."""

import pytest

from handlers.services.rights import actors
from handlers.services.rights.actors import Actor, NotAuthorisedError, authorise, may, operator
from handlers.services.rights.capabilities import OPERATOR_RIGHTS, RIGHTS, Capability
from storage.models.audit import OPERATOR
from storage.models.person import Person, Role, Standing
from tests.factories import AGENT
from tests.fakes import Clock

WANTED = """
                       agent  supervisor  admin
CHOOSE_LANGUAGE        own    own         own
CHOOSE_NOTIFICATIONS   own    own         own
READ_DIGESTS           -      team        all
KNOW_ORDERS            own    team        all
REQUEST_ORDERS         own    -           -
CANCEL_ORDERS          own    own         own
SEE_CODES              own    -           -
SEE_HISTORIES          -      team        all
ASK_SUPPORT            -      team        all
WATCH_ORDERS           -      -           all
WATCH_IN_GROUPS        -      -           all
SEE_TEAM               -      team        all
ASSIGN_TEAMS           -      -           all
SEE_PEOPLE             -      -           all
INVITE_PEOPLE          -      -           all
DECIDE_CLAIMS          -      -           own
DECIDE_PROPOSALS       -      team        all
SUSPEND_PEOPLE         -      -           all
RESTORE_PEOPLE         -      team        all
LOCK_PEOPLE            own    team        all
STOP_SENDING           -      team        all
RESUME_SENDING         -      team        all
SEE_LIMITS             own    -           all
CHANGE_LIMITS          -      -           all
CHANGE_POLICY          -      -           all
SEE_AUDIT              -      -           all
SEE_HEALTH             -      -           all
ASK_BALANCE            -      -           all
RECONCILE              -      -           all
EXPLAIN_DISCREPANCIES  -      -           all
ROTATE_KEYS            -      -           -
"""
_HEAD, *_ROWS = (line.split() for line in WANTED.strip().splitlines())
_BY_HAND = {
    (Role(role), Capability[name]): reach
    for name, *reaches in _ROWS
    for role, reach in zip(_HEAD, reaches, strict=True)
}
_EVERY = [(role, capability) for role in Role for capability in Capability]


def a_person(role: Role, standing: Standing = Standing.ACTIVE) -> Person:
    return Person(person_id=AGENT, role=role, standing=standing, created_at=Clock().now)


@pytest.mark.parametrize(("role", "capability"), _EVERY)
def test_each_role_has_the_rights_that_it_is_to_have(role: Role, capability: Capability) -> None:
    wanted = _BY_HAND[role, capability]
    assert RIGHTS[capability].get(role, "-") == wanted
    assert may(a_person(role), capability) is (wanted != "-")


@pytest.mark.parametrize(("role", "capability"), _EVERY)
def test_who_is_suspended_has_no_right_at_all(role: Role, capability: Capability) -> None:
    suspended = a_person(role, Standing.SUSPENDED)
    assert not may(suspended, capability)
    with pytest.raises(NotAuthorisedError):
        authorise(suspended, capability)


@pytest.mark.parametrize(("role", "capability"), _EVERY)
def test_only_who_has_a_right_acts_by_it(role: Role, capability: Capability) -> None:
    person = a_person(role)
    if may(person, capability):
        actor = authorise(person, capability)
        assert (actor.person_id, actor.capability) == (AGENT, capability)
        assert not actor.is_operator
    else:
        with pytest.raises(NotAuthorisedError):
            authorise(person, capability)


@pytest.mark.parametrize("capability", Capability)
def test_the_operator_suspends_people_decides_and_rotates_keys_and_nothing_else(
    capability: Capability,
) -> None:
    may_do = capability in {
        Capability.SUSPEND_PEOPLE,
        Capability.ROTATE_KEYS,
        Capability.DECIDE_PROPOSALS,
    }
    assert (capability in OPERATOR_RIGHTS) is may_do
    if may_do:
        actor = operator(capability)
        assert actor.is_operator
        assert actor.person_id == OPERATOR
    else:
        with pytest.raises(NotAuthorisedError):
            operator(capability)


def test_nobody_but_rights_makes_an_actor() -> None:
    with pytest.raises(NotAuthorisedError):
        Actor(AGENT, Capability.SUSPEND_PEOPLE, actors._Maker())
    with pytest.raises(TypeError):
        Actor(AGENT, Capability.SUSPEND_PEOPLE)  # type: ignore[call-arg]  # a forger tries
    assert not issubclass(Person, Actor)


def test_the_right_to_do_one_thing_is_no_right_to_do_another() -> None:
    actor = authorise(a_person(Role.ADMIN), Capability.WATCH_ORDERS)
    actor.require(Capability.WATCH_ORDERS)
    for other in set(Capability) - {Capability.WATCH_ORDERS}:
        with pytest.raises(NotAuthorisedError):
            actor.require(other)

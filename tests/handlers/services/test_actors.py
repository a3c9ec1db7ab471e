"""Nobody can forget to check a right: what changes something for a person takes an Actor."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from handlers import services
from handlers.messages import balance
from handlers.services.people import members
from handlers.services.rights.actors import Actor, Consent, NotAuthorisedError, authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.person import Person, Role, Standing
from storage.models.proposal import ProposalKind
from tests.factories import ADMIN, AGENT, World
from tests.fakes import Clock

UseCase = Callable[..., Any]

_LOOK_ONLY = {
    "controls.limits.of_agent",
    "rights.actors.may",
    "rights.actors.authorise",
    "proposals.deciders.why_not",
    "rights.scope.order_scope",
    "rights.scope.may_know_order",
    "rights.scope.may_know_person",
    "rights.scope.may_see_history",
    "rights.scope.lacks_team",
    "people.members.may_lock",
    "people.members.is_locked",
    "rights.scope.reaches_team",
    "rights.scope.may_ask_support",
    "orders.repeats.of_ended_order",
    "orders.repeats.of_own_order",
    "orders.repeats.offered",
    "orders.repeats.last_to",
    "orders.repeats.still_open",
    "orders.requests.facts_of",
    "orders.search.find",
    "orders.search.fitting",
    "orders.search.people_called",
    "orders.search.watches",
    "orders.search.whose",
    "orders.codes.judge_for",
    "orders.codes.may_open",
    "orders.requests.may_request",
    "orders.requests.why_closed",
    "proposals.team_part.takes_part",
    "controls.sending_scopes.reaches",
    "controls.stop_reasons.for_reader",
    "notices.digests.is_offered",
    "notices.names.shown",
    "notices.loudness.choice",
    "notices.loudness.is_quiet",
    "notices.loudness.of_order",
    "notices.loudness.of_proposal",
    "notices.loudness.of_the_rest",
    "notices.loudness.progress",
    "notices.loudness.somebody_else_hears",
}
"""They are handed a person, and change nothing."""


def _public() -> Iterator[tuple[str, UseCase]]:
    prefix = f"{services.__name__}."
    for found in pkgutil.walk_packages(services.__path__, prefix):
        module = import_module(found.name)
        for name, each in vars(module).items():
            is_ours = inspect.isfunction(each) and each.__module__ == found.name
            if is_ours and not name.startswith("_"):
                yield f"{found.name}.{name}".removeprefix(prefix), each
    yield "balance.ask_balance", balance.ask_balance


def _takes(function: UseCase, kind: type[object]) -> bool:
    hints = inspect.get_annotations(function, eval_str=True)
    hints.pop("return", None)
    return any(kind is hint or kind in getattr(hint, "__args__", ()) for hint in hints.values())


USE_CASES = {name: each for name, each in _public() if _takes(each, Actor)}


def test_who_is_handed_a_person_changes_nothing_and_all_others_take_an_actor() -> None:
    assert {name for name, each in _public() if _takes(each, Person)} == _LOOK_ONLY


def test_the_use_cases_that_take_an_actor_are_these() -> None:
    assert set(USE_CASES) == {
        "balance.ask_balance",
        "controls.policy_changes.change",
        "controls.purpose_changes.add",
        "controls.purpose_changes.rename",
        "controls.purpose_changes.set_budget",
        "controls.purpose_changes.set_default",
        "controls.purpose_changes.switch",
        "controls.sending.ask_to_resume",
        "controls.sending.stop",
        "decisions.deciding.decide",
        "notices.acts.keys_rotated",
        "notices.digests.choose_time",
        "notices.digests.show_now",
        "notices.team_groups.begin",
        "notices.team_groups.end",
        "orders.codes.show_again",
        "orders.requests.cancel_latest",
        "orders.requests.request_order",
        "people.invitations.decide",
        "people.invitations.invite",
        "people.members.lock",
        "people.members.restore",
        "people.members.suspend",
        "people.members.suspend_at_machine",
        "people.preferences.choose_language",
        "people.preferences.choose_loudness",
        "people.preferences.choose_quiet_hours",
        "people.preferences.toggle_watching",
        "people.teams.assign",
        "proposals.asking.propose",
        "reconciliation.discrepancies.explain",
        "reconciliation.run.ask",
        "rights.actors.agree",
    }


def test_what_takes_two_people_takes_an_agreement_of_both() -> None:
    assert {name for name, each in _public() if _takes(each, Consent)} == {
        "controls.policy_changes.loosen",
        "controls.purpose_changes.set_budget_as_agreed",
        "controls.purpose_changes.switch_as_agreed",
        "controls.sending.resume",
        "decisions.acts.carry_out",
        "people.invitations.enrol",
        "people.members.give_back",
        "people.members.suspend_admin",
    }


def test_a_person_is_no_actor(world: World) -> None:
    """The type checker refuses it, or it would call the comment superfluous; so does the run."""
    admin = world.person(ADMIN)

    def suspend(work: Work) -> object:
        return members.suspend(work, admin, AGENT)  # type: ignore[arg-type]  # it must not fit

    with pytest.raises(AttributeError):
        world.do(suspend)
    assert world.person(AGENT).standing is Standing.ACTIVE


@pytest.mark.parametrize("name", USE_CASES)
def test_a_right_to_something_else_is_refused_before_anything_is_touched(name: str) -> None:
    """Whoever may only see the health may do none of these; the work is not even looked at."""
    admin = Person(person_id=ADMIN, role=Role.ADMIN, created_at=Clock().now)
    other = authorise(admin, Capability.SEE_HEALTH)
    parameters = inspect.signature(USE_CASES[name]).parameters
    given: dict[str, Any] = {
        each: other if each in {"actor", "decider"} else None for each in parameters
    }
    given |= {"kind": ProposalKind.OPEN_SENDING} if name == "proposals.asking.propose" else {}
    with pytest.raises(NotAuthorisedError):
        USE_CASES[name](**given)

"""Whatever people write, press or send, in any order: an answer, no harm, and no secret."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from storage.models.channel import Channel
from storage.values import AmountRule
from tests.factories import (
    ADMIN,
    RULES,
    SUPERVISOR,
    World,
)
from tests.fuzz.audience import rehearse
from tests.fuzz.budget import examples
from tests.fuzz.doings import CHANNELS, COMMANDS, Played, arguments, drafting, steps
from tests.fuzz.rehearsal import (
    ORDERS,
    PEOPLE,
)


@examples(80)
@given(played=steps)
@example(played=[(ADMIN, ("say", "/stop " + "x" * 4000), False)])
@example(played=[(ADMIN, ("say", "/invite agent " + "\U0001f600" * 500), False)])
@example(played=[(ADMIN, ("say", "/limits order " + "9" * 4000), False)])
@example(played=[(SUPERVISOR, ("say", f"/code {next(iter(ORDERS))}"), False)])
def test_anybody_may_do_anything_and_nobody_learns_what_is_not_theirs(
    secretive: World, played: Played
) -> None:
    rehearse(secretive, played)


@examples(80)
@given(played=drafting, rules=st.sampled_from([RULES, CHANNELS]))
def test_orders_come_of_confirmations_only_whatever_comes_in_between(
    secretive: World, played: Played, rules: Mapping[Channel, AmountRule]
) -> None:
    rehearse(replace(secretive, policy=replace(secretive.policy, rules=rules)), played)


@example(name="order", args="700000000001")
@example(name="order", args="700000000002")
@example(name="code", args="700000000001")
@examples(20)
@given(name=st.sampled_from(COMMANDS), args=arguments)
def test_every_role_may_give_every_command_any_argument(
    secretive: World, name: str, args: str
) -> None:
    rehearse(secretive, [(person, ("say", f"/{name} {args}"), False) for person in PEOPLE])

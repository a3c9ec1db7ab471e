"""What a group is shown of its team's orders, and each way in which that ends."""

from collections.abc import Callable

import pytest

from handlers.messages.acts import Act, Edit, Leave, Send
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Result, Sent
from handlers.messages.texts.live import _initials
from handlers.services.notices import team_groups
from handlers.services.notices.team_groups import GroupEnd, GroupPlace
from handlers.services.provider_answers import Found, ProviderStatus
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act as Done
from storage.models.audit import AuditEntry
from storage.models.live_message import LiveMessage
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role, Standing
from storage.models.team_group import TeamGroup
from storage.repositories import people
from storage.repositories import team_groups as kept
from tests.factories import (
    ADMIN,
    AGENT,
    NAME,
    OTHER_TEAM,
    PHONE,
    SECOND_ADMIN,
    TEAM,
    World,
)
from tests.fakes import FakeTelegram, echo_of

GROUP, TOPIC = -1_000_000_000_777, 7


def watch(world: World, team: str = TEAM, chat_id: int = GROUP, topic: int | None = TOPIC) -> bool:
    actor = world.actor(Capability.WATCH_IN_GROUPS)
    return world.do(team_groups.begin, actor, team, GroupPlace(chat_id, topic, "Field team"))


def play(
    world: World,
    answer: Callable[[Act], Result | None] = lambda _act: None,
    telegram: FakeTelegram | None = None,
) -> list[Act]:
    """Send all that waits; `answer` says how Telegram takes what goes to a group."""
    telegram, done = telegram or world.telegram(), []
    for _ in range(200):
        claimed = telegram.next()
        if claimed is None:
            world.clock.move(1)
            continue
        result = telegram.perform(claimed.act)
        if claimed.chat_id < 0:
            done.append(claimed.act)
            result = answer(claimed.act) or result
        telegram.settle(claimed, result)
    return done


def pay(world: World, number: str) -> None:
    request = next(each for each in world.gateway.executed if each.order_no == number)
    world.find(number, Found(ProviderStatus.SUCCESS, echo_of(request)))


def refuse(problem: DeliveryProblem, moved_to: int | None = None) -> Callable[[Act], Result | None]:
    refusal = RefusedForGood(problem, moved_to)
    return lambda act: None if isinstance(act, Leave) else refusal


def why_ended(world: World) -> list[str | None]:
    return [each.why for each in world.rows(AuditEntry) if each.act is Done.GROUP_ENDED]


def test_an_order_is_a_silent_message_in_the_topic_and_then_edits(both_worlds: World) -> None:
    watch(both_worlds)
    number = both_worlds.issued()
    telegram = both_worlds.telegram()
    (first,) = play(both_worlds, telegram=telegram)
    assert isinstance(first, Send)
    assert (first.topic, first.silent, first.only_in_topic) == (TOPIC, True, True)
    pay(both_worlds, number)
    (second,) = play(both_worlds, telegram=telegram)
    assert isinstance(second, Edit)
    assert second.text.startswith(first.text)
    assert not any(
        row.chat_id < 0 and row.kind is not Kind.LIVE for row in both_worlds.rows(Outgoing)
    )


def _call(work: Work, person_id: int, name: str) -> None:
    person = people.get(work, person_id)
    assert person is not None
    people.rename(work, person, name)


def test_nobody_is_named_there(world: World) -> None:
    world.do(_call, AGENT, "Dewi Lestari 0812")
    watch(world)
    world.issued()
    acts = [each for each in play(world) if isinstance(each, Send | Edit)]
    said = "\n".join(each.text for each in acts)
    assert "Agent: D.L." in said
    for secret in (*NAME.split(), str(PHONE), PHONE.tail, "Dewi", "Lestari", "0812"):
        assert secret not in said
    assert all(not each.keyboard for each in acts)


def test_another_team_is_not_shown_there(world: World) -> None:
    watch(world, OTHER_TEAM)
    world.issued()
    assert play(world) == []


def test_each_team_has_its_own_topic_of_one_group(world: World) -> None:
    watch(world)
    watch(world, OTHER_TEAM, topic=8)
    world.issued()
    assert {each.topic for each in play(world) if isinstance(each, Send)} == {TOPIC}
    assert why_ended(world) == []


def test_a_team_has_one_place_and_what_stood_in_the_old_one_stays(world: World) -> None:
    watch(world)
    number = world.issued()
    play(world)
    assert watch(world, chat_id=GROUP - 1)
    pay(world, number)
    world.issued()
    assert {each.chat_id for each in play(world) if isinstance(each, Send)} == {GROUP - 1}
    assert why_ended(world) == [], "the new place is told"
    assert not watch(world, chat_id=GROUP - 1), "once more changes nothing"


ENDS = {
    DeliveryProblem.BLOCKED: ("shut out", False),
    DeliveryProblem.TOPIC_GONE: ("topic gone", False),
    DeliveryProblem.MUTED: ("muted", True),
    DeliveryProblem.MIGRATED: ("migrated", True),
}


@pytest.mark.parametrize("problem", ENDS)
def test_a_refusal_ends_it_and_all_admins_are_told(
    both_worlds: World, problem: DeliveryProblem
) -> None:
    why, leaves = ENDS[problem]
    watch(both_worlds)
    both_worlds.issued()
    acts = play(both_worlds, refuse(problem, GROUP - 5))
    assert why_ended(both_worlds) == [why]
    assert both_worlds.rows(TeamGroup) == []
    assert not [each for each in both_worlds.rows(LiveMessage) if each.chat_id < 0]
    told = {
        row.chat_id
        for row in both_worlds.rows(Outgoing)
        if row.kind is Kind.NOTICE and row.subject_id is not None
    }
    assert told >= {ADMIN, SECOND_ADMIN}
    left = [act.chat_id for act in acts if isinstance(act, Leave)]
    assert left == ([GROUP - 5] if leaves else []), "it leaves what the group has become"
    both_worlds.issued()
    assert play(both_worlds) == []


def test_a_group_that_anybody_can_read_is_shown_no_more(world: World) -> None:
    watch(world)
    world.issued()
    acts = play(world, lambda act: Sent(9, is_public=True) if isinstance(act, Send) else None)
    assert why_ended(world) == ["public"]
    assert Leave(GROUP) in acts


def test_a_message_that_was_deleted_there_comes_anew_and_ends_nothing(world: World) -> None:
    watch(world)
    number = world.issued()
    play(world)
    pay(world, number)
    acts = play(
        world,
        lambda act: RefusedForGood(DeliveryProblem.MESSAGE_GONE) if isinstance(act, Edit) else None,
    )
    assert [type(each) for each in acts] == [Edit, Send]
    assert why_ended(world) == []


def test_what_nobody_is_sure_of_is_tried_again(world: World) -> None:
    watch(world)
    world.issued()
    answers = iter([Again(1.0)])
    acts = play(world, lambda _act: next(answers, None))
    assert len([each for each in acts if isinstance(each, Send)]) == 2
    assert why_ended(world) == []


@pytest.mark.parametrize(
    "change", [{"role": Role.SUPERVISOR}, {"standing": Standing.SUSPENDED}], ids=str
)
def test_who_set_it_up_must_still_be_an_active_admin(
    world: World, change: dict[str, object]
) -> None:
    watch(world)
    world.change(ADMIN, **change)
    world.issued()
    assert play(world) == [Leave(GROUP)]
    assert why_ended(world) == ["admin gone"]


def test_another_name_of_the_team_is_followed(world: World) -> None:
    watch(world)
    world.do(people.rename_team, TEAM, "Cirebon")
    (group,) = world.do(kept.everywhere)
    assert group.team == "Cirebon"
    assert world.do(kept.title_of, group) == "Field team"
    world.issued()
    assert play(world)


def test_a_group_of_two_teams_that_moved_is_left_once(world: World) -> None:
    watch(world)
    watch(world, OTHER_TEAM, topic=8)
    world.do(team_groups.end_of_chat, GROUP, GroupEnd.MIGRATED, GROUP - 5)
    assert why_ended(world) == ["migrated", "migrated"]
    assert play(world) == [Leave(GROUP - 5)]


def test_words_of_telegram_that_we_do_not_know_end_nothing(world: World) -> None:
    watch(world)
    world.issued()
    play(world, refuse(DeliveryProblem.REFUSED))
    assert why_ended(world) == []


def test_a_group_that_was_set_up_again_meanwhile_is_not_left(world: World) -> None:
    watch(world)
    world.do(team_groups.end_of_chat, GROUP, GroupEnd.MUTED)
    watch(world)
    assert not [each for each in play(world) if isinstance(each, Leave)]


def test_who_repeats_it_answers_for_it_on_record(world: World) -> None:
    watch(world)
    actor = world.actor(Capability.WATCH_IN_GROUPS, SECOND_ADMIN)
    world.do(team_groups.begin, actor, TEAM, GroupPlace(GROUP, TOPIC, "Field team"))
    begun = [each.actor_id for each in world.rows(AuditEntry) if each.act is Done.GROUP_BEGUN]
    assert begun == [ADMIN, SECOND_ADMIN]


def test_restored_data_ends_every_group(world: World) -> None:
    watch(world)
    world.do(team_groups.end_all, GroupEnd.RESTORED)
    assert why_ended(world) == ["restored"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dewi Lestari", "D.L."),
        ("D e w i L e s t a r i", "?"),
        ("\u674e \u660e", "?"),
        ("Raden Mas Budi Santoso Hadi", "R.M.B."),
        ("0812 3456", "?"),
    ],
)
def test_initials_are_never_the_whole_name(name: str, shown: str) -> None:
    assert _initials(name) == shown

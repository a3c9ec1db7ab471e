"""A team's orders in a topic of its group: silent, edited, without names; and how that ends."""

from collections.abc import Callable

import pytest

from bot.sandbox.demo.company import TEAM
from bot.sandbox.telegram.group import Group
from bot.sandbox.telegram.members import MemberStatus
from bot.sandbox.telegram.records import Message
from bot.sandbox.telegram.topics import Topic
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.person import Role
from storage.repositories import people, team_groups
from tests.journeys.live_truth import live_messages, no_step_is_taken_back, texts
from tests.journeys.stage import Journey, play

FORUM, PLAIN = -1_000_000_000_777, -777
ENGLISH = {"DEFAULT_LANGUAGE": "en"}
"""A group reads the company's language."""


def forum(stage: Journey) -> tuple[Group, Topic]:
    group = stage.telegram.group(FORUM, "Team Jakarta", forum=True)
    group.join(stage.admin, MemberStatus.OWNER)
    group.join(stage.supervisor)
    return group, group.topic("Orders", stage.admin)


async def watch(stage: Journey, group: Group, topic: Topic | None = None) -> None:
    stage.admin.send_in_group(group, "/watch@cashout_demo_bot here", topic)
    said = await group.wait_for("From now on", 10)
    assert f"“{TEAM}”" in said.text


async def one_order(stage: Journey) -> None:
    await stage.confirm()
    await stage.order_is(lambda order: order.status is OrderStatus.ISSUED)
    await stage.all_said()


async def another_order(stage: Journey) -> None:
    await stage.confirm("081298765432", "200rb")
    await stage.order_is(
        lambda order: order.amount == 200_000 and order.status is OrderStatus.ISSUED
    )
    await stage.all_said()


async def is_over(stage: Journey, why: str) -> Message:
    told = await stage.hear(stage.admin, why)
    assert "no longer shown in its group" in told.text
    assert await stage.database.run(team_groups.everywhere) == []
    return told


def test_each_order_is_one_silent_message_in_the_topic_that_names_nobody() -> None:
    async def script(stage: Journey) -> None:
        group, topic = forum(stage)
        await watch(stage, group, topic)
        _made, code = await stage.order()
        await stage.all_said()
        stage.faspay.withdraw_now((await stage.only_order()).order_no)
        await stage.order_is(lambda order: order.status is OrderStatus.PAID)
        await stage.all_said()
        (live,) = live_messages(group.chat)
        assert live.topic == topic.id
        assert live.silent
        assert not live.sounded_for
        assert live.text.startswith(f"Order {(await stage.only_order()).order_no}\nRp 300.000 · ")
        assert "Agent: A.K." in live.text
        assert live.text.endswith("Collected ✓")
        no_step_is_taken_back(group.chat)
        everything = "\n".join(text for each in group.messages for text in texts(each))
        for secret in (code, "Budi", "Ani", "Kusuma", "7890", "0812"):
            assert secret not in everything.replace(" ", "")
        assert len([each for each in group.messages if each.from_bot]) == 2, "the answer, the order"

    play(script, extra=ENGLISH)


def test_a_group_without_topics_is_shown_them_as_well_and_watch_off_ends_it() -> None:
    async def script(stage: Journey) -> None:
        group = stage.telegram.group(PLAIN, "Team")
        group.join(stage.admin, MemberStatus.OWNER)
        await watch(stage, group)
        await one_order(stage)
        assert len(live_messages(group.chat)) == 1
        stage.admin.send_in_group(group, "/watch off")
        await group.wait_for("no longer shown", 10)
        stage.faspay.withdraw_now((await stage.only_order()).order_no)
        await stage.order_is(lambda order: order.status is OrderStatus.PAID)
        await stage.all_said()
        assert "Collected" not in live_messages(group.chat)[0].text
        assert group.chat.member(stage.telegram._world.bot).inside

    play(script, extra=ENGLISH)


def _closed(group: Group, topic: Topic, stage: Journey) -> None:
    group.close_topic(topic, stage.admin)


def _deleted(group: Group, topic: Topic, stage: Journey) -> None:
    group.delete_topic(topic, stage.admin)


def _public(group: Group, _topic: Topic, _stage: Journey) -> None:
    group.make_public("team_jakarta")


ENDS: dict[Callable[[Group, Topic, Journey], None], tuple[str, bool]] = {
    _closed: ("The topic was closed or deleted", True),
    _deleted: ("The topic was closed or deleted", True),
    _public: ("The group became public", False),
}


@pytest.mark.parametrize("change", ENDS, ids=lambda each: each.__name__)
def test_a_group_that_changes_is_shown_nothing_more(
    change: Callable[[Group, Topic, Journey], None],
) -> None:
    why, stays = ENDS[change]

    async def script(stage: Journey) -> None:
        group, topic = forum(stage)
        await watch(stage, group, topic)
        change(group, topic, stage)
        await one_order(stage)
        await is_over(stage, why)
        await stage.all_said()
        assert group.chat.member(stage.telegram._world.bot).inside is stays
        shown = len(live_messages(group.chat))
        assert shown == (1 if change is _public else 0)
        await another_order(stage)
        assert len(live_messages(group.chat)) == shown

    play(script, extra=ENGLISH)


def test_a_group_that_shuts_the_bot_out_is_forgotten_at_once() -> None:
    async def script(stage: Journey) -> None:
        group, topic = forum(stage)
        await watch(stage, group, topic)
        await one_order(stage)
        stage.admin.send("/help")
        group.remove_bot(stage.supervisor)
        await is_over(stage, "I was removed from the group")
        group.add_bot(stage.supervisor)
        stage.faspay.withdraw_now((await stage.only_order()).order_no)
        await stage.order_is(lambda order: order.status is OrderStatus.PAID)
        await stage.all_said()
        assert "Collected" not in live_messages(group.chat)[0].text, "nobody asked for it again"

    play(script, extra=ENGLISH)


@pytest.mark.parametrize("told", [True, False], ids=["at once", "by the next order"])
def test_a_group_that_becomes_a_supergroup_is_not_followed(*, told: bool) -> None:
    async def script(stage: Journey) -> None:
        group = stage.telegram.group(PLAIN, "Team")
        group.join(stage.admin, MemberStatus.OWNER)
        await watch(stage, group)
        stage.admin.send("/help")
        await stage.admin.wait_for("/language", 10)
        if told:
            group.upgrade(stage.admin)
        else:
            await stage.stop()
            group.upgrade(stage.admin)
            stage.telegram._world.queue._open.clear()  # Telegram keeps them for a day
            await stage.start()
            await one_order(stage)
        await is_over(stage, "became a supergroup")
        await another_order(stage)
        assert not live_messages(group.chat)
        assert not group.chat.member(stage.telegram._world.bot).inside

    play(script, extra=ENGLISH)


def _demote(work: Work, person_id: int) -> None:
    person = people.get(work, person_id)
    assert person is not None
    person.role = Role.SUPERVISOR


def test_who_set_it_up_and_is_no_admin_any_more_ends_it() -> None:
    async def script(stage: Journey) -> None:
        group, topic = forum(stage)
        await watch(stage, group, topic)
        await stage.database.run(_demote, stage.admin.id)
        await one_order(stage)
        assert not live_messages(group.chat)
        assert await stage.database.run(team_groups.everywhere) == []

    play(script, extra=ENGLISH)


def test_nobody_but_an_admin_begins_it_and_no_public_group_is_taken() -> None:
    async def script(stage: Journey) -> None:
        group, topic = forum(stage)
        stage.supervisor.send_in_group(group, "/watch@cashout_demo_bot here", topic)
        await group.wait_for("only in private chat", 10)
        stage.agent.send_in_group(group, "/watch@cashout_demo_bot off", topic)
        group.make_public("team_jakarta")
        stage.admin.send_in_group(group, "/watch@cashout_demo_bot here", topic)
        await group.wait_for("this group is public", 10)
        assert await stage.database.run(team_groups.everywhere) == []

    play(script, extra=ENGLISH)

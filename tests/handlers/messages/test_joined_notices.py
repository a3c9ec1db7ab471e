"""Several notices that wait for one person: one message, and each row with its own fate."""

import pytest

from handlers.messages import claims, joined_notices, rendering
from handlers.messages.acts import Claimed, Send
from handlers.messages.results import Again, DeliveryProblem, RefusedForGood, Sent
from handlers.messages.times import TimeFormat
from handlers.services.notices import announcing
from storage.engine.unit_of_work import Work
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Fate, Kind, Notice, Outgoing
from storage.repositories import orders, outbox
from tests.factories import AGENT, SUPERVISOR, World
from tests.fakes import START

RULE = "\n\n— — —\n\n"


def keep(world: World, count: int, notice: Notice = Notice.PAID) -> list[str]:
    """Keep so many paid orders of which somebody is to be told."""
    numbers = [world.keep(OrderStatus.PAID) for _ in range(count)]

    def tell(work: Work) -> None:
        for number in numbers:
            announcing.tell(work, [SUPERVISOR], notice, number, number)

    world.do(tell)
    return [str(number) for number in numbers]


def claimed(world: World) -> Claimed:
    found = world.telegram().next()
    assert found is not None
    return found


def text_of(found: Claimed) -> str:
    assert isinstance(found.act, Send)
    return found.act.text


def fates(world: World) -> list[Fate | None]:
    return [row.fate for row in sorted(world.rows(Outgoing), key=lambda row: row.seq or 0)]


def test_several_notices_for_one_person_are_one_message_in_their_order(both_worlds: World) -> None:
    numbers = keep(both_worlds, 3)
    found = claimed(both_worlds)
    parts = text_of(found).split(RULE)
    assert [number in part for number, part in zip(numbers, parts, strict=True)] == [True] * 3
    both_worlds.telegram().settle(found, Sent(1))
    assert fates(both_worlds) == [Fate.SENT] * 3
    assert both_worlds.telegram().next() is None


def test_what_is_no_longer_true_is_dropped_out_of_the_middle(world: World) -> None:
    numbers = keep(world, 3)
    world.change_order(numbers[1], status=OrderStatus.REVERSED)
    found = claimed(world)
    assert numbers[1] not in text_of(found)
    world.telegram().settle(found, Sent(1))
    assert fates(world) == [Fate.SENT, Fate.DROPPED, Fate.SENT]


def test_a_message_is_no_longer_than_telegram_takes_and_is_cut_between_notices(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(world, 3)
    monkeypatch.setattr(rendering, "notice", lambda *_: rendering.Rendered("🏧" * 1000))
    monkeypatch.setattr(joined_notices, "LONGEST", 4000 + len(RULE))
    assert text_of(claimed(world)) == RULE.join(["🏧" * 1000] * 2)
    monkeypatch.undo()
    assert joined_notices.LONGEST == 4096


def test_the_times_of_each_notice_stand_at_their_words(world: World) -> None:
    days = [START.replace(day=day) for day in (7, 9)]
    numbers = [
        world.keep(OrderStatus.ISSUED, code=Code.SEALED, issued_at=START, expires_at=day)
        for day in days
    ]

    def tell(work: Work) -> None:
        for number in numbers:
            announcing.tell(work, [SUPERVISOR], Notice.ISSUED, number, number)

    world.do(tell)
    act = claimed(world).act
    assert isinstance(act, Send)
    shown = [
        act.text[time.start : time.start + time.length]
        for time in act.times
        if time.form is TimeFormat.OWN
    ]
    assert shown == ["7 Jan 2026 10.00 WIB", "9 Jan 2026 10.00 WIB"]


@pytest.mark.parametrize(
    ("told", "is_silent"),
    [(Notice.PAID, True), (Notice.UNREACHABLE, False)],
)
def test_a_message_sounds_if_one_of_its_notices_does(
    world: World, told: Notice, *, is_silent: bool
) -> None:
    keep(world, 1)
    keep(world, 1, told)
    act = claimed(world).act
    assert isinstance(act, Send)
    assert act.beside
    assert act.silent is is_silent


def test_one_message_holds_twenty_notices_at_most(world: World) -> None:
    keep(world, 21)
    found = claimed(world)
    assert len(found.rows) == 20
    world.telegram().settle(found, Sent(1))
    assert len(claimed(world).rows) == 1


def test_a_notice_with_a_button_stays_alone_and_in_its_place(world: World) -> None:
    late = world.keep(
        OrderStatus.ISSUED, code=Code.SEALED, issued_at=START, expires_at=START.replace(day=9)
    )
    first, last = world.keep(OrderStatus.PAID), world.keep(OrderStatus.PAID)

    def tell(work: Work) -> None:
        told = {first: Notice.PAID, late: Notice.CODE_LATE, last: Notice.PAID}
        for number, notice in told.items():
            order = orders.get(work, number)
            assert order is not None
            announcing.announce(work, order, notice)

    world.do(tell)
    said = [act for act in world.telegram().drain() if isinstance(act, Send)]
    to_agent = [act for act in said if act.chat_id == AGENT]
    assert [len(act.keyboard) for act in to_agent] == [0, 1, 0]
    assert [len(act.beside) for act in to_agent] == [0, 0, 0]


def test_another_kind_is_said_by_itself_and_before(world: World) -> None:
    keep(world, 2)
    world.do(
        lambda work: outbox.append(work, outbox.row(work, SUPERVISOR, Kind.REPLY), {"text": "hi"})
    )
    assert text_of(claimed(world)) == "hi"


def test_a_kill_before_the_result_is_kept_repeats_the_message_and_loses_nothing(
    both_worlds: World,
) -> None:
    numbers = keep(both_worlds, 2)
    first = claimed(both_worlds)
    both_worlds.do(claims.recover)
    again = claimed(both_worlds)
    assert text_of(again) == text_of(first)
    assert all(number in text_of(again) for number in numbers)


def test_who_no_longer_holds_the_rows_settles_none_of_them(world: World) -> None:
    keep(world, 2)
    slow = claimed(world)
    world.clock.move(61)
    quick = claimed(world)
    world.telegram().settle(slow, Sent(1))
    assert fates(world) == [None, None]
    world.telegram().settle(quick, Sent(2))
    assert fates(world) == [Fate.SENT, Fate.SENT]


def test_what_is_tried_again_is_tried_together(world: World) -> None:
    keep(world, 2)
    world.telegram().settle(claimed(world), Again(7))
    world.clock.move(7)
    found = claimed(world)
    assert [attempts for _seq, attempts in found.rows] == [2, 2]


def test_a_message_that_telegram_refuses_for_good_is_tried_notice_by_notice(
    both_worlds: World,
) -> None:
    numbers = keep(both_worlds, 3)
    telegram = both_worlds.telegram()
    telegram.settle(claimed(both_worlds), RefusedForGood(DeliveryProblem.REFUSED))
    said = []
    for bad in (False, True, False):
        both_worlds.clock.move(3)
        found = claimed(both_worlds)
        said.append(text_of(found))
        telegram.settle(found, RefusedForGood(DeliveryProblem.REFUSED) if bad else Sent(1))
    assert [number in text for number, text in zip(numbers, said, strict=True)] == [True] * 3
    assert fates(both_worlds) == [Fate.SENT, Fate.FAILED, Fate.SENT]


def test_who_has_blocked_the_bot_fails_each_and_hears_it_on_coming_back(world: World) -> None:
    numbers = keep(world, 2)
    world.telegram().settle(claimed(world), RefusedForGood(DeliveryProblem.BLOCKED))
    assert fates(world) == [Fate.FAILED] * 2
    world.do(outbox.reopen, SUPERVISOR)
    again = text_of(claimed(world))
    assert all(number in again for number in numbers)


def test_one_that_cannot_be_rendered_ends_the_message_and_is_put_off_by_itself(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    numbers = keep(world, 3)
    real = rendering.notice

    def notice(work: Work, policy: object, row: Outgoing) -> object:
        if row.order_no == numbers[1]:
            raise ZeroDivisionError
        return real(work, policy, row)  # type: ignore[arg-type]  # what was given

    monkeypatch.setattr(rendering, "notice", notice)
    found = claimed(world)
    assert numbers[0] in text_of(found)
    assert len(found.rows) == 1
    assert caplog.messages == ["row_not_rendered"]
    world.telegram().settle(found, Sent(1))
    assert world.telegram().next() is None, "what comes after it waits for it"
    monkeypatch.undo()
    world.clock.move(16)
    assert len(claimed(world).rows) == 2

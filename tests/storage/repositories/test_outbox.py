"""Chat queues, claims and fencing: in order, one in flight, and only its holder finishes a row."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.outbox import Fate, Kind, Outgoing, Priority
from storage.repositories import chat_queues, outbox
from tests.factories import World, open_rows

LEASE = timedelta(seconds=60)


def _say(world: World, chat_id: int, text: str, **fields: object) -> bool:
    def say(work: Work) -> bool:
        return outbox.append(work, outbox.row(work, chat_id, Kind.REPLY, **fields), {"text": text})

    return world.do(say)


def _claim(world: World, *busy: int) -> tuple[int, int, str] | None:
    def claim(work: Work) -> tuple[int, int, str] | None:
        row = chat_queues.next_due(work, busy)
        if row is None or row.seq is None:
            return None
        chat_queues.claim(work, row, LEASE)
        return row.seq, row.attempts, outbox.body_of(work, row)["text"]

    return world.do(claim)


def _finish(world: World, seq: int, attempts: int) -> bool:
    def finish(work: Work) -> bool:
        row = chat_queues.claimed(work, seq, attempts)
        if row is not None:
            outbox.finish(work, row, Fate.SENT)
        return row is not None

    return world.do(finish)


def test_one_chat_is_sent_in_order_one_at_a_time(both_worlds: World) -> None:
    _say(both_worlds, 1, "first")
    _say(both_worlds, 1, "second")
    first = _claim(both_worlds)
    assert first is not None
    assert first[2] == "first"
    assert _claim(both_worlds) is None
    _finish(both_worlds, first[0], first[1])
    second = _claim(both_worlds)
    assert second is not None
    assert second[2] == "second"


def test_chats_do_not_wait_for_each_other(both_worlds: World) -> None:
    _say(both_worlds, 1, "mine")
    _say(both_worlds, 2, "yours")
    claims = [_claim(both_worlds), _claim(both_worlds)]
    assert [claim[2] for claim in claims if claim] == ["mine", "yours"]


def test_a_busy_chat_is_left_alone(both_worlds: World) -> None:
    _say(both_worlds, 1, "mine")
    assert _claim(both_worlds, 1) is None


def test_a_claim_lapses_and_the_late_owner_is_fenced_off(both_worlds: World) -> None:
    _say(both_worlds, 1, "hello")
    slow = _claim(both_worlds)
    both_worlds.clock.move(61)
    quick = _claim(both_worlds)
    assert slow is not None
    assert quick is not None
    assert quick[0] == slow[0]
    assert not _finish(both_worlds, slow[0], slow[1])
    assert _finish(both_worlds, quick[0], quick[1])
    assert not _finish(both_worlds, quick[0], quick[1])


@pytest.mark.postgres
def test_two_workers_never_claim_the_same_row(postgres_world: World) -> None:
    _say(postgres_world, 1, "one")
    _say(postgres_world, 2, "two")

    def claim_and_look(work: Work) -> tuple[str, str]:
        row = chat_queues.next_due(work)
        assert row is not None
        chat_queues.claim(work, row, LEASE)
        theirs = _claim(postgres_world)
        assert theirs is not None
        return outbox.body_of(work, row)["text"], theirs[2]

    assert postgres_world.do(claim_and_look) == ("one", "two")


def test_the_words_are_sealed_and_forgotten_once_sent(both_worlds: World) -> None:
    _say(both_worlds, 1, "secret words")
    sealed = both_worlds.rows(Outgoing)[0].body_sealed
    assert sealed is not None
    assert b"secret" not in sealed
    claim = _claim(both_worlds)
    assert claim is not None
    _finish(both_worlds, claim[0], claim[1])
    done = both_worlds.rows(Outgoing)[0]
    assert (done.body_sealed, done.fate) == (None, Fate.SENT)


def test_a_fact_is_told_once_even_long_after(both_worlds: World) -> None:
    assert _say(both_worlds, 1, "paid", dedup="paid:1")
    claim = _claim(both_worlds)
    assert claim is not None
    _finish(both_worlds, claim[0], claim[1])
    both_worlds.clock.move(days=30)
    both_worlds.do(outbox.forget_sent)
    assert not _say(both_worlds, 1, "paid", dedup="paid:1")


def test_sent_replies_are_forgotten_after_a_week(both_worlds: World) -> None:
    _say(both_worlds, 1, "hello")
    claim = _claim(both_worlds)
    assert claim is not None
    _finish(both_worlds, claim[0], claim[1])
    both_worlds.clock.move(days=6)
    both_worlds.do(outbox.forget_sent)
    assert len(both_worlds.rows(Outgoing)) == 1
    both_worlds.clock.move(days=2)
    both_worlds.do(outbox.forget_sent)
    assert both_worlds.rows(Outgoing) == []


def test_the_next_time_something_may_be_sent_is_known(both_worlds: World) -> None:
    assert both_worlds.do(chat_queues.next_run_at) is None
    later = both_worlds.clock.now + timedelta(minutes=1)
    _say(both_worlds, 1, "hello")

    def postpone(work: Work) -> None:
        open_rows(work, 1)[0].run_at = later

    both_worlds.do(postpone)
    assert both_worlds.do(chat_queues.next_run_at) == later
    assert _claim(both_worlds) is None


def _append(world: World, chat_id: int, kind: Kind) -> int:
    def append(work: Work) -> int:
        row = outbox.row(work, chat_id, kind)
        outbox.append(work, row)
        return row.seq or 0

    return world.do(append)


def _next(world: World, *busy: int) -> int | None:
    def claim(work: Work) -> int | None:
        row = chat_queues.next_due(work, busy)
        if row is not None:
            chat_queues.claim(work, row, LEASE)
        return row.seq if row is not None else None

    return world.do(claim)


def test_wipes_go_first_then_codes_then_the_rest_in_every_chat(both_worlds: World) -> None:
    kinds = (Kind.REPLY, Kind.CARD_EDIT, Kind.NOTICE, Kind.CARD, Kind.CARD_WIPE, Kind.MENU)
    rows = {
        (chat_id, kind): _append(both_worlds, chat_id, kind) for chat_id in (1, 2) for kind in kinds
    }

    def claim_and_finish(work: Work) -> int:
        row = chat_queues.next_due(work)
        assert row is not None
        chat_queues.claim(work, row, LEASE)
        outbox.finish(work, row, Fate.SENT)
        return row.seq or 0

    order = [both_worlds.do(claim_and_finish) for _ in range(12)]
    first = [(1, Kind.CARD_WIPE), (2, Kind.CARD_WIPE)]
    then = [(chat_id, kind) for chat_id in (1, 2) for kind in (Kind.CARD_EDIT, Kind.CARD)]
    rest = [(chat_id, kind) for kind in (Kind.REPLY, Kind.NOTICE, Kind.MENU) for chat_id in (1, 2)]
    assert order == [rows[each] for each in (*first, *then, *rest)]


@pytest.mark.parametrize(
    ("kind", "waits", "first"),
    [(Kind.NOTICE, 9.9, Kind.REPLY), (Kind.NOTICE, 10, Kind.NOTICE), (Kind.MENU, 20, Kind.MENU)],
)
def test_what_has_waited_for_long_goes_before_younger_answers(
    both_worlds: World, kind: Kind, waits: float, first: Kind
) -> None:
    rows = {kind: _append(both_worlds, 1, kind)}
    both_worlds.clock.move(waits)
    rows[Kind.REPLY] = _append(both_worlds, 2, Kind.REPLY)
    assert _next(both_worlds) == rows[first]


def test_a_menu_gains_a_rank_before_it_gains_the_next(both_worlds: World) -> None:
    menu = _append(both_worlds, 1, Kind.MENU)
    both_worlds.clock.move(10)
    answer = _append(both_worlds, 2, Kind.REPLY)
    news = _append(both_worlds, 3, Kind.NOTICE)
    assert [_next(both_worlds) for _ in range(3)] == [answer, menu, news]


def test_no_age_brings_anything_before_a_code(both_worlds: World) -> None:
    rows = [_append(both_worlds, 1, Kind.NOTICE), _append(both_worlds, 2, Kind.REPLY)]
    both_worlds.clock.move(days=3)
    card, wipe = _append(both_worlds, 3, Kind.CARD), _append(both_worlds, 4, Kind.CARD_WIPE)
    assert [_next(both_worlds) for _ in range(4)] == [wipe, card, *rows]


def test_where_only_codes_may_be_sent_no_age_helps(both_worlds: World) -> None:
    _append(both_worlds, 1, Kind.NOTICE)
    both_worlds.clock.move(10)
    assert both_worlds.do(chat_queues.next_due, (), Priority.CODE) is None
    assert both_worlds.do(chat_queues.next_due, (), Priority.ANSWER) is not None


def test_who_writes_without_a_pause_hears_the_news_all_the_same(both_worlds: World) -> None:
    news = _append(both_worlds, 1, Kind.NOTICE)
    both_worlds.clock.move(9.9)
    answer = _append(both_worlds, 1, Kind.REPLY)
    assert _next(both_worlds) == answer
    both_worlds.clock.move(61)
    later = _append(both_worlds, 1, Kind.REPLY)
    assert _next(both_worlds) == news, "it is older than the answer that comes now"
    assert later


def test_nothing_overtakes_what_is_being_said_in_its_chat(both_worlds: World) -> None:
    edit = _append(both_worlds, 1, Kind.CARD_EDIT)
    assert _next(both_worlds) == edit
    wipe = _append(both_worlds, 1, Kind.CARD_WIPE)
    assert _next(both_worlds) is None
    assert both_worlds.do(chat_queues.next_run_at) is None
    both_worlds.clock.move(61)
    assert _next(both_worlds) == wipe, "whoever said it is dead"
    both_worlds.clock.move(61)
    assert _next(both_worlds) == wipe


def test_what_waits_to_be_tried_again_is_overtaken(world: World) -> None:
    edit = _append(world, 1, Kind.CARD_EDIT)
    assert _next(world) == edit

    def put_off(work: Work) -> None:
        row = chat_queues.claimed(work, edit, 1)
        assert row is not None
        chat_queues.put_off(work, row, timedelta(minutes=5))

    world.do(put_off)
    assert _next(world) is None
    wipe = _append(world, 1, Kind.CARD_WIPE)
    assert world.do(chat_queues.next_run_at) == world.clock.now
    assert _next(world) == wipe


def test_only_what_was_claimed_is_taken_back(both_worlds: World) -> None:
    claimed, waiting = (_append(both_worlds, chat_id, Kind.REPLY) for chat_id in (1, 2))
    assert _next(both_worlds, 2) == claimed
    later = both_worlds.clock.now + timedelta(seconds=37)

    def wait(work: Work) -> None:
        open_rows(work, 2)[0].run_at = later

    both_worlds.do(wait)
    both_worlds.do(chat_queues.take_back)
    run_at = {row.seq: row.run_at for row in both_worlds.rows(Outgoing)}
    assert run_at == {claimed: both_worlds.clock.now, waiting: later}
    assert _next(both_worlds) == claimed


def test_who_takes_a_row_over_knows_since_when_it_may_have_been_said(world: World) -> None:
    _append(world, 1, Kind.REPLY)

    def claim(work: Work) -> object:
        row = chat_queues.next_due(work)
        return row and chat_queues.claim(work, row, LEASE)

    began = world.clock.now
    assert world.do(claim) is None
    world.clock.move(61)
    assert world.do(claim) == began


def test_choosing_reads_the_head_of_each_chat_and_no_long_queue(sqlite: Database) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, given: Any, *_: object) -> None:  # noqa: ANN401 - a driver's parameters
        asked.append((sql, given))

    event.listen(sqlite.engine, "before_cursor_execute", note)
    sqlite.run_sync(chat_queues.next_due)
    sql, given = next(each for each in asked if each[0].startswith("WITH RECURSIVE"))

    def explain(work: Work) -> list[str]:
        plan = work.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        return [str(row[-1]) for row in plan]

    steps = sqlite.run_sync(explain)
    of_rows = [step for step in steps if "outgoing" in step]
    claimed = [step for step in of_rows if "ix_outgoing_claimed" in step]
    heads = [step for step in of_rows if "ix_outgoing_open" in step]
    found = [step for step in of_rows if "PRIMARY KEY" in step]
    assert (len(of_rows), len(claimed), len(heads), len(found)) == (5, 1, 3, 1), steps

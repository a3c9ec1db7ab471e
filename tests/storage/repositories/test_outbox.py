"""Lanes, claims and fencing: in order, one in flight, and only its holder finishes a row."""

from datetime import timedelta

import pytest

from storage.outbox import Fate, Kind, Outgoing
from storage.repositories import chat_queues, outbox
from storage.unit_of_work import Work
from tests.factories import World

LEASE = timedelta(seconds=60)


def _say(world: World, lane: int, text: str, **fields: object) -> bool:
    def say(work: Work) -> bool:
        return outbox.append(work, outbox.row(work, lane, Kind.REPLY, **fields), {"text": text})

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


def test_one_lane_is_sent_in_order_one_at_a_time(both_worlds: World) -> None:
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


def test_lanes_do_not_wait_for_each_other(both_worlds: World) -> None:
    _say(both_worlds, 1, "mine")
    _say(both_worlds, 2, "yours")
    claims = [_claim(both_worlds), _claim(both_worlds)]
    assert [claim[2] for claim in claims if claim] == ["mine", "yours"]


def test_a_busy_lane_is_left_alone(both_worlds: World) -> None:
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
        outbox.open_rows(work, 1)[0].run_at = later

    both_worlds.do(postpone)
    assert both_worlds.do(chat_queues.next_run_at) == later
    assert _claim(both_worlds) is None

"""What came in is kept once, sealed, and handled chat by chat."""

from datetime import timedelta

from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.inbox import StoredCallback, StoredUpdate
from storage.repositories import inbox, stored_callbacks
from tests.factories import World, store_update


def _next(world: World) -> int | None:
    def look(work: Work) -> int | None:
        found = inbox.next_update(work)
        return found.update_id if found else None

    return world.do(look)


def _done(world: World, update_id: int) -> None:
    def done(work: Work) -> None:
        for update in (inbox.update_by_seq(work, seq) for seq in range(1, 10)):
            if update is not None and update.update_id == update_id:
                inbox.finish_update(work, update)

    world.do(done)


def test_an_update_is_kept_once_and_sealed(both_worlds: World) -> None:
    assert both_worlds.do(store_update, 7, 1, '{"text":"Siti"}')
    assert not both_worlds.do(store_update, 7, 1, '{"text":"Siti"}')
    kept = both_worlds.rows(StoredUpdate)[0]
    assert b"Siti" not in kept.raw_sealed
    assert both_worlds.do(inbox.raw_of, kept) == '{"text":"Siti"}'


def test_one_chats_updates_are_handled_in_the_order_they_came(both_worlds: World) -> None:
    both_worlds.do(store_update, 9, 1, "{}")
    both_worlds.do(store_update, 8, 1, "{}")
    assert _next(both_worlds) == 9
    _done(both_worlds, 9)
    assert _next(both_worlds) == 8
    _done(both_worlds, 8)
    assert _next(both_worlds) is None
    assert both_worlds.do(inbox.open_updates) == 0


def test_an_update_that_waits_holds_its_chat_and_no_other(both_worlds: World) -> None:
    both_worlds.do(store_update, 1, 1, "{}")
    both_worlds.do(store_update, 2, 1, "{}")
    both_worlds.do(store_update, 3, 2, "{}")

    def postpone(work: Work) -> None:
        first = inbox.next_update(work)
        assert first is not None
        inbox.put_off_update(work, first, work.now + timedelta(seconds=5))

    both_worlds.do(postpone)
    assert _next(both_worlds) == 3
    _done(both_worlds, 3)
    assert _next(both_worlds) is None
    both_worlds.clock.move(5)
    assert _next(both_worlds) == 1


def test_handled_updates_are_forgotten_after_days_and_open_ones_never(both_worlds: World) -> None:
    both_worlds.do(store_update, 1, 1, "{}")
    both_worlds.do(store_update, 2, 1, "{}")
    _done(both_worlds, 1)
    both_worlds.clock.move(days=10)
    both_worlds.do(inbox.forget_updates)
    assert [update.update_id for update in both_worlds.rows(StoredUpdate)] == [2]


def test_the_same_callback_is_kept_once_and_sealed(both_worlds: World) -> None:
    raw = '{"beneficiary_phone":"081234567890"}'
    assert both_worlds.do(stored_callbacks.store, "202601020001", raw, "2")
    assert not both_worlds.do(stored_callbacks.store, "202601020001", raw, "2")
    assert both_worlds.do(stored_callbacks.store, "202601020002", raw, "2")
    assert all(b"0812" not in kept.raw_sealed for kept in both_worlds.rows(StoredCallback))


def test_a_repeat_is_known_after_the_keys_were_rotated(world: World, data_keys: str) -> None:
    world.do(stored_callbacks.store, "202601020001", "{}", "2")
    world.database._vault = Vault.from_setting(f"{new_key('k2')},{data_keys}")
    assert not world.do(stored_callbacks.store, "202601020001", "{}", "2")


def test_a_claimed_status_of_any_length_can_be_kept(both_worlds: World) -> None:
    """It comes from outside: a strange one must not make us answer "try again" for ever."""
    assert both_worlds.do(stored_callbacks.store, "202601020001", "{}", "Completed successfully")
    assert both_worlds.rows(StoredCallback)[0].claimed_status is None


def test_an_inquiry_answers_only_the_callbacks_that_came_before_it(both_worlds: World) -> None:
    both_worlds.do(stored_callbacks.store, "202601020001", "early", "1")
    heard = both_worlds.do(stored_callbacks.open_of, "202601020001")[-1].seq
    assert heard is not None
    both_worlds.do(stored_callbacks.store, "202601020001", "late", "2")
    both_worlds.do(stored_callbacks.answered, "202601020001", heard)
    still_open = both_worlds.do(stored_callbacks.open_of, "202601020001")
    assert [callback.claimed_status for callback in still_open] == ["2"]

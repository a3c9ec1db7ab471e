"""By whose settings Telegram posts: ours are left to each other, and a foreigner's are not."""

from datetime import timedelta

import pytest

from handlers.services.controls import registration, sending
from handlers.services.controls.registration import RegistrationStep, Sight, Terms
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.models.webhook import Webhook, WebhookAddress
from tests.factories import ADMIN, World

OLDER = Terms("https://cashout.example", "made-up-older-secret", 1)
NEWER = Terms("https://cashout.example", "made-up-newer-secret", 2)
MOVED = Terms("https://new.example", "made-up-older-secret", 3)
THIEF = "https://thief.example/hook"


def _look(
    world: World, terms: Terms, sight: Sight = Sight.OURS, url: str = THIEF
) -> RegistrationStep:
    return world.do(registration.look, terms, sight, url)


def _start(world: World, terms: Terms) -> None:
    assert world.do(registration.announce, terms)
    world.do(registration.confirm, terms)


def _taken(world: World) -> int:
    return sum(entry.act is Act.UPDATES_TAKEN for entry in world.rows(AuditEntry))


def test_neither_address_nor_secret_is_kept_only_a_keyed_hash(both_worlds: World) -> None:
    _start(both_worlds, OLDER)
    [row] = both_worlds.rows(Webhook)
    of_another_key = Vault.from_setting(new_key("k1"))
    text = f"{OLDER.url}\n{OLDER.secret}"
    assert row.settings_mac == both_worlds.do(lambda work: work.vault.mac("webhook", text))
    assert row.settings_mac != of_another_key.mac("webhook", text)
    [known] = both_worlds.rows(WebhookAddress)
    assert known.address_mac == both_worlds.do(
        lambda work: work.vault.mac("webhook address", OLDER.url)
    )
    assert OLDER.secret not in repr(OLDER)


@pytest.mark.parametrize("newer", [NEWER, MOVED])
@pytest.mark.parametrize("sight", Sight)
def test_while_newer_settings_are_alive_the_older_do_nothing(
    both_worlds: World, newer: Terms, sight: Sight
) -> None:
    _start(both_worlds, OLDER)
    _start(both_worlds, newer)
    for _ in range(20):
        both_worlds.clock.move(15)
        assert _look(both_worlds, OLDER, sight) is RegistrationStep.LEAVE
        assert not both_worlds.do(registration.announce, OLDER)
        both_worlds.do(registration.confirm, OLDER)  # its try had begun before
        assert _look(both_worlds, newer) is RegistrationStep.KEEP
    assert _taken(both_worlds) == 0
    assert both_worlds.told() == set()
    assert both_worlds.do(sending.is_open)


@pytest.mark.parametrize("sight", Sight)
def test_when_the_newer_are_dead_the_older_register_again_and_accuse_nobody(
    world: World, sight: Sight
) -> None:
    _start(world, OLDER)
    _start(world, MOVED)
    world.clock.move(46)
    assert _look(world, OLDER, sight, MOVED.url) is RegistrationStep.REGISTER
    _start(world, OLDER)
    assert _look(world, OLDER) is RegistrationStep.KEEP
    assert _taken(world) == 0


def test_the_newer_that_were_only_asleep_have_it_again(world: World) -> None:
    _start(world, OLDER)
    _start(world, MOVED)
    world.clock.move(46)
    _start(world, OLDER)
    assert _look(world, MOVED, Sight.ELSEWHERE, OLDER.url) is RegistrationStep.REGISTER
    _start(world, MOVED)
    assert _look(world, OLDER, Sight.ELSEWHERE, MOVED.url) is RegistrationStep.LEAVE
    assert _taken(world) == 0


@pytest.mark.parametrize("orderly", [True, False])
def test_a_thief_right_after_the_end_of_the_newer_is_told_of(
    world: World, *, orderly: bool
) -> None:
    _start(world, OLDER)
    _start(world, MOVED)
    if orderly:
        world.do(registration.withdraw, MOVED)
    else:
        world.clock.move(46)
    assert _look(world, OLDER, Sight.ELSEWHERE) is RegistrationStep.TAKE_BACK
    assert _taken(world) == 1


def test_who_ends_in_good_order_holds_up_nobody(world: World) -> None:
    _start(world, OLDER)
    _start(world, NEWER)
    world.do(registration.withdraw, OLDER)
    assert _look(world, OLDER) is RegistrationStep.LEAVE
    world.do(registration.withdraw, NEWER)
    assert _look(world, OLDER) is RegistrationStep.REGISTER


def test_who_only_tries_to_register_claims_nothing_and_hides_no_thief(world: World) -> None:
    _start(world, OLDER)
    for times in (1, 2):
        world.clock.move(minutes=1)
        assert world.do(registration.announce, MOVED)
        assert _look(world, OLDER) is RegistrationStep.KEEP
        assert _look(world, OLDER, Sight.ELSEWHERE) is RegistrationStep.TAKE_BACK
        assert _taken(world) == times


def test_what_is_registered_and_not_yet_noted_accuses_nobody(world: World) -> None:
    """So it is also where two start at once, and the one overtakes the other at Telegram."""
    also_new = Terms("https://newest.example", "made-up-newer-secret", 4)
    _start(world, OLDER)
    assert world.do(registration.announce, MOVED)
    assert world.do(registration.announce, also_new)
    for url in (MOVED.url, also_new.url):
        assert _look(world, OLDER, Sight.ELSEWHERE, url) is RegistrationStep.REGISTER
    world.do(registration.confirm, also_new)
    world.do(registration.confirm, MOVED)
    assert _look(world, MOVED, Sight.OURS, MOVED.url) is RegistrationStep.LEAVE
    assert _look(world, also_new, Sight.ELSEWHERE, MOVED.url) is RegistrationStep.REGISTER
    assert _taken(world) == 0


def test_an_address_that_was_ours_long_ago_is_a_strangers(world: World) -> None:
    _start(world, MOVED)
    world.clock.move(minutes=25 * 60)
    _start(world, OLDER)
    assert _look(world, OLDER, Sight.ELSEWHERE, MOVED.url) is RegistrationStep.TAKE_BACK


def test_each_that_starts_is_newer_than_all_before_and_not_for_ever(both_worlds: World) -> None:
    turns = [both_worlds.do(registration.start) for _ in range(3)]
    assert turns == [1, 2, 3]
    _start(both_worlds, MOVED)
    assert not both_worlds.do(registration.announce, NEWER), "it tries since before MOVED began"


def test_replicas_with_the_same_settings_are_one(both_worlds: World) -> None:
    _start(both_worlds, OLDER)
    _start(both_worlds, Terms(OLDER.url, OLDER.secret, 3))
    assert _look(both_worlds, OLDER) is RegistrationStep.KEEP
    assert _look(both_worlds, NEWER) is RegistrationStep.LEAVE, (
        "who started last had these settings"
    )
    assert len(both_worlds.rows(Webhook)) == 1


def test_a_foreign_address_is_counted_each_time_and_the_third_stops(both_worlds: World) -> None:
    _start(both_worlds, OLDER)
    for times in (1, 2, 3):
        assert _look(both_worlds, OLDER, Sight.ELSEWHERE) is RegistrationStep.TAKE_BACK
        assert _taken(both_worlds) == times
        both_worlds.clock.move(minutes=10)
    assert (ADMIN, Notice.UPDATES_TAKEN) in both_worlds.told()
    assert not both_worlds.do(sending.is_open)


def test_the_newest_takes_back_and_counts_while_an_older_one_runs(world: World) -> None:
    _start(world, OLDER)
    _start(world, NEWER)
    assert _look(world, OLDER, Sight.ELSEWHERE) is RegistrationStep.LEAVE
    assert _look(world, NEWER, Sight.ELSEWHERE) is RegistrationStep.TAKE_BACK
    assert _taken(world) == 1


def test_what_looks_like_another_secret_is_counted_when_it_comes_again(world: World) -> None:
    _start(world, OLDER)
    assert _look(world, OLDER, Sight.REFUSED) is RegistrationStep.REGISTER
    assert _look(world, OLDER, Sight.REFUSED) is RegistrationStep.REGISTER, "another replica's look"
    assert world.told() == set()
    world.clock.move(31)
    assert _look(world, OLDER, Sight.REFUSED) is RegistrationStep.TAKE_BACK
    assert _taken(world) == 1
    assert (ADMIN, Notice.UPDATES_TAKEN) in world.told()


def test_hours_apart_it_is_never_counted(world: World) -> None:
    _start(world, OLDER)
    for _ in range(5):
        assert _look(world, OLDER, Sight.REFUSED) is RegistrationStep.REGISTER
        world.clock.move(minutes=61)
    assert _taken(world) == 0


def test_a_proxys_404_beside_posts_of_anybodys_never_stops_sending(world: World) -> None:
    _start(world, OLDER)
    for _ in range(60):
        _look(world, OLDER, Sight.REFUSED)
        world.clock.move(minutes=1)
    assert world.do(sending.is_open)
    _look(world, OLDER, Sight.ELSEWHERE)
    assert not world.do(sending.is_open), "that one is certain, and not the first"


@pytest.mark.parametrize("sight", [Sight.DEAF, Sight.OTHER_KINDS])
def test_what_is_nobodys_fault_is_only_put_right(world: World, sight: Sight) -> None:
    _start(world, OLDER)
    for _ in range(5):
        assert _look(world, OLDER, sight) is RegistrationStep.REGISTER
        world.clock.move(minutes=5)
    assert _taken(world) == 0


def test_a_clock_that_was_set_back_leaves_nobody_in_force_for_long(world: World) -> None:
    _start(world, OLDER)
    _start(world, NEWER)
    world.clock.move(-timedelta(hours=2).total_seconds())
    assert _look(world, OLDER) is RegistrationStep.REGISTER
    assert _look(world, NEWER) is RegistrationStep.KEEP
    assert _look(world, OLDER, Sight.ELSEWHERE) is RegistrationStep.LEAVE


def test_settings_under_an_older_data_key_are_still_ours(world: World) -> None:
    _start(world, OLDER)
    new, old = new_key("k2"), world.database._vault._active

    def with_a_new_key(work: Work) -> RegistrationStep:
        ring = Vault([Vault.from_setting(new)._active, old])
        rotated = Work(work.session, ring, work.now)
        return registration.look(rotated, OLDER, Sight.OURS)

    assert world.do(with_a_new_key) is RegistrationStep.KEEP

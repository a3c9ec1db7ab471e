"""After Telegram was away nobody waits for long, and nobody comes back with everybody else."""

import asyncio
import time
from datetime import timedelta

import pytest
from telegram.error import NetworkError, RetryAfter

from bot.telegram.patience import PAUSES, Patience, seconds_of


def test_however_long_it_lasts_the_next_look_comes_within_five_seconds() -> None:
    patience = Patience(chance=lambda: 0.0)
    pauses = [patience.next_pause() for _ in range(100)]
    assert pauses[:3] == [1.0, 2.0, 5.0]
    assert max(pauses) <= 5.0


def test_pauses_are_spread_and_never_longer() -> None:
    pauses = {Patience((5.0,)).next_pause() for _ in range(50)}
    assert len(pauses) > 40
    assert all(3.5 <= pause <= 5.0 for pause in pauses)
    assert Patience(PAUSES, lambda: 1.0).next_pause() == pytest.approx(0.7)


@pytest.mark.parametrize("asked", [7, timedelta(seconds=7)])
def test_what_telegram_asks_for_is_kept_to_the_second(asked: int | timedelta) -> None:
    assert seconds_of(RetryAfter(asked)) == 7.0


def test_a_wait_that_was_asked_for_is_not_made_shorter() -> None:
    async def waited(error: Exception) -> float:
        patience = Patience((0.0,), lambda: 1.0)
        began = time.monotonic()
        await patience.after(error)
        return time.monotonic() - began

    assert asyncio.run(waited(RetryAfter(1))) >= 1.0
    assert asyncio.run(waited(NetworkError("away"))) < 1.0

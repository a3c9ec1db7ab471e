"""Long polling: numbering, confirmation by offset, filters, expiry and conflicts."""

import asyncio

import pytest

from bot.sandbox.telegram.updates import FIRST_UPDATE_ID
from tests.bot.sandbox.telegram.api import Api, button, keyboard, started


def numbered(count: int) -> Api:
    api = Api()
    for number in range(count):
        api.ani.send(str(number))
    return api


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_updates_are_numbered_upwards_and_stay_until_they_are_confirmed() -> None:
    async def scenario() -> None:
        api = numbered(3)
        first = await api.updates()
        ids = [update["update_id"] for update in first]
        assert ids == [FIRST_UPDATE_ID, FIRST_UPDATE_ID + 1, FIRST_UPDATE_ID + 2]
        assert await api.updates() == first
        assert texts(await api.updates(offset=ids[1])) == ["1", "2"]
        assert texts(await api.updates()) == ["1", "2"]
        assert await api.updates(offset=ids[2] + 1) == []
        assert await api.updates(offset=ids[0]) == []

    asyncio.run(scenario())


def test_limit_gives_the_oldest_and_is_forced_into_its_range() -> None:
    async def scenario() -> None:
        api = numbered(101)
        assert texts(await api.updates(limit=2)) == ["0", "1"]
        assert len(await api.updates(limit=0)) == 1
        assert len(await api.updates(limit=1000)) == 100

    asyncio.run(scenario())


def test_negative_offset_keeps_only_the_newest() -> None:
    async def scenario() -> None:
        api = numbered(5)
        assert texts(await api.updates(offset=-2)) == ["3", "4"]
        assert texts(await api.updates()) == ["3", "4"]

    asyncio.run(scenario())


def test_long_poll_is_woken_by_the_first_update_and_gives_up_in_time() -> None:
    async def scenario() -> None:
        api = Api()
        waiting = asyncio.create_task(api.updates(timeout=30))
        await asyncio.sleep(0.02)
        api.ani.send("Halo")
        assert texts(await asyncio.wait_for(waiting, 2)) == ["Halo"]
        assert await api.updates(offset=-1, timeout=0) != []

    asyncio.run(scenario())


def test_long_poll_without_news_ends_empty() -> None:
    api = Api()
    assert asyncio.run(asyncio.wait_for(api.updates(timeout=1), 3)) == []


def test_second_poll_ends_the_first_with_a_conflict() -> None:
    async def scenario() -> None:
        api = Api()
        first = asyncio.create_task(api.refusal("getUpdates", timeout=30))
        await asyncio.sleep(0.02)
        second = asyncio.create_task(api.updates(timeout=30))
        words = (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        assert await asyncio.wait_for(first, 2) == (409, words)
        api.ani.send("Halo")
        assert texts(await asyncio.wait_for(second, 2)) == ["Halo"]

    asyncio.run(scenario())


def test_polling_and_a_webhook_exclude_each_other() -> None:
    async def scenario() -> None:
        api = Api()
        polling = asyncio.create_task(api.refusal("getUpdates", timeout=30))
        await asyncio.sleep(0.02)
        await api.call("setWebhook", url="https://bot.invalid/hook")
        assert await polling == (409, "Conflict: terminated by setWebhook request")
        words = (
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
        assert await api.refusal("getUpdates") == (409, words)
        await api.call("deleteWebhook")
        assert await api.updates() == []
        await api.sandbox.close()

    asyncio.run(scenario())


def test_kinds_that_the_bot_does_not_want_are_not_queued_and_the_wish_is_remembered() -> None:
    async def scenario() -> None:
        api = started()
        await api.updates(allowed_updates=["callback_query"])
        api.ani.send("not wanted")
        assert len(await api.updates()) == 1
        assert (await api.call("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
        await api.updates(allowed_updates=[])
        api.ani.send("wanted")
        assert texts(await api.updates()) == ["/start", "wanted"]
        assert await api.refusal("getUpdates", allowed_updates="x") == (
            400,
            "Bad Request: can't parse allowed updates JSON object",
        )
        assert (await api.refusal("getUpdates", allowed_updates="1"))[0] == 400

    asyncio.run(scenario())


def test_messages_expire_after_a_day_and_presses_after_150_seconds() -> None:
    async def scenario() -> None:
        api = started()
        markup = keyboard(button("Ya", "yes"))
        await api.call("sendMessage", chat_id=11, text="Halo", reply_markup=markup)
        api.ani.press("Ya")
        api.clock.turn(seconds=149)
        assert len(await api.updates()) == 2
        api.clock.turn(seconds=1)
        assert texts(await api.updates()) == ["/start"]
        api.clock.turn(hours=24)
        assert await api.updates() == []

    asyncio.run(scenario())


@pytest.mark.parametrize("drop", [True, False])
def test_pending_updates_are_dropped_only_when_asked(*, drop: bool) -> None:
    async def scenario() -> None:
        api = numbered(2)
        await api.call("deleteWebhook", drop_pending_updates=drop)
        info = await api.call("getWebhookInfo")
        assert info["pending_update_count"] == (0 if drop else 2)
        assert info["url"] == ""

    asyncio.run(scenario())

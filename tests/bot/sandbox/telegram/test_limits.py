"""Rates: bursts, refill, groups, the whole bot, and switching them off."""

import asyncio

from bot.sandbox.telegram.limits import CallRate
from tests.bot.sandbox.telegram.api import Api, button, keyboard

YES = button("Yes", "yes")


def strict(people: int = 1) -> Api:
    api = Api()
    for number in range(people):
        api.sandbox.user(11 + number, "Ani").send("/start")
    api.sandbox.limits.enabled = True
    return api


async def answers(api: Api, chat_id: int, count: int) -> list[int | None]:
    """Send so many messages: None for each that was taken, else its `retry_after`."""
    bodies = [await api.ask("sendMessage", chat_id=chat_id, text=str(n)) for n in range(count)]
    return [body.get("parameters", {}).get("retry_after") for body in bodies]


def test_private_chat_takes_a_burst_of_five_and_then_one_a_second() -> None:
    async def scenario() -> None:
        api = strict()
        assert await answers(api, 11, 7) == [None] * 5 + [1, 1]
        api.clock.turn(seconds=1)
        assert await answers(api, 11, 2) == [None, 1]

    asyncio.run(scenario())


def test_edits_count_as_requests_to_the_chat() -> None:
    async def scenario() -> None:
        api = strict()
        sent = await api.call("sendMessage", chat_id=11, text="0")
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        for number in range(1, 5):
            await api.call("editMessageText", **where, text=str(number))
        assert (await api.refusal("editMessageText", **where, text="5"))[0] == 429

    asyncio.run(scenario())


def test_group_takes_twenty_a_minute() -> None:
    async def scenario() -> None:
        api = strict()
        api.sandbox.group(-5, "Team")
        assert await answers(api, -5, 21) == [None] * 20 + [3]

    asyncio.run(scenario())


def test_whole_bot_takes_thirty_at_once() -> None:
    async def scenario() -> None:
        api = strict(people=31)
        taken = [(await answers(api, 11 + number, 1))[0] for number in range(31)]
        assert taken == [None] * 30 + [1]

    asyncio.run(scenario())


def test_no_second_takes_more_than_thirty_whatever_was_left_unused_before() -> None:
    async def scenario() -> None:
        api = strict(people=60)
        api.clock.turn(hours=1)
        for number in range(30):
            assert await answers(api, 11 + number, 1) == [None]
            api.clock.turn(milliseconds=10)
        assert await answers(api, 50, 1) == [1]
        api.clock.turn(milliseconds=700)
        assert await answers(api, 50, 1) == [None], "the first of them is a second old"
        assert await answers(api, 51, 1) == [1]

    asyncio.run(scenario())


def test_presses_menus_deletions_and_vain_edits_count_as_requests() -> None:
    async def scenario() -> None:
        api = strict()
        sent = await api.call("sendMessage", chat_id=11, text="0", reply_markup=keyboard(YES))
        query = api.sandbox.user(11, "Ani").press("Yes")
        api.sandbox.limits.private = CallRate(burst=100, per_second=1.0)
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        for method, params in (
            ("answerCallbackQuery", {"callback_query_id": query.id}),
            ("setMyCommands", {"commands": []}),
            ("deleteMyCommands", {}),
            ("sendChatAction", {"chat_id": 11, "action": "typing"}),
            ("deleteMessage", where),
            ("deleteMessages", {"chat_id": 11, "message_ids": [1]}),
        ):
            await api.call(method, **params)
        assert (await api.refusal("editMessageText", **where, text="1"))[0] == 400
        more = await answers(api, 11, 23)
        assert more == [None] * 22 + [1]
        assert api.sandbox.limits.refused == 1

    asyncio.run(scenario())


def test_deletions_count_as_requests_to_the_chat() -> None:
    async def scenario() -> None:
        api = strict()
        for _ in range(5):
            await api.call("deleteMessages", chat_id=11, message_ids=[1])
        assert (await api.refusal("deleteMessages", chat_id=11, message_ids=[1]))[0] == 429

    asyncio.run(scenario())


def test_limits_can_be_changed_and_switched_off() -> None:
    async def scenario() -> None:
        api = strict()
        api.sandbox.limits.private = CallRate(burst=1, per_second=0.1)
        assert await answers(api, 11, 2) == [None, 10]
        api.sandbox.limits.enabled = False
        assert await answers(api, 11, 40) == [None] * 40

    asyncio.run(scenario())

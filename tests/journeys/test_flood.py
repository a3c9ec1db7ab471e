"""Strangers write what they like, an agent writes a thousand times: others are answered at once."""

from handlers.texts import texts_for
from tests.journeys.flooding import LONGEST, handled, waits
from tests.journeys.stage import Journey, play


def test_a_flood_of_strangers_costs_next_to_nothing() -> None:
    async def script(stage: Journey) -> None:
        quiet = await waits(stage, None)
        flooded = await waits(stage, LONGEST)
        assert flooded.p95 < max(1.0, 8 * quiet.p95)
        assert flooded.octets < 1_000_000
        await handled(stage)
        stranger = stage.telegram.user(6_100_000_000, "Stranger 0")
        assert [message.text for message in stranger.chat.messages if message.from_bot] == [
            texts_for("id").stranger()
        ]

    play(script)


def test_one_agent_who_writes_a_thousand_times_holds_up_nobody() -> None:
    async def script(stage: Journey) -> None:
        quiet = await waits(stage, None)
        flooded = await waits(stage, "/nonsense", stage.second)
        assert flooded.p95 < max(1.0, 8 * quiet.p95)

    play(script, check=False)

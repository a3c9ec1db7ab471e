"""Strangers write what they like, an agent writes a thousand times: others are answered first."""

from sqlmodel import col, func, select

from handlers.messages.texts import texts_for
from storage.engine.unit_of_work import Work
from storage.models.inbox import StoredUpdate
from storage.repositories import inbox
from tests.factories import WIB
from tests.journeys.flooding import FIRST_STRANGER, LONGEST, STRANGERS, handled, waits
from tests.journeys.stage import Journey, play


def test_a_flood_of_strangers_costs_next_to_nothing() -> None:
    async def script(stage: Journey) -> None:
        flooded = await waits(stage, LONGEST)
        assert flooded.octets < 1_000_000
        await handled(stage)
        assert await stage.database.run(_kept_of_strangers) <= 2 * STRANGERS
        stranger = stage.telegram.user(FIRST_STRANGER, "Stranger 0")
        assert [message.text for message in stranger.chat.messages if message.from_bot] == [
            texts_for("id", WIB).stranger()
        ]

    play(script)


def test_one_agent_who_writes_hundreds_of_times_holds_up_nobody() -> None:
    async def script(stage: Journey) -> None:
        for _ in range(400):
            stage.second.send("/nonsense")
        stage.agent.send("/help")
        await stage.agent.wait_for("/language", 60)
        assert await stage.database.run(inbox.open_updates) > 100

    play(script, check=False)


def _kept_of_strangers(work: Work) -> int:
    query = select(func.count()).where(col(StoredUpdate.chat_id) >= FIRST_STRANGER)
    return int(work.session.exec(query).one())

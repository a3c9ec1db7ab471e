"""Over HTTP: a supervisor freezes a team, or a stolen phone; an admin agrees to undo it."""

from tests.journeys.stage import Journey, play
from tests.journeys.test_two_admins import second_admin


def test_a_team_is_stopped_by_its_supervisor_and_opened_with_an_admin(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        sari = await second_admin(stage)
        await stage.read_back()
        stage.supervisor.send("/stop a phone was stolen")
        await stage.hear(stage.supervisor, "This stops your own team only")
        await stage.hear(sari, "a phone was stolen")
        stage.agent.press("Confirm")
        await stage.agent.wait_for("Sending is stopped for your team")
        stage.supervisor.send("/resume")
        mine = await stage.hear(stage.supervisor, "this takes two people")
        theirs = await stage.hear(sari, "Proposal #1")
        sari.press("Approve", theirs)
        await stage.hear(stage.supervisor, "is open again ✓")
        await stage.all_said()
        assert "✓ Approved by Sari" in mine.text
        assert not mine.buttons
        stage.later(seconds=10)
        await stage.order()

    play(script, database_url)


def test_a_stolen_phone_is_locked_and_its_code_is_gone() -> None:
    async def script(stage: Journey) -> None:
        await stage.confirm()
        card = await stage.card()
        stage.supervisor.send("/lock Ani Kusuma")
        await stage.hear(stage.supervisor, "Ani Kusuma is locked")
        await stage.hear(stage.admin, "locked Ani Kusuma")
        await stage.all_said()
        assert card.deleted
        stage.later(minutes=11)
        stage.agent.send("Siti Aminah 0812-3456-7891 200rb")
        await stage.agent.wait_for("rights here are suspended")
        stage.supervisor.send(f"/restore {stage.agent.id}")
        asked = await stage.hear(stage.admin, "Proposal #1")
        stage.admin.press("Approve", asked)
        await stage.hear(stage.supervisor, "✓ Approved by Dewi")
        await stage.card()  # it comes back to whom it belongs

    play(script)

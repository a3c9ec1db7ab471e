"""Two admins over HTTP: one asks, the other decides, and every chat shows how it ended."""

from bot.sandbox.telegram import User
from storage.engine.unit_of_work import Work
from storage.models.person import Person, Role
from storage.models.proposal import Proposal, ProposalStatus
from storage.repositories import people
from tests.journeys.stage import Journey, play

SARI = 5_000_000_006


async def second_admin(stage: Journey) -> User:
    def hire(work: Work) -> None:
        sari = Person(person_id=SARI, role=Role.ADMIN, created_at=work.now)
        people.add(work, sari, "Sari Hapsari")

    await stage.database.run(hire)
    sari = stage.telegram.user(SARI, "Sari", "Hapsari", "sari", "en")
    sari.send("/start")
    await sari.wait_for("/invite")
    return sari


def test_sending_is_opened_by_two_and_the_buttons_go(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        sari = await second_admin(stage)
        stage.admin.send("/stop odd answers")
        await stage.hear(sari, "odd answers")
        stage.admin.send("/resume")
        mine = await stage.hear(stage.admin, "this takes two people")
        theirs = await stage.hear(sari, "Proposal #1")
        assert not theirs.silent
        assert theirs.labels == ["Approve", "Reject"]
        sari.press("Approve", theirs)
        await stage.hear(stage.admin, "open again")
        await stage.hear(sari, "✓ Approved by Sari")
        await stage.all_said()
        assert "✓ Approved by Sari" in mine.text
        assert not mine.buttons
        assert not theirs.buttons
        sari.press_old(theirs, "Approve")
        await sari.wait_for_alert("This was over already")
        await stage.order()

    play(script, database_url)


def test_a_proposal_outlives_a_crash_and_expires(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        sari = await second_admin(stage)
        stage.admin.send("/stop odd answers")
        await stage.hear(sari, "odd answers")
        stage.admin.send("/resume")
        theirs = await stage.hear(sari, "Proposal #1")
        await stage.crash()
        await stage.start()
        stage.later(hours=1, minutes=1)
        await stage.hear(stage.admin, "nobody decided in time")
        await stage.all_said()
        assert not theirs.buttons
        proposal = await stage.database.run(lambda work: work.session.get(Proposal, 1))
        assert proposal is not None
        assert proposal.status is ProposalStatus.EXPIRED

    play(script, database_url)

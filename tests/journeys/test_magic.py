"""Every misbehaviour of the Faspay stand-in, and what each person hears of it and must not hear."""

from dataclasses import dataclass

import pytest

from bot.sandbox.faspay import SandboxSettings, Status, Trick
from storage.order import Money, Review
from tests.journeys.parts import shows_code
from tests.journeys.stage import Journey, play

UNSURE, NO_CODE, HELD = "not certain yet whether the money", "did not reach us", "code is held back"
DIFFERS, STOPPED, COLLECTED = "differs from what we sent", "Sending is stopped", "was collected"


@dataclass(frozen=True)
class Outcome:
    """What a transfer to a magic number comes to."""

    money: Money
    agent: str
    watchers: str
    admin: str | None = None
    """None: an admin who does not watch hears nothing at all."""
    code: bool = False
    review: Review | None = None


MISSING = Outcome(Money.ISSUED, NO_CODE, NO_CODE, NO_CODE, review=Review.CODE_MISSING)
UNKNOWN = Outcome(Money.UNKNOWN, UNSURE, UNSURE)
ECHO = Outcome(Money.UNKNOWN, UNSURE, DIFFERS, STOPPED, review=Review.ECHO)
SHOWN = Outcome(Money.ISSUED, "Code:", "waiting to be collected", code=True)
OUTCOMES = {
    Trick.LOST_ANSWER: MISSING,
    Trick.LOST_REQUEST: UNKNOWN,
    Trick.ERROR_AFTER: MISSING,
    Trick.ERROR_BEFORE: UNKNOWN,
    Trick.GARBAGE: MISSING,
    Trick.REFUSED: Outcome(Money.REJECTED, "no money went out", "no money went out"),
    Trick.REFUSED_UNKNOWN: UNKNOWN,
    Trick.DUPLICATE_CALLBACK: SHOWN,
    Trick.NO_CALLBACK: SHOWN,
    Trick.EARLY_CALLBACK: SHOWN,
    Trick.OUT_OF_ORDER: SHOWN,
    Trick.AMOUNT_TIMES_TEN: ECHO,
    Trick.DAMAGED_CODE: MISSING,
    Trick.EMPTY_CODE: MISSING,
    Trick.PAID_AT_ONCE: Outcome(Money.PAID, COLLECTED, COLLECTED),
    Trick.FAILS_AT_ONCE: Outcome(Money.FAILED, "money is not out", "money is not out"),
    Trick.PAID_THEN_REVERSED: Outcome(Money.REVERSED, "has reversed", "has reversed"),
    Trick.FOUND_LATE: SHOWN,
    Trick.OTHER_PHONE: ECHO,
    Trick.CLEAR_CODE: SHOWN,
    Trick.TRUNCATED: MISSING,
}


def test_every_trick_is_played() -> None:
    elsewhere = {Trick.SLOW}  # in test_main_job: the second agent is served meanwhile
    assert set(OUTCOMES) | elsewhere == set(Trick)


@pytest.mark.parametrize("trick", OUTCOMES, ids=lambda trick: trick.name.lower())
def test_trick_is_told_truly_to_everybody(trick: Trick) -> None:
    expected = OUTCOMES[trick]

    async def script(stage: Journey) -> None:
        admin_knew = len(stage.admin.chat.messages)
        await stage.confirm(trick.phone)
        await stage.hear(stage.agent, expected.agent)
        await stage.hear(stage.supervisor, expected.watchers)
        if expected.admin is not None:
            await stage.hear(stage.admin, expected.admin)
        await stage.check()
        order = await stage.only_order()
        assert order.money is expected.money
        assert order.reviews() == ({expected.review} if expected.review else set())
        seen = [shows_code(message) for message in stage.agent.chat.messages]
        assert any(seen) is expected.code
        if expected.admin is None:
            assert len(stage.admin.chat.messages) == admin_knew

    play(script, faspay=SandboxSettings(reverse_after_seconds=0.3))


@pytest.mark.parametrize(
    "trick",
    [Trick.DUPLICATE_CALLBACK, Trick.NO_CALLBACK, Trick.EARLY_CALLBACK, Trick.OUT_OF_ORDER],
    ids=lambda trick: trick.name.lower(),
)
def test_collection_is_told_once_however_the_callbacks_come(
    trick: Trick, database_url: str
) -> None:
    async def script(stage: Journey) -> None:
        order, code = await stage.order(trick.phone)
        stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone=trick.phone)
        await stage.hear(stage.agent, COLLECTED)
        await stage.check()
        for who in (stage.agent, stage.supervisor):
            said = [m for m in who.chat.messages if COLLECTED in m.text]
            assert len(said) == 1
        assert order.status is Status.SUCCESS

    play(script, database_url)


def test_held_code_stops_the_line_until_an_admin_has_looked() -> None:
    async def script(stage: Journey) -> None:
        await stage.confirm(Trick.AMOUNT_TIMES_TEN.phone)
        await stage.hear(stage.admin, STOPPED)
        stage.second.send("Siti Aminah 0812-3456-7891 200rb")
        await stage.hear(stage.second, "No order was made")
        stage.admin.send("/resume")
        await stage.hear(stage.admin, "open again")
        await stage.confirm("081234567891", who=stage.second)
        await stage.card(stage.second)

    play(script)

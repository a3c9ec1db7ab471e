"""Every misbehaviour of the Faspay stand-in, and what each person hears of it and must not hear."""

from dataclasses import dataclass, replace

import pytest

from bot.sandbox.faspay import SandboxSettings, Status, Trick
from bot.sandbox.telegram import Chat
from storage.models.order import Order
from storage.models.order_states import OrderStatus, Review
from tests.journeys.live_truth import texts
from tests.journeys.parts import shows_code
from tests.journeys.stage import Journey, play
from tests.journeys.truth import chats

UNSURE, NO_CODE, HELD = "not certain yet whether the money", "did not reach us", "code is held back"
DIFFERS, STOPPED, COLLECTED = "differs from what we sent", "Sending is stopped", "was collected"
NINE_DIGITS, THE_COMPANY = "a Permata code has exactly ten digits", "about the company's account"


@dataclass(frozen=True)
class Outcome:
    """What a transfer to a magic number comes to."""

    status: OrderStatus
    agent: str
    watchers: str
    admin: str | None = None
    """None: an admin who does not watch hears nothing at all."""
    code: bool = False
    review: Review | None = None
    unsaid: str | None = None
    """What the agent never reads."""


MISSING = Outcome(OrderStatus.ISSUED, NO_CODE, NO_CODE, NO_CODE, review=Review.CODE_MISSING)
UNKNOWN = Outcome(OrderStatus.UNKNOWN, UNSURE, UNSURE)
ECHO = Outcome(OrderStatus.UNKNOWN, UNSURE, DIFFERS, STOPPED, review=Review.ECHO)
SHOWN = Outcome(OrderStatus.ISSUED, "Code:", "Faspay has it.", code=True)
OUTCOMES = {
    Trick.LOST_ANSWER: MISSING,
    Trick.LOST_REQUEST: UNKNOWN,
    Trick.ERROR_AFTER: MISSING,
    Trick.ERROR_BEFORE: UNKNOWN,
    Trick.GARBAGE: MISSING,
    Trick.REFUSED: Outcome(OrderStatus.REJECTED, "no money went out", "no money went out"),
    Trick.REFUSED_UNKNOWN: UNKNOWN,
    Trick.DUPLICATE_CALLBACK: SHOWN,
    Trick.NO_CALLBACK: SHOWN,
    Trick.EARLY_CALLBACK: SHOWN,
    Trick.OUT_OF_ORDER: SHOWN,
    Trick.AMOUNT_TIMES_TEN: ECHO,
    Trick.DAMAGED_CODE: MISSING,
    Trick.EMPTY_CODE: MISSING,
    Trick.PAID_AT_ONCE: Outcome(OrderStatus.PAID, COLLECTED, "Collected ✓"),
    Trick.FAILS_AT_ONCE: Outcome(OrderStatus.FAILED, "money is not out", "money is not out"),
    # Whether we hear of the payment before it is reversed is a matter of time (test_calm.py).
    Trick.PAID_THEN_REVERSED: Outcome(
        OrderStatus.REVERSED, "has reversed", "Reversed: the money is back"
    ),
    Trick.FOUND_LATE: SHOWN,
    Trick.OTHER_PHONE: ECHO,
    Trick.CLEAR_CODE: SHOWN,
    Trick.TRUNCATED: MISSING,
    Trick.DATE_ONLY: replace(SHOWN, agent="23.59 WIB"),
    Trick.DECIMALS: SHOWN,
    Trick.OTHER_ACCOUNT: ECHO,
    Trick.SHORT_CODE: Outcome(
        OrderStatus.ISSUED,
        "it cannot be right",
        NINE_DIGITS,
        NINE_DIGITS,
        review=Review.CODE_MALFORMED,
        unsaid=NO_CODE,
    ),
    Trick.OTHER_NAME: ECHO,
    Trick.CAPITAL_NAME: SHOWN,
    Trick.OTHER_DESCRIPTION: ECHO,
    Trick.OTHER_CALLBACK: ECHO,
    Trick.STRANGE_STATUS: SHOWN,
    Trick.REFUSED_COMPANY: Outcome(
        OrderStatus.REJECTED,
        "do not enter it again for now",
        "no money went out",
        THE_COMPANY,
        unsaid="make a new order",
    ),
}


def test_every_trick_is_played() -> None:
    elsewhere = {Trick.SLOW}  # in test_main_job: the second agent is served meanwhile
    assert set(OUTCOMES) | elsewhere == set(Trick)


def ever_said(chat: Chat) -> list[str]:
    return [text for message in chat.messages for text in texts(message)]


def the_code_is_as_faspay_made_it(stage: Journey, order: Order, expected: Outcome) -> None:
    """Hold that a code shown ends when Faspay ends it, and that nobody ever saw one held back."""
    for made in stage.faspay.transactions:
        if expected.code:
            assert order.expires_at == made.expires_at.replace(microsecond=0)
        if expected.review in {Review.ECHO, Review.CODE_MALFORMED}:
            everything = [text for chat in chats(stage) for text in ever_said(chat)]
            assert not any(made.code[1:] in text for text in everything)


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
        assert order.status is expected.status
        assert order.reviews() == ({expected.review} if expected.review else set())
        seen = [shows_code(message) for message in stage.agent.chat.messages]
        assert any(seen) is expected.code
        the_code_is_as_faspay_made_it(stage, order, expected)
        if expected.unsaid is not None:
            assert not any(expected.unsaid in text for text in ever_said(stage.agent.chat))
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
        for who, words in ((stage.agent, COLLECTED), (stage.supervisor, "Collected ✓")):
            assert len([m for m in who.chat.messages if words in m.text]) == 1
        assert order.status is Status.SUCCESS

    play(script, database_url)


def test_held_code_stops_sending_until_an_admin_has_looked() -> None:
    async def script(stage: Journey) -> None:
        await stage.confirm(Trick.AMOUNT_TIMES_TEN.phone)
        await stage.hear(stage.admin, STOPPED)
        stage.second.send("Siti Aminah 0812-3456-7891 200rb")
        await stage.hear(stage.second, "No order was made")
        stage.admin.send("/resume")
        await stage.agree()
        await stage.hear(stage.admin, "open again")
        await stage.confirm("081234567891", who=stage.second)
        await stage.card(stage.second)

    play(script)

"""What a journal entry says of an answer comes back, also from the version before."""

from dataclasses import replace

import pytest

from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import (
    UNKNOWN_CHANNEL,
    Accepted,
    Answer,
    Echo,
    EchoedChannel,
    Rejected,
    Unknown,
)
from storage.models.channel import Channel
from storage.models.order_states import Code, OrderStatus
from storage.models.provider_answer import AnswerDetails
from storage.models.refusal import RefusalKind
from tests.factories import World


def recorded(order_no: str, echo: Echo) -> Recorded:
    answer = Answer(raw="{}", echo=echo, sealed_code="sealed-by-faspay")
    return Recorded(order_no, "worker", Accepted(answer), code_opens=True)


def of_the_version_before(entry: dict[str, object], bank_code: str | None) -> dict[str, object]:
    """Write an entry as the version before migration 0012 did: with Faspay's code of a channel."""
    answer = entry["answer"]
    assert isinstance(answer, dict)
    echo = {name: value for name, value in answer["echo"].items() if name != "channel"}
    return entry | {"answer": answer | {"echo": echo | {"bank_code": bank_code}}}


def echo_in(entry: dict[str, object]) -> Echo:
    outcome = Recorded.from_entry(entry).outcome
    assert isinstance(outcome, Accepted | Unknown)
    assert outcome.answer is not None
    return outcome.answer.echo


@pytest.mark.parametrize("channel", [*Channel, UNKNOWN_CHANNEL, None])
def test_the_channel_of_an_echo_comes_back(channel: EchoedChannel | None) -> None:
    kept = recorded("202601020001", Echo("202601020001", channel=channel))
    assert Recorded.from_entry(kept.as_entry()) == kept


@pytest.mark.parametrize(
    ("bank_code", "channel"),
    [
        ("C013", Channel.PERMATA),
        ("c013", Channel.PERMATA),
        ("alf", Channel.ALFAMART),
        ("imr", Channel.INDOMARET),
        ("C014", UNKNOWN_CHANNEL),
        (None, None),
    ],
)
def test_the_bank_code_in_an_entry_of_the_version_before_is_read(
    bank_code: str | None, channel: EchoedChannel | None
) -> None:
    entry = recorded("202601020001", Echo("202601020001")).as_entry()
    assert echo_in(of_the_version_before(entry, bank_code)).channel == channel


def test_what_an_answer_says_of_itself_comes_back() -> None:
    details = AnswerDetails("1", "r", "2026-01-02", "", 500, "7", None, "00", "Unauthorized")
    echo = Echo("202601020001", names=("Siti", "Aminah"), description="d", our_address=True)
    kept = recorded("202601020001", echo)
    kept = replace(kept, outcome=replace(kept.outcome, details=details))
    assert Recorded.from_entry(kept.as_entry()) == kept


def test_of_the_version_before_the_number_of_the_transaction_is_read() -> None:
    entry = recorded("202601020001", Echo("202601020001")).as_entry()
    del entry["details"]
    entry["answer"]["faspay_id"] = "395855"
    for field in ("names", "description", "our_address"):
        del entry["answer"]["echo"][field]
    outcome = Recorded.from_entry(entry).outcome
    assert outcome.details == AnswerDetails("395855")


def test_what_a_later_version_knows_more_costs_no_answer() -> None:
    kept = recorded("202601020001", Echo("202601020001"))
    entry = kept.as_entry()
    entry["details"] |= {"means": "lost on the way", "later": 1}
    entry["answer"]["echo"]["later"] = 1
    assert Recorded.from_entry(entry) == kept


def test_an_answer_that_the_version_before_left_in_the_journal_issues_its_order(
    world: World,
) -> None:
    ticket = world.claimed()
    number = ticket.request.order_no
    whole = world.gateway.plan(world.gateway, ticket.request)
    assert isinstance(whole, Accepted)
    entry = Recorded(number, ticket.owner, whole, code_opens=True).as_entry()
    kept = Recorded.from_entry(of_the_version_before(entry, "C013"))
    world.record(ticket, kept.outcome)
    assert (world.order(number).status, world.order(number).code) == (
        OrderStatus.ISSUED,
        Code.SEALED,
    )


@pytest.mark.parametrize("others_too", [True, False])
def test_whether_a_refusal_is_of_every_order_comes_back(*, others_too: bool) -> None:
    refused = Rejected("Invalid Request body", RefusalKind.COMPANY, others_too=others_too)
    kept = Recorded("202601020001", "worker", refused, code_opens=False)
    entry = kept.as_entry()
    assert Recorded.from_entry(entry) == kept
    del entry["refused"]["others_too"]  # as the version before wrote it
    assert Recorded.from_entry(entry).outcome == replace(refused, others_too=True)

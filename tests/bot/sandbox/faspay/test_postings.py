"""The stand-in's statement is truthful, and can have each flaw that a comparison must find."""

import asyncio

import pytest

from bot.sandbox.faspay import SandboxSettings
from bot.sandbox.faspay.faults import Posting
from bot.sandbox.faspay.gate import WIB
from tests.bot.sandbox.faspay.partner import NOON_WIB, partner

NUMBER = "202601020001"
OUT: dict[Posting, list[tuple[str, int, int]]] = {
    Posting.NORMAL: [("transfer", 100_000, 2), ("fee", 2_500, 2)],
    Posting.NO_REFUNDS: [("transfer", 100_000, 2), ("fee", 2_500, 2)],
    Posting.NO_DEBITS: [("fee", 2_500, 2)],
    Posting.DOUBLE: [("transfer", 100_000, 2), ("transfer", 100_000, 2), ("fee", 2_500, 2)],
    Posting.TENFOLD: [("transfer", 1_000_000, 2), ("fee", 2_500, 2)],
    Posting.DAY_LATE: [("transfer", 100_000, 3), ("fee", 2_500, 3)],
    Posting.FEE_INSIDE: [("transfer", 102_500, 2)],
    Posting.FEE_NAMELESS: [("transfer", 100_000, 2), ("fee", 2_500, 2)],
}


@pytest.mark.parametrize("posting", list(Posting))
def test_a_transfer_is_written_as_the_posting_says(posting: Posting) -> None:
    async def main() -> None:
        async with partner(settings=SandboxSettings(fee_rupiah=2_500)) as them:
            them.sandbox.faults.postings = posting
            await them.transfer()
            written = them.sandbox.ledger.lines[1:]
            assert [(each.name, each.rupiah, each.at.day) for each in written] == OUT[posting]
            nameless = [each for each in written if not each.description.startswith(NUMBER)]
            assert bool(nameless) is (posting is Posting.FEE_NAMELESS)
            before = len(them.sandbox.ledger.lines)
            them.sandbox.reverse(NUMBER)
            came = len(them.sandbox.ledger.lines) - before
            assert came == (0 if posting is Posting.NO_REFUNDS else 2)

    asyncio.run(main())


def test_somebody_else_takes_money() -> None:
    async def main() -> None:
        async with partner() as them:
            body = {"amount": 300_000, "description": "salary"}
            taken = await them.client.post("/sandbox/debit", json=body)
            assert taken.status_code == 200
            line = them.sandbox.ledger.lines[-1]
            assert (line.rupiah, line.description) == (300_000, "salary")
            assert line.at == NOON_WIB.astimezone(WIB)
            for wrong in ({"amount": 0}, {"amount": -1}, {"amount": True}, {"description": ""}):
                refused = await them.client.post("/sandbox/debit", json=body | wrong)
                assert refused.status_code == 400

    asyncio.run(main())

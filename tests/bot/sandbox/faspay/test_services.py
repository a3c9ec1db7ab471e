"""The answers have the shapes that the pages show, octet for octet where it matters."""

import asyncio
import json
import re
from datetime import timedelta

import pytest

from bot.sandbox.faspay import Outage, SandboxService, SandboxSettings
from tests.bot.sandbox.faspay.partner import ALFAMART, partner

SAMPLE_FIELDS = (
    "virtual_account beneficiary_bank_code beneficiary_name trx_no beneficiary_phone trx_amount "
    "callback_url trx_desc trx_date trx_expired instruct_date trx_id trx_reff cashout_code status "
    "message response_code response_desc"
)


def test_a_transfer_is_answered_in_the_sample_s_shape() -> None:
    async def main() -> None:
        async with partner() as them:
            response = await them.send()
            answer = response.json()
            assert list(answer) == SAMPLE_FIELDS.split(" ")
            assert answer["trx_amount"] == 10_000_000
            assert answer["trx_id"] == 395855
            assert (answer["status"], answer["response_code"]) == ("1", "00")
            assert answer["trx_date"] == answer["instruct_date"] == "2026-01-02 12:00:00"
            assert answer["trx_expired"] == "2026-01-02 13:00:00"
            assert re.fullmatch(r"[A-Za-z0-9]{20}_\d{16}", answer["trx_reff"])
            assert r'"callback_url":"http:\/\/127.0.0.1\/cb"' in response.text
            assert len(answer["cashout_code"]) == 344
            assert re.fullmatch(r"\d{10}", them.open_code(answer["cashout_code"]))

    asyncio.run(main())


def test_a_counter_s_code_lives_a_day_or_as_long_as_asked() -> None:
    async def main() -> None:
        async with partner() as them:
            answer = await them.transfer(ALFAMART)
            assert answer["trx_expired"] == "2026-01-03 12:00:00"
            assert answer["beneficiary_account_name"] == "Budi"
            own = await them.transfer(ALFAMART, trx_no="2", trx_expired="2026-01-09 08:00:00")
            assert own["trx_expired"] == "2026-01-09 08:00:00"
            assert own["trx_id"] == 395856

    asyncio.run(main())


def test_an_inquiry_tells_the_status_and_never_the_code() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            answer = await them.inquire()
            assert answer["trx_amount"] == 10_000_000
            assert answer["trx_id"] == 395855
            assert (answer["trx_status"], answer["status"]) == ("1", "2")
            assert "cashout_code" not in answer
            them.sandbox.withdraw_now("202601020001")
            assert (await them.inquire())["trx_status"] == "2"

    asyncio.run(main())


def test_an_inquiry_with_another_trx_id_finds_nothing() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            right = await them.read(SandboxService.STATUS, "202601020001", "395855")
            wrong = await them.read(SandboxService.STATUS, "202601020001", "395856")
            assert right["trx_no"] == "202601020001"
            assert (wrong["message"], wrong["status"]) == ("Transaction not found", "9")

    asyncio.run(main())


def test_balance_is_plain_rupiah_with_two_decimals() -> None:
    async def main() -> None:
        settings = SandboxSettings(opening_rupiah=7_897_000, reserved_rupiah=1_000_000)
        async with partner(settings) as them:
            answer = await them.read(SandboxService.BALANCE)
            assert answer["balance"] == "7897000.00"
            assert answer["available_balance"] == "6897000.00"
            await them.transfer()
            assert (await them.read(SandboxService.BALANCE))["available_balance"] == "6797000.00"

    asyncio.run(main())


def test_the_statement_shows_debit_and_credit_in_rupiah() -> None:
    async def main() -> None:
        async with partner(SandboxSettings(fee_rupiah=5_000)) as them:
            answer = await them.transfer()
            them.sandbox.fail("202601020001")
            page = await them.read(SandboxService.STATEMENT, "2026-01-01", "2026-01-02")
            assert page["start_date"] == "2026-01-01"
            lines = json.loads(json.dumps(page["data"]))
            assert [(x["transaction_type"], x["transaction_amount"]) for x in lines] == [
                ("K", "100000000.00"),
                ("D", "100000.00"),
                ("D", "5000.00"),
                ("K", "100000.00"),
                ("K", "5000.00"),
            ]
            assert lines[1]["transaction_date"] == "02/01/2026 12:00:00"
            assert lines[1]["transaction_name"] == "transfer"
            expected = f"202601020001 BANTUAN {answer['trx_reff']}"
            assert lines[1]["transaction_desc"] == expected

    asyncio.run(main())


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2025-12-02", "2026-01-02", "Success"),
        ("2025-12-01", "2026-01-02", "Sandbox: the span of a statement is at most one month"),
        ("2026-01-02", "2026-01-01", "Sandbox: the span of a statement is at most one month"),
        ("20260101", "2026-01-02", "Invalid Request body"),
        ("2026-1-1", "2026-01-02", "Invalid Request body"),
        ("2026-02-30", "2026-03-01", "Invalid Request body"),
    ],
)
def test_a_statement_spans_a_month_at_most(start: str, end: str, message: str) -> None:
    async def main() -> None:
        async with partner() as them:
            assert (await them.read(SandboxService.STATEMENT, start, end))["message"] == message

    asyncio.run(main())


def test_a_statement_reaches_back_three_months() -> None:
    async def main() -> None:
        async with partner() as them:
            them.outside.at += timedelta(days=92)
            seen = await them.read(SandboxService.STATEMENT, "2026-01-01", "2026-01-31")
            them.outside.at += timedelta(days=1)
            gone = await them.read(SandboxService.STATEMENT, "2026-01-01", "2026-01-31")
            assert len(json.loads(json.dumps(seen["data"]))) == 1
            assert gone["data"] == []

    asyncio.run(main())


def test_a_stranger_s_account_in_the_path_is_refused() -> None:
    async def main() -> None:
        async with partner() as them:
            path = SandboxService.BALANCE.path
            headers = them.headers("GET", path, await them.token(path))
            answer = await them.client.get(path + "/9920000009", headers=headers)
            assert answer.json()["message"] == "Invalid Virtual Account"

    asyncio.run(main())


def test_a_bad_beneficiary_account_has_no_name() -> None:
    async def main() -> None:
        async with partner() as them:
            assert (await them.read(SandboxService.NAME, "9920000002"))["status"] == "2"
            wrong = await them.read(SandboxService.NAME, "abc")
            assert wrong["message"] == "Beneficiary Virtual Account Invalid"

    asyncio.run(main())


def test_confirm_must_say_2() -> None:
    async def main() -> None:
        async with partner() as them:
            body = {"virtual_account": them.sandbox.credentials.virtual_account, "confirm": "1"}
            response = await them.post(SandboxService.CONFIRM, json.dumps(body))
            assert response.json()["message"] == "Invalid Request body"

    asyncio.run(main())


def test_a_transfer_is_never_read_by_get_and_paths_are_lower_case() -> None:
    async def main() -> None:
        async with partner() as them:
            assert (await them.client.get(SandboxService.TRANSFER.path)).status_code == 405
            assert (await them.client.post("/account/API/transfer")).status_code == 404

    asyncio.run(main())


def test_when_down_every_service_is_503() -> None:
    async def main() -> None:
        async with partner() as them:
            them.sandbox.faults.outage = Outage.BUSY
            assert (await them.client.get("/account/api/tokens")).status_code == 503
            assert (await them.client.post(SandboxService.TRANSFER.path)).status_code == 503

    asyncio.run(main())


def test_inquiry_alone_can_be_down() -> None:
    async def main() -> None:
        async with partner() as them:
            them.sandbox.faults.inquiry_down = True
            path = SandboxService.STATUS.path
            response = await them.client.get(path + "/1/2")
            assert response.status_code == 503
            assert (await them.transfer())["status"] == "1"

    asyncio.run(main())


def test_slowness_is_added_to_every_call() -> None:
    async def main() -> None:
        async with partner() as them:
            them.sandbox.faults.slow_seconds = 3
            await them.transfer()
            assert them.outside.slept == [3, 3]

    asyncio.run(main())


def test_a_code_s_expiry_closes_it_by_itself() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            them.outside.at += timedelta(minutes=59, seconds=59)
            assert (await them.inquire())["trx_status"] == "1"
            them.outside.at += timedelta(seconds=1)
            assert (await them.inquire())["trx_status"] == "4"
            assert them.sandbox.ledger.balance_rupiah == 100_000_000

    asyncio.run(main())


def test_expiry_may_be_left_to_people() -> None:
    async def main() -> None:
        settings = SandboxSettings(expires_by_itself=False, expired_is_reversed=True)
        async with partner(settings) as them:
            await them.transfer()
            them.outside.at += timedelta(days=2)
            assert (await them.inquire())["trx_status"] == "1"
            them.sandbox.expire("202601020001")
            assert (await them.inquire())["trx_status"] == "5"

    asyncio.run(main())

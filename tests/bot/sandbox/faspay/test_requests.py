"""A valid transfer is accepted; with one field broken it is refused and nothing is made."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.sandbox.faspay import SandboxService, SandboxSettings, Trick
from tests.bot.sandbox.faspay.partner import ALFAMART, INDOMARET, PERMATA, Partner, partner

Request = Mapping[str, object]
BAD = "Invalid Request body"
LIMITS = "Sandbox: amount outside the limits of this channel"


async def assert_nothing_was_made(them: Partner) -> None:
    assert them.sandbox.transactions == ()
    assert them.sandbox.ledger.balance_rupiah == 100_000_000


def answer_to(base: Request, **changes: object) -> dict[str, object]:
    async def main() -> dict[str, object]:
        async with partner() as them:
            answer = await them.transfer(base, **changes)
            if answer["status"] == "9":
                await assert_nothing_was_made(them)
            return answer

    return asyncio.run(main())


@pytest.mark.parametrize("base", [PERMATA, ALFAMART, INDOMARET], ids=["C013", "alf", "imr"])
def test_a_valid_transfer_of_each_channel_is_accepted(base: Request) -> None:
    assert answer_to(base)["message"] == "On Process"


@pytest.mark.parametrize(
    ("base", "optional"),
    [
        (PERMATA, set()),
        (ALFAMART, {"callback_url", "trx_expired"}),
        (INDOMARET, {"callback_url", "trx_expired", "trx_desc"}),
    ],
    ids=["C013", "alf", "imr"],
)
def test_only_the_optional_fields_may_be_missing(base: Request, optional: set[str]) -> None:
    accepted = {name for name in base if answer_to(base, **{name: None})["status"] == "1"}
    assert accepted == optional


def test_empty_counts_as_missing_except_for_instruct_date() -> None:
    accepted = {name for name in ALFAMART if answer_to(ALFAMART, **{name: ""})["status"] == "1"}
    assert accepted == {"callback_url", "trx_expired", "instruct_date"}


@pytest.mark.parametrize(
    ("base", "name", "value"),
    [
        (PERMATA, "beneficiary_name", "B" * 256),
        (PERMATA, "beneficiary_name", "Budi\n"),
        (PERMATA, "beneficiary_name", 5),
        (PERMATA, "trx_no", "A" * 256),
        (PERMATA, "trx_no", "A/1"),
        (PERMATA, "trx_no", ["A"]),
        (PERMATA, "beneficiary_phone", "0" * 16),
        (PERMATA, "beneficiary_phone", "+6281200000001"),
        (PERMATA, "callback_url", "http://127.0.0.1/" + "a" * 239),
        (PERMATA, "callback_url", "ftp://127.0.0.1/"),
        (ALFAMART, "trx_no", "1234567890123"),
        (ALFAMART, "trx_no", "AB-1"),
        (ALFAMART, "beneficiary_region_code", "01020"),
        (ALFAMART, "beneficiary_country_code", "IDN"),
        (ALFAMART, "beneficiary_purpose_code", "10"),
        (ALFAMART, "beneficiary_email", "nobody"),
        (ALFAMART, "beneficiary_email", "a" * 120 + "@b.example"),
        (ALFAMART, "trx_date", "2026-01-02"),
        (ALFAMART, "trx_date", "2026-02-30 12:00:00"),
        (ALFAMART, "instruct_date", "now"),
        (ALFAMART, "trx_expired", "2026-01-02 12:00:00"),
        (INDOMARET, "beneficiary_account_name", "B" * 256),
    ],
)
def test_a_field_outside_its_table_is_refused(base: Request, name: str, value: object) -> None:
    answer = answer_to(base, **{name: value})
    assert answer["message"] == BAD
    assert name in str(answer["response_desc"])


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_amount_has_its_own_code(value: object) -> None:
    assert answer_to(PERMATA, trx_amount=value)["response_code"] == "01"


@pytest.mark.parametrize(
    "value", ["100000.00", "100.000", "-10000000", "1e7", 10000000.0, True, "1" * 13, " 10000000"]
)
def test_an_amount_in_a_bad_format_is_an_invalid_body(value: object) -> None:
    answer = answer_to(PERMATA, trx_amount=value)
    assert (answer["message"], answer["response_code"]) == (BAD, "99")


@pytest.mark.parametrize(
    ("base", "hundredths", "message"),
    [
        (PERMATA, "0", LIMITS),
        (PERMATA, "9999999", LIMITS),
        (PERMATA, "100000", LIMITS),  # Rp 100.000 sent as plain rupiah
        (PERMATA, "15000000", LIMITS),
        (PERMATA, "20000000", "On Process"),
        (PERMATA, 150000000, "On Process"),
        (PERMATA, "160000000", LIMITS),
        (ALFAMART, "500000", LIMITS),
        (ALFAMART, "10000000", "On Process"),
        (ALFAMART, "5000001", LIMITS),
        (INDOMARET, "5000000", "On Process"),
        (INDOMARET, "7500000", LIMITS),
    ],
)
def test_an_amount_must_fit_the_limits(base: Request, hundredths: object, message: str) -> None:
    assert answer_to(base, trx_amount=hundredths)["message"] == message


@pytest.mark.parametrize("account", [None, "", "9920000009", "x", 5, True])
def test_another_virtual_account_is_refused(account: object) -> None:
    assert answer_to(PERMATA, virtual_account=account)["message"] == "Invalid Virtual Account"


@pytest.mark.parametrize("code", [None, "", "Imr", "c013", "014", "ovo", 13])
def test_an_unknown_bank_code_is_refused(code: object) -> None:
    answer = answer_to(PERMATA, beneficiary_bank_code=code)
    assert answer["message"] == "Beneficiary Virtual Account Invalid"


@pytest.mark.parametrize(("base", "longest"), [(PERMATA, 27), (ALFAMART, 15), (INDOMARET, 15)])
def test_a_long_description_is_cut(base: Request, longest: int) -> None:
    assert answer_to(base, trx_desc="123456789 " * 5)["trx_desc"] == ("123456789 " * 5)[:longest]


def test_numbers_may_come_without_quotes_and_extra_fields_do_no_harm() -> None:
    answer = answer_to(PERMATA, trx_amount=10000000, ktp_id="1", beneficiary_phone=812000001)
    assert answer["message"] == "On Process"


@pytest.mark.parametrize("content", ["", "[]", '"text"', "{", "null", '{"a":1}}'])
def test_a_body_that_is_no_json_object_is_refused(content: str) -> None:
    async def main() -> None:
        async with partner() as them:
            response = await them.post(SandboxService.TRANSFER, content)
            assert response.json()["message"] == BAD
            await assert_nothing_was_made(them)

    asyncio.run(main())


def test_a_body_that_is_not_called_json_is_refused() -> None:
    async def main() -> None:
        async with partner() as them:
            path = SandboxService.TRANSFER.path
            headers = them.headers("POST", path, await them.token(path))
            headers["Content-Type"] = "text/plain"
            response = await them.client.post(path, content="{}", headers=headers)
            assert response.json()["message"] == BAD

    asyncio.run(main())


def test_a_number_is_taken_once_and_for_ever() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            them.sandbox.fail("202601020001")
            again = await them.transfer(beneficiary_phone="081200000002")
            assert again["message"] == "Your Transaction Number already exists"
            assert (again["status"], again["response_code"]) == ("9", "99")
            assert "cashout_code" not in again
            assert len(them.sandbox.transactions) == 1

    asyncio.run(main())


def test_of_two_at_the_same_time_one_is_made() -> None:
    async def main() -> None:
        async with partner() as them:
            slow = Trick.SLOW.phone
            both = (them.transfer(beneficiary_phone=slow) for _ in range(2))
            answers = await asyncio.gather(*both)
            assert sorted(str(answer["status"]) for answer in answers) == ["1", "9"]
            assert them.sandbox.ledger.balance_rupiah == 99_900_000

    asyncio.run(main())


def test_a_refused_request_does_not_use_up_its_number() -> None:
    async def main() -> None:
        async with partner() as them:
            assert (await them.transfer(trx_amount="1"))["status"] == "9"
            assert (await them.transfer())["status"] == "1"

    asyncio.run(main())


def test_too_little_available_balance_is_refused_in_words_of_its_own() -> None:
    async def main() -> None:
        settings = SandboxSettings(opening_rupiah=150_000, reserved_rupiah=49_000, fee_rupiah=1_001)
        async with partner(settings) as them:
            answer = await them.transfer()
            assert answer["message"] == "Sandbox: insufficient available balance"
            assert them.sandbox.transactions == ()
            assert (await them.inquire())["message"] == "Transaction not found"

    asyncio.run(main())

"""Each magic number does what its row says, and only that."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import httpx
import phonenumbers
import pytest
from cryptography.exceptions import InvalidSignature

from bot.sandbox.faspay import MAGIC, Status, Trick
from bot.sandbox.faspay.answers import ConnectionSeveredError
from tests.bot.sandbox.faspay.partner import Partner, partner

NUMBER = "202601020001"
Check = Callable[[Partner], Awaitable[None]]


async def normal(them: Partner, trick: Trick) -> dict[str, object]:
    answer = await them.transfer(beneficiary_phone=trick.phone)
    await them.sandbox.settled()
    assert (answer["status"], answer["response_code"]) == ("1", "00")
    return answer


def status(them: Partner) -> Status:
    return them.sandbox.transaction(NUMBER).status


async def slow(them: Partner) -> None:
    await normal(them, Trick.SLOW)
    assert them.outside.slept == [5.0]


async def lost_answer(them: Partner) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await them.send(beneficiary_phone=Trick.LOST_ANSWER.phone)
    assert (await them.inquire())["trx_status"] == "1"


async def lost_request(them: Partner) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await them.send(beneficiary_phone=Trick.LOST_REQUEST.phone)
    assert (await them.inquire())["message"] == "Transaction not found"


async def error_after(them: Partner) -> None:
    response = await them.send(beneficiary_phone=Trick.ERROR_AFTER.phone)
    assert response.status_code == 500
    assert status(them) is Status.ON_PROCESS


async def error_before(them: Partner) -> None:
    response = await them.send(beneficiary_phone=Trick.ERROR_BEFORE.phone)
    assert response.status_code == 500
    assert them.sandbox.transactions == ()


async def garbage(them: Partner) -> None:
    response = await them.send(beneficiary_phone=Trick.GARBAGE.phone)
    assert (response.status_code, response.text[:6]) == (200, "<html>")
    assert status(them) is Status.ON_PROCESS


async def refused(them: Partner) -> None:
    answer = await them.transfer(beneficiary_phone=Trick.REFUSED.phone)
    assert answer["message"] == "Beneficiary Account Not Match"
    assert them.sandbox.transactions == ()


async def refused_unknown(them: Partner) -> None:
    answer = await them.transfer(beneficiary_phone=Trick.REFUSED_UNKNOWN.phone)
    assert answer["message"] == "Sandbox: a sentence that no page of Faspay lists"
    assert them.sandbox.transactions == ()


async def told_after(them: Partner, trick: Trick) -> list[str]:
    await normal(them, trick)
    them.sandbox.withdraw_now(NUMBER)
    await them.sandbox.settled()
    return them.outside.told


async def duplicate_callback(them: Partner) -> None:
    assert await told_after(them, Trick.DUPLICATE_CALLBACK) == ["2", "2"]


async def no_callback(them: Partner) -> None:
    assert await told_after(them, Trick.NO_CALLBACK) == []


async def early_callback(them: Partner) -> None:
    await them.send(beneficiary_phone=Trick.EARLY_CALLBACK.phone)
    assert them.outside.told == ["1"]


async def out_of_order(them: Partner) -> None:
    assert await told_after(them, Trick.OUT_OF_ORDER) == ["2", "1"]


async def amount_times_ten(them: Partner) -> None:
    assert (await normal(them, Trick.AMOUNT_TIMES_TEN))["trx_amount"] == 100_000_000
    assert them.sandbox.ledger.balance_rupiah == 99_900_000


async def damaged_code(them: Partner) -> None:
    answer = await normal(them, Trick.DAMAGED_CODE)
    with pytest.raises(InvalidSignature):
        them.open_code(answer["cashout_code"])


async def empty_code(them: Partner) -> None:
    assert not (await normal(them, Trick.EMPTY_CODE))["cashout_code"]


async def paid_at_once(them: Partner) -> None:
    await normal(them, Trick.PAID_AT_ONCE)
    assert status(them) is Status.SUCCESS
    assert them.outside.told == ["2"]


async def fails_at_once(them: Partner) -> None:
    await normal(them, Trick.FAILS_AT_ONCE)
    assert status(them) is Status.FAILED
    assert them.sandbox.ledger.balance_rupiah == 100_000_000


async def paid_then_reversed(them: Partner) -> None:
    await normal(them, Trick.PAID_THEN_REVERSED)
    assert status(them) is Status.REVERSED
    assert them.outside.told == ["2", "5"]
    assert them.outside.slept == [5.0]
    assert them.sandbox.ledger.balance_rupiah == 100_000_000


async def found_late(them: Partner) -> None:
    await normal(them, Trick.FOUND_LATE)
    answers = [await them.inquire() for _ in range(3)]
    assert [answer["status"] for answer in answers] == ["9", "9", "2"]


async def other_phone(them: Partner) -> None:
    answer = await normal(them, Trick.OTHER_PHONE)
    assert answer["beneficiary_phone"] != Trick.OTHER_PHONE.phone


async def clear_code(them: Partner) -> None:
    answer = await normal(them, Trick.CLEAR_CODE)
    assert answer["cashout_code"] == them.sandbox.transaction(NUMBER).code


async def truncated(them: Partner) -> None:
    with pytest.raises(ConnectionSeveredError):
        await them.send(beneficiary_phone=Trick.TRUNCATED.phone)
    assert status(them) is Status.ON_PROCESS


async def date_only(them: Partner) -> None:
    answer = await normal(them, Trick.DATE_ONLY)
    assert answer["trx_expired"] == "2026-01-02"
    transaction = them.sandbox.transaction(NUMBER)
    them.outside.at = datetime(2026, 1, 2, 16, 59, 58, tzinfo=UTC)
    assert status(them) is Status.ON_PROCESS
    them.outside.at = datetime(2026, 1, 2, 16, 59, 59, tzinfo=UTC)
    assert them.sandbox.transactions == (transaction,)
    assert transaction.status is Status.FAILED


async def decimals(them: Partner) -> None:
    assert (await normal(them, Trick.DECIMALS))["trx_amount"] == "10000000.00"
    assert them.sandbox.ledger.balance_rupiah == 99_900_000


async def other_account(them: Partner) -> None:
    answer = await normal(them, Trick.OTHER_ACCOUNT)
    assert answer["virtual_account"] != them.sandbox.credentials.virtual_account


async def short_code(them: Partner) -> None:
    answer = await normal(them, Trick.SHORT_CODE)
    told = them.open_code(answer["cashout_code"])
    assert (len(told), told) == (9, them.sandbox.transaction(NUMBER).code[1:])


async def refused_company(them: Partner) -> None:
    answer = await them.transfer(beneficiary_phone=Trick.REFUSED_COMPANY.phone)
    assert (answer["message"], answer["response_desc"]) == (
        "Invalid Virtual Account",
        "virtual_account",
    )
    assert them.sandbox.transactions == ()


async def other_name(them: Partner) -> None:
    assert (await normal(them, Trick.OTHER_NAME))["beneficiary_name"] != "Budi"


async def capital_name(them: Partner) -> None:
    assert (await normal(them, Trick.CAPITAL_NAME))["beneficiary_name"] == "BUDI"


async def other_description(them: Partner) -> None:
    answer = await normal(them, Trick.OTHER_DESCRIPTION)
    assert NUMBER not in str(answer["trx_desc"])
    assert (await them.inquire())["trx_desc"] != answer["trx_desc"]


async def other_callback(them: Partner) -> None:
    answer = await normal(them, Trick.OTHER_CALLBACK)
    assert "elsewhere" in str(answer["callback_url"])


async def strange_status(them: Partner) -> None:
    answer = await them.transfer(beneficiary_phone=Trick.STRANGE_STATUS.phone)
    assert (answer["status"], status(them)) == ("7", Status.ON_PROCESS)


CHECKS: dict[Trick, Check] = {
    Trick.SLOW: slow,
    Trick.LOST_ANSWER: lost_answer,
    Trick.LOST_REQUEST: lost_request,
    Trick.ERROR_AFTER: error_after,
    Trick.ERROR_BEFORE: error_before,
    Trick.GARBAGE: garbage,
    Trick.REFUSED: refused,
    Trick.REFUSED_UNKNOWN: refused_unknown,
    Trick.DUPLICATE_CALLBACK: duplicate_callback,
    Trick.NO_CALLBACK: no_callback,
    Trick.EARLY_CALLBACK: early_callback,
    Trick.OUT_OF_ORDER: out_of_order,
    Trick.AMOUNT_TIMES_TEN: amount_times_ten,
    Trick.DAMAGED_CODE: damaged_code,
    Trick.EMPTY_CODE: empty_code,
    Trick.PAID_AT_ONCE: paid_at_once,
    Trick.FAILS_AT_ONCE: fails_at_once,
    Trick.PAID_THEN_REVERSED: paid_then_reversed,
    Trick.FOUND_LATE: found_late,
    Trick.OTHER_PHONE: other_phone,
    Trick.CLEAR_CODE: clear_code,
    Trick.TRUNCATED: truncated,
    Trick.DATE_ONLY: date_only,
    Trick.DECIMALS: decimals,
    Trick.OTHER_ACCOUNT: other_account,
    Trick.SHORT_CODE: short_code,
    Trick.REFUSED_COMPANY: refused_company,
    Trick.OTHER_NAME: other_name,
    Trick.CAPITAL_NAME: capital_name,
    Trick.OTHER_DESCRIPTION: other_description,
    Trick.OTHER_CALLBACK: other_callback,
    Trick.STRANGE_STATUS: strange_status,
}


@pytest.mark.parametrize("trick", Trick, ids=lambda trick: trick.name)
def test_a_magic_number_plays_its_trick(trick: Trick) -> None:
    async def main() -> None:
        async with partner() as them:
            await CHECKS[trick](them)

    asyncio.run(main())


def test_a_reversal_by_hand_may_come_before_the_one_by_magic() -> None:
    async def main() -> None:
        async with partner() as them:

            async def reversed_meanwhile(seconds: float) -> None:
                if seconds:
                    them.sandbox.reverse(NUMBER)

            them.sandbox._background.sleep = reversed_meanwhile
            await normal(them, Trick.PAID_THEN_REVERSED)
            assert status(them) is Status.REVERSED
            assert them.outside.told == ["2", "5"]

    asyncio.run(main())


def test_every_magic_number_is_its_own_valid_mobile_number() -> None:
    assert len(MAGIC) == len(Trick)
    for phone in MAGIC:
        parsed = phonenumbers.parse(phone, "ID")
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE


def test_the_international_form_is_magic_too() -> None:
    async def main() -> None:
        async with partner() as them:
            answer = await them.transfer(beneficiary_phone="62" + Trick.EMPTY_CODE.phone[1:])
            assert not answer["cashout_code"]

    asyncio.run(main())

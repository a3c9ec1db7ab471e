"""A code is paid once, to whoever knows it, while it lasts; and statuses only move forward."""

import asyncio
import re
from datetime import timedelta

import pytest

from bot.sandbox.faspay import (
    NotAllowedError,
    SandboxSettings,
    Status,
    UnknownTransactionError,
    Why,
    WithdrawalRefusedError,
)
from tests.bot.sandbox.faspay.partner import Partner, partner

NUMBER = "202601020001"
PHONE = "081200000001"


async def made(them: Partner) -> str:
    return them.open_code((await them.transfer())["cashout_code"])


def other_than(code: str) -> str:
    return ("1" if code[0] == "0" else "0") + code[1:]


@pytest.mark.parametrize("phone", [PHONE, "6281200000001"])
def test_phone_code_and_amount_open_the_machine(phone: str) -> None:
    async def main() -> None:
        async with partner() as them:
            code = await made(them)
            paid = them.sandbox.withdraw(phone=phone, code=code, amount_rupiah=100_000)
            assert paid.status is Status.SUCCESS
            await them.sandbox.settled()
            assert them.outside.told == ["2"]

    asyncio.run(main())


def test_the_order_number_may_stand_for_the_phone() -> None:
    async def main() -> None:
        async with partner() as them:
            code = await made(them)
            them.sandbox.withdraw(trx_no=NUMBER, code=code, amount_rupiah=100_000)
            assert them.sandbox.transaction(NUMBER).status is Status.SUCCESS

    asyncio.run(main())


def test_a_withdrawal_with_one_thing_wrong_is_refused() -> None:
    async def main() -> None:
        async with partner() as them:
            code = await made(them)
            for phone, typed, amount, why in (
                (PHONE, other_than(code), 100_000, Why.WRONG_CODE),
                (PHONE, code.lstrip(code[0]), 100_000, Why.WRONG_CODE),
                (PHONE, code, 200_000, Why.WRONG_AMOUNT),
                (PHONE, code, 10_000_000, Why.WRONG_AMOUNT),
                ("081200000002", code, 100_000, Why.NO_SUCH_PHONE),
            ):
                with pytest.raises(WithdrawalRefusedError) as refused:
                    them.sandbox.withdraw(phone=phone, code=typed, amount_rupiah=amount)
                assert refused.value.why is why
            assert them.sandbox.transaction(NUMBER).status is Status.ON_PROCESS
            assert them.outside.told == []

    asyncio.run(main())


def test_a_code_is_paid_only_once() -> None:
    async def main() -> None:
        async with partner() as them:
            code = await made(them)
            them.sandbox.withdraw(phone=PHONE, code=code, amount_rupiah=100_000)
            with pytest.raises(WithdrawalRefusedError) as refused:
                them.sandbox.withdraw(phone=PHONE, code=code, amount_rupiah=100_000)
            assert refused.value.why is Why.CLOSED

    asyncio.run(main())


@pytest.mark.parametrize("by_itself", [True, False])
def test_an_expired_code_is_not_paid(*, by_itself: bool) -> None:
    async def main() -> None:
        async with partner(SandboxSettings(expires_by_itself=by_itself)) as them:
            code = await made(them)
            them.outside.at += timedelta(hours=1)
            with pytest.raises(WithdrawalRefusedError) as refused:
                them.sandbox.withdraw(phone=PHONE, code=code, amount_rupiah=100_000)
            assert refused.value.why is Why.EXPIRED

    asyncio.run(main())


def test_two_orders_of_one_phone_are_told_apart_by_their_codes() -> None:
    async def main() -> None:
        async with partner() as them:
            first = await made(them)
            second = them.open_code((await them.transfer(trx_no="2"))["cashout_code"])
            for code, number in ((first, NUMBER), (second, "2")):
                paid = them.sandbox.withdraw(phone=PHONE, code=code, amount_rupiah=100_000)
                assert paid.request.trx_no == number

    asyncio.run(main())


@pytest.mark.parametrize(
    ("acts", "status", "balance_rupiah"),
    [
        (["withdraw_now"], Status.SUCCESS, 99_900_000),
        (["expire"], Status.FAILED, 100_000_000),
        (["fail"], Status.FAILED, 100_000_000),
        (["reverse"], Status.REVERSED, 100_000_000),
        (["withdraw_now", "reverse"], Status.REVERSED, 100_000_000),
    ],
)
def test_each_verb_leads_to_its_status(
    acts: list[str], status: Status, balance_rupiah: int
) -> None:
    async def main() -> None:
        async with partner() as them:
            await made(them)
            for act in acts:
                getattr(them.sandbox, act)(NUMBER)
            assert them.sandbox.transaction(NUMBER).status is status
            assert them.sandbox.ledger.balance_rupiah == balance_rupiah

    asyncio.run(main())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("withdraw_now", "withdraw_now"),
        ("withdraw_now", "fail"),
        ("withdraw_now", "expire"),
        ("fail", "withdraw_now"),
        ("fail", "reverse"),
        ("reverse", "reverse"),
        ("expire", "fail"),
    ],
)
def test_no_status_moves_backwards_and_no_money_comes_back_twice(first: str, second: str) -> None:
    async def main() -> None:
        async with partner() as them:
            await made(them)
            getattr(them.sandbox, first)(NUMBER)
            before = them.sandbox.ledger.balance_rupiah
            with pytest.raises(NotAllowedError):
                getattr(them.sandbox, second)(NUMBER)
            assert them.sandbox.ledger.balance_rupiah == before

    asyncio.run(main())


def test_an_unknown_number_is_unknown() -> None:
    async def main() -> None:
        async with partner() as them:
            with pytest.raises(UnknownTransactionError):
                them.sandbox.reverse("1")

    asyncio.run(main())


def test_nothing_private_is_in_a_repr() -> None:
    async def main() -> None:
        async with partner() as them:
            code = await made(them)
            transaction = them.sandbox.transaction(NUMBER)
            for shown in (repr(transaction), repr(transaction.request)):
                assert not re.search(f"{code}|Budi|{PHONE}", shown)
            assert them.sandbox.credentials.faspay_secret not in repr(them.sandbox.credentials)

    asyncio.run(main())

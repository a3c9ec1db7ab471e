"""The control API shows everything but codes, and does what a person at a machine could do."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.sandbox.faspay import MAGIC, Status
from tests.bot.sandbox.faspay.partner import Partner, partner

NUMBER = "202601020001"


async def post(them: Partner, path: str, **body: object) -> tuple[int, dict[str, object]]:
    response = await them.client.post("/sandbox" + path, json=body)
    return response.status_code, response.json()


def test_the_state_shows_the_account_the_orders_and_the_magic_but_no_code() -> None:
    async def main() -> None:
        async with partner() as them:
            code = them.open_code((await them.transfer())["cashout_code"])
            them.sandbox.withdraw_now(NUMBER)
            await them.sandbox.settled()
            response = await them.client.get("/sandbox/state")
            shown = response.json()
            assert (shown["balance"], shown["available"]) == (99_900_000, 99_900_000)
            [order] = shown["transactions"]
            assert order == {
                "trx_no": NUMBER,
                "trx_id": 395855,
                "phone": "081200000001",
                "name": "Budi",
                "amount": 100_000,
                "channel": "C013",
                "status": 2,
                "made": "2026-01-02T12:00:00+07:00",
                "expires": "2026-01-02T13:00:00+07:00",
                "trick": None,
                "callbacks": [
                    {"at": "2026-01-02T12:00:00+07:00", "status": 2, "outcome": "200"},
                ],
            }
            assert [line["side"] for line in shown["statement"]] == ["K", "D"]
            assert {row["phone"] for row in shown["magic"]} == set(MAGIC)
            assert code not in response.text
            assert "127.0.0.1/cb" not in response.text

    asyncio.run(main())


def test_a_withdrawal_by_phone_code_and_amount_is_paid() -> None:
    async def main() -> None:
        async with partner() as them:
            code = them.open_code((await them.transfer())["cashout_code"])
            asked = {"phone": "081200000001", "code": code, "amount": 100_000}
            http_status, shown = await post(them, "/withdraw", **asked)
            assert http_status == 200
            assert json.loads(json.dumps(shown["transactions"]))[0]["status"] == 2
            assert await post(them, "/withdraw", **asked) == (
                409,
                {"error": "code already used or order closed"},
            )

    asyncio.run(main())


def test_a_withdrawal_with_a_wrong_code_is_refused() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            asked = {"trx_no": NUMBER, "code": "x", "amount": 100_000}
            assert await post(them, "/withdraw", **asked) == (409, {"error": "wrong code"})
            assert them.sandbox.transaction(NUMBER).status is Status.ON_PROCESS

    asyncio.run(main())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/withdraw_now", Status.SUCCESS),
        ("/expire", Status.FAILED),
        ("/fail", Status.FAILED),
        ("/reverse", Status.REVERSED),
    ],
)
def test_each_door_does_its_verb_once(path: str, status: Status) -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            assert (await post(them, path, trx_no=NUMBER))[0] == 200
            assert them.sandbox.transaction(NUMBER).status is status
            assert (await post(them, path, trx_no=NUMBER))[0] == 409
            assert (await post(them, path, trx_no="1"))[0] == 404

    asyncio.run(main())


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("/withdraw", {"phone": "0812", "code": "1", "amount": "100000"}, "amount"),
        ("/withdraw", {"phone": "0812", "code": "1", "amount": True}, "amount"),
        ("/withdraw", {"phone": "0812", "code": 1, "amount": 1}, "code"),
        ("/withdraw", {"code": "1", "amount": 1}, "phone"),
        ("/fail", {}, "trx_no"),
        ("/faults", {"nothing": 1}, "nothing"),
        ("/faults", [], "JSON"),
    ],
)
def test_a_request_that_is_not_understood_names_the_field(
    path: str, body: object, name: str
) -> None:
    async def main() -> None:
        async with partner() as them:
            response = await them.client.post("/sandbox" + path, json=body)
            assert response.status_code == 400
            assert response.json() == {"error": f"not understood: {name}"}

    asyncio.run(main())


def test_faults_are_switched_and_shown() -> None:
    async def main() -> None:
        async with partner() as them:
            _, shown = await post(them, "/faults", lost_answer=2, callbacks="none")
            faults = json.loads(json.dumps(shown["faults"]))
            assert (faults["lost_answer"], faults["callbacks"]) == (2, "none")
            response = await them.client.post("/sandbox/faults", content="{")
            assert response.status_code == 400

    asyncio.run(main())


def test_looking_expires_what_is_due() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            them.outside.at += timedelta(hours=1)
            shown = (await them.client.get("/sandbox/state")).json()
            assert shown["transactions"][0]["status"] == 4
            assert shown["balance"] == 100_000_000

    asyncio.run(main())


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:1", True),
        ("https://evil.example", False),
        ("http://127.0.0.1.evil.example", False),
    ],
)
def test_only_pages_on_loopback_may_call_from_another_port(origin: str, *, allowed: bool) -> None:
    async def main() -> None:
        async with partner() as them:
            response = await them.client.get("/sandbox/state", headers={"Origin": origin})
            assert ("access-control-allow-origin" in response.headers) is allowed

    asyncio.run(main())

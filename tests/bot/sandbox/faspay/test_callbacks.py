"""Callbacks reach a real server as the policy of the moment wants."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.faspay import CallbackPolicy, FaspaySandbox, SandboxCredentials
from bot.sandbox.faspay.callbacks import signature
from bot.sandbox.server import serving
from tests.bot.sandbox.faspay.partner import Outside, Partner, partner, shared_key

NUMBER = "202601020001"
VECTORS = Path(__file__).parents[3] / "vectors" / "callback_signature_candidates.json"
DOCUMENTED = (
    "request virtual_account va_name beneficiary_virtual_account beneficiary_account "
    "beneficiary_name trx_id trx_date trx_amount trx_desc trx_status trx_status_date trx_reff "
    "trx_no bank_code bank_name bank_response_code bank_response_msg signature"
)


@pytest.mark.parametrize(
    ("policy", "received", "slept"),
    [
        (CallbackPolicy.NORMAL, ["2", "5"], []),
        (CallbackPolicy.TWICE, ["2", "2", "5", "5"], []),
        (CallbackPolicy.NONE, [], []),
        (CallbackPolicy.LATE, ["2", "5"], [10.0, 10.0]),
        (CallbackPolicy.EARLY, ["1", "2", "5"], []),
        (CallbackPolicy.OUT_OF_ORDER, ["2", "1", "5", "1"], []),
    ],
)
def test_a_real_server_receives_what_the_policy_says(
    policy: CallbackPolicy, received: list[str], slept: list[float]
) -> None:
    bodies: list[dict[str, str]] = []

    async def receive(request: Request) -> Response:
        assert request.headers["content-type"] == "application/json"
        bodies.append(json.loads(await request.body()))
        return Response()

    async def main() -> None:
        outside = Outside()
        sandbox = FaspaySandbox(
            SandboxCredentials.random(), now=outside.now, sleep=outside.sleep, key=shared_key()
        )
        sandbox.faults.callbacks = policy
        app = Starlette(routes=[Route("/hook/{no}", receive, methods=["POST"])])
        transport = httpx.ASGITransport(app=sandbox.app)
        async with (
            serving(app) as url,
            httpx.AsyncClient(transport=transport, base_url="http://faspay.test") as client,
        ):
            await Partner(sandbox, outside, client).transfer(callback_url=f"{url}/hook/1")
            sandbox.withdraw_now(NUMBER)
            sandbox.reverse(NUMBER)
            await sandbox.settled()
        assert outside.slept == slept

    asyncio.run(main())
    assert [body["trx_status"] for body in bodies] == received


def test_the_body_holds_every_documented_field_as_text() -> None:
    async def main() -> None:
        async with partner() as them:
            answer = await them.transfer()
            them.sandbox.withdraw_now(NUMBER)
            await them.sandbox.settled()
            [body] = them.outside.callbacks
            assert list(body) == DOCUMENTED.split(" ")
            assert all(isinstance(value, str) for value in body.values())
            assert body["trx_id"] == str(answer["trx_id"])
            assert body["trx_amount"] == "10000000"
            assert (body["trx_no"], body["bank_code"]) == (NUMBER, "C013")

    asyncio.run(main())


def test_the_signature_is_the_first_reading_of_the_recipe() -> None:
    read = json.loads(VECTORS.read_text())
    vector = read["vectors"][0]
    assert vector["body_hash_reading"] == "sha256 hex upper-cased"
    signed = signature(vector["raw_body"].encode(), SandboxCredentials(**read["credentials"]))
    assert signed == vector["hmac_sha256_hex"]


def test_a_callback_that_is_not_taken_is_repeated_and_every_answer_kept() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            them.outside.answers = [503, httpx.ConnectError("refused"), 200]
            them.sandbox.withdraw_now(NUMBER)
            await them.sandbox.settled()
            kept = them.sandbox.transaction(NUMBER).callbacks
            assert [record.outcome for record in kept] == ["503", "ConnectError", "200"]
            assert them.outside.slept == [0.5, 2.0]

    asyncio.run(main())


def test_a_callback_is_given_up_after_three_tries() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer()
            them.outside.answers = [404] * 9
            them.sandbox.withdraw_now(NUMBER)
            await them.sandbox.settled()
            assert them.outside.told == ["2"] * 3

    asyncio.run(main())


def test_without_a_url_nothing_is_posted() -> None:
    async def main() -> None:
        async with partner() as them:
            await them.transfer(
                beneficiary_bank_code="imr",
                beneficiary_account_name="Budi",
                beneficiary_region_code="0102",
                beneficiary_country_code="ID",
                beneficiary_email="a@partner.example",
                trx_date="2026-01-02 12:00:00",
                instruct_date="",
                callback_url=None,
            )
            them.sandbox.fail(NUMBER)
            await them.sandbox.settled()
            assert them.outside.callbacks == []

    asyncio.run(main())


def test_closing_ends_what_is_still_waiting() -> None:
    async def main() -> None:
        async with partner() as them:
            them.sandbox.faults.callbacks = CallbackPolicy.LATE
            await them.transfer()
            them.sandbox.withdraw_now(NUMBER)
            await them.sandbox.aclose()
            assert them.outside.callbacks == []

    asyncio.run(main())

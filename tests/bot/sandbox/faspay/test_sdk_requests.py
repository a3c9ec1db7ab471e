"""The requests that the official SDKs really send are accepted."""

import asyncio
import json
from functools import cache
from pathlib import Path
from typing import TypedDict

import httpx
import pytest

from bot.sandbox.faspay import SandboxCredentials, SandboxService, SandboxSettings
from bot.sandbox.faspay.gate import service_signed_as
from tests.bot.sandbox.faspay.partner import Partner, partner

FILE = Path(__file__).parents[3] / "vectors" / "requests_sdks.json"


class Vector(TypedDict):
    id: str
    wire_method: str
    wire_target: str
    wire_headers: list[tuple[str, str]]
    wire_body: str
    signed_path: str
    access_token: str | None


class Recording(TypedDict):
    credentials: dict[str, str]
    vectors: list[Vector]


@cache
def recording() -> Recording:
    read: Recording = json.loads(FILE.read_text())
    return read


VECTORS = [pytest.param(vector, id=vector["id"]) for vector in recording()["vectors"]]


async def replay(vector: Vector, them: Partner) -> dict[str, object]:
    service = service_signed_as(vector["signed_path"])
    assert service is not None
    if vector["access_token"] is not None:
        them.sandbox.gate.accept(vector["access_token"], service)
    if service is SandboxService.STATUS:
        assert (await them.transfer(trx_no="T-0001"))["trx_id"] == 395855
    request = httpx.Request(
        vector["wire_method"],
        "http://faspay.test" + vector["wire_target"],
        headers=[(name, value) for name, value in vector["wire_headers"] if name != "Host"],
        content=vector["wire_body"].encode(),
    )
    response = await them.client.send(request)
    assert response.status_code == 200
    answer: dict[str, object] = response.json()
    return answer


@pytest.mark.parametrize("vector", VECTORS)
def test_a_recorded_request_of_an_official_sdk_is_accepted(vector: Vector) -> None:
    async def main() -> None:
        credentials = SandboxCredentials(**recording()["credentials"])
        settings = SandboxSettings(timestamp_window=None)
        async with partner(settings, credentials) as them:
            answer = await replay(vector, them)
            assert answer["response_code"] == "00"
            assert answer["status"] in {"1", "2"}
            assert ("access_token" in answer) == (vector["access_token"] is None)

    asyncio.run(main())


def test_the_recording_holds_every_sdk_and_every_service() -> None:
    vectors = recording()["vectors"]
    assert len(vectors) == 32
    assert {service_signed_as(vector["signed_path"]) for vector in vectors} == set(SandboxService)
    assert {vector["id"].split("-")[1] for vector in vectors} == {"php", "php_tzini", "py", "java"}


def test_a_recorded_request_is_refused_by_the_clock_when_a_window_is_set() -> None:
    async def main() -> None:
        credentials = SandboxCredentials(**recording()["credentials"])
        async with partner(SandboxSettings(), credentials) as them:
            answer = await replay(recording()["vectors"][0], them)
            assert answer["message"] == "Unauthorized"

    asyncio.run(main())

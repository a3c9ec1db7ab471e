"""One broken header at a time is refused, and nothing else is."""

import asyncio
import base64
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from bot.sandbox.faspay import SandboxService, SandboxSettings
from tests.bot.sandbox.faspay.partner import Partner, partner, seal

PATH = SandboxService.BALANCE.path
Headers = dict[str, str]


async def balance(them: Partner, headers: Headers, suffix: str = "") -> dict[str, object]:
    path = f"{PATH}/{them.sandbox.credentials.virtual_account}{suffix}"
    answer: dict[str, object] = (await them.client.get(path, headers=headers)).json()
    return answer


def sealed_by_another(them: Partner) -> str:
    return seal("anything", type(them.sandbox.credentials).random())


def resigned(them: Partner, text: str) -> Headers:
    return {"faspay-signature": seal(text, them.sandbox.credentials)}


def authorized(them: Partner, text: str) -> Headers:
    return {"faspay-authorization": seal(text, them.sandbox.credentials)}


def app_pair(them: Partner) -> str:
    return f"{them.sandbox.credentials.app_key}:{them.sandbox.credentials.app_secret}"


Break = Callable[[Partner, Headers], Headers]
BREAKS: dict[str, Break] = {
    "no key": lambda *_: {"faspay-key": ""},
    "another key": lambda *_: {"faspay-key": "22222222-2222-3333-4444-555555555555"},
    "no timestamp": lambda *_: {"faspay-timestamp": ""},
    "another timestamp": lambda *_: {"faspay-timestamp": "2026-01-02 12:00:01"},
    "no signature": lambda *_: {"faspay-signature": ""},
    "signature not base64": lambda *_: {"faspay-signature": "!"},
    "signature in two lines": lambda _, h: {"faspay-signature": "AAAA " + h["faspay-signature"]},
    "signature by another": lambda them, _: {"faspay-signature": sealed_by_another(them)},
    "signature of nothing": lambda them, _: resigned(them, ""),
    "signature without its end": lambda them, _: resigned(them, "GET:/a:2026-01-02 12:00:00:t"),
    "no authorization": lambda *_: {"faspay-authorization": ""},
    "authorization by another": lambda them, _: {"faspay-authorization": sealed_by_another(them)},
    "authorization of other keys": lambda them, _: authorized(them, "key:secret"),
    "authorization with the secret": lambda them, _: authorized(
        them, f"{them.sandbox.credentials.faspay_secret}:{app_pair(them)}"
    ),
}


def test_valid_headers_are_let_in() -> None:
    async def main() -> None:
        async with partner() as them:
            token = await them.token(PATH)
            assert (await balance(them, them.headers("GET", PATH, token)))["status"] == "2"

    asyncio.run(main())


@pytest.mark.parametrize("name", BREAKS)
def test_one_broken_header_is_unauthorized(name: str) -> None:
    async def main() -> None:
        async with partner() as them:
            for method, path in (("GET", PATH), ("GET", "/account/api/tokens")):
                headers = them.headers(method, PATH, *(await tokens_for(them, path)))
                broken = headers | BREAKS[name](them, headers)
                suffix = f"/{them.sandbox.credentials.virtual_account}" if path == PATH else ""
                response = await them.client.get(path + suffix, headers=broken)
                assert response.status_code == 200
                assert response.json()["message"] == "Unauthorized"
                assert response.json()["status"] == "9"

    asyncio.run(main())


async def tokens_for(them: Partner, path: str) -> tuple[str, ...]:
    return (await them.token(PATH),) if path == PATH else ()


def test_the_signed_path_may_be_the_base_or_the_whole_one() -> None:
    async def main() -> None:
        async with partner() as them:
            whole = f"{PATH}/{them.sandbox.credentials.virtual_account}"
            for path in (PATH, whole):
                token = await them.token(path)
                assert (await balance(them, them.headers("GET", path, token)))["status"] == "2"

    asyncio.run(main())


@pytest.mark.parametrize("signed", ["/account/api/mutasi", PATH + "/1", "/", PATH + "/"])
def test_another_signed_path_is_unauthorized(signed: str) -> None:
    async def main() -> None:
        async with partner() as them:
            headers = them.headers("GET", signed, await them.token(PATH))
            assert (await balance(them, headers))["message"] == "Unauthorized"

    asyncio.run(main())


def test_a_wrong_signed_method_is_unauthorized() -> None:
    async def main() -> None:
        async with partner() as them:
            headers = them.headers("POST", PATH, await them.token(PATH))
            assert (await balance(them, headers))["message"] == "Unauthorized"
            headers = them.headers("POST", PATH)
            response = await them.client.get("/account/api/tokens", headers=headers)
            assert response.json()["message"] == "Unauthorized"

    asyncio.run(main())


def test_a_signed_body_is_unauthorized() -> None:
    async def main() -> None:
        async with partner() as them:
            own = them.sandbox.credentials
            token = await them.token(PATH)
            parts = f"{own.client_key}:{own.client_secret}:{token}".encode()
            text = f"GET:{PATH}:2026-01-02 12:00:00:{base64.b64encode(parts).decode()}:" + "{}"
            headers = them.headers("GET", PATH, token) | {"faspay-signature": seal(text, own)}
            assert (await balance(them, headers))["message"] == "Unauthorized"

    asyncio.run(main())


def test_a_token_opens_only_the_service_it_was_made_for() -> None:
    async def main() -> None:
        async with partner() as them:
            token = await them.token(SandboxService.TRANSFER.path)
            answer = await balance(them, them.headers("GET", PATH, token))
            assert answer["message"] == "Unauthorized"

    asyncio.run(main())


def test_no_token_and_a_made_up_token_open_nothing() -> None:
    async def main() -> None:
        async with partner() as them:
            for token in ((), ("made-up",)):
                answer = await balance(them, them.headers("GET", PATH, *token))
                assert answer["message"] == "Unauthorized"

    asyncio.run(main())


def test_no_token_is_made_for_other_client_keys() -> None:
    async def main() -> None:
        async with partner() as them:
            headers = them.headers("GET", PATH, "one part too many")
            response = await them.client.get("/account/api/tokens", headers=headers)
            assert response.json()["message"] == "Unauthorized"

    asyncio.run(main())


def test_no_token_is_made_for_an_unknown_path() -> None:
    async def main() -> None:
        async with partner() as them:
            headers = them.headers("GET", "/account/api/transfer/1")
            response = await them.client.get("/account/api/tokens", headers=headers)
            assert response.json()["message"] == "Unauthorized"

    asyncio.run(main())


def test_a_token_ends_after_its_life() -> None:
    async def main() -> None:
        async with partner() as them:
            token = await them.token(PATH)
            them.outside.at += timedelta(seconds=35999)
            assert (await balance(them, them.headers("GET", PATH, token)))["status"] == "2"
            them.outside.at += timedelta(seconds=1)
            answer = await balance(them, them.headers("GET", PATH, token))
            assert answer["message"] == "Unauthorized"

    asyncio.run(main())


def test_a_token_is_684_characters_and_says_its_life_in_text() -> None:
    async def main() -> None:
        async with partner() as them:
            headers = them.headers("GET", PATH)
            answer = (await them.client.get("/account/api/tokens", headers=headers)).json()
            assert len(answer.pop("access_token")) == 684
            assert answer == {
                "expired_in": "36000",
                "status": "2",
                "message": "Success",
                "response_code": "00",
                "response_desc": "success",
            }

    asyncio.run(main())


@pytest.mark.parametrize(
    ("timestamp", "message"),
    [
        ("2026-01-02 11:55:00", "Success"),
        ("2026-01-02 12:05:00", "Success"),
        ("2026-01-02 11:54:59", "Unauthorized"),
        ("2026-01-02 12:05:01", "Unauthorized"),
        ("2026-01-02 05:00:00", "Unauthorized"),  # the same moment in UTC
        ("2026-1-02 12:00:00", "Unauthorized"),
        ("2026-01-02T12:00:00", "Unauthorized"),
        ("2026-13-02 12:00:00", "Unauthorized"),
    ],
)
def test_the_timestamp_is_wib_and_within_the_window(timestamp: str, message: str) -> None:
    async def main() -> None:
        async with partner() as them:
            headers = them.headers("GET", PATH, await them.token(PATH), timestamp=timestamp)
            assert (await balance(them, headers))["message"] == message

    asyncio.run(main())


def test_without_a_window_any_time_will_do() -> None:
    async def main() -> None:
        async with partner(SandboxSettings(timestamp_window=None)) as them:
            stamp = "2019-01-02 12:00:00"
            headers = them.headers("GET", PATH, await them.token(PATH), timestamp=stamp)
            assert (await balance(them, headers))["status"] == "2"

    asyncio.run(main())


def test_unauthorized_may_be_401_if_so_set() -> None:
    async def main() -> None:
        async with partner(SandboxSettings(unauthorized_http_status=401)) as them:
            response: httpx.Response = await them.client.get("/account/api/tokens")
            assert response.status_code == 401

    asyncio.run(main())

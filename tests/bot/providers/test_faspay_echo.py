"""What answers repeat beside the order's numbers: names, description, callback address."""

import asyncio
import json

import httpx
import pytest

from handlers.services.provider_answers import Accepted, Found
from tests.bot.providers.helpers import CREATED, FOUND, GATEWAY, REQUEST, Body, gateway, replied

OURS = "https://bot.example/faspay/callback/202601020001/0a1b2c"


def _is_ours(theirs: object, ours: str | None = OURS) -> bool | None:
    outcome = GATEWAY.judge(replied({**CREATED, "callback_url": theirs}), ours)
    assert isinstance(outcome, Accepted)
    return outcome.answer.echo.our_address


@pytest.mark.parametrize(
    "theirs",
    [
        OURS,
        f" {OURS} ",
        f"{OURS}/",
        OURS.replace("https://bot", "HTTPS://Bot"),
        OURS.replace(".example", ".example:443"),
    ],
)
def test_our_address_is_ours_however_scheme_and_host_are_written(theirs: str) -> None:
    assert _is_ours(theirs) is True


@pytest.mark.parametrize(
    "theirs",
    [
        "https://elsewhere.example/faspay/callback/202601020001/0a1b2c",
        OURS.replace("https", "http"),
        OURS.replace(".example", ".example:8443"),
        OURS.replace("0a1b2c", "0A1B2C"),
        OURS.replace("0a1b2c", "0a1b2d"),
        OURS.replace("0001/", "0002/"),
        OURS[:-1],
        f"{OURS}?to=elsewhere",
        "none",
    ],
)
def test_any_other_address_is_not_ours(theirs: str) -> None:
    assert _is_ours(theirs) is False


@pytest.mark.parametrize(
    ("theirs", "ours"), [("", OURS), (None, OURS), ("https://x.example", None)]
)
def test_an_address_is_compared_only_where_it_was_sent_and_is_repeated(
    theirs: object, ours: str | None
) -> None:
    assert _is_ours(theirs, ours) is None


def test_the_address_that_was_sent_is_the_one_that_is_compared() -> None:
    def wire(request: httpx.Request) -> httpx.Response:
        sent = json.loads(request.content)
        return httpx.Response(200, json={**CREATED, "callback_url": sent["callback_url"]})

    outcome = asyncio.run(gateway(wire).transfer(REQUEST, lambda: True))
    assert isinstance(outcome, Accepted)
    assert outcome.answer.echo.our_address is True
    assert REQUEST.callback_url not in repr(outcome)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({}, ("Budi",)),
        ({"beneficiary_account_name": "Wati"}, ("Budi", "Wati")),
        ({"beneficiary_name": "", "beneficiary_account_name": " Wati "}, ("Wati",)),
        ({"beneficiary_name": None}, ()),
    ],
)
def test_every_name_that_an_answer_has_is_passed_on(change: Body, names: tuple[str, ...]) -> None:
    found = GATEWAY.find(replied({**FOUND, **change}))
    assert isinstance(found, Found)
    assert found.echo.names == names
    assert "Budi" not in repr(found)


@pytest.mark.parametrize("description", ["202601020001 BANTUAN", "BANTUAN", None])
def test_the_description_is_passed_on_as_it_came(description: str | None) -> None:
    found = GATEWAY.find(replied({**FOUND, "trx_desc": description}))
    assert isinstance(found, Found)
    assert found.echo.description == description

import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest

from bot.providers.faspay.auth import Credentials, SignatureMode, Signer
from bot.providers.faspay.clock import WIB
from tests.bot.providers.faspay.helpers import CREDENTIALS, NOW, vectors

SDK = vectors("headers_python_sdk")["vectors"]
RECORDED = vectors("requests_sdks")


def wib(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=WIB)


@pytest.mark.parametrize("vector", SDK, ids=lambda v: v["id"])
def test_headers_equal_the_official_sdks_byte_for_byte(vector: dict[str, Any]) -> None:
    signer = Signer(Credentials(virtual_account="", **vector["credentials"]))
    headers = signer.headers(
        vector["method"], vector["path"], wib(vector["timestamp"]), vector["access_token"]
    )
    assert headers == {name: vector[name] for name in vector if name.startswith("faspay-")}


@pytest.mark.parametrize("vector", RECORDED["vectors"], ids=lambda v: v["id"])
def test_headers_equal_those_of_requests_recorded_from_three_sdks(vector: dict[str, Any]) -> None:
    recorded = {k.lower(): v for k, v in vector["wire_headers"] if k.lower().startswith("faspay-")}
    headers = Signer(Credentials(**RECORDED["credentials"])).headers(
        vector["signed_method"],
        vector["signed_path"],
        wib(vector["signed_timestamp"]),
        vector["access_token"],
    )
    assert headers == recorded


def test_hmac_mode_changes_the_signature_and_nothing_else() -> None:
    sealed = Signer(CREDENTIALS).headers("GET", "/p", NOW)
    hashed = Signer(CREDENTIALS, SignatureMode.HMAC).headers("GET", "/p", NOW)
    assert re.fullmatch("[0-9a-f]{64}", hashed.pop("faspay-signature"))
    sealed.pop("faspay-signature")
    assert hashed == sealed


def test_credentials_never_show_in_repr() -> None:
    assert not any(value in repr(CREDENTIALS) for value in asdict(CREDENTIALS).values())

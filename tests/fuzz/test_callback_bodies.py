"""Callback bodies: read without harm, kept octet by octet, and signed as documented or not."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.callback import (
    Digits,
    HashReading,
    SignatureCheck,
)
from bot.providers.faspay_gateway.statuses import claimed_status
from bot.web.application import CALLBACK_OCTETS, as_text
from tests.bot.providers.faspay.helpers import CREDENTIALS
from tests.bot.providers.helpers import DIGITS
from tests.fuzz.budget import examples, quickly
from tests.fuzz.strategies import doubled, json_values, nested, scalars, spiced, spoilt

BODY: dict[str, Any] = {
    "trx_id": "395855",
    "trx_date": "2026-01-02 03:04:05",
    "trx_amount": "10000000",
    "trx_status": "2",
    "trx_status_date": "2026-01-02 03:30:00",
    "trx_no": "202601020001",
    "bank_code": "C013",
}
RAW = json.dumps(BODY).encode()
bodies = st.one_of(
    st.binary(max_size=200),
    spoilt(RAW),
    doubled(BODY),
    st.dictionaries(st.sampled_from([*BODY, "status"]), json_values | scalars, max_size=4).map(
        lambda change: json.dumps(BODY | change).encode()
    ),
)
checks = st.builds(
    SignatureCheck,
    st.just(CREDENTIALS),
    header=st.none(),
    body_field=st.sampled_from(["signature", "Signature", "sign.a(ture"]),
    digits=st.sampled_from(Digits),
    reading=st.sampled_from(HashReading),
)


@examples(300)
@given(bodies | spiced.map(lambda text: json.dumps({"trx_status": text}).encode()))
def test_a_claimed_status_is_one_that_is_written_in_the_body(body: bytes) -> None:
    status = claimed_status(body)
    assert status is None or DIGITS[status] in body.decode("utf-8", "replace")


@examples(300)
@given(bodies | st.binary(max_size=60).map(lambda octets: b"base64:" + octets))
def test_a_body_is_kept_so_that_every_octet_comes_back(body: bytes) -> None:
    text = as_text(body)
    marked = text.removeprefix("base64:")
    assert body == (base64.b64decode(marked) if marked != text else text.encode())


@examples(200)
@given(checks, st.dictionaries(st.sampled_from(["a", "name", "trx_no"]), st.text(max_size=8)))
def test_a_signature_in_the_body_verifies_and_one_changed_octet_breaks_it(
    check: SignatureCheck, said: dict[str, str]
) -> None:
    name = check.body_field or ""
    unsigned = json.dumps({"trx_status": "2", **said}).encode()
    member = json.dumps({name: check.sign("POST", unsigned)})[1:-1].encode()
    signed = unsigned[:-1] + b", " + member + b"}"
    assert check.verify("POST", {}, signed)
    assert not check.verify("PUT", {}, signed)
    assert not check.verify("POST", {}, signed.replace(b'"2"', b'"5"', 1))


@examples(300)
@given(checks, bodies)
def test_a_body_that_was_never_signed_never_verifies(check: SignatureCheck, body: bytes) -> None:
    assert not check.verify("POST", {}, body)


@pytest.mark.parametrize(
    "body",
    [
        *nested(4_000),
        b'{"trx_status":' + b"9" * 19_000 + b"}",
        b'{"trx_status":"' + b"\\u0000" * 3_000 + b'"}',
        b"\xff" * CALLBACK_OCTETS,
        b'{"trx_status":"2"' + b" " * 19_000 + b"}",
    ],
    ids=lambda body: repr(body[:18]),
)
def test_the_largest_callback_is_read_in_no_time(body: bytes) -> None:
    quickly(lambda: (claimed_status(body), as_text(body)))


def test_the_largest_signed_callback_is_judged_in_no_time() -> None:
    body = b"{" + b" " * 19_000 + b'"a":"1","signature":"x"}'
    assert not quickly(lambda: SignatureCheck(CREDENTIALS).verify("POST", {}, body))

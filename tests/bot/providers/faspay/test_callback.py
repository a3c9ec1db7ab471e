from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.auth import Credentials
from bot.providers.faspay.callback import (
    Digits,
    HashReading,
    SignatureCheck,
)
from tests.bot.providers.faspay.helpers import CREDENTIALS, vectors

FILE = vectors("callback_signature_candidates")
READINGS = {
    "sha256 hex upper-cased": HashReading.HASH_UPPER,
    "sha256 of upper-cased text, hex lower": HashReading.TEXT_UPPER,
}
BODY = b'{"trx_no": "202601020001", "trx_status": "2"}'
CHECK = SignatureCheck(CREDENTIALS, header="X-Signature", body_field=None)


@given(st.binary())
def test_no_callback_breaks_the_check_of_its_signature(body: bytes) -> None:
    SignatureCheck(CREDENTIALS).verify("POST", {}, body)


@pytest.mark.parametrize("vector", FILE["vectors"])
@pytest.mark.parametrize("digits", Digits)
def test_signatures_equal_the_candidate_of_each_reading(
    vector: dict[str, Any], digits: Digits
) -> None:
    check = SignatureCheck(
        Credentials(**FILE["credentials"]),
        header="X-Signature",
        body_field=None,
        digits=digits,
        reading=READINGS[vector["body_hash_reading"]],
    )
    body = vector["raw_body"].encode()
    given_signature = vector[f"hmac_sha256_{digits}"]
    assert check.sign("POST", body) == given_signature
    assert check.verify("POST", {"x-signature": given_signature}, body)


def test_hex_digits_may_come_in_upper_case() -> None:
    assert CHECK.verify("POST", {"X-Signature": CHECK.sign("POST", BODY).upper()}, BODY)


def test_one_changed_character_breaks_the_signature() -> None:
    headers = {"X-Signature": CHECK.sign("POST", BODY)}
    assert not CHECK.verify("POST", headers, BODY.replace(b"2}", b"5}").replace(b'"2"', b'"5"'))
    assert not CHECK.verify("PUT", headers, BODY)


def test_a_missing_signature_is_a_wrong_one() -> None:
    assert not CHECK.verify("POST", {}, BODY)
    assert not SignatureCheck(CREDENTIALS).verify("POST", {}, BODY)


def test_a_signature_that_is_no_ascii_is_a_wrong_one() -> None:
    assert not CHECK.verify("POST", {"X-Signature": "é"}, BODY)


def test_a_signature_in_the_body_does_not_cover_itself() -> None:
    check = replace(CHECK, header=None, body_field="signature")
    signature = check.sign("POST", BODY).encode()
    signed = BODY[:-1] + b', "signature": "' + signature + b'"}'
    assert check.verify("POST", {}, signed)
    assert not check.verify("POST", {}, signed.replace(b'"2"', b'"5"'))


def test_secrets_stay_out_of_repr() -> None:
    assert "bbbb" not in repr(CHECK)

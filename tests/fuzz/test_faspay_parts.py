"""The smallest readers of Faspay's answers: fields, times, amounts, codes, compression."""

import gzip
import json
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.cashout_code import load_public_keys, recover
from bot.providers.faspay.clock import read_http_date, read_statement_time, read_wib, wib_text
from bot.providers.faspay.errors import CodeError, FieldError, KeyFileError
from bot.providers.faspay.fields import MAX_BODY_BYTES, find_code, inflate, read_object
from bot.providers.faspay.wire import AmountUnit
from tests.bot.providers.faspay.helpers import vectors
from tests.fuzz.budget import attempt, examples, quickly
from tests.fuzz.strategies import OTHER_DIGITS, json_values, nested, spiced, spoilt

KEYS = vectors("cashout_codes_php")
KEY = load_public_keys(KEYS["keys"]["rsa2048"]["public_key_pem"].encode())[0]
SEALED: dict[str, str] = {
    each["cashout_code"]: each["plaintext"] for each in KEYS["vectors"] if each["key"] == "rsa2048"
}
moments = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(9000, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
date_like = st.lists(
    st.sampled_from(
        [
            *("Thu,", "01", "1", "Jan", "2026", "99999", "20:04:05", "20.04.05", "GMT"),
            *("+0700", "-", ",", "+99999999999", "UTC", "EST", ":", "0", "(", ")", "\u0661"),
            *("\x00", "9" * 5000, "Foo"),
        ]
    ),
    max_size=8,
).map(" ".join)

HOSTILE = [
    *nested(13_000),
    b'{"a": ' + b"9" * 60_000 + b"}",
    b'{"a": "' + b"\\u0000" * 10_000 + b'"}',
    b'{"a": "' + b"\\ud800" * 10_000 + b'"}',
    b'{"cashout_code"' + b" " * 60_000,
    b'"cashout_code" ' * 4_300,
    b'"cashout_code":"\\"' * 3_600,
    b'"cashout_code":"' + b"\\" * 60_000,
    b"{" + b'"a":1,' * 10_000 + b'"b":2}',
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: repr(body[:18]))
def test_the_largest_answer_is_read_in_no_time(body: bytes) -> None:
    fields = quickly(lambda: read_object(body))
    quickly(lambda: find_code(body.decode()))
    if fields is not None:
        quickly(lambda: fields.text("a"))


@examples(200)
@given(st.dictionaries(st.text(max_size=8), json_values, max_size=5))
def test_texts_and_numbers_are_read_digit_by_digit_and_nothing_else_is(
    values: dict[str, Any],
) -> None:
    fields = read_object(json.dumps(values).encode())
    if fields is None:  # NaN, or one name in two cases
        return
    for name, value in values.items():
        text = fields.text(name.strip().lower())
        if isinstance(value, bool | list | dict | None):
            assert text is None
        elif isinstance(value, int):
            assert text == str(value)
        elif text is not None:
            assert text.strip() == text
            assert "\0" not in text
            text.encode()  # no half of a surrogate pair is left


@examples(100)
@given(st.integers(0, 10**10 - 1), st.sampled_from(AmountUnit))
def test_an_amount_that_is_written_is_read_back(rupiah: int, unit: AmountUnit) -> None:
    assert unit.read(unit.write(rupiah)) == rupiah


@examples(200)
@given(
    spiced | st.text(alphabet="0123456789.,+-eE_ " + OTHER_DIGITS, max_size=16),
    st.sampled_from(AmountUnit),
)
def test_only_plain_digits_are_an_amount_on_the_wire(text: str, unit: AmountUnit) -> None:
    plain = text.isascii() and text.isdigit() and len(text) <= 12
    exact = plain and int(text) % unit.per_rupiah == 0
    read = attempt(FieldError, lambda: unit.read(text))
    if exact:
        assert type(read) is int
        assert read == int(text) // unit.per_rupiah
    else:
        assert repr(read) == "FieldError('trx_amount')"


@examples(100)
@given(moments)
def test_a_time_that_is_written_is_read_back(at: datetime) -> None:
    assert read_wib(wib_text(at)) == at
    local = at + timedelta(hours=7)
    assert read_statement_time(local.strftime("%d/%m/%Y %H:%M:%S")) == at
    assert read_http_date(at.strftime("%d %b %Y %H:%M:%S GMT")) == at


@examples(400)
@given(date_like | spiced)
def test_no_date_raises_for_it_stands_before_the_code_of_an_answer(text: str) -> None:
    for at in quickly(lambda: [read_http_date(text), read_wib(text), read_statement_time(text)]):
        assert at is None or at.tzinfo is UTC


@examples(200)
@given(st.sampled_from(sorted(SEALED)).flatmap(lambda code: spoilt(code.encode())))
def test_a_damaged_code_is_refused_or_still_the_very_same(damaged: bytes) -> None:
    text = damaged.decode("utf-8", "replace")
    recovered = attempt(CodeError, lambda: recover(text, [KEY]))
    if isinstance(recovered, CodeError):
        assert len(text) < 12 or text[:12] not in repr(recovered)
        assert recovered.__cause__ is None
    else:
        assert recovered in SEALED.values() or recovered == text.strip()


@examples(50)
@given(
    st.sampled_from(["public_key_pem", "certificate_pem", "pkcs1_public_key_pem"]).flatmap(
        lambda form: spoilt(KEYS["keys"]["rsa1024"][form].encode())
    )
)
def test_a_damaged_key_file_is_refused_or_still_a_key(pem: bytes) -> None:
    keys = attempt(KeyFileError, lambda: load_public_keys(pem))
    assert not isinstance(keys, KeyFileError) or keys.__cause__ is None


@examples(100)
@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "", "br", "GZIP"]))
def test_whatever_compression_claims_is_bounded(body: bytes, encoding: str) -> None:
    for sent in (body, gzip.compress(body * 300), zlib.compress(body * 300)):
        plain = inflate(sent, encoding)
        assert plain is None or len(plain) <= max(MAX_BODY_BYTES + 1, len(sent))

import gzip
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.errors import FieldError
from bot.providers.faspay.fields import MAX_BODY_BYTES, Fields, find_code, inflate, read_object


def fields(text: str) -> Fields:
    found = read_object(text.encode())
    assert found is not None
    return found


@pytest.mark.parametrize("value", ["395855", '"395855"', '" 395855\\n"'])
def test_numbers_and_strings_read_alike(value: str) -> None:
    assert fields(f'{{"trx_id": {value}}}').text("trx_id") == "395855"


def test_names_are_read_in_any_case() -> None:
    assert fields('{"Access_token": "t"}').text("access_token") == "t"


@pytest.mark.parametrize("value", ['""', '" "', "null", "true", "[]", "{}", '"\\u0000"'])
def test_what_is_no_text_is_none(value: str) -> None:
    assert fields(f'{{"a": {value}}}').text("a") is None


def test_either_spelling_is_read() -> None:
    both = fields('{"beneficiary_account_name": "Budi"}')
    assert both.text("beneficiary_name", "beneficiary_account_name") == "Budi"


def test_what_no_database_stores_is_dropped() -> None:
    assert fields('{"a": "x\\u0000\\ud800y"}').text("a") == "xy"


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert read_object(b'\xef\xbb\xbf{"a": 1}') is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'"1"',
        b"null",
        b"<html>",
        b'{"a": 1',
        b'{"a": 1} x',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 2}',
        b'{"a": 1, "A": 1}',
        b'{"a": {"b": 1, "b": 1}}',
        b'{"a": "\xff"}',
        b'{"a": 00}',
        b'{"a":' * 30_000,
        b"[" * 60_000,
    ],
    ids=lambda body: repr(body[:16]),
)
def test_what_is_no_json_object_is_none(body: bytes) -> None:
    assert read_object(body) is None


def test_a_huge_number_is_only_text() -> None:
    assert fields('{"a": ' + "9" * 60_000 + "}").text("a") == "9" * 60_000


@given(st.binary(max_size=200))
def test_no_body_makes_reading_raise(body: bytes) -> None:
    read_object(body)
    find_code(body.decode("utf-8", "replace"))
    for encoding in ("gzip", "deflate", "br"):
        inflate(body, encoding)


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.text() | st.integers()))
def test_every_json_object_is_read(values: dict[str, Any]) -> None:
    assert read_object(json.dumps(values).encode()) is not None


@pytest.mark.parametrize("text", ["7897000.00", "7897000.0", "7897000"])
def test_plain_rupiah_with_or_without_two_decimals(text: str) -> None:
    assert fields(f'{{"balance": {text}}}').rupiah("balance") == 7_897_000


@pytest.mark.parametrize("text", ["1.50", "1.000", "1,00", "-1.00", "1e7", "", "٣", "9" * 16])
def test_rupiah_with_a_fraction_or_a_sign_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        fields(json.dumps({"balance": text})).rupiah("balance")
    assert caught.value.field == "balance"


@pytest.mark.parametrize("value", ["null", "{}", '"x"', "[1]", "[{}, null]"])
def test_rows_that_are_no_list_of_objects_are_refused(value: str) -> None:
    with pytest.raises(FieldError):
        fields(f'{{"data": {value}}}').rows("data")


def test_a_code_is_found_in_a_text_cut_off_after_it() -> None:
    assert find_code('{"trx_no":"1","cashout_code":"a\\/b==","stat') == "a/b=="


def test_two_different_codes_are_no_code() -> None:
    assert find_code('"cashout_code":"a" "cashout_code":"b"') is None
    assert find_code('"cashout_code":"a" "cashout_code":"a"') == "a"


@pytest.mark.parametrize(
    "text",
    ["", '"cashout_code":', '"cashout_code":"cut', '"cashout_code":1', '"cashout_code":"\\q"'],
)
def test_half_a_code_is_no_code(text: str) -> None:
    assert find_code(text) is None


@pytest.mark.parametrize("value", ["null", '""', '" "', "[]", "{}"])
def test_nothing_stands_in_an_empty_field(value: str) -> None:
    fields = read_object(f'{{"a":{value}}}'.encode())
    assert fields is not None
    assert not fields.holds("a")
    assert not fields.holds("b")


@pytest.mark.parametrize("value", ['"x"', "0", "true", "false", '["x"]', '{"x":1}', '"\\u0000"'])
def test_whatever_else_stands_in_a_field_is_something(value: str) -> None:
    fields = read_object(f'{{"a":{value}}}'.encode())
    assert fields is not None
    assert fields.holds("a")


def test_compressed_bodies_are_inflated() -> None:
    assert inflate(gzip.compress(b"x"), "gzip") == b"x"
    assert inflate(zlib.compress(b"x"), "deflate") == b"x"
    assert inflate(b"x", "") == b"x"


def test_a_bomb_is_inflated_no_further_than_the_limit() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(inflate(bomb, "gzip") or b"") == MAX_BODY_BYTES + 1


def test_unknown_or_broken_compression_is_none() -> None:
    assert inflate(b"x", "br") is None
    assert inflate(b"not gzip", "gzip") is None

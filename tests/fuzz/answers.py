"""Faspay's answers, drawn: honest ones, and all that can be wrong with them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.providers.faspay_gateway.refusals import FaspayRefusal
from tests.bot.providers.helpers import (
    CREATED,
    ERROR,
    FOUND,
)
from tests.fuzz.strategies import doubled, json_values, scalars, spiced, spoilt

Body = dict[str, Any]

DAY = date(2026, 1, 2)
NO_HEADERS: Mapping[bytes, bytes] = {}
CODE = CREATED["cashout_code"]
ROW = {
    "transaction_date": "02/01/2026 08:51:00",
    "transaction_type": "D",
    "transaction_amount": "25000.00",
    "transaction_name": "transfer",
    "transaction_desc": "BANTUAN",
}
BALANCE = {"balance": "7897000.00", "available_balance": "6897000.00", "response_code": "00"}
STATEMENT = {"start_date": "2026-01-02", "end_date": "2026-01-02", "data": [ROW]} | BALANCE

words = st.sampled_from(
    [
        *(refusal.text for refusal in FaspayRefusal),
        "Transaction not found",
        "Your Transaction Number already exists",
    ]
)
nearly = st.builds(
    lambda text, change: change(text),
    words,
    st.sampled_from(
        [
            str.upper,
            str.lower,
            str.title,
            lambda text: text + ".",
            lambda text: text[:-1],
            lambda text: text.replace(" ", "  "),
            lambda text: text.replace("a", "\u0430"),
            lambda text: f"{text}\u200b",
        ]
    ),
)
values = json_values | scalars | words | nearly | spiced
names = st.sampled_from([*CREATED, "trx_status", "bank_code", "TRX_NO", " status"])
bodies = st.builds(
    lambda base, change, less: {n: v for n, v in (base | change).items() if n not in less},
    st.sampled_from([CREATED, FOUND, ERROR, ERROR | {"message": "Unauthorized"}, {}]),
    st.dictionaries(names, values, max_size=3),
    st.sets(names, max_size=2),
)
raw_bodies = st.one_of(
    bodies.map(lambda body: json.dumps(body).encode()),
    *(spoilt(json.dumps(base).encode()) for base in (CREATED, FOUND, ERROR)),
    *(doubled(base) for base in (CREATED, FOUND, ERROR)),
    st.binary(max_size=300),
)
http_statuses = st.sampled_from([200, 200, 200, 200, 201, 204, 301, 400, 401, 404, 500, 502, 503])


def said(raw: bytes, name: str) -> str | None:
    """Read a field in the strictest way: once, and only a text or a number."""
    try:
        text = raw.decode("utf-8-sig")
        pairs = json.loads(text, object_pairs_hook=list, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    given_values = [value for key, value in pairs if key.strip().lower() == name]
    only = given_values[0] if len(given_values) == 1 else None
    return only.strip() if isinstance(only, str) else None

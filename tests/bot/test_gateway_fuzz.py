"""No answer, however odd, raises or is believed beyond what it says."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway import Refusal
from handlers.services.ports import Accepted, Doubt, Found, NotFound, Rejected, Unclear, Unknown
from tests.bot.gateway_helpers import CREATED, ERROR, FOUND, Body, doubt, found, judged

values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
texts = st.sampled_from([*Refusal, "Transaction not found", "1", "2", "4", "9", "00", "99", "01"])
changes = st.dictionaries(st.sampled_from([*CREATED, "trx_status"]), values | texts, max_size=4)
bodies = st.builds(
    lambda base, change: {**base, **change}, st.sampled_from([CREATED, ERROR, FOUND, {}]), changes
)


def may_be_accepted(body: Body) -> bool:
    return (
        str(body.get("response_code")).strip() == "00"
        and str(body.get("status")).strip() in ("1", "2")
        and not isinstance(body.get("status"), bool)
    )


@given(bodies, st.sampled_from([200, 200, 200, 201, 302, 500]))
def test_no_answer_raises_and_none_is_accepted_that_should_not_be(body: Body, status: int) -> None:
    outcome = judged(body, status)
    if isinstance(outcome, Accepted):
        assert status == 200
        assert may_be_accepted(body)
    if isinstance(outcome, Rejected):
        assert status == 200
        assert outcome.refusal in set(Refusal)
        assert not body.get("cashout_code")
    if isinstance(outcome, Unknown) and "NaN" not in json.dumps(body):
        assert outcome.answer is not None or "Infinity" in json.dumps(body)
    assert isinstance(found(body, status), Found | NotFound | Unclear)


@given(st.binary(max_size=300), st.integers(min_value=100, max_value=599))
def test_bytes_that_mean_nothing_are_unknown(body: bytes, status: int) -> None:
    assert isinstance(judged(body, status), Unknown)
    assert isinstance(found(body, status), Unclear)


@given(st.integers(min_value=0, max_value=len(json.dumps(CREATED)) - 1))
def test_an_answer_cut_off_anywhere_is_unknown(length: int) -> None:
    assert doubt(judged(json.dumps(CREATED).encode()[:length])) is Doubt.UNREADABLE

"""Sealed boxes and journal slots: opened whole and at their place, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import (
    UNKNOWN_CHANNEL,
    Accepted,
    Answer,
    Doubt,
    Echo,
    NotSent,
    Rejected,
    Unknown,
)
from storage.engine.journal import SLOT_OCTETS, Journal, TooLarge
from storage.engine.vault import Vault, WrongKeys
from storage.models.channel import Channel
from tests.bot.telegram.helpers import DATA_KEYS
from tests.fuzz.budget import attempt, examples, quickly
from tests.fuzz.strategies import OTHER_DIGITS, UNSEEN

HUSH = "0047112233"
VAULT = Vault.from_setting(DATA_KEYS)
PLACE = "orders.code"

texts = st.text(max_size=40) | st.text(alphabet=OTHER_DIGITS + UNSEEN + "0123456789", max_size=20)
maybe = st.none() | texts
answers = st.builds(
    Answer,
    raw=texts,
    echo=st.builds(
        Echo,
        order_no=maybe,
        amount=st.none() | st.integers(),
        phone=maybe,
        channel=st.none() | st.sampled_from([*Channel, UNKNOWN_CHANNEL]),
        our_account=maybe,
    ),
    expires_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    sealed_code=maybe,
)
doubts = st.sampled_from(Doubt)
outcomes = st.one_of(
    st.builds(Accepted, answers),
    st.builds(Unknown, doubts, st.none() | answers),
    st.builds(NotSent, doubts),
    st.builds(Rejected, texts),
)
recorded = st.builds(Recorded, texts, texts, outcomes, st.booleans())
octets = st.binary(max_size=120)


@examples(300)
@given(octets | octets.map(lambda rest: b"k1:" + rest), st.text(max_size=10), st.integers())
def test_octets_that_were_never_sealed_do_not_open(box: bytes, place: str, row: int) -> None:
    with pytest.raises(WrongKeys):
        VAULT.open(box, place, row)


@examples(100)
@given(texts, st.text(max_size=12), st.integers() | texts, st.text(max_size=12), st.integers())
def test_a_box_opens_at_its_own_place_only(
    text: str, place: str, row: object, other: str, other_row: int
) -> None:
    box = VAULT.seal(text, place, row)
    assert VAULT.open(box, place, row) == text
    if (other, str(other_row)) != (place, str(row)):
        with pytest.raises(WrongKeys):
            VAULT.open(box, other, other_row)


@examples(100)
@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_place_and_row_are_not_confused(first: str, second: str, third: str, fourth: str) -> None:
    box = VAULT.seal(HUSH, first, second)
    if (first, second) != (third, fourth) and "\n" not in first + second + third + fourth:
        with pytest.raises(WrongKeys):
            VAULT.open(box, third, fourth)


def test_a_large_box_is_opened_or_refused_in_no_time() -> None:
    box = VAULT.seal("x" * 1_000_000, PLACE, 1)
    assert len(quickly(lambda: VAULT.open(box, PLACE, 1))) == 1_000_000
    refused = quickly(lambda: attempt(WrongKeys, lambda: VAULT.open(bytes(1_000_000), PLACE, 1)))
    assert isinstance(refused, WrongKeys)


def test_what_lies_unsealed_in_a_sealed_column_is_not_shown() -> None:
    with pytest.raises(WrongKeys) as caught:
        VAULT.open(f"Budi Santoso {HUSH}".encode(), PLACE, 1)
    assert HUSH not in repr(caught.value)


@examples(200)
@given(recorded)
def test_what_is_recorded_of_a_transfer_comes_back_the_same(record: Recorded) -> None:
    assert Recorded.from_entry(record.as_entry()) == record


@examples(100)
@given(answers, doubts)
def test_what_is_recorded_shows_neither_code_nor_phone(answer: Answer, doubt: Doubt) -> None:
    echo = replace(answer.echo, phone=HUSH)
    secret = replace(answer, raw=HUSH, echo=echo, sealed_code=HUSH)
    for outcome in (Accepted(secret), Unknown(doubt, secret)):
        assert HUSH not in repr(Recorded("202601020001", "worker", outcome, code_opens=True))


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    opened = Journal(tmp_path_factory.mktemp("journal"), VAULT, slots=1)
    yield opened
    opened.close()


def slot_of(journal: Journal) -> Path:
    return journal._slots[0]


@examples(40)
@given(record=recorded)
def test_an_entry_of_any_words_comes_back_from_the_journal(
    journal: Journal, record: Recorded
) -> None:
    slot = journal.take()
    try:
        journal.keep(slot, record.as_entry())
        [(_slot, entry)] = journal.left_over()
        assert Recorded.from_entry(entry) == record
    finally:
        journal.release(slot)


@examples(60)
@given(data=st.data())
def test_a_damaged_slot_gives_the_very_entry_or_nothing(
    journal: Journal, data: st.DataObject
) -> None:
    slot = journal.take()
    try:
        journal.keep(slot, {"order_no": "1", "code": HUSH})
        length = 40 + int.from_bytes(slot.read_bytes()[:8], "big")
        at = data.draw(st.integers(0, length + 20))
        with slot.open("r+b") as damaged:
            damaged.seek(at)
            damaged.write(data.draw(st.binary(min_size=1, max_size=60)))
        assert [entry for _slot, entry in journal.left_over()] in (
            [],
            [{"order_no": "1", "code": HUSH}],
        )
    finally:
        journal.release(slot)


@examples(40)
@given(size=st.sampled_from([0, 1, 39, 40, 41, 200, 4096]), filling=st.binary(max_size=100))
def test_a_slot_of_any_size_or_content_is_read(journal: Journal, size: int, filling: bytes) -> None:
    slot = journal.take()
    try:
        slot.write_bytes((filling + bytes(size))[:size])
        assert list(journal.left_over()) == []
    finally:
        slot.write_bytes(bytes(SLOT_OCTETS))
        journal.release(slot)


def test_an_entry_just_too_large_is_refused_and_leaves_the_slot_empty(journal: Journal) -> None:
    slot = journal.take()
    with pytest.raises(TooLarge):
        journal.keep(slot, {"raw": "\u0661" * (SLOT_OCTETS // 6)})
    assert list(journal.left_over()) == []
    journal.release(slot)

"""What typed answers do to a draft."""

import csv
import json
from pathlib import Path

import pytest

from handlers.cash_out import answers
from handlers.cash_out.draft import Draft, Step
from handlers.chat.pages import pages
from handlers.messages.texts import texts_for
from tests.factories import WIB, a_policy

READERS = {Step.NAME: answers.name, Step.PHONE: answers.phone, Step.AMOUNT: answers.amount}
VECTORS = Path(__file__).parents[2] / "vectors" / "input_validation.tsv"
ENGLISH, POLICY = texts_for("en", WIB), a_policy()
BEFORE = {
    "name": {},
    "phone": {"name": "Siti Aminah"},
    "amount": {"name": "Siti Aminah", "phone": "081234567890"},
}


def vectors() -> list[tuple[str, str, str]]:
    with VECTORS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["kind"], row["input"].replace("\\u202e", "\u202e"), row["outcome"]) for row in rows
    ]


@pytest.mark.parametrize(("kind", "typed", "outcome"), vectors())
def test_an_answer_is_taken_asked_about_or_refused(kind: str, typed: str, outcome: str) -> None:
    draft = Draft.begin(POLICY)
    for name, value in BEFORE[kind].items():
        setattr(draft, name, value)
    said = answers.answer(READERS[Step(kind)], draft, typed, ENGLISH, POLICY)
    assert (draft.step(POLICY) is not Step(kind)) is (outcome == "ok")
    assert (draft.guess is not None) is (outcome == "ask")
    assert bool(said) is (outcome == "no")


def test_a_draft_is_kept_as_plain_json() -> None:
    draft = Draft.begin(POLICY)
    answers.answer(answers.name, draft, "Siti Aminah 0812-3456-7890 300rb", ENGLISH, POLICY)
    kept: dict[str, object] = {}
    draft.keep(kept)
    assert Draft.load(json.loads(json.dumps(kept))) == draft
    assert draft.step(POLICY) is Step.CONFIRM


@pytest.mark.parametrize(
    ("kept", "channel"),
    [("C013", "permata"), ("alf", "alfamart"), ("imr", "indomaret"), ("permata", "permata")],
)
def test_a_draft_of_the_version_before_keeps_its_channel(kept: str, channel: str) -> None:
    draft = Draft.load({"nonce": "aa", "channel": kept, "name": "Siti Aminah"})
    assert draft is not None
    assert (draft.channel, draft.name) == (channel, "Siti Aminah")


def test_a_draft_whose_channel_nobody_knows_asks_for_it_again() -> None:
    draft = Draft.load({"nonce": "aa", "channel": "lawson"})
    assert draft is not None
    assert draft.step(POLICY) is Step.CHANNEL


def test_an_unfinished_draft_cannot_be_confirmed() -> None:
    with pytest.raises(ValueError, match="not finished"):
        Draft.begin(POLICY).confirmed()


def test_long_texts_are_cut_between_lines() -> None:
    text = "\n".join(f"line {number}" for number in range(1000))
    parts = list(pages(text))
    assert len(parts) > 1
    assert all(len(part) <= 3500 for part in parts)
    assert "\n".join(parts) == text

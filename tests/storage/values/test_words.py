"""What people write about themselves and to the bot: nothing to tap, no code, no phone."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.sandbox.telegram.entities import found_in
from storage.values import Inert, screened

JOINER = "\u2060"
TAPPABLE = [
    "/stop",
    "/suspend@cashout_bot",
    "x /stop now",
    "@durov",
    "t.me/evil",
    "https://evil.example/x",
    "evil.com",
    "login.evil.co/path?x=1",
    "tg://resolve?domain=evil",
    "me@evil.com",
    "#money",
    "$USD",
    "+6281234567890",
    "0812-3456-7890",
    "0 8 1 2 3 4 5 6",
    "62 812 3456 7890",
    "1.2.3.4",
    "evil\uff0ecom",
    "\uff0fstop",
]
_PHONE_ON_ANDROID = re.compile(r"(\+[0-9]+[\- .]*)?(\([0-9]+\)[\- .]*)?([0-9][0-9\- .]+[0-9])")
"""android.util.Patterns.PHONE, which takes what has five digits or more."""


def to_tap(text: str) -> list[str]:
    """Return what a phone would let somebody tap in a text."""
    found = [text[one.start : one.end] for one in found_in(text)]
    phones = [match[0] for match in _PHONE_ON_ANDROID.finditer(text)]
    return found + [each for each in phones if sum(char.isdigit() for char in each) >= 5]


@pytest.mark.parametrize("text", TAPPABLE[:16])
def test_the_stand_in_finds_these_as_telegram_does(text: str) -> None:
    assert to_tap(text)


@pytest.mark.parametrize("text", TAPPABLE)
@pytest.mark.parametrize("around", ["{}", "Budi {} Santoso", "({})", "“{}”, ID"])
def test_nothing_in_inert_words_can_be_tapped(text: str, around: str) -> None:
    assert to_tap(around.format(Inert(text))) == []


@given(st.lists(st.sampled_from([*TAPPABLE, "a", ".", " ", "/", "@", "com", "1", "\u200b"])))
@example(["/", "stop"])
def test_nothing_can_be_tapped_however_it_is_put_together(parts: list[str]) -> None:
    assert to_tap(Inert("".join(parts))) == []


@given(st.text())
def test_inert_words_look_as_they_were_written_and_stay_as_they_are(text: str) -> None:
    inert = Inert(text)
    assert Inert(inert) == inert
    assert "\n" not in inert
    assert inert.replace(JOINER, "").isprintable()


@pytest.mark.parametrize("name", ["Budi Santoso", "Siti Nur'aini", "Ani-Lestari", "R. Budi"])
def test_a_name_that_is_a_name_is_seen_unchanged(name: str) -> None:
    assert Inert(name).replace(JOINER, "") == name


def test_lines_and_unseen_marks_are_folded() -> None:
    assert Inert("Budi\n\u202e\u200bSan\u00adtoso  ") == "Budi Santoso"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fees of the bank", "fees of the bank"),
        ("code 0047112233 went to the wrong man", "code ••• went to the wrong man"),
        ("code 0047 1122 33", "code •••"),
        ("ask Budi 0812-3456-7890", "ask Budi •••"),
        ("ask Budi +62 812 3456 7890", "ask Budi +62 •••"),
        ("ask 628123456789", "ask •••"),
        ("see order 202601020001", "see order 202601020001"),
        ("orders 202601020001 202601020002", "orders 202601020001 202601020002"),
        ("order 202601020001 500000", "order 202601020001 500000"),
        ("paid Rp 10.000.000.000 by hand", "paid Rp 10.000.000.000 by hand"),
        ("since 2026-11-27 10.30", "since 2026-11-27 10.30"),
        ("it says “guard:echo”\nnow", 'it says "guard:echo" now'),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_typed_reason_is_kept_without_codes_and_phones(typed: str, kept: str) -> None:
    assert screened(typed) == kept

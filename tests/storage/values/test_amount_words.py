"""An amount in words is read as one number or not at all. Unicode's rules are the speller."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unicode_rbnf import RbnfEngine

from storage.values import AmountRule, Ask, No, Ok, Reading, Rupiah, read_amount
from storage.values.amount_words import Spoken, is_amount_in_words, read_words

COUNTER = AmountRule(Rupiah(50_000), Rupiah(1_500_000), Rupiah(50_000))
LEGAL = range(50_000, 1_500_001, 50_000)
RULESETS = {"id": ("spellout-cardinal",), "en": ("spellout-cardinal", "spellout-cardinal-verbose")}


@cache
def _engine(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(language)


def spelled(number: int) -> Iterator[str]:
    """Give the spellings of a number in both languages, as Unicode has them."""
    for language, rulesets in RULESETS.items():
        for rule in rulesets:
            yield _engine(language).format_number(number, ruleset_names=[rule]).text.lower()


def as_people_write(number: int) -> Iterator[str]:
    for words in (each.replace(",", "") for each in spelled(number)):
        yield from (words, words.upper(), f"{words} rupiah", f"Rp {words.title()},-")
        yield from (words.replace(" ", ""), words.replace(" ", "-"), words.replace("-", " "))
        yield words.replace("ribu", "rb").replace("juta", "jt")
        if words.startswith("one "):
            yield f"a {words.removeprefix('one ')}"


@pytest.mark.parametrize("amount", LEGAL)
def test_every_legal_amount_spelled_out_is_read_as_itself(amount: int) -> None:
    for words in as_people_write(amount):
        assert read_amount(words, COUNTER) == Ok(Rupiah(amount)), words


def test_no_two_amounts_share_a_spelling() -> None:
    spellings = [set(as_people_write(amount)) for amount in LEGAL]
    assert len(set().union(*spellings)) == sum(map(len, spellings))


@given(st.integers(1, 999_999_999).filter(lambda n: n < 1_000_000 or n // 1_000 % 1_000))
def test_every_number_is_read_as_unicode_spells_it(number: int) -> None:
    for words in spelled(number):
        said = words.replace(",", "").replace(" and ", " ") if number > 1_000 else words
        assert read_words(said) == Spoken(number, is_sure=number >= 1_000), words


def meant(reading: Reading[Rupiah]) -> int | None:
    match reading:
        case Ok(value=amount) | Ask(guess=amount):
            return int(amount)
        case No():
            return None


@pytest.mark.parametrize("amount", LEGAL)
def test_a_letter_too_few_doubled_or_swapped_makes_no_other_amount(amount: int) -> None:
    for words in spelled(amount):
        for at in range(len(words)):
            head, char, tail = words[:at], words[at], words[at + 1 :]
            for spoilt in (head + tail, head + char * 2 + tail, head + tail[:1] + char + tail[1:]):
                assert meant(read_amount(spoilt, COUNTER)) in {None, amount}, spoilt


@given(st.sampled_from(LEGAL), st.data())
def test_another_sign_in_its_place_makes_no_other_amount(amount: int, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(list(spelled(amount))))
    at = data.draw(st.integers(0, len(words)))
    sign = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz -.,&+0123456789"))
    for spoilt in (words[:at] + sign + words[at:], words[:at] + sign + words[at + 1 :]):
        if sign.isdigit() and at == 0:
            continue  # "2ratus ribu" is written so, and is another amount
        assert meant(read_amount(spoilt, COUNTER)) in {None, amount}, spoilt


@given(st.sampled_from(LEGAL), st.sampled_from(LEGAL))
def test_two_amounts_side_by_side_are_never_added_up(one: int, other: int) -> None:
    for first, second in zip(spelled(one), spelled(other), strict=True):
        total = one + other if one % 1_000_000 == 0 and one > other else None
        for text in (f"{first} {second}", f"{first} dan {second}", f"{first} atau {second}"):
            assert meant(read_amount(text, AmountRule(Rupiah(1), Rupiah(9**9), Rupiah(1)))) in {
                None,
                total,  # "satu juta" and "dua ratus ribu" are one number
            }, text


@pytest.mark.parametrize(
    "text",
    [
        *("", "ribu", "juta", "ratus ribu", "hundred thousand", "thousand", "se", "seratusan ribu"),
        *("dua tiga ratus ribu", "satu-dua juta", "twenty twenty", "thirty and six", "one thirty"),
        *(
            "setengah dua juta",
            "dua setengah ratus ribu",
            "seratus setengah juta",
            "one half million",
        ),
        *("lima ratus thousand", "five hundred ribu", "satu million", "setengah setengah juta"),
        *(
            "seribu seribu",
            "lima ratus ribu satu juta",
            "ribu juta",
            "satu juta juta",
            "sesatu ribu",
        ),
        *("a few hundred thousand", "fifteen hundred", "minus satu juta", "seperlima juta", "nol"),
        *("0 juta", "01 ratus ribu", "1000 ribu lima", "1 2 ratus ribu", "lima ratus ribu x"),
    ],
)
def test_what_people_do_not_spell_so_is_no_number(text: str) -> None:
    assert read_words(text) is None


@pytest.mark.parametrize(
    "text", ["seribu", "SEJUTA", "Lima Ratus Ribu", "half a million", "5 ratus rb"]
)
def test_an_amount_has_a_unit(text: str) -> None:
    assert is_amount_in_words(text)
    assert not is_amount_in_words(f"{text} Putra")


@pytest.mark.parametrize("text", ["Tiga", "lima ratus", "setengah", "Juta", "satu juta lima ratus"])
def test_a_number_without_its_unit_is_no_sure_amount(text: str) -> None:
    assert not is_amount_in_words(text)

"""An amount is read as people write it; what could mean two amounts is never taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import AmountRule, Ask, No, Ok, Reason, Rupiah, read_amount

PERMATA = AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))
COUNTER = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
legal = st.integers(min_value=1, max_value=15).map(lambda steps: Rupiah(steps * 100_000))


@pytest.mark.parametrize(
    "typed",
    [
        "500000",
        " 500.000\n",
        "500,000",
        "500\u00a0000",
        "500\u2009000",
        "Rp500.000",
        "rp. 500.000,-",
        "IDR 500000",
        "Rp 500.000,--",
        "500.000,\u2014",
        "500.000 rupiah",
        "500.000rp",
        "500k",
        "500K",
        "500 RB",
        "500rbu",
        "500 ribu rupiah",
        "500 rb.",
        "0,5jt",
        "0.5 juta",
        "0,50 jt",
        "500.000,00",
        "Rp500.000,00",
        "IDR 500,000.00",
        "500 000,0",
        "500000.0",
        "500.000.",
        "500.000,",
        "500000!",
        "Rp 500.000,=",
        "500.000.-",
        "500.000,- !",
        "500rb!",
        "500.000 rupiah.",
        "500\u200b000",
        "Rp.500.000",
        "500 thousand",
        "0,5 million",
        "lima ratus ribu",
        "Rp Lima Ratus Ribu,-",
        "LIMARATUS RB rupiah.",
        "lima\u2011ratus ribu",
        "5 ratus ribu",
        "setengah juta",
        "setengah jt",
        "five hundred thousand",
        "half a million rupiah",
        "Rp 500.000 (lima ratus ribu rupiah)",
        "500.000,- (Lima Ratus Ribu Rupiah).",
        "500 (lima ratus ribu)",
        "500.000 (lima ratus)",
    ],
)
def test_every_usual_spelling_is_the_same_amount(typed: str) -> None:
    assert read_amount(typed, PERMATA) == Ok(Rupiah(500_000))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.5jt", 1_500_000),
        ("1,5jt", 1_500_000),
        ("1 juta", 1_000_000),
        ("1500rb", 1_500_000),
        ("1juta200ribu", 1_200_000),
        ("1 jt 200 rb", 1_200_000),
        ("1jt 200k", 1_200_000),
        ("1 500 000", 1_500_000),
        ("sejuta", 1_000_000),
        ("satu setengah juta", 1_500_000),
        ("1 setengah juta", 1_500_000),
        ("satu juta 200 ribu", 1_200_000),
        ("1 juta dua ratus ribu", 1_200_000),
        ("1 million 200 thousand", 1_200_000),
        ("one and a half million", 1_500_000),
        ("a million", 1_000_000),
    ],
)
def test_millions_are_read(typed: str, amount: int) -> None:
    assert read_amount(typed, PERMATA) == Ok(Rupiah(amount))


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("500", 500_000),
        ("Rp 500", 500_000),
        ("500,-", 500_000),
        ("1", 1_000_000),
        ("1.5", 1_500_000),
        ("0,5", 500_000),
        ("1500", 1_500_000),
        ("1 juta 200", 1_200_000),
        ("1jt500", 1_500_000),
        ("lima ratus", 500_000),
        ("Rp seratus rupiah", 100_000),
        ("setengah", 500_000),
        ("satu setengah", 1_500_000),
        ("satu juta lima ratus", 1_500_000),
        ("satu juta setengah", 1_500_000),
        ("sejuta setengah", 1_500_000),
        ("a million and a half", 1_500_000),
        ("500 (lima ratus)", 500_000),
    ],
)
def test_a_forgotten_unit_is_asked_about(typed: str, guess: int) -> None:
    assert read_amount(typed, PERMATA) == Ask(Rupiah(guess))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Reason.START_WITH_DIGITS),
        ("Rp", Reason.START_WITH_DIGITS),
        ("lima ratsu ribu", Reason.START_WITH_DIGITS),
        ("-lima ratus ribu", Reason.START_WITH_DIGITS),
        ("dua tiga ratus ribu", Reason.START_WITH_DIGITS),
        ("hundred thousand", Reason.START_WITH_DIGITS),
        ("ratus ribu", Reason.START_WITH_DIGITS),
        ("setengah dua juta", Reason.START_WITH_DIGITS),
        ("satu juta kurang seratus ribu", Reason.START_WITH_DIGITS),
        ("Rp (lima ratus ribu)", Reason.START_WITH_DIGITS),
        ("Rp -500.000", Reason.START_WITH_DIGITS),
        ("\u2212500000", Reason.START_WITH_DIGITS),
        ("$100", Reason.START_WITH_DIGITS),
        ("\uff15\uff10\uff10", Reason.PLAIN_DIGITS),
        ("\u00bd juta", Reason.PLAIN_DIGITS),
        ("\u06f50\u06f0", Reason.PLAIN_DIGITS),
        ("500\x00000", Reason.INVISIBLE),
        ("\u202e000.005", Reason.BIDI),
        ("500000,5", Reason.CENTS),
        ("500.000,50", Reason.CENTS),
        ("1,000,000.01", Reason.CENTS),
        ("500000.5", Reason.CENTS),
        ("0500000,00", Reason.UNREADABLE),
        ("1.000.000.00", Reason.UNREADABLE),
        ("5e5", Reason.UNREADABLE),
        ("0x7a120", Reason.UNREADABLE),
        ("0500000", Reason.UNREADABLE),
        ("081234567890", Reason.UNREADABLE),
        ("1_000_000", Reason.UNREADABLE),
        ("1,500.000", Reason.UNREADABLE),
        ("1.500.000,500", Reason.UNREADABLE),
        ("500-600", Reason.UNREADABLE),
        ("500\n000", Reason.UNREADABLE),
        ("500 ribu 500 ribu", Reason.UNREADABLE),
        ("2 juta 3 juta", Reason.UNREADABLE),
        ("1,5 juta 200 ribu", Reason.UNREADABLE),
        ("1 juta 2000 ribu", Reason.UNREADABLE),
        ("05 juta", Reason.UNREADABLE),
        ("9" * 10_000, Reason.UNREADABLE),
        ("1,25", Reason.UNCLEAR),
        ("2,5", Reason.UNCLEAR),
        ("100.00", Reason.UNCLEAR),
        ("1.500", Reason.UNCLEAR),
        ("1 500", Reason.UNCLEAR),
        ("1 juta 2", Reason.UNCLEAR),
        ("1.500.000 rb", Reason.GROUPED_WITH_UNIT),
        ("500 000 rb", Reason.GROUPED_WITH_UNIT),
        ("1m", Reason.AMBIGUOUS_M),
        ("1,5 M", Reason.AMBIGUOUS_M),
        ("2 milyar", Reason.AMBIGUOUS_M),
        ("12 ratus ribu", Reason.UNKNOWN_UNIT),
        ("1 50 ribu", Reason.UNREADABLE),
        ("4-5 ratus ribu", Reason.UNREADABLE),
        ("500.000 (Budi)", Reason.UNREADABLE),
        ("500.000 (lima puluh ribu)", Reason.UNCLEAR),
        ("500.000 (dua ratus ribu)", Reason.UNCLEAR),
        ("satu juta lima", Reason.UNCLEAR),
        ("500 rb juta", Reason.UNKNOWN_UNIT),
        ("100$", Reason.UNKNOWN_UNIT),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, reason: Reason) -> None:
    assert read_amount(typed, PERMATA) == No(reason)


@pytest.mark.parametrize(
    "typed", ["99.999", "0", "2", "50", "150", "2.500", "50 rb", "1,5 ribu", "1.500,00", "seribu"]
)
def test_amount_below_minimum_names_the_minimum(typed: str) -> None:
    assert read_amount(typed, PERMATA) == No(Reason.BELOW_MINIMUM, Rupiah(100_000))


@pytest.mark.parametrize("typed", ["1.500.001", "2 juta", "1 juta 600 ribu", "dua juta", "9" * 60])
def test_amount_above_maximum_names_the_maximum(typed: str) -> None:
    assert read_amount(typed, PERMATA) == No(Reason.ABOVE_MAXIMUM, Rupiah(1_500_000))


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("150.000", (100_000, 200_000)),
        ("150rb", (100_000, 200_000)),
        ("seratus lima puluh ribu", (100_000, 200_000)),
        ("1 juta 2 ribu", (1_000_000, 1_100_000)),
        ("1.499.999", (1_400_000, 1_500_000)),
    ],
)
def test_amount_between_two_steps_names_both(typed: str, nearest: tuple[int, int]) -> None:
    expected = No(Reason.NOT_A_MULTIPLE, Rupiah(100_000), tuple(map(Rupiah, nearest)))
    assert read_amount(typed, PERMATA) == expected


def test_nearest_amounts_are_legal_when_the_limits_are_not_steps_themselves() -> None:
    rule = AmountRule(Rupiah(120_000), Rupiah(270_000), Rupiah(100_000))
    assert rule.check(130_000) == No(Reason.NOT_A_MULTIPLE, rule.step, (Rupiah(200_000),))


def test_the_channel_decides_what_a_bare_number_may_mean() -> None:
    assert read_amount("150.000", COUNTER) == Ok(Rupiah(150_000))
    assert read_amount("50", COUNTER) == Ask(Rupiah(50_000))
    assert read_amount("seratus lima puluh ribu", COUNTER) == Ok(Rupiah(150_000))
    assert read_amount("lima puluh", COUNTER) == Ask(Rupiah(50_000))
    assert read_amount("1500", COUNTER) == No(Reason.BELOW_MINIMUM, Rupiah(50_000))


def test_a_bare_number_with_two_legal_meanings_is_not_guessed() -> None:
    wide = AmountRule(Rupiah(5_000), Rupiah(10_000_000), Rupiah(1_000))
    assert read_amount("5", wide) == No(Reason.BELOW_MINIMUM, Rupiah(5_000))


rules = st.builds(
    lambda step, low, more: AmountRule(Rupiah(low * step), Rupiah((low + more) * step), step),
    st.sampled_from([1_000, 50_000, 100_000]).map(Rupiah),
    st.integers(min_value=1, max_value=50),
    st.integers(min_value=0, max_value=200),
)
typed_amounts = st.lists(
    st.sampled_from(
        [
            *"0123456789.,- +",
            "000",
            ".000",
            "500",
            "rp",
            "jt",
            " juta ",
            "rb",
            "k",
            "m",
            "\u0665",
            "x",
        ]
    ),
    max_size=10,
).map("".join)


@given(st.text(), rules)
def test_any_text_is_read_without_raising(text: str, rule: AmountRule) -> None:
    read_amount(text, rule)


@given(typed_amounts, rules)
def test_what_is_taken_or_guessed_is_always_legal(text: str, rule: AmountRule) -> None:
    match read_amount(text, rule):
        case Ok(value=amount) | Ask(guess=amount):
            assert rule.minimum <= amount <= rule.maximum
            assert amount % rule.step == 0
        case No(nearest=nearest):
            assert all(rule.allows(amount) for amount in nearest)


@given(legal)
def test_every_legal_amount_is_read_back_from_every_spelling(amount: Rupiah) -> None:
    thousands, millions = amount // 1_000, f"{amount // 100_000 / 10}"
    for written in (
        amount.format(),
        str(amount),
        f"{amount:,}",
        f"{thousands}rb",
        f"{thousands} ribu",
        f"{millions} juta",
        f"{millions.replace('.', ',')}jt",
    ):
        assert read_amount(written, PERMATA) == Ok(amount), written

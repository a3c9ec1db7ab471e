"""A name is taken as people write it, and what cannot be a name is refused by its reason."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.values import Ask, BeneficiaryName, No, NotCanonicalError, Ok, Reason, read_name

word = st.from_regex(r"[A-Z][a-z]([aeiou][bdgk]){0,3}", fullmatch=True).filter(
    lambda each: each not in {"An", "Ke", "To"}  # which may introduce a name
)
names = st.lists(word, min_size=1, max_size=4).map(lambda words: BeneficiaryName(" ".join(words)))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Budi   Santoso ", "Budi Santoso"),
        ("Budi\u00a0Santoso", "Budi Santoso"),
        ("Budi\tSantoso", "Budi Santoso"),
        ("Nur\u2019aini", "Nur'aini"),
        ("Nur`aini", "Nur'aini"),
        ("Nur\u02bcaini", "Nur'aini"),
        ("Andre\u0301", "Andr\u00e9"),
        ("\u0141ukasz", "\u0141ukasz"),
        ("Jean\u2011Pierre", "Jean-Pierre"),
        ("Siti Aminah, S.H., M.Kn.", "Siti Aminah, S.H., M.Kn."),
        ("Hamengkubuwono III", "Hamengkubuwono III"),
        ("Rifa'", "Rifa'"),
        ("Ng", "Ng"),
        ("Budi\u200e", "Budi"),
        ("\u2067Budi\u2069", "Budi"),
        ("\ufeffBu\u200bd\u00adi", "Budi"),
        ("Budi\ufe0f", "Budi"),
        ("a.n. Budi Santoso", "Budi Santoso"),
        ("A.n Budi", "Budi"),
        ("a.n.Budi", "Budi"),
        ("a/n Budi", "Budi"),
        ("an. Budi", "Budi"),
        ("an Budi Santoso", "Budi Santoso"),
        ("atas nama Budi Santoso", "Budi Santoso"),
        ("untuk Budi", "Budi"),
        ("Utk. Budi", "Budi"),
        ("ke Budi", "Budi"),
        ("to Budi", "Budi"),
        ("for Budi", "Budi"),
        ("buat ibu Siti", "ibu Siti"),
        ("kepada a.n. Pak Budi", "Pak Budi"),
        ("nama budi santoso", "budi santoso"),
        ("Nama Penerima: Budi", "Budi"),
        ("tolong kirim ke Budi", "Budi"),
        ("An", "An"),
        ("Ke A", "Ke A"),
        ("Annisa", "Annisa"),
        ("An-Nisa", "An-Nisa"),
        ("Tobing", "Tobing"),
        ("Untukan", "Untukan"),
        ("Bpk. Budi", "Bpk. Budi"),
        ("Kepada Yth. Ibu Siti", "Ibu Siti"),
        ("Hj. Siti Aminah, S.Pd.I., M.A.P.", "Hj. Siti Aminah, S.Pd.I., M.A.P."),
        ("Prof. Dr. Ir. B.J. Habibie", "Prof. Dr. Ir. B.J. Habibie"),
        ("H. Ahmad bin H. Umar", "H. Ahmad bin H. Umar"),
        ("Siti BINTI Ahmad", "Siti BINTI Ahmad"),
        ("Suharto", "Suharto"),
        ("Tiga", "Tiga"),
        ("Juta", "Juta"),
        ("Ma\u2032ruf Amin", "Ma'ruf Amin"),
        ("Ma\u02bfruf", "Ma'ruf"),
        ("D\uff07Angelo", "D'Angelo"),
        ("Muhammad Al-Fatih", "Muhammad Al-Fatih"),
        ("Namira", "Namira"),
    ],
)
def test_a_name_is_taken_in_one_form(typed: str, name: str) -> None:
    assert read_name(typed) == Ok(BeneficiaryName(name))


@pytest.mark.parametrize(
    "typed",
    [
        "Siti Aminaaaah",
        "AaAa",
        "'Aini",
        "Budi--Santoso",
        "Budi,",
        "Siti Nurhaliza binti Tarudin Djojoadhiningrat Sosro",
        "x a" * 33,
        "Seribu",
        "Lima Ratus Ribu",
        "Budi lima ratus ribu",
        "lima ratus ribu buat Budi",
        "Toko Lima Ribu",
        "Ma''ruf",
    ],
)
def test_what_looks_like_a_slip_is_asked_about(typed: str) -> None:
    assert read_name(typed) == Ask(BeneficiaryName(typed))


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("An Nisa", "Nisa"),
        ("an budi santoso", "budi santoso"),
        ("AN BUDI", "BUDI"),
        ("Ke Lin", "Lin"),
        ("To Anh", "Anh"),
        ("A.N. Wijaya", "Wijaya"),
    ],
)
def test_a_word_that_may_be_part_of_the_name_is_asked_about(typed: str, guess: str) -> None:
    assert read_name(typed) == Ask(BeneficiaryName(guess), BeneficiaryName(typed))
    assert read_name(f"untuk {typed}") == read_name(typed)


def test_two_lines_may_be_two_people() -> None:
    assert read_name("Budi\r\nSantoso") == Ask(BeneficiaryName("Budi Santoso"))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("  ", Reason.FEW_LETTERS),
        ("M.", Reason.FEW_LETTERS),
        ("'-.,", Reason.FEW_LETTERS),
        ("081234567890", Reason.DIGITS_IN_NAME),
        ("Budi \u0662", Reason.DIGITS_IN_NAME),
        ("Budi\u00b2", Reason.DIGITS_IN_NAME),
        ("/", Reason.COMMAND),
        (" /cancel", Reason.COMMAND),
        ("Budi \U0001f600", Reason.NAME_CHARACTERS),
        ("Budi & Siti", Reason.NAME_CHARACTERS),
        ("=SUM(A)", Reason.NAME_CHARACTERS),
        ("Budi\u0336", Reason.NAME_CHARACTERS),
        ("Budi\u00ba", Reason.NOT_LATIN),
        ("\uff22udi", Reason.NOT_LATIN),
        ("\U0001d401udi", Reason.NOT_LATIN),
        ("\u0392udi", Reason.NOT_LATIN),
        ("\u674e\u5c0f", Reason.NOT_LATIN),
        ("Budi\u202e", Reason.BIDI),
        ("Budi\x00", Reason.INVISIBLE),
        ("Budi\ud800", Reason.INVISIBLE),
        ("ab" * 51, Reason.TOO_LONG),
        ("Budi" * 2_500, Reason.TOO_LONG),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, reason: Reason) -> None:
    assert read_name(typed) == No(reason)


def test_the_longest_name_is_asked_about_and_one_more_letter_is_too_long() -> None:
    longest = "ab" * 50
    assert read_name(longest) == Ask(BeneficiaryName(longest))
    assert read_name(f"{longest}a") == No(Reason.TOO_LONG)


@given(st.text(max_size=120))
def test_any_text_is_read_without_raising(text: str) -> None:
    match read_name(text):
        case Ok(value=name) | Ask(guess=name):
            assert unicodedata.is_normalized("NFC", name)
            assert name.isprintable()
            assert not any(char.isdigit() for char in name)
            assert len(name) <= 100
        case No(reason=reason):
            assert reason in Reason


@given(st.text(alphabet="abE\u0301\u0308 '`\u1ffd\u2019.,-\n\u2000", max_size=60))
def test_marks_and_blanks_are_read_without_raising(text: str) -> None:
    reading = read_name(text)
    if isinstance(reading, Ok):
        assert read_name(reading.value) == reading


@given(names)
def test_a_name_is_read_back(name: BeneficiaryName) -> None:
    assert read_name(name) == Ok(name)


@given(names)
def test_a_masked_name_shows_initials_in_a_constant_width(name: BeneficiaryName) -> None:
    assert name.masked() == " ".join(f"{part[0]}•••" for part in name.split())
    assert repr(name) == f"BeneficiaryName({name.masked()})"
    assert repr(Ok(name)) == f"Ok(value=BeneficiaryName({name.masked()}))"


def test_an_initial_is_a_letter() -> None:
    assert BeneficiaryName("'Aini - S.Pd.").masked() == "A••• ••• S•••"


def test_initials_are_three_at_most_and_skip_what_has_no_letter() -> None:
    assert BeneficiaryName("'aini - S.Pd.").initials() == "A. S."
    assert BeneficiaryName("Siti Nur Aini Rahma").initials() == "S. N. A."


@pytest.mark.parametrize("text", ["", " Budi", "Budi  S", "Nur\u2019aini", "Bu\u200bdi", "a" * 101])
def test_only_the_canonical_form_is_a_value(text: str) -> None:
    with pytest.raises(NotCanonicalError) as caught:
        BeneficiaryName(text)
    assert caught.value.kind == "BeneficiaryName"

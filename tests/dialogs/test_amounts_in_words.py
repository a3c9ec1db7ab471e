"""Amounts as people say them, in both languages: read, asked about, or refused with the reason."""

import pytest

from tests.dialogs.lines import AMOUNT, PHONE, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT

HALF = read_back("Siti Aminah", "Rp 500.000", "five hundred thousand rupiah")
MORE = read_back("Siti Aminah", "Rp 1.500.000", "one million five hundred thousand rupiah")


def at_amount(stage: Stage) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    stage.hear(AGENT)


@pytest.mark.parametrize(
    "typed",
    [
        *("lima ratus ribu", "Setengah Juta", "limaratus rb", "five hundred thousand"),
        *("half a million", "5 ratus ribu", "Rp 500.000 (lima ratus ribu rupiah)"),
        *("Rp 500.000,00", "500.000,-", "Rp.500.000", "IDR 500,000.00", "500K", "0,5 juta"),
    ],
)
def test_one_reading_goes_straight_to_the_read_back(stage: Stage, typed: str) -> None:
    at_amount(stage)
    stage.dialog(AGENT, f"> {typed}\n< {HALF}")


@pytest.mark.parametrize("typed", ["satu juta lima ratus", "satu juta setengah", "satu setengah"])
def test_a_reading_that_is_only_likely_is_asked_about(stage: Stage, typed: str) -> None:
    at_amount(stage)
    stage.dialog(
        AGENT,
        f"""\
> {typed}
< Did you mean Rp 1.500.000?
  [Yes]
  [No, write again]
> [No, write again]
{AMOUNT}
*
> {typed}
< Did you mean Rp 1.500.000?
  [Yes]
  [No, write again]
> yes
< {MORE}""",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("dua tiga ratus ribu", "Start the amount with digits, for example 500.000."),
        ("dua juta", "The amount can be at most Rp 1.500.000."),
        ("seribu", "The amount must be at least Rp 100.000."),
        (
            "500.000 (lima puluh ribu)",
            "That amount is not clear. Write it in full, for example 500.000.",
        ),
    ],
)
def test_two_readings_or_none_are_never_guessed(stage: Stage, typed: str, why: str) -> None:
    at_amount(stage)
    stage.dialog(AGENT, f"> {typed}\n< {why}\n\n  {AMOUNT[2:]}")


def test_in_indonesian_too(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    at_amount(stage)
    stage.dialog(
        AGENT,
        """\
> satu juta lima ratus
< Maksudnya Rp 1.500.000?
  [Ya]
  [Bukan, tulis ulang]
> ya
< Periksa bersama penerima:

  Nama: Siti Aminah
  Nomor HP: 0812-3456-7890
  Jumlah: Rp 1.500.000
  (satu juta lima ratus ribu rupiah)
  Diambil di: ATM Permata

  Sudah benar? Setelah dikonfirmasi tidak bisa ditarik kembali.
  [Konfirmasi]
  [Ubah nama] [Ubah nomor]
  [Ubah jumlah] [Batal]""",
    )
    assert orders(stage) == []


@pytest.mark.parametrize(
    "line",
    [
        "Siti Aminah 0812-3456-7890 lima ratus ribu",
        "kirim setengah juta untuk Siti Aminah 0812-3456-7890",
        "/cashout 0812-3456-7890 five hundred thousand rupiah Siti Aminah",
    ],
)
def test_a_line_with_words_is_read_whole(stage: Stage, line: str) -> None:
    stage.dialog(AGENT, f"> {line}\n< {HALF}")


def test_a_name_that_may_be_a_number_is_asked_about_and_the_amount_as_well(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> Dewi Sejuta 0812-3456-7890
< Noted: 0812-3456-7890.

  That amount is not clear. Write it in full, for example 500.000.

  Did you mean “Dewi Sejuta”?
  [Yes]
  [No, write again]
> yes
{AMOUNT}
> sejuta
< {read_back("Dewi Sejuta", "Rp 1.000.000", "one million rupiah")}""",
    )


def test_an_amount_at_the_wrong_question_is_no_name_unasked(stage: Stage) -> None:
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.dialog(
        AGENT,
        f"""\
> lima ratus ribu
< Did you mean “lima ratus ribu”?
  [Yes]
  [No, write again]
> Hj. Siti Nur\u2019aini binti H. Umar, S.Pd.
{PHONE}""",
    )
    assert stage.draft_of(AGENT)["name"] == "Hj. Siti Nur'aini binti H. Umar, S.Pd."

"""What each answer does: taken, asked about, or refused with its reason; lines and contacts."""

import pytest

from tests.dialogs.lines import AMOUNT, NAME, PHONE, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT

EXTRA_DIGITS = (
    "I cannot tell whether the last digits belong to that number. Please write only the number, "
    "for example 0812-3456-7890."
)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("A", "A name has at least two letters."),
        ("Budi2", "A name has no digits."),
        ("\u0412udi", "Please write the name in Latin letters. Type it, do not copy it."),
    ],
)
def test_a_name_that_cannot_be_is_asked_again(stage: Stage, typed: str, why: str) -> None:
    stage.dialog(AGENT, f"> /cashout\n{NAME}\n> {typed}\n< {why}\n\n  {NAME[2:]}")


def test_a_name_that_looks_like_a_slip_is_asked_about(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Budiiiiii
< Did you mean “Budiiiiii”?
  [Yes]
  [No, write again]
> no
{NAME}
> Budiiiiii
< Did you mean “Budiiiiii”?
  [Yes]
  [No, write again]
> Yes
{PHONE}""",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("021 555 1234", "That is a landline. I need a mobile number, starting with 08."),
        ("+65 9123 4567", "That is not an Indonesian number. I need one like 08… or +62…"),
        ("0812 3456 789O", "A mobile number has digits only, for example 0812-3456-7890."),
    ],
)
def test_a_phone_that_cannot_be_is_asked_again(stage: Stage, typed: str, why: str) -> None:
    stage.dialog(
        AGENT,
        f"> /cashout Siti Aminah\n< Noted: Siti Aminah.\n\n  {PHONE[2:]}\n"
        f"> {typed}\n< {why}\n\n  {PHONE[2:]}",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("99.999", "The amount must be at least Rp 100.000."),
        ("10000000", "The amount can be at most Rp 1.500.000."),
        (
            "250rb",
            "The amount must be a multiple of Rp 100.000. The nearest: Rp 200.000 or Rp 300.000.",
        ),
        ("100 usd", "I do not know that unit. Write rupiah, for example 500.000."),
    ],
)
def test_an_amount_that_cannot_be_is_asked_again(stage: Stage, typed: str, why: str) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> {typed}\n< {why}\n\n  {AMOUNT[2:]}")


def test_an_unsure_amount_is_asked_about_and_can_be_written_again(stage: Stage) -> None:
    stage.act(AGENT, "/cashout Siti Aminah; 081234567890")
    stage.hear(AGENT)
    stage.dialog(
        AGENT,
        f"""\
> 500
< Did you mean Rp 500.000?
  [Yes]
  [No, write again]
> [No, write again]
{AMOUNT}
*
> 1,5
< Did you mean Rp 1.500.000?
  [Yes]
  [No, write again]
> ya
< {read_back(amount="Rp 1.500.000", words="one million five hundred thousand rupiah")}""",
    )


def test_a_pasted_line_that_is_half_readable_keeps_what_is_sure(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> 0812 3456 7890 300rb
< Noted: 0812-3456-7890, Rp 300.000.

  {NAME[2:]}
> Siti Aminah
< {read_back()}""",
    )


def test_a_pasted_unsure_amount_waits_for_its_turn(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout 081234567890; 300
< Noted: 0812-3456-7890.

  {NAME[2:]}
> Siti Aminah
< Did you mean Rp 300.000?
  [Yes]
  [No, write again]
> [Yes]
< {read_back()}
*""",
    )


def test_a_line_pasted_in_the_middle_fills_the_draft(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"> /cashout\n{NAME}\n> Siti Aminah 0812-3456-7890 300rb\n< {read_back()}",
    )


def test_a_shared_contact_fills_name_and_phone(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6281234567890 Siti Aminah
< Noted: Siti Aminah, 0812-3456-7890.

  {AMOUNT[2:]}
> [Rp 300.000]
< {read_back()}
*
> {{contact}} 6281234567891 Budi Santoso
< {read_back("Budi Santoso", phone="0812-3456-7891")}""",
    )


def test_a_contact_named_by_a_nickname_leaves_the_name_to_be_asked(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> {{contact}} +6281234567890 Toko 88
< Noted: 0812-3456-7890.

  {NAME[2:]}
> Siti Aminah
{AMOUNT}""",
    )


def test_a_word_that_may_belong_to_the_name_is_asked_about_and_both_names_are_offered(
    stage: Stage,
) -> None:
    which = """\
< Which name is right? Press the name as on the ID card, or write it.
  [Nisa]
  [An Nisa]
  [Another name]"""
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> untuk An Nisa
{which}
> yes
{which}
> [Another name]
{NAME}
*
> An Nisa
{which}
> an nisa
{PHONE}
> 0812-3456-7890
{AMOUNT}
> 300.000,00
< {read_back("An Nisa")}""",
    )


@pytest.mark.parametrize("said", ["ya", "Yes", "no", "tulis ulang", "edit name", "ok kirim"])
def test_words_that_answer_other_questions_are_no_name(stage: Stage, said: str) -> None:
    stage.dialog(AGENT, f"> /cashout\n{NAME}\n> {said}\n{NAME}")


def test_what_introduces_a_name_is_left_out(stage: Stage) -> None:
    stage.dialog(AGENT, f"> a.n. Siti Aminah 0812-3456-7890 300rb\n< {read_back()}")


def test_a_name_in_a_paste_that_looks_like_a_slip_is_asked_about(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> Siti Aminaaaah 0812-3456-7890 300rb
< Noted: 0812-3456-7890, Rp 300.000.

  Did you mean “Siti Aminaaaah”?
  [Yes]
  [No, write again]
> Siti Aminah
< {read_back()}""",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("081234567890 (2)", EXTRA_DIGITS),
        ("\u202e081234567890", "There are hidden characters in it. Type it, do not copy it."),
    ],
)
def test_a_phone_that_may_be_anothers_is_not_taken(stage: Stage, typed: str, why: str) -> None:
    stage.act(AGENT, "/cashout Siti Aminah")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> {typed}\n< {why}\n\n  {PHONE[2:]}")


def test_a_bank_account_in_a_paste_is_not_taken_for_a_phone(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> Siti Aminah BCA 8720123456 300rb
< Noted: Siti Aminah, Rp 300.000.

  That looks like a bank account, so I did not take it as a phone number.

  {PHONE[2:]}
> \u202d0812\u20113456\u20117890\u202c
< {read_back()}""",
    )

"""A contact with several numbers: the agent says which one, in both languages."""

import pytest

from tests.dialogs.lines import AMOUNT, DROPPED, NAME, PHONE, at_read_back, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT

TWO = "+6281234567890,+62-813-1111-0002"
WHICH = "That contact has several numbers. Press the beneficiary's mobile number, or write it."
THIS = (
    "Of that contact's numbers only this one is an Indonesian mobile number. Press it if it is the "
    "beneficiary's, or write the number."
)
OFFERED = "  [0812-3456-7890]\n  [0813-1111-0002]\n  [Another number]"


def test_the_number_is_chosen_by_a_press(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} {TWO} Siti Aminah
< Noted: Siti Aminah.

  {WHICH}
{OFFERED}
> [0813-1111-0002]
{AMOUNT}
*
> 300rb
< {read_back(phone="0813-1111-0002")}""",
    )


def test_the_number_is_chosen_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} {TWO} Siti Aminah
< Sudah dicatat: Siti Aminah.

  Kontak itu punya beberapa nomor. Tekan nomor HP penerima, atau tulis.
  [0812-3456-7890]
  [0813-1111-0002]
  [Nomor lain]
> [Nomor lain]
< Nomor HP penerima? Ketik, tempel, atau kirim kontaknya.
*
> 0813 1111 0002
< Berapa jumlahnya? ATM Permata: Rp 100.000 sampai Rp 1.500.000, kelipatan Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]""",
    )


@pytest.mark.parametrize("typed", ["0813 1111 0002", "+6281311110002"])
def test_the_number_may_be_written(stage: Stage, typed: str) -> None:
    stage.act(AGENT, f"{{contact}} {TWO} Siti Aminah")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> {typed}\n{AMOUNT}")
    assert stage.draft_of(AGENT)["phone"] == "081311110002"


def test_a_yes_chooses_none_of_two(stage: Stage) -> None:
    stage.act(AGENT, f"{{contact}} {TWO} Siti Aminah")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> yes\n< {WHICH}\n{OFFERED}\n> no\n{PHONE}")


def test_one_mobile_number_behind_a_landline_is_asked_about(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +62215551234,+6281311110002 Siti Aminah
< Noted: Siti Aminah.

  {THIS}
  [0813-1111-0002]
  [Another number]
> yes
{AMOUNT}""",
    )


def test_the_same_number_in_two_spellings_is_one(stage: Stage) -> None:
    stage.act(AGENT, "{contact} 6281234567890,+62-812-3456-7890,021-555-1234 Siti Aminah")
    assert "\n".join(stage.hear(AGENT)).endswith(AMOUNT[2:])


def test_the_name_is_asked_first_and_the_numbers_wait(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Siti Aminah
{PHONE}
> {{contact}} {TWO} Bu Siti
< Which name is right? Press the name as on the ID card, or write it.
  [Siti Aminah]
  [Bu Siti]
  [Another name]
> [Siti Aminah]
< {WHICH}
{OFFERED}
*
> [0812-3456-7890]
{AMOUNT}
*""",
    )


def test_a_second_contact_takes_the_first_ones_numbers_away(stage: Stage) -> None:
    stage.act(AGENT, f"{{contact}} {TWO} Siti Aminah")
    old = stage.button(AGENT, "0812-3456-7890")
    stage.act(AGENT, "{contact} +6281311110003,+6281311110004 Budi Santoso")
    stage.hear(AGENT)
    stage.press(AGENT, old)
    assert stage.hear(AGENT) == ["* That question is over. Please see the newest message."]
    assert stage.button(AGENT, "0813-1111-0003")
    assert stage.draft_of(AGENT)["phone"] is None


def test_a_finished_draft_loses_its_person_to_a_contact_of_several_numbers(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6281311110003,+6281311110004 Budi Santoso
< Noted: Budi Santoso.

  {DROPPED}

  {WHICH}
  [0813-1111-0003]
  [0813-1111-0004]
  [Another number]
> yes
< {WHICH}
  [0813-1111-0003]
  [0813-1111-0004]
  [Another number]
> [0813-1111-0004]
< {read_back("Budi Santoso", phone="0813-1111-0004")}
*""",
    )
    assert orders(stage) == []


def test_a_line_in_between_takes_the_numbers_away(stage: Stage) -> None:
    stage.act(AGENT, f"{{contact}} {TWO} Siti Aminah")
    stage.hear(AGENT)
    stage.act(AGENT, "Budi Santoso 0813-1111-0009 300rb")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> [Edit phone]\n{PHONE}\n*")


def test_where_only_one_number_can_be_meant_it_is_asked_whether_it_is(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6591234567,+6281234567890 Siti Aminah
< Noted: Siti Aminah.

  {THIS}
  [0812-3456-7890]
  [Another number]""",
    )

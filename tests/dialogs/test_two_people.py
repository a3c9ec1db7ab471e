"""Name and phone of a draft are one person's, or the agent wrote or chose them for it."""

import json

import pytest
from sqlmodel import select

from storage.engine.unit_of_work import Work
from storage.models.conversation import Conversation
from storage.models.order import Order
from storage.repositories import conversations, orders
from tests.dialogs.lines import AMOUNT, DROPPED, FOREIGN, NAME, PHONE, at_read_back, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT

BUDI = read_back("Budi Santoso", phone="0813-1111-0002")


def whose(*names: str, phone: str = "0813-1111-0002") -> str:
    buttons = "\n".join(f"  [{name}]" for name in (*names, "Another name"))
    return f"Whose number is {phone}? Press the name as on the ID card, or write it.\n{buttons}"


def test_a_contact_with_a_foreign_number_takes_the_name_and_the_phone_away(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6591234567 Budi Santoso
< Noted: Budi Santoso.

  {DROPPED}

  {FOREIGN}

  {PHONE[2:]}
> 0813-1111-0002
< {BUDI}""",
    )


def test_a_contact_without_a_number_takes_the_name_and_the_phone_away(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{contact}}  Budi Santoso
< Noted: Budi Santoso.

  {DROPPED}

  That contact has no number.

  {PHONE[2:]}""",
    )


def test_a_contact_whose_name_cannot_be_one_leaves_the_name_to_be_asked(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6281311110002 Budi 2
< Noted: 0813-1111-0002.

  {DROPPED}

  {NAME[2:]}
> Budi Santoso
< {BUDI}""",
    )


def test_a_contact_of_which_nothing_can_be_taken_changes_nothing_and_says_so(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6591234567 Budi 2
< {FOREIGN}

  I took nothing from that contact.

  {read_back()}""",
    )
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> {{contact}} +6591234567 Budi 2\n< {FOREIGN}\n\n  {NAME[2:]}")


def test_a_contact_whose_number_names_no_country_is_not_taken_for_ours(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} 85291234567 Budi Santoso
< Noted: Budi Santoso.

  That contact's number does not say its country. If it is Indonesian, type it starting with 08.

  {PHONE[2:]}""",
    )


@pytest.mark.parametrize(
    "form",
    [
        "Name: Budi Santoso\\nMobile: 0813-1111-0002\\nAmount: 300rb",
        "Nama: Budi Santoso\\nNo HP Penerima: 0813-1111-0002\\nNominal: 300rb",
        "Nama pengirim: Dewi\\nPenerima: Budi Santoso\\nWA: 0813-1111-0002\\nJumlah: 300rb",
        "Budi Santoso 0813-1111-0002 300rb",
        "{forward} Budi Santoso 0813-1111-0002 300rb",
    ],
)
def test_a_pasted_person_replaces_the_one_before_as_a_whole(stage: Stage, form: str) -> None:
    at_read_back(stage)
    stage.dialog(AGENT, f"> {form}\n< {BUDI}")


def test_a_pasted_person_with_a_foreign_number_leaves_the_phone_to_be_asked(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> Name: Budi Santoso\\nMobile: +65 9123 4567\\nAmount: 500rb
< Noted: Budi Santoso, Rp 500.000.

  {DROPPED}

  {FOREIGN}

  {PHONE[2:]}""",
    )


def test_a_paste_that_says_its_amount_twice_does_not_leave_the_one_before(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> 100rb Budi Santoso 0813-1111-0002 200rb
< Noted: 0813-1111-0002.

  {DROPPED}

  That amount is not clear. Write it in full, for example 500.000.

  Did you mean “Budi Santoso”?
  [Yes]
  [No, write again]
> ya
{AMOUNT}""",
    )


def test_a_paste_without_a_name_is_the_same_persons_only_with_the_same_phone(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> 0812-3456-7890 200rb
< {read_back(amount="Rp 200.000", words="two hundred thousand rupiah")}
> 0813-1111-0002 300rb
< Noted: 0813-1111-0002, Rp 300.000.

  {DROPPED}

  {NAME[2:]}""",
    )


def test_a_typed_name_is_not_replaced_by_a_nickname_unasked(stage: Stage) -> None:
    which = whose("Siti Aminah", "Bu Siti Warung Pojok", phone="0812-3456-7890")
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Siti Aminah
{PHONE}
> {{contact}} +6281234567890 Bu Siti Warung Pojok
< {which}
> yes
< {which}
> {{forward}} Siti Aminah
< A forwarded message does not count as this answer. Please type it yourself.

  {which}
> Siti2
< A name has no digits.

  {which}
> [Siti Aminah]
{AMOUNT}
*
> 300rb
< {read_back()}
> {{contact}} +6281234567890 Bu Siti Warung Pojok
< {which}
> [Bu Siti Warung Pojok]
< {read_back("Bu Siti Warung Pojok")}
*""",
    )


def test_a_contact_of_the_typed_name_only_adds_its_phone(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Siti Aminah
{PHONE}
> {{contact}} +6281234567890 siti aminah
< Noted: Siti Aminah, 0812-3456-7890.

  {AMOUNT[2:]}""",
    )


@pytest.mark.parametrize("name", ["Budi 2", "Toko 88"])
def test_a_contact_without_a_name_that_can_be_one_is_asked_about(stage: Stage, name: str) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout Siti Aminah
< Noted: Siti Aminah.

  {PHONE[2:]}
> {{contact}} +6281311110002 {name}
< {whose("Siti Aminah")}
> [Another name]
{NAME}
*
> Budi Santoso
{AMOUNT}""",
    )


def test_a_line_of_phone_and_amount_answers_the_question_of_a_typed_names_phone(
    stage: Stage,
) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout Siti Aminah
< Noted: Siti Aminah.

  {PHONE[2:]}
> 0812-3456-7890 300rb
< {read_back()}""",
    )


def test_a_contacts_name_that_waits_for_its_phone_does_not_slip_to_another(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6591234567 Siti Aminah
< Noted: Siti Aminah.

  {FOREIGN}

  {PHONE[2:]}
> 0813-1111-0002 300rb
< Noted: Rp 300.000.

  {whose("Siti Aminah")}
> ya
< {read_back(phone="0813-1111-0002")}
> {{contact}} +6281311110003 Budi Santoso
< {whose("Siti Aminah", "Budi Santoso", phone="0813-1111-0003")}""",
    )


def test_a_name_edited_for_a_contacts_phone_is_the_agents_own(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6281234567890 Bu Siti
< Noted: Bu Siti, 0812-3456-7890.

  {AMOUNT[2:]}
> 300rb
< {read_back("Bu Siti")}
> [Edit name]
{NAME}
*
> Siti Aminah
< {read_back()}
> [Edit phone]
{PHONE}
*
> Budi Santoso 0813-1111-0002 300rb
< Noted: Rp 300.000.

  {whose("Siti Aminah", "Budi Santoso")}
> [Budi Santoso]
< {BUDI}
*""",
    )


def test_a_name_in_question_stays_in_question_when_only_a_phone_comes(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout Siti Aminah
< Noted: Siti Aminah.

  {PHONE[2:]}
> {{contact}}  Budi Santoso
< That contact has no number.

  Which name is right? Press the name as on the ID card, or write it.
  [Siti Aminah]
  [Budi Santoso]
  [Another name]
> 0813-1111-0002 300rb
< Noted: Rp 300.000.

  {whose("Siti Aminah")}
> {{contact}} +6281311110002 Budi Santoso
< {whose("Siti Aminah", "Budi Santoso")}
> {{contact}} +6281311110002 Toko 88
< {whose("Siti Aminah", "Budi Santoso")}""",
    )


def test_until_a_name_is_chosen_nothing_can_be_confirmed(stage: Stage) -> None:
    at_read_back(stage)
    confirm = stage.button(AGENT, "Confirm")
    stage.act(AGENT, "[Edit name]")
    stage.act(AGENT, "Siti Aminah")
    newest = stage.button(AGENT, "Confirm")
    stage.act(AGENT, "{contact} +6281311110002 Budi Santoso")
    stage.hear(AGENT)
    for old in (confirm, newest):
        stage.press(AGENT, old)
        over = "* That question is over. Please see the newest message."
        assert stage.hear(AGENT) == [over if old == confirm else "*"]
    stage.act(AGENT, "[Budi Santoso]")
    stage.act(AGENT, "[Confirm]")

    def sent(work: Work) -> list[tuple[str, str]]:
        return [
            (orders.name_of(work, order), orders.phone_of(work, order))
            for order in work.session.exec(select(Order))
        ]

    assert stage.world.do(sent) == [("Budi Santoso", "081311110002")]


def test_all_of_it_is_said_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    stage.dialog(
        AGENT,
        """\
> /tunai Siti Aminah
< Sudah dicatat: Siti Aminah.

  Nomor HP penerima? Ketik, tempel, atau kirim kontaknya.
> {contact} +6281311110002 Bu Siti
< Nomor 0813-1111-0002 milik siapa? Tekan nama yang sesuai KTP, atau tulis namanya.
  [Siti Aminah]
  [Bu Siti]
  [Nama lain]
> [Bu Siti]
< Berapa jumlahnya? ATM Permata: Rp 100.000 sampai Rp 1.500.000, kelipatan Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
*
> {contact} +6591234567 Toko 88
< Itu bukan nomor Indonesia. Perlu nomor HP Indonesia (08… atau +62…).

  Tidak ada yang diambil dari kontak itu.

  Berapa jumlahnya? ATM Permata: Rp 100.000 sampai Rp 1.500.000, kelipatan Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
> /tunai
< Kita mulai dari awal. Isian yang tadi dihapus, tidak ada yang dikirim.

  Siapa nama penerima? Tulis seperti di KTP.
> {contact} +6281311110002 Budi
< Sudah dicatat: Budi, 0813-1111-0002.

  Berapa jumlahnya? ATM Permata: Rp 100.000 sampai Rp 1.500.000, kelipatan Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
> {contact}  Siti Aminah
< Sudah dicatat: Siti Aminah.

  Data orang yang tadi dihapus.

  Kontak itu tidak punya nomor.

  Nomor HP penerima? Ketik, tempel, atau kirim kontaknya.
> 081234567890-1
< Angka terakhirnya belum jelas, termasuk nomor itu atau bukan. Tulis nomornya saja, \
misalnya 0812-3456-7890.

  Nomor HP penerima? Ketik, tempel, atau kirim kontaknya.
> Budi BCA 8720123456 300rb
< Sudah dicatat: Rp 300.000.

  Itu sepertinya nomor rekening, jadi tidak saya pakai sebagai nomor HP.

  Nama mana yang benar? Tekan nama yang sesuai KTP, atau tulis namanya.
  [Siti Aminah]
  [Budi]
  [Nama lain]""",
    )


def _keep_as_before(stage: Stage) -> None:
    """Leave in the draft only what the program before kept of it."""

    def strip(work: Work) -> None:
        open_, ends_at = conversations.open_in(work, AGENT)
        ours = open_["cash_out"]
        draft = {n: v for n, v in ours.data.items() if n not in {"own_name", "names"}}
        before = {"conversations": {"cash_out": ours.state}, "draft": draft}
        box = work.vault.seal(json.dumps(before), "conversations.state", AGENT)
        kept = work.session.get(Conversation, AGENT)
        assert kept is not None
        kept.state_sealed, kept.ends_at = box, ends_at

    stage.world.do(strip)


def test_a_draft_of_the_program_before_goes_on(stage: Stage) -> None:
    at_read_back(stage)
    _keep_as_before(stage)
    stage.act(AGENT, "[Confirm]")
    assert "Accepted" in "\n".join(stage.hear(AGENT))


def test_a_draft_of_the_program_before_is_not_mixed(stage: Stage) -> None:
    at_read_back(stage)
    _keep_as_before(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{contact}} +6281311110002 Budi Santoso
< {whose("Siti Aminah", "Budi Santoso")}
> [Budi Santoso]
< {BUDI}
*""",
    )


def test_a_kept_choice_is_asked_again_after_an_outage(stage: Stage) -> None:
    stage.act(AGENT, "/cashout Siti Aminah")
    stage.act(AGENT, "{contact} +6281311110002 Bu Siti")
    stage.hear(AGENT)
    stage = Stage(stage.world)
    stage.act(AGENT, "/help")
    assert "\n".join(stage.hear(AGENT)).endswith(whose("Siti Aminah", "Bu Siti"))

"""How an agent writes an order, step by step, in every way that people have."""

from dataclasses import replace

import pytest

from storage.channel import Channel
from storage.order import Money, Order
from storage.values import AmountRule, Rupiah
from tests.dialogs.stage import Stage
from tests.factories import AGENT

NAME = "< What is the beneficiary's name? As on their ID card."
PHONE = "< The beneficiary's mobile number? Type it, paste it, or share the contact."
AMOUNT = """< How much? Permata ATM: Rp 100.000 to Rp 1.500.000, in steps of Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]"""
CARD = """< Order ORDER
  {amount} · Permata ATM
  {name} · 0812-3456-7890

  Accepted ✓ The code appears in this message, usually within seconds."""


def read_back(
    name: str = "Siti Aminah",
    amount: str = "Rp 300.000",
    words: str = "three hundred thousand rupiah",
    phone: str = "0812-3456-7890",
    place: str = "Permata ATM",
) -> str:
    return f"""Check this with the beneficiary:

  Name: {name}
  Phone: {phone}
  Amount: {amount}
  ({words})
  Collected at: {place}

  Is it right? Once confirmed it cannot be recalled.
  [Confirm]
  [Edit name] [Edit phone]
  [Edit amount] [Cancel]"""


def at_read_back(stage: Stage, line: str = "Siti Aminah 0812-3456-7890 300rb") -> None:
    stage.dialog(AGENT, f"> {line}\n< {read_back()}")


def orders(stage: Stage) -> list[Order]:
    return stage.world.rows(Order)


def test_an_order_is_written_step_by_step_and_confirmed(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}
> Siti Aminah
{PHONE}
> +62 812 3456 7890
{AMOUNT}
> [Rp 300.000]
< {read_back()}
*
> [Confirm]
{CARD.format(amount="Rp 300.000", name="Siti Aminah")}
* Order ORDER accepted ✓""",
    )
    (order,) = orders(stage)
    assert (order.money, order.amount, order.agent_id) == (Money.REQUESTED, 300_000, AGENT)
    assert stage.draft_of(AGENT) == {}


def test_everything_can_be_said_in_indonesian_words(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    stage.dialog(
        AGENT,
        """\
> /tunai
< Siapa nama penerima? Tulis seperti di KTP.
> Siti Aminah
< Nomor HP penerima? Ketik, tempel, atau kirim kontaknya.
> 0812-3456-7890
< Berapa jumlahnya? ATM Permata: Rp 100.000 sampai Rp 1.500.000, kelipatan Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
> 1 juta 200 ribu
< Periksa bersama penerima:

  Nama: Siti Aminah
  Nomor HP: 0812-3456-7890
  Jumlah: Rp 1.200.000
  (satu juta dua ratus ribu rupiah)
  Diambil di: ATM Permata

  Sudah benar? Setelah dikonfirmasi tidak bisa ditarik kembali.
  [Konfirmasi]
  [Ubah nama] [Ubah nomor]
  [Ubah jumlah] [Batal]
> ya
< Pesanan ORDER
  Rp 1.200.000 · ATM Permata
  Siti Aminah · 0812-3456-7890

  Diterima ✓ Kode akan muncul di pesan ini, biasanya dalam beberapa detik.""",
    )


def test_the_channel_is_asked_where_there_are_several(stage: Stage) -> None:
    rule = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
    rules = {**stage.world.policy.rules, Channel.ALFAMART: rule, Channel.INDOMARET: rule}
    stage.world.policy = replace(stage.world.policy, rules=rules)
    stage.dialog(
        AGENT,
        f"""\
> Siti Aminah 0812-3456-7890 50rb
< Noted: Siti Aminah, 0812-3456-7890.

  Where will the beneficiary collect the cash?
  [Permata ATM]
  [Alfamart]
  [Indomaret]
> the bank
< Press one of the buttons, or write its name.

  Where will the beneficiary collect the cash?
  [Permata ATM]
  [Alfamart]
  [Indomaret]
> [Alfamart]
< {read_back(amount="Rp 50.000", words="fifty thousand rupiah", place="Alfamart")}
*
> /cashout
< We start over. What you had entered is dropped, nothing was sent.

  Where will the beneficiary collect the cash?
  [Permata ATM]
  [Alfamart]
  [Indomaret]
> indomaret
{NAME}""",
    )


def test_a_pasted_amount_is_read_once_its_channel_is_known(stage: Stage) -> None:
    rule = AmountRule(Rupiah(200_000), Rupiah(1_000_000), Rupiah(50_000))
    rules = {**stage.world.policy.rules, Channel.ALFAMART: rule}
    stage.world.policy = replace(stage.world.policy, rules=rules)
    stage.act(AGENT, "Siti Aminah 0812-3456-7890 150rb")
    stage.hear(AGENT)
    stage.dialog(
        AGENT,
        """\
> alfamart
< The amount must be at least Rp 200.000.

  How much? Alfamart: Rp 200.000 to Rp 1.000.000, in steps of Rp 50.000.
  [Rp 200.000] [Rp 300.000] [Rp 500.000]
  [Rp 750.000] [Rp 1.000.000]""",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("A", "A name has at least two letters."),
        ("Budi2", "A name has no digits."),
        ("Вudi", "Please write the name in Latin letters. Type it, do not copy it."),
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
        f"> /cashout Siti Aminah\n< Noted: Siti Aminah.\n\n  {PHONE[2:]}\n> {typed}\n< {why}\n\n  {PHONE[2:]}",
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
> {{contact}} +6591234567 Siti Aminah
< Noted: Siti Aminah.

  That is not an Indonesian number. I need one like 08… or +62…

  {AMOUNT[2:]}""",
    )


@pytest.mark.parametrize("how", ["[Edit {}]", "edit {}"])
def test_each_answer_can_be_changed_before_confirming(stage: Stage, how: str) -> None:
    at_read_back(stage)
    toast = "\n*" if how.startswith("[") else ""
    stage.dialog(
        AGENT,
        f"""\
> {how.format("name")}
{NAME}{toast}
> Budi
< {read_back("Budi")}
> {how.format("phone")}
{PHONE}{toast}
> 081234567891
< {read_back("Budi", phone="0812-3456-7891")}
> {how.format("amount")}
{AMOUNT}{toast}
> 200rb
< {read_back("Budi", "Rp 200.000", "two hundred thousand rupiah", "0812-3456-7891")}""",
    )


@pytest.mark.parametrize("doing", ["[Cancel]", "cancel", "batal", "/cancel", "/batal"])
def test_a_draft_is_cancelled_and_nothing_is_sent(stage: Stage, doing: str) -> None:
    at_read_back(stage)
    toast = "\n*" if doing.startswith("[") else ""
    stage.dialog(
        AGENT,
        f"> {doing}\n< Cancelled. Nothing was sent. Begin again at any time: /cashout{toast}",
    )
    assert orders(stage) == []
    assert stage.draft_of(AGENT) == {}


def test_the_last_step_is_not_passed_by_words_that_do_not_confirm(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> hmm
< Press a button, or write “yes” to confirm, “edit name”, “edit phone”, “edit amount” or “cancel”.

  {read_back()}""",
    )
    assert orders(stage) == []


@pytest.mark.parametrize("said", ["yes", "Confirm", "ya", "kirim", "ok kirim", "Konfirmasi", "OK."])
def test_an_order_is_confirmed_by_words(stage: Stage, said: str) -> None:
    at_read_back(stage)
    card = CARD.format(amount="Rp 300.000", name="Siti Aminah")
    stage.dialog(AGENT, f"> {said}\n{card}")
    assert len(orders(stage)) == 1

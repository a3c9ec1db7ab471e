"""How an agent writes an order and confirms it."""

from dataclasses import replace

import pytest

from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.values import AmountRule, Rupiah
from tests.dialogs.lines import AMOUNT, CARD, NAME, PHONE, at_read_back, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT


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
    assert (order.status, order.amount, order.agent_id) == (OrderStatus.REQUESTED, 300_000, AGENT)
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

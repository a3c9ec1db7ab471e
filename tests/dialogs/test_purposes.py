"""What orders are for: chosen with one press, read back, kept, found; and /policy keeps it."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from handlers.cash_out.draft import Draft
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.purpose import Purpose
from storage.repositories import conversations, purposes
from storage.repositories.conversations import OpenConversation
from tests.dialogs.lines import AMOUNT, SITI, heard, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_TEAM,
    SUPERVISOR,
    TEAM,
)

ASKED = """What is it for?
  [Clean water]
  [Food aid]"""
FOOD_FIRST = """What is it for?
  [Food aid]
  [Clean water]"""
EDIT = "\n  [Edit purpose]"
READ_BACK_ID = """\
< Sisa anggaran Bantuan pangan: Rp 500.000.

  Periksa bersama penerima:

  Nama: Siti Aminah
  Nomor HP: 0812-3456-7890
  Jumlah: Rp 300.000
  (tiga ratus ribu rupiah)
  Diambil di: ATM Permata
  Tujuan: Bantuan pangan (PANGAN)

  Sudah benar? Setelah dikonfirmasi tidak bisa ditarik kembali.
  [Konfirmasi]
  [Ubah nama] [Ubah nomor]
  [Ubah jumlah] [Batal]
  [Ubah tujuan]"""


def read(purpose: str, edit: str = EDIT) -> str:
    code = purpose.rsplit(maxsplit=1)[-1].upper()
    return read_back(place=f"Permata ATM\n  Purpose: {purpose} ({code})") + edit


def company(stage: Stage, *names: str, default: str | None = None) -> None:
    """Give the company purposes, with codes made of their names, and a default of the team."""

    def add(work: Work) -> None:
        for name in names:
            purposes.add(work, name.split()[-1].upper(), name)
        purposes.set_default(work, TEAM, default)

    stage.world.do(add)


def switch(stage: Stage, code: str, *, on: bool = False, budget: int | None = None) -> None:
    def change(work: Work) -> None:
        found = purposes.get(work, code, held=True)
        assert found is not None
        found.is_on, found.budget = on, budget

    stage.world.do(change)


def of_code(stage: Stage, code: str) -> Purpose:
    found = stage.world.do(purposes.get, code)
    assert found is not None
    return found


def of(stage: Stage) -> list[tuple[str | None, str | None]]:
    return [(order.purpose, order.purpose_name) for order in orders(stage)]


def test_it_is_asked_once_after_the_amount_and_can_be_changed(stage: Stage) -> None:
    company(stage, "Clean water", "Food aid")
    stage.dialog(
        AGENT,
        f"""\
> {SITI}
< {ASKED}
> [Clean water]
< {read("Clean water")}
*
> [Edit purpose]
< {ASKED}
*
> something
< Press one of the buttons, or write the name of the purpose.

  {ASKED}
> food
< {read("Food aid")}
> [Confirm]
< Order ORDER
  Rp 300.000 · Permata ATM
  Siti Aminah · 0812-3456-7890
  Purpose: Food aid (AID)

  Accepted ✓ The code appears in this message, usually within seconds.
* Order ORDER accepted ✓""",
    )
    assert of(stage) == [("AID", "Food aid")]


def test_the_same_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    company(stage, "Air bersih", "Bantuan pangan")
    switch(stage, "PANGAN", on=True, budget=500_000)
    stage.dialog(
        AGENT,
        f"""\
> {SITI}
< Untuk tujuan apa?
  [Air bersih]
  [Bantuan pangan]
> apa saja
< Tekan salah satu tombol, atau tulis nama tujuannya.

  Untuk tujuan apa?
  [Air bersih]
  [Bantuan pangan]
> [Bantuan pangan]
{READ_BACK_ID}
*
> ubah tujuan
< Untuk tujuan apa?
  [Air bersih]
  [Bantuan pangan]
> pangan
{READ_BACK_ID}
> [Konfirmasi]
< Pesanan ORDER
  Rp 300.000 · ATM Permata
  Siti Aminah · 0812-3456-7890
  Tujuan: Bantuan pangan (PANGAN)

  Diterima ✓ Kode akan muncul di pesan ini, biasanya dalam beberapa detik.
* Pesanan ORDER diterima ✓""",
    )


def test_the_teams_own_default_is_the_first_button(stage: Stage) -> None:
    company(stage, "Clean water", "Food aid", default="AID")
    stage.dialog(AGENT, f"> {SITI}\n< {FOOD_FIRST}")
    stage.world.change(OTHER_AGENT, team=OTHER_TEAM)
    stage.dialog(OTHER_AGENT, f"> {SITI}\n< {ASKED}")


def test_the_only_one_is_taken_unasked_and_read_back(stage: Stage) -> None:
    company(stage, "Food aid")
    stage.dialog(AGENT, f"> {SITI}\n< {read('Food aid', edit='')}")
    stage.act(AGENT, "[Confirm]")
    assert of(stage) == [("AID", "Food aid")]


def test_a_company_without_purposes_is_asked_nothing(stage: Stage) -> None:
    stage.dialog(AGENT, f"> {SITI}\n< {read_back()}")
    stage.act(AGENT, "[Confirm]")
    assert of(stage) == [(None, None)]


def test_purposes_that_would_look_alike_have_their_codes_on_the_button(stage: Stage) -> None:
    long = "Emergency relief of the second quarter"
    company(stage, f"{long} A", f"{long} B", "Food aid")
    stage.act(AGENT, SITI)
    keyboard = list(stage.messages[AGENT].values())[-1].keyboard
    assert [button.label for row in keyboard for button in row] == [
        "Emergency relief of the second … · A",
        "Emergency relief of the second … · B",
        "Food aid",
    ]
    stage.act(AGENT, "Emergency")  # two have it in their names
    assert "Press one of the buttons" in heard(stage)


def test_of_a_purpose_that_was_closed_meanwhile_no_order_is_made(stage: Stage) -> None:
    company(stage, "Clean water", "Food aid", "A third")
    stage.act(AGENT, SITI)
    stage.act(AGENT, "[Food aid]")
    stage.hear(AGENT)
    switch(stage, "AID")
    stage.dialog(
        AGENT,
        """\
> [Confirm]
< No order was made, no money went out. That purpose has just been closed. Please check \
again, or ask an admin.

  What is it for?
  [A third]
  [Clean water]
*""",
    )
    assert not orders(stage)


def test_a_confirm_for_a_purpose_that_is_gone_confirms_no_other(stage: Stage) -> None:
    company(stage, "Clean water", "Food aid")
    stage.act(AGENT, SITI)
    stage.act(AGENT, "[Food aid]")
    confirm = stage.button(AGENT, "Confirm")
    switch(stage, "AID")
    stage.act(AGENT, "hmm")
    assert heard(stage).endswith(read("Clean water", edit=""))  # the only one that is left
    stage.press(AGENT, confirm)
    assert not orders(stage)
    stage.act(AGENT, "[Confirm]")
    assert of(stage) == [("WATER", "Clean water")]


def test_a_draft_of_an_older_program_goes_on_and_gets_no_purpose_unread(stage: Stage) -> None:
    stage.act(AGENT, SITI)
    stage.hear(AGENT)

    def as_older(work: Work) -> None:
        open_, ends_at = conversations.open_in(work, AGENT)
        data = open_["cash_out"].data
        draft = Draft.load(data)
        assert draft is not None
        older = {k: v for k, v in asdict(draft).items() if k not in {"purpose", "purposes"}}
        conversations.keep(work, AGENT, {"cash_out": OpenConversation("confirm", older)}, ends_at)

    stage.world.do(as_older)
    company(stage, "Clean water", "Food aid")
    stage.dialog(
        AGENT,
        f"""\
> [Confirm]
< No order was made, no money went out. Orders have a purpose by now. Please check again.

  {ASKED}
*
> [Food aid]
< {read("Food aid")}
*""",
    )
    stage.act(AGENT, "[Confirm]")
    assert of(stage) == [("AID", "Food aid")]


def test_a_press_can_choose_only_what_is_offered_and_when_it_is_asked(stage: Stage) -> None:
    company(stage, "Clean water", "Food aid", "An old")
    switch(stage, "OLD")
    stage.act(AGENT, SITI)
    nonce = stage.button(AGENT, "Food aid").split(":")[1]
    stage.hear(AGENT)
    for code in ("OLD", "NONE"):
        stage.press(AGENT, f"co:{nonce}:pu.{code}")
        assert "Check this" not in heard(stage)
    stage.act(AGENT, "[Food aid]")
    stage.hear(AGENT)
    stage.press(AGENT, f"co:{nonce}:pu.WATER")  # it is not asked any more
    stage.act(AGENT, "[Confirm]")
    assert of(stage) == [("AID", "Food aid")]


def test_a_budget_that_is_too_small_refuses_and_says_what_can_be_done(stage: Stage) -> None:
    company(stage, "Clean water", "Food aid")
    switch(stage, "AID", on=True, budget=200_000)
    over = (
        "⚠️ The budget of Food aid has only Rp 200.000 left. Change the amount or the purpose, "
        "or ask an admin to have the budget raised."
    )
    stage.dialog(
        AGENT,
        f"""\
> {SITI}
< {ASKED}
> [Food aid]
< {over}

  {read("Food aid")}
*
> [Confirm]
< No order was made, no money went out. The budget of Food aid is not enough for this amount.

  {over}

  {read("Food aid")}
*
> [Edit amount]
{AMOUNT}
*
> [Rp 200.000]
< Left in the budget of Food aid: Rp 200.000.

  {read("Food aid").replace("300.000", "200.000").replace("three", "two")}
*""",
    )
    assert not orders(stage)
    stage.act(AGENT, "[Confirm]")
    assert [order.amount for order in orders(stage)] == [200_000]


def _sent_before(stage: Stage) -> str:
    number = stage.world.request(300_000, purpose="AID")
    ended = {"status": OrderStatus.NOT_SENT, "ended_at": stage.world.clock.now}
    stage.world.change_order(number, **ended)
    stage.world.clock.now += timedelta(days=2)
    stage.hear(AGENT)
    return number


@pytest.mark.parametrize("way", ["again", "send again"])
def test_sending_again_keeps_the_purpose_while_it_is_on(stage: Stage, way: str) -> None:
    company(stage, "Clean water", "Food aid", "A third")
    number = _sent_before(stage)

    def begin() -> str:
        if way == "again":
            stage.act(AGENT, "/cashout")
            stage.act(AGENT, "[S. A. · …7890]")
        else:
            stage.act(AGENT, f"/order {number}")
            stage.act(AGENT, "[Send again]")
        stage.act(AGENT, "[Rp 300.000]")
        return heard(stage)

    assert "  Purpose: Food aid (AID)\n" in begin()
    switch(stage, "AID")
    said = begin()
    assert "Purpose: Food aid" not in said.rpartition("[Rp 300.000]")[2]
    assert said.endswith("What is it for?\n  [A third]\n  [Clean water]\n*")


def test_orders_are_found_by_their_purpose_only_among_those_that_may_be_known(
    stage: Stage,
) -> None:
    company(stage, "Clean water", "Food aid")
    for code, amount in (("AID", 300_000), ("WATER", 200_000)):
        stage.world.keep(OrderStatus.ISSUED, purpose=code, amount=amount)
    others = {"agent_id": OTHER_AGENT, "team": OTHER_TEAM, "purpose": "AID"}
    stage.world.keep(OrderStatus.PAID, **others)
    stage.dialog(
        AGENT,
        """\
> /orders aid today
< Today, 5 Jan 2026 · Purpose AID:

  ORDER · Rp 300.000 · Siti Aminah
  5 Jan 2026 10.00 WIB · ready to collect · AID

  More: /order NUMBER
  [WATER] [✓ AID]
  [Waiting] [Collected] [Failed or back]
  [✓ Today] [This week]
> [WATER]
~ Today, 5 Jan 2026 · Purpose WATER:

  ORDER · Rp 200.000 · Siti Aminah
  5 Jan 2026 10.00 WIB · ready to collect · WATER

  More: /order NUMBER
  [✓ WATER] [AID]
  [Waiting] [Collected] [Failed or back]
  [✓ Today] [This week]
*""",
    )
    for who, count in ((SUPERVISOR, 1), (ADMIN, 2)):
        stage.hear(who)
        stage.act(who, "/orders AID")
        assert heard(stage, who).count(" · AID\n") == count


def test_a_confirm_under_a_name_that_was_changed_meanwhile_is_asked_again(stage: Stage) -> None:
    company(stage, "Food aid")
    stage.act(AGENT, SITI)
    confirm = stage.button(AGENT, "Confirm")
    stage.act(ADMIN, "/policy AID name Staff bonus")
    stage.hear(AGENT)
    stage.press(AGENT, confirm)
    assert "That purpose has another name by now. Please check again." in heard(stage)
    assert not orders(stage)
    stage.act(AGENT, "[Confirm]")
    assert of(stage) == [("AID", "Staff bonus")]


def test_a_used_up_budget_is_not_said_to_allow_a_smaller_amount(stage: Stage) -> None:
    company(stage, "Food aid")
    switch(stage, "AID", on=True, budget=200_000)
    stage.world.keep(OrderStatus.PAID, purpose="AID", amount=200_000)
    stage.act(AGENT, SITI)
    assert "⚠️ The budget of Food aid is used up." in heard(stage)


def test_who_watches_reads_the_purpose_in_the_live_message_and_in_the_order(stage: Stage) -> None:
    company(stage, "Food aid")
    number = stage.world.request(300_000, purpose="AID")
    stage.world.do(lambda work: setattr(purposes.get(work, "AID"), "name", "Renamed"))
    stage.act(SUPERVISOR, f"/order {number}")
    told = heard(stage, SUPERVISOR)
    assert told.count("Purpose: Food aid (AID)") == 2
    assert "Renamed" not in told
    assert {order.purpose_name for order in stage.world.rows(Order)} == {"Food aid"}

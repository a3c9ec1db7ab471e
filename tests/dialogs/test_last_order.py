"""Before another order to the same phone is confirmed, its agent reads what became of the last."""

import pytest

from storage.models.order_states import ENDED, OrderStatus
from storage.models.refusal import RefusalKind
from storage.repositories.orders import by_confirm_token
from tests.dialogs.lines import SITI, heard, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT, OTHER_AGENT

OVER = "* That question is over. Please see the newest message."


def keep(stage: Stage, status: OrderStatus, **fields: object) -> str:
    ended = stage.world.clock.now if status in ENDED else None
    return stage.world.keep(status, ended_at=ended, **fields)


def test_the_last_order_was_collected(stage: Stage) -> None:
    keep(stage, OrderStatus.PAID)
    stage.dialog(
        AGENT,
        f"""\
> {SITI}
< ⚠️ Your order to this number has been collected:
  ORDER · Rp 500.000 · 5 Jan 2026 10.00 WIB
  Go on only if this is to be paid as well.

  {read_back()}""",
    )


def test_the_last_order_was_refused_for_the_companys_account(stage: Stage) -> None:
    keep(stage, OrderStatus.REJECTED, refusal_kind=RefusalKind.COMPANY)
    stage.dialog(
        AGENT,
        f"""\
> {SITI}
< Your last order to this number:
  ORDER · Rp 500.000 · 5 Jan 2026 10.00 WIB
  refused by Faspay, no money went out
  The reason lies between the company and Faspay, not in what you entered: nobody at the counter \
can fix it, so do not enter it again for now. The admins have been told; ask them when orders can \
go out again.

  {read_back()}""",
    )


def test_the_same_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    keep(stage, OrderStatus.PAID)
    stage.act(AGENT, SITI)
    said = heard(stage)
    assert said.startswith(
        """\
< ⚠️ Pesanan Anda ke nomor ini sudah diambil:
  ORDER · Rp 500.000 · 5 Jan 2026 10.00 WIB
  Lanjutkan hanya kalau yang ini memang dibayar juga.

  Periksa bersama penerima:"""
    )


def test_one_that_was_not_paid_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    keep(stage, OrderStatus.FAILED)
    stage.act(AGENT, SITI)
    assert heard(stage).startswith(
        """\
< Pesanan terakhir Anda ke nomor ini:
  ORDER · Rp 500.000 · 5 Jan 2026 10.00 WIB
  gagal, uang tidak keluar

  Periksa bersama penerima:"""
    )


@pytest.mark.parametrize("status", list(OrderStatus))
def test_whatever_became_of_it_is_said_and_of_no_one_elses(
    stage: Stage, status: OrderStatus
) -> None:
    number = keep(stage, status, agent_id=OTHER_AGENT)
    stage.act(AGENT, SITI)
    assert stage.hear(AGENT)[0] == "< Check this with the beneficiary:"
    number = keep(stage, status)
    stage.act(AGENT, SITI)
    newest = list(stage.messages[AGENT].values())[-1].text
    assert number in newest
    assert "order to this number" in newest


def test_what_may_be_out_is_said_however_old_and_before_what_came_later(stage: Stage) -> None:
    number = keep(stage, OrderStatus.UNKNOWN)
    stage.world.clock.move(days=3)
    keep(stage, OrderStatus.FAILED)
    stage.act(AGENT, SITI)
    newest = list(stage.messages[AGENT].values())[-1].text
    assert number in newest
    assert "has not ended" in newest


def test_one_that_was_collected_is_said_before_a_later_one_that_failed(stage: Stage) -> None:
    number = keep(stage, OrderStatus.PAID)
    stage.world.clock.move(60)
    keep(stage, OrderStatus.FAILED)
    stage.act(AGENT, SITI)
    newest = list(stage.messages[AGENT].values())[-1].text
    assert number in newest
    assert "has been collected" in newest


def test_a_plain_end_is_forgotten_after_a_day(stage: Stage) -> None:
    keep(stage, OrderStatus.PAID)
    stage.world.clock.move(hours=24)
    stage.dialog(AGENT, f"> {SITI}\n< {read_back()}")


def test_a_read_back_that_said_something_else_of_it_confirms_nothing(stage: Stage) -> None:
    number = keep(stage, OrderStatus.UNKNOWN)
    stage.act(AGENT, SITI)
    old = stage.button(AGENT, "Confirm")
    stage.act(AGENT, "{sticker}")
    same = stage.button(AGENT, "Confirm")
    assert same == old
    stage.world.change_order(
        number,
        status=OrderStatus.PAID,
        paid_at=stage.world.clock.now,
        ended_at=stage.world.clock.now,
    )
    stage.world.clock.move(61)
    stage.act(AGENT, "{sticker}")
    stage.hear(AGENT)
    stage.press(AGENT, old)
    assert OVER in heard(stage)
    assert len(orders(stage)) == 1
    stage.act(AGENT, "[Confirm]")
    assert "accepted" in heard(stage)


def test_pressing_once_is_enough_although_an_earlier_one_is_named(stage: Stage) -> None:
    keep(stage, OrderStatus.PAID)
    stage.act(AGENT, SITI)
    token = stage.draft_of(AGENT)["token"]
    stage.act(AGENT, "[Confirm]")
    assert stage.world.do(by_confirm_token, token) is not None


def test_pressing_twice_makes_one_order_although_an_earlier_one_is_named(stage: Stage) -> None:
    keep(stage, OrderStatus.PAID)
    stage.act(AGENT, SITI)
    confirm = stage.button(AGENT, "Confirm")
    stage.press(AGENT, confirm)
    stage.press(AGENT, confirm)
    stage.press(AGENT, confirm)
    assert len(orders(stage)) == 2

"""After Confirm: the card, the code, the notices, and looking at orders."""

import re

import pytest

from handlers.services.provider_answers import ProviderStatus
from storage.models.order import Order
from storage.models.order_states import Code, Review
from storage.models.outbox import Kind, Outgoing
from storage.models.person import Role, Standing
from tests.dialogs.lines import at_read_back, confirmed, heard
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, OTHER_AGENT, OTHER_SUPERVISOR, SUPERVISOR
from tests.fakes import CODE, accept_without_code, lose_the_answer, refuse, send_nothing

HEAD = "Order ORDER\n  Rp 300.000 · Permata ATM\n  S••• A••• · 08••-••••-7890\n  Agent: Dewi\n"
OWN_HEAD = "Order ORDER\n  Rp 300.000 · Permata ATM\n  Siti Aminah · 0812-3456-7890\n"


def becomes(stage: Stage, order_no: str, status: ProviderStatus) -> None:
    stage.world.gateway.statuses = {stage.world.gateway.executed[-1].order_no: status}
    for _ in range(2):
        stage.world.clock.move(seconds=20)
        stage.world.change_order(order_no, check_at=stage.world.clock.now)
        stage.recheck()


def test_the_supervisors_see_each_change_in_one_message_masked_and_without_the_code(
    stage: Stage,
) -> None:
    at_read_back(stage)
    stage.act(AGENT, "[Confirm]")
    first = f"{HEAD}\n  5 Jan 2026 (WIB)\n  10.00 Accepted."
    stage.dialog(SUPERVISOR, f"< {first}")
    stage.submit()
    second = f"{first}\n  10.00 Faspay has it. Valid until 6 Jan 2026 10.00 WIB."
    stage.dialog(SUPERVISOR, f"~ {second}")
    becomes(stage, stage.world.rows(Order)[0].order_no, ProviderStatus.SUCCESS)
    stage.dialog(SUPERVISOR, f"~ {second}\n  10.00 Collected ✓")
    assert stage.hear(OTHER_SUPERVISOR) == []
    assert stage.hear(ADMIN) == []
    for who, chat in stage.messages.items():
        assert who == AGENT or all(CODE not in message.held for message in chat.values())


def test_the_code_appears_in_the_protected_card_and_goes_when_it_is_collected(
    stage: Stage,
) -> None:
    order_no = confirmed(stage)
    stage.submit()
    stage.dialog(
        AGENT,
        f"""\
~ {OWN_HEAD}
  Code:
  {CODE}
  (read: 0047 1122 33)

  At a Permata ATM:
  1. Choose cardless withdrawal (tarik tunai tanpa kartu).
  2. Enter the phone number 0812-3456-7890.
  3. Enter the code.
  4. Enter the amount Rp 300.000, then take the cash.
  The steps on the screen may come in a slightly different order.

  Valid until 6 Jan 2026 10.00 WIB (no later).

  This code is cash: give it to the beneficiary only.
  [Copy code]""",
    )
    card = next(each for each in stage.messages[AGENT].values() if CODE in each.text)
    assert card.protected
    assert [button.copies for row in card.keyboard for button in row] == [CODE]
    becomes(stage, order_no, ProviderStatus.SUCCESS)
    assert "The cash was collected ✓" in heard(stage)
    assert all(CODE not in each.held for each in stage.messages[AGENT].values())


def test_a_code_is_shown_again_on_request_to_its_agent_only(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.submit()
    stage.hear(AGENT)
    stage.act(AGENT, f"/code {order_no[:4]} {order_no[4:8]} {order_no[8:]}")
    assert CODE in heard(stage)
    stage.act(OTHER_AGENT, f"/code {order_no}")
    nothing = "< I find no order of yours with that number. See /orders"
    assert heard(stage, OTHER_AGENT) == nothing
    stage.act(SUPERVISOR, f"/kode {order_no}")
    assert "not for your role (supervisor)" in heard(stage, SUPERVISOR)
    for _ in range(5):
        stage.act(AGENT, f"/code {order_no}")
    assert "asked for too often" in heard(stage)


def test_the_button_under_a_notice_shows_the_code(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.press(AGENT, f"code:{order_no}")
    assert heard(stage).startswith("! There is no code yet.")
    stage.submit()
    stage.hear(AGENT)
    stage.press(AGENT, f"code:{order_no}")
    shown = heard(stage)
    assert "* A new card with the code is on its way." in shown
    assert CODE in shown
    stage.press(SUPERVISOR, f"code:{order_no}")
    assert CODE not in heard(stage, SUPERVISOR)


def test_an_order_of_ones_own_shows_its_code_at_a_press_while_it_lives(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.act(AGENT, f"/order {order_no}")
    assert "[Show code]" not in heard(stage)
    stage.submit()
    for who in (SUPERVISOR, ADMIN):
        stage.act(who, f"/order {order_no}")
        assert "[Show code]" not in heard(stage, who)
    stage.hear(AGENT)
    stage.act(AGENT, f"/order {order_no}")
    assert heard(stage).endswith("[Show code]")
    stage.act(AGENT, "[Show code]")
    assert CODE in heard(stage)
    becomes(stage, order_no, ProviderStatus.SUCCESS)
    stage.hear(AGENT)
    stage.act(AGENT, f"/order {order_no}")
    assert "[Show code]" not in heard(stage)


@pytest.mark.parametrize(
    "change", [{"code": Code.MISSING}, {"code": Code.WIPED}, {"review": Review.ECHO.value}]
)
def test_an_order_whose_code_cannot_be_shown_has_no_button_for_it(
    stage: Stage, change: dict[str, object]
) -> None:
    order_no = confirmed(stage)
    stage.submit()
    stage.world.change_order(order_no, **change)
    stage.hear(AGENT)
    stage.act(AGENT, f"/order {order_no}")
    assert "[Show code]" not in heard(stage)


def test_a_late_code_is_announced_with_a_button(stage: Stage) -> None:
    confirmed(stage)
    stage.world.gateway.plan = lose_the_answer
    stage.submit()
    told = heard(stage)
    assert "It is not certain yet whether the money is out. Do not make a new order" in told
    assert "try again" not in told
    stage.world.clock.move(seconds=30)
    stage.recheck()
    assert "the code did not reach us" in heard(stage)


def test_an_order_without_its_code_is_never_shown_as_failed(stage: Stage) -> None:
    confirmed(stage)
    stage.world.gateway.plan = accept_without_code
    stage.submit()
    for who in (AGENT, SUPERVISOR, ADMIN):
        told = heard(stage, who)
        assert "the code did not reach us" in told
        assert "fail" not in told


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (send_nothing, "The order did not reach Faspay: no money went out."),
        (refuse, "Faspay refused this order and confirmed that it has none by this number"),
    ],
)
def test_an_order_whose_money_is_provably_not_out_may_be_replaced(
    stage: Stage, plan: object, said: str
) -> None:
    confirmed(stage)
    stage.world.gateway.plan = plan  # type: ignore[assignment]  # one of the fakes' plans
    stage.submit()
    told = heard(stage)
    assert said in told
    assert re.search(r"(make a new order|make the order again): /cashout", told)


def test_failed_and_reversed_and_reversed_after_paid_have_their_own_words(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.submit()
    becomes(stage, order_no, ProviderStatus.SUCCESS)
    stage.hear(AGENT)
    becomes(stage, order_no, ProviderStatus.REVERSED)
    told = heard(stage)
    assert "⚠️ It had been reported as collected. Faspay has reversed this order" in told
    second = confirmed(stage)
    stage.submit()
    stage.hear(AGENT)
    becomes(stage, second, ProviderStatus.FAILED)
    assert "the money is not out and the code is no longer valid" in heard(stage)


def test_an_expired_code_does_not_mean_that_the_money_is_back(stage: Stage) -> None:
    confirmed(stage)
    stage.submit()
    stage.hear(AGENT)
    stage.world.clock.move(hours=25)
    stage.tidy()
    told = heard(stage)
    assert "Its code ended 6 Jan 2026 10.00 WIB." in told
    assert "not certain yet whether the money has come back" in told
    assert "x" in told.splitlines()


def test_each_role_sees_its_own_orders(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.dialog(
        AGENT,
        """\
> /orders
< Newest orders:

  ORDER · Rp 300.000 · Siti Aminah
  5 Jan 2026 10.00 WIB · waiting to be sent to Faspay

  More: /order NUMBER
  [Waiting] [Collected] [Failed or back]
  [Today] [This week]""",
    )
    stage.dialog(
        SUPERVISOR,
        """\
> /orders
< Newest orders:

  ORDER · Rp 300.000 · S••• A••• · agent Dewi
  5 Jan 2026 10.00 WIB · waiting to be sent to Faspay

  More: /order NUMBER
  [Waiting] [Collected] [Failed or back]
  [Today] [This week] [Needs people]""",
    )
    stage.dialog(OTHER_AGENT, "> /riwayat\n< There are no orders yet. Begin: /cashout")
    stage.dialog(OTHER_SUPERVISOR, "> /orders\n< There are no orders yet.")
    for who in (OTHER_AGENT, OTHER_SUPERVISOR):
        stage.act(who, f"/order {order_no}")
        assert heard(stage, who) == "< I find no order with that number. See /orders"


def test_who_watches_sees_an_order_masked_with_its_history(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.submit()
    stage.hear(AGENT)
    stage.hear(SUPERVISOR)
    stage.act(AGENT, f"/order {order_no}")
    own = heard(stage)
    assert "Siti Aminah · 0812-3456-7890" in own
    assert "Code: /code ORDER" in own
    for who in (SUPERVISOR, ADMIN):
        stage.act(who, f"/order {order_no}")
        seen = heard(stage, who)
        assert "S••• A••• · 08••-••••-7890" in seen
        assert "Agent: Dewi · team Bandung" in seen
        assert "order made" in seen
        assert "status SENDING → ISSUED" in seen
        assert "Siti" not in seen
        assert CODE not in seen
        assert "/code" not in seen


def test_an_admin_hears_of_orders_once_they_want_to(stage: Stage) -> None:
    stage.dialog(ADMIN, "> /watch\n< You will hear of every order. To stop: /watch")
    confirmed(stage)
    assert "10.00 Accepted." in heard(stage, ADMIN)
    stage.act(ADMIN, "/watch")
    stage.hear(ADMIN)
    confirmed(stage)
    assert stage.hear(ADMIN) == []


def test_what_is_said_in_private_is_forgotten_once_sent(stage: Stage) -> None:
    confirmed(stage)
    rows = [row for row in stage.world.rows(Outgoing) if row.kind is Kind.REPLY]
    assert rows
    assert all(row.body_sealed is None for row in rows)


def test_a_suspended_agent_cannot_see_a_code(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.submit()
    stage.hear(AGENT)
    stage.world.change(AGENT, standing=Standing.SUSPENDED)
    stage.act(AGENT, f"/code {order_no}")
    assert CODE not in heard(stage)
    stage.world.change(AGENT, standing=Standing.ACTIVE, role=Role.SUPERVISOR)
    stage.act(AGENT, f"/code {order_no}")
    assert CODE not in heard(stage)

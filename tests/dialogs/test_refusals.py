"""Orders that are not made, or not sent: why, and what to do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.policy import Threshold
from storage.models.system_state import SystemState
from storage.values import AmountRule, Rupiah
from tests.dialogs.lines import at_read_back, confirmed, heard
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, SUPERVISOR, state_row


def set_line(stage: Stage, **fields: object) -> None:
    def change(work: Work) -> None:
        line: SystemState = state_row(work)
        for name, value in fields.items():
            setattr(line, name, value)

    stage.world.do(change)


def test_an_order_is_cancelled_while_it_waits_and_honestly_not_afterwards(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.act(AGENT, "/cancel")
    assert "was cancelled before it was sent. No money went out." in heard(stage)
    assert stage.world.order(order_no).status is OrderStatus.CANCELLED
    confirmed(stage)
    stage.submit()
    stage.hear(AGENT)
    stage.dialog(
        AGENT,
        """\
> /batal
< Order ORDER is on its way to Faspay or there, and cannot be recalled. Its code is valid until \
6 Jan 2026 10.00 WIB. If it is not collected, wait for my notice that the money has come back.""",
    )


def test_with_nothing_open_there_is_nothing_to_cancel(stage: Stage) -> None:
    stage.dialog(AGENT, "> /cancel\n< There is nothing to cancel now. Your orders: /orders")


def test_a_limit_refuses_and_asks_for_another_amount(stage: Stage) -> None:
    at_read_back(stage)
    stage.world.limit({Threshold.ORDER: 200_000})
    stage.act(AGENT, "[Confirm]")
    told = heard(stage)
    assert "No order was made, no money went out. One order can be at most Rp 200.000." in told
    assert "How much?" in told
    stage.act(AGENT, "200rb")
    stage.world.limit({Threshold.ORDER: None, Threshold.AGENT_DAY: 100_000})
    stage.hear(AGENT)
    stage.act(AGENT, "yes")
    assert "Your limit for 24 hours: Rp 100.000 is left" in heard(stage)
    stage.act(AGENT, "100rb")
    stage.act(AGENT, "yes")
    assert [order.amount for order in stage.world.rows(Order)] == [100_000]


def test_real_money_without_limits_is_refused_before_anything_is_asked_and_at_confirm(
    stage: Stage,
) -> None:
    at_read_back(stage)
    stage.world.policy = replace(stage.world.policy, needs_limits=True)
    for words in ("[Confirm]", "/cashout", "Siti Aminah 0812-3456-7890 300rb"):
        answered = "*" if words == "[Confirm]" else ""
        stage.dialog(
            AGENT,
            f"""\
> {words}
< No order was made, no money went out. Nothing can be sent yet, because the company has not set \
how much may be sent. Keep the beneficiary's details and ask an admin to set both limits with \
/limits; then begin again: /cashout
{answered}""",
        )
    assert stage.world.rows(Order) == []


def test_a_stopped_line_takes_no_orders(stage: Stage) -> None:
    at_read_back(stage)
    set_line(stage, stopped=True)
    refusal = "< No order was made, no money went out. Sending is stopped for now."
    stage.act(AGENT, "[Confirm]")
    assert heard(stage).startswith(refusal)
    stage.act(AGENT, "/cashout")
    assert heard(stage).startswith(refusal)
    assert stage.world.rows(Order) == []


def test_a_channel_that_was_closed_meanwhile_is_asked_again(stage: Stage) -> None:
    at_read_back(stage)
    rule = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
    rules = {Channel.ALFAMART: rule, Channel.INDOMARET: rule}
    stage.world.policy = replace(stage.world.policy, rules=rules)
    stage.act(AGENT, "yes")
    assert "Where will the beneficiary collect the cash?" in heard(stage)
    assert stage.world.rows(Order) == []


def test_words_are_read_for_the_question_that_is_open_by_the_settings_of_now(stage: Stage) -> None:
    stage.act(AGENT, "/cashout")
    stage.act(AGENT, "Siti Aminah")
    rule = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
    rules = {Channel.ALFAMART: rule, Channel.INDOMARET: rule}
    stage.world.policy = replace(stage.world.policy, rules=rules)
    heard(stage)
    stage.act(AGENT, "0812-3456-7890")
    told = heard(stage)
    assert "Press one of the buttons, or write its name." in told
    assert "Where will the beneficiary collect the cash?" in told
    assert stage.draft_of(AGENT)["phone"] is None
    stage.act(AGENT, "alfamart")
    assert "mobile number?" in heard(stage)


def test_an_amount_that_is_no_longer_legal_is_asked_again(stage: Stage) -> None:
    at_read_back(stage)
    rule = AmountRule(Rupiah(400_000), Rupiah(1_000_000), Rupiah(100_000))
    stage.world.policy = replace(stage.world.policy, rules={Channel.PERMATA: rule})
    stage.act(AGENT, "yes")
    told = heard(stage)
    assert "That amount is not allowed there." in told
    assert "How much?" in told


@pytest.mark.parametrize(("who", "role"), [(SUPERVISOR, "a supervisor"), (ADMIN, "an admin")])
def test_only_agents_make_orders(stage: Stage, who: int, role: str) -> None:
    said = (
        f"< You are {role}; orders are made by agents. "
        "You can look at them with /orders and /order NUMBER."
    )
    stage.dialog(who, f"> /cashout\n{said}\n> Siti Aminah 0812-3456-7890 300rb\n{said}")


def test_a_suspended_agents_request_is_not_sent(stage: Stage) -> None:
    order_no = confirmed(stage)
    stage.act(ADMIN, f"/suspend {AGENT}")
    stage.submit()
    assert stage.world.order(order_no).status is OrderStatus.CANCELLED
    assert stage.world.gateway.executed == []
    assert "Cancelled before it was sent" in heard(stage, SUPERVISOR)


def test_an_order_that_waited_too_long_is_cancelled(stage: Stage) -> None:
    confirmed(stage)
    stage.world.clock.move(timedelta(minutes=11).total_seconds())
    stage.tidy()
    assert "The order was cancelled before it was sent to Faspay" in heard(stage)

"""Sending once more to the same person: three presses, nothing typed, every check as ever."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order_states import ENDED, OrderStatus
from storage.models.person import Role, Standing
from storage.repositories import orders
from storage.values import AmountRule, BeneficiaryName, PhoneNumber, Rupiah
from tests.dialogs.lines import (
    AMOUNT,
    CARD,
    NAME,
    PHONE,
    at_read_back,
    confirmed,
    heard,
    read_back,
)
from tests.dialogs.lines import orders as made
from tests.dialogs.stage import Stage
from tests.factories import AGENT, OTHER_AGENT, a_bare_order

SITI, BUDI = ("Siti Aminah", "081234567890"), ("Budi Santoso", "085711112222")
OFFER = "Or press somebody you have sent to before:"
COUNTER = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))


def sent(stage: Stage, person: tuple[str, str], **fields: Any) -> str:  # noqa: ANN401 - columns of Order
    """Keep an order that the agent once made for somebody; a minute passes."""
    name, phone = person

    def keep(work: Work) -> str:
        given = {"order_no": str(orders.fresh_number(work)), "status": OrderStatus.PAID}
        order = a_bare_order(work.now, **given | {"amount": 300_000} | fields)
        order.ended_at = work.now if order.status in ENDED else None
        orders.add(work, order, BeneficiaryName(name), PhoneNumber(phone))
        return order.order_no

    stage.world.clock.now += timedelta(minutes=1)
    return stage.world.do(keep)


def with_counters(stage: Stage) -> None:
    rules = {**stage.world.policy.rules, Channel.ALFAMART: COUNTER}
    stage.world.policy = replace(stage.world.policy, rules=rules)


def people_offered(stage: Stage, who: int = AGENT) -> list[str]:
    """Return the labels of the people below the newest question."""
    newest = list(stage.messages[who].values())[-1]
    return [
        button.label for row in newest.keyboard for button in row if ":pe." in (button.data or "")
    ]


def test_a_second_order_to_the_same_person_takes_three_presses_and_no_typing(
    stage: Stage,
) -> None:
    sent(stage, SITI)
    presses = ["[S. A. · …7890]", "[Rp 300.000]", "[Confirm]"]
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}

  {OFFER}
  [S. A. · …7890]
> {presses[0]}
< Noted: Siti Aminah, 0812-3456-7890.

  How much? Permata ATM: Rp 100.000 to Rp 1.500.000, in steps of Rp 100.000.
  [Rp 300.000] [Rp 100.000] [Rp 200.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
*
> {presses[1]}
< ⚠️ Your order to this number has been collected:
  ORDER · Rp 300.000 · 5 Jan 2026 10.01 WIB
  Go on only if this is to be paid as well.

  {read_back()}
*
> {presses[2]}
{CARD.format(amount="Rp 300.000", name="Siti Aminah")}
* Order ORDER accepted ✓""",
    )
    assert len(presses) <= 3
    assert [order.amount for order in made(stage)] == [300_000, 300_000]


def test_the_same_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    sent(stage, SITI)
    stage.dialog(
        AGENT,
        """\
> /tunai
< Siapa nama penerima? Tulis seperti di KTP.

  Atau tekan orang yang pernah Anda kirimi:
  [S. A. · …7890]
> [S. A. · …7890]
< Sudah dicatat: Siti Aminah, 0812-3456-7890.

  Berapa jumlahnya? ATM Permata: Rp 100.000 sampai Rp 1.500.000, kelipatan Rp 100.000.
  [Rp 300.000] [Rp 100.000] [Rp 200.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
*""",
    )


def test_the_person_may_be_typed_as_ever(stage: Stage) -> None:
    sent(stage, SITI)
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> Budi\n{PHONE}\n> 085711112222\n{AMOUNT}")


def test_of_several_channels_the_last_one_is_on_the_button_and_chosen_with_it(
    stage: Stage,
) -> None:
    """Three presses there as well, and who presses has read where it is collected."""
    with_counters(stage)
    sent(stage, SITI, channel=Channel.ALFAMART, amount=150_000)
    stage.dialog(
        AGENT,
        f"""\
> /cashout
< Where will the beneficiary collect the cash?

  {OFFER}
  [Permata ATM]
  [Alfamart]
  [S. A. · …7890 · Alfamart]
> [S. A. · …7890 · Alfamart]
< Noted: Siti Aminah, 0812-3456-7890.

  How much? Alfamart: Rp 50.000 to Rp 1.000.000, in steps of Rp 50.000.
  [Rp 150.000] [Rp 50.000] [Rp 100.000]
  [Rp 200.000] [Rp 300.000] [Rp 500.000]
  [Rp 750.000] [Rp 1.000.000]
*
> [Rp 150.000]
< ⚠️ Your order to this number has been collected:
  ORDER · Rp 150.000 · 5 Jan 2026 10.01 WIB
  Go on only if this is to be paid as well.

  {read_back(amount="Rp 150.000", words="one hundred and fifty thousand rupiah", place="Alfamart")}
*""",
    )


def test_a_channel_that_was_chosen_first_stays_and_the_amount_must_be_its_own(
    stage: Stage,
) -> None:
    with_counters(stage)
    sent(stage, SITI, channel=Channel.ALFAMART, amount=150_000)
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.dialog(
        AGENT,
        f"""\
> [Permata ATM]
{NAME}

  {OFFER}
  [S. A. · …7890]
*
> [S. A. · …7890]
< Noted: Siti Aminah, 0812-3456-7890.

  {AMOUNT.removeprefix("< ")}
*""",
    )


def test_a_channel_that_is_closed_now_is_asked_for(stage: Stage) -> None:
    with_counters(stage)
    sent(stage, SITI, channel=Channel.INDOMARET, amount=150_000)
    stage.act(AGENT, "/cashout")
    assert people_offered(stage) == ["S. A. · …7890"]
    stage.act(AGENT, "[S. A. · …7890]")
    assert "Where will the beneficiary collect the cash?" in heard(stage)
    stage.act(AGENT, "[Permata ATM]")
    assert "How much? Permata ATM" in heard(stage)


def test_six_are_offered_each_once_and_the_newest_first(stage: Stage) -> None:
    for number in range(8):
        sent(stage, (f"Ani {'ABCDEFGH'[number]}", f"08123456700{number}"))
    sent(stage, ("ANI B", "081234567001"))  # the same person, written otherwise
    sent(stage, ("Joko", "081234567007"))  # another one with the phone of "Ani H"
    stage.act(AGENT, "/cashout")
    assert people_offered(stage) == [
        "J. · …7007", "A. B. · …7001", "A. H. · …7007", "A. G. · …7006", "A. F. · …7005",
        "A. E. · …7004",
    ]  # fmt: skip


def test_people_of_the_same_initials_and_digits_are_told_apart_by_their_last_amount(
    stage: Stage,
) -> None:
    sent(stage, ("Sari Ayu", "081234567890"), amount=300_000)
    sent(stage, ("Sinta Ariani", "085711117890"), amount=500_000)
    newest = sent(stage, SITI, amount=300_000)
    sent(stage, BUDI)
    stage.act(AGENT, "/cashout")
    assert people_offered(stage) == [
        "B. S. · …2222", "S. A. · …7890 · Rp 300.000", "S. A. · …7890 · Rp 500.000",
    ]  # fmt: skip
    assert newest in str(stage.draft_of(AGENT))
    stage.act(AGENT, "[S. A. · …7890 · Rp 300.000]")
    assert "Noted: Siti Aminah, 0812-3456-7890." in heard(stage)


def test_nobody_is_offered_another_agents_people(stage: Stage) -> None:
    theirs = sent(stage, BUDI, agent_id=OTHER_AGENT)
    stage.dialog(AGENT, f"> /cashout\n{NAME}")
    stage.press(AGENT, f"again:{theirs}")
    assert heard(stage) == "* I cannot fill in that order again. Begin with /cashout"
    stage.world.clock.move(60)
    stage.press(AGENT, "again:202601029999")
    assert heard(stage) == "* I cannot fill in that order again. Begin with /cashout"
    assert "Budi" not in str(stage.draft_of(AGENT))


def test_no_button_holds_a_name_a_phone_or_an_order(stage: Stage) -> None:
    number = sent(stage, SITI)
    stage.act(AGENT, "/cashout")
    data = stage.button(AGENT, "S. A. · …7890")
    assert len(data) <= 64
    for secret in ("Siti", "Aminah", "7890", number):
        assert secret not in data


def test_rows_that_no_key_opens_are_left_out_as_those_of_erased_people_will_be(
    stage: Stage,
) -> None:
    erased, damaged = sent(stage, BUDI), sent(stage, ("Joko", "081234567001"))
    sent(stage, SITI)
    stage.world.change_order(erased, name_sealed=b"")
    stage.world.change_order(damaged, phone_sealed=b"k1:nonsense")
    stage.act(AGENT, "/cashout")
    assert people_offered(stage) == ["S. A. · …7890"]
    stage.hear(AGENT)
    stage.act(AGENT, f"/order {erased}")
    assert "Send again" not in heard(stage)


def test_a_person_who_was_erased_meanwhile_is_not_filled_in(stage: Stage) -> None:
    number = sent(stage, SITI)
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.world.change_order(number, name_sealed=b"")
    stage.dialog(
        AGENT,
        f"""\
> [S. A. · …7890]
< I cannot fill in that person any more. Nothing was taken; please write the name and the phone.

  {NAME.removeprefix("< ")}
*""",
    )


def test_an_old_button_of_a_person_dies_kindly(stage: Stage) -> None:
    sent(stage, SITI)
    stage.act(AGENT, "/cashout")
    old = stage.button(AGENT, "S. A. · …7890")
    stage.act(AGENT, "Budi")
    stage.hear(AGENT)
    stage.press(AGENT, old)
    assert heard(stage) == "* That question is over. Please see the newest message."
    stage.act(AGENT, "/cancel")
    stage.hear(AGENT)
    stage.press(AGENT, old)
    assert heard(stage) == "*"


@pytest.mark.parametrize("said", ["[S. A. · …7890]", "{contact} 085711112222 Budi"])
def test_the_usual_amount_is_that_of_the_person_alone(stage: Stage, said: str) -> None:
    sent(stage, SITI, amount=700_000)
    stage.act(AGENT, "/cashout")
    stage.act(AGENT, "[S. A. · …7890]")
    if said != "[S. A. · …7890]":
        stage.act(AGENT, said)
        stage.act(AGENT, "[Budi]")
    asked = list(stage.messages[AGENT].values())[-1]
    assert "How much?" in asked.text
    assert ("Rp 700.000" in str(asked.keyboard)) is said.startswith("[")


def test_an_order_to_the_same_phone_that_has_not_ended_is_named(stage: Stage) -> None:
    confirmed(stage)
    stage.dialog(
        AGENT,
        f"""\
> /cashout
{NAME}

  {OFFER}
  [S. A. · …7890]
> [S. A. · …7890]
< Noted: Siti Aminah, 0812-3456-7890.

  ⚠️ You have an order to this number that has not ended:
  ORDER · Rp 300.000 · waiting to be sent to Faspay
  Go on only if this is to be paid as well.

  How much? Permata ATM: Rp 100.000 to Rp 1.500.000, in steps of Rp 100.000.
  [Rp 300.000] [Rp 100.000] [Rp 200.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]
*""",
    )


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_an_own_order_that_has_ended_offers_to_send_again(
    stage: Stage, status: OrderStatus
) -> None:
    number = sent(stage, SITI, status=status)
    stage.act(AGENT, f"/order {number}")
    offers = "[Send again]" in heard(stage)
    assert offers is (status in {
        OrderStatus.PAID, OrderStatus.FAILED, OrderStatus.REVERSED, OrderStatus.CANCELLED,
        OrderStatus.NOT_SENT, OrderStatus.REJECTED, OrderStatus.NOT_CREATED,
    })  # fmt: skip
    stage.press(AGENT, f"again:{number}")
    assert ("How much?" in heard(stage)) is offers


def test_send_again_begins_with_the_orders_own_person_and_place(stage: Stage) -> None:
    with_counters(stage)
    number = sent(stage, SITI, channel=Channel.ALFAMART, amount=150_000)
    at_read_back_of_another = "Budi Santoso 0857-1111-2222 300rb"
    stage.act(AGENT, at_read_back_of_another)
    stage.act(AGENT, f"/order {number}")
    stage.hear(AGENT)
    stage.act(AGENT, "[Send again]")
    assert heard(stage).splitlines()[:5] == [
        "< We start over. What you had entered is dropped, nothing was sent.",
        "",
        "  Noted: Siti Aminah, 0812-3456-7890.",
        "",
        "  How much? Alfamart: Rp 50.000 to Rp 1.000.000, in steps of Rp 50.000.",
    ]
    stage.act(AGENT, "[Rp 150.000]")
    stage.act(AGENT, "[Confirm]")
    assert [order.channel for order in made(stage)] == [Channel.ALFAMART] * 2


def test_a_forged_press_leaves_an_open_draft_as_it_is(stage: Stage) -> None:
    theirs = sent(stage, BUDI, agent_id=OTHER_AGENT)
    at_read_back(stage)
    before = stage.draft_of(AGENT)
    stage.press(AGENT, f"again:{theirs}")
    assert stage.draft_of(AGENT) == before
    stage.hear(AGENT)
    stage.act(AGENT, "[Confirm]")
    assert "accepted" in heard(stage)


def test_a_suspended_agent_is_told_so_and_nothing_begins(stage: Stage) -> None:
    number = sent(stage, SITI)
    stage.world.change(AGENT, standing=Standing.SUSPENDED)
    stage.press(AGENT, f"again:{number}")
    assert heard(stage) == (
        "! Your rights here are suspended; please contact your company's admin."
    )
    assert stage.draft_of(AGENT) == {}


def test_who_became_a_supervisor_sends_nothing_again(stage: Stage) -> None:
    number = sent(stage, SITI)
    stage.world.change(AGENT, role=Role.SUPERVISOR)
    stage.act(AGENT, f"/order {number}")
    said = heard(stage)
    assert "Siti Aminah" in said  # their own order they may know
    assert "Send again" not in said
    stage.press(AGENT, f"again:{number}")
    assert "orders are made by agents" in heard(stage)
    assert stage.draft_of(AGENT) == {}


def test_an_amount_that_the_channel_allows_no_more_is_not_offered_and_not_taken(
    stage: Stage,
) -> None:
    sent(stage, SITI, amount=1_700_000)
    stage.act(AGENT, "/cashout")
    stage.act(AGENT, "[S. A. · …7890]")
    asked = list(stage.messages[AGENT].values())[-1]
    assert "1.700.000" not in str(asked.keyboard)
    nonce = stage.draft_of(AGENT)["nonce"]
    stage.hear(AGENT)
    stage.press(AGENT, f"co:{nonce}:am.1700000")
    assert "That question is over" in heard(stage)


def test_a_name_that_looks_like_a_slip_is_asked_about_as_when_it_is_typed(stage: Stage) -> None:
    sent(stage, ("Budiiii", "085711112222"))
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.act(AGENT, "[B. · …2222]")
    assert "Did you mean “Budiiii”?" in heard(stage)


def test_the_company_may_switch_it_off(stage: Stage) -> None:
    number = sent(stage, SITI)
    stage.act(AGENT, "/cashout")
    old = stage.button(AGENT, "S. A. · …7890")
    stage.hear(AGENT)
    stage.world.policy = replace(stage.world.policy, offer_earlier=False)
    stage.press(AGENT, old)
    assert heard(stage) == f"* That question is over. Please see the newest message.\n{NAME}"
    stage.dialog(AGENT, f"> /cancel\n< {_CANCELLED}\n> /cashout\n{NAME}")
    stage.act(AGENT, f"/order {number}")
    assert "Send again" not in heard(stage)
    stage.press(AGENT, f"again:{number}")
    assert heard(stage) == "* I cannot fill in that order again. Begin with /cashout"


_CANCELLED = "Cancelled. Nothing was sent. Begin again at any time: /cashout"

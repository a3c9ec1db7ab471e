"""Buttons: only what the open question offers, whatever a press says."""

import pytest

from handlers.cash_out import buttons
from handlers.cash_out.draft import Draft, Earlier
from storage.models.channel import Channel
from storage.values import AmountRule, Rupiah
from tests.factories import NAME, PHONE, RULES, a_policy

COUNTER = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
POLICY = a_policy(rules={**RULES, Channel.ALFAMART: COUNTER})
AT_CHANNEL = Draft("aa")
AT_AMOUNT = Draft("aa", channel="permata", name=str(NAME), phone=str(PHONE))
AT_CONFIRM = Draft("aa", "permata", str(NAME), str(PHONE), 500_000, token="77")
IN_DOUBT = Draft("aa", channel="permata", guess="Budiiii")
OF_TWO = Draft("aa", channel="permata", phone=str(PHONE), names=["Budi", "Bu Siti"])
OF_PHONES = Draft("aa", channel="permata", name="Budi", phones=["081234567890", "081311110002"])
PHONES_LATER = Draft("aa", channel="permata", names=["Budi"], phones=["081234567890"])
BEFORE_ITS_TURN = Draft("aa", guess="Budiiii")
SITI = Earlier("202601020001", "S. A. · …7890", "permata")
OFFERED = Draft("aa", earlier=[SITI])
OFFERED_LATER = Draft("aa", channel="permata", earlier=[SITI])
NAMED = Draft("aa", channel="permata", name=str(NAME), earlier=[SITI])
DOUBTED = Draft("aa", guess="Budiiii", earlier=[SITI])


@pytest.mark.parametrize(
    ("draft", "action", "value"),
    [
        (AT_CHANNEL, "ch", "permata"),
        (AT_CHANNEL, "ch", "alfamart"),
        (AT_CHANNEL, "ch", "C013"),
        (AT_CHANNEL, "ch", "alf"),
        (AT_CHANNEL, "x", ""),
        (AT_AMOUNT, "am", "100000"),
        (AT_AMOUNT, "am", "1500000"),
        (AT_CONFIRM, "ok", "77"),
        (AT_CONFIRM, "ed", "phone"),
        (IN_DOUBT, "yes", ""),
        (IN_DOUBT, "no", ""),
        (OF_TWO, "nm", "0"),
        (OF_TWO, "nm", "1"),
        (OF_TWO, "no", ""),
        (OF_PHONES, "ph", "0"),
        (OF_PHONES, "ph", "1"),
        (OF_PHONES, "no", ""),
        (PHONES_LATER, "nm", "0"),
        (BEFORE_ITS_TURN, "ch", "permata"),
        (BEFORE_ITS_TURN, "ch", "C013"),
        (OFFERED, "pe", "0"),
        (OFFERED_LATER, "pe", "0"),
    ],
)
def test_what_the_question_offers_is_open(draft: Draft, action: str, value: str) -> None:
    assert buttons.is_open(draft, POLICY, action, value)


@pytest.mark.parametrize(
    ("draft", "action", "value"),
    [
        (AT_CHANNEL, "ch", "nowhere"),
        (AT_CHANNEL, "ch", "imr"),
        (AT_CHANNEL, "ch", "indomaret"),
        (AT_CHANNEL, "am", "100000"),
        (AT_AMOUNT, "am", "7"),
        (AT_AMOUNT, "am", "0"),
        (AT_AMOUNT, "am", "150000"),
        (AT_AMOUNT, "am", "999999999999"),
        (AT_AMOUNT, "ok", "77"),
        (AT_CONFIRM, "ok", "78"),
        (AT_CONFIRM, "yes", ""),
        (OF_PHONES, "ph", "2"),
        (OF_PHONES, "nm", "0"),
        (OF_PHONES, "yes", ""),
        (PHONES_LATER, "ph", "0"),
        (AT_AMOUNT, "ph", "0"),
        (IN_DOUBT, "ch", "permata"),
        (IN_DOUBT, "ch", "C013"),
        (IN_DOUBT, "nonsense", ""),
        (IN_DOUBT, "nm", "0"),
        (OF_TWO, "nm", "2"),
        (OF_TWO, "yes", ""),
        (OF_TWO, "am", "100000"),
        (AT_CONFIRM, "nm", "0"),
        (BEFORE_ITS_TURN, "yes", ""),
        (AT_CHANNEL, "pe", "0"),
        (OFFERED, "pe", "1"),
        (NAMED, "pe", "0"),
        (DOUBTED, "pe", "0"),
        (AT_CONFIRM, "pe", "0"),
    ],
)
def test_what_was_never_offered_is_over(draft: Draft, action: str, value: str) -> None:
    assert not buttons.is_open(draft, POLICY, action, value)


@pytest.mark.parametrize("word", ["alfamart", "alf"])
def test_a_button_of_the_version_before_chooses_the_same_channel(word: str) -> None:
    draft = Draft("aa")
    buttons.apply(draft, "ch", word)
    assert draft.channel == "alfamart"

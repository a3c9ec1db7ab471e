from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.faspay.errors import FieldError
from bot.providers.faspay.wire import AmountUnit, CashOut, Sender, transfer_fields
from bot.providers.faspay_gateway.channels import CHANNELS
from storage.models.channel import Channel
from tests.bot.providers.faspay.helpers import NOW

SENDER = Sender(virtual_account="9920000001", email="a@partner.example", description="BANTUAN")
ORDER = CashOut(
    channel=CHANNELS[Channel.PERMATA],
    order_no="202601020001",
    name="Budi",
    phone="081200000001",
    rupiah=100_000,
    callback_url="https://partner.example/cb",
)

LONGEST = {Channel.PERMATA: 27, Channel.ALFAMART: 15, Channel.INDOMARET: 15}
"""trx_desc, by channel."""


def wire(order: CashOut, unit: AmountUnit = AmountUnit.HUNDREDTHS) -> dict[str, str]:
    return transfer_fields(order, SENDER, unit, NOW)


def test_permata_gets_exactly_the_fields_of_its_table() -> None:
    assert wire(ORDER) == {
        "virtual_account": "9920000001",
        "beneficiary_bank_code": "C013",
        "beneficiary_name": "Budi",
        "trx_no": "202601020001",
        "beneficiary_phone": "081200000001",
        "trx_amount": "10000000",
        "callback_url": "https://partner.example/cb",
        "trx_desc": "202601020001 BANTUAN",
    }


def test_alfamart_gets_exactly_the_fields_of_its_table() -> None:
    assert wire(replace(ORDER, channel=CHANNELS[Channel.ALFAMART], rupiah=50_000)) == {
        "virtual_account": "9920000001",
        "beneficiary_bank_code": "alf",
        "beneficiary_account_name": "Budi",
        "beneficiary_region_code": "0102",
        "beneficiary_country_code": "ID",
        "beneficiary_purpose_code": "1",
        "beneficiary_phone": "081200000001",
        "beneficiary_email": "a@partner.example",
        "trx_no": "202601020001",
        "trx_date": "2026-01-02 03:04:05",
        "trx_expired": "",
        "instruct_date": "",
        "trx_amount": "5000000",
        "callback_url": "https://partner.example/cb",
        "trx_desc": "202601020001 BA",
    }


def test_indomaret_is_alfamart_without_a_callback_url() -> None:
    alfamart = wire(replace(ORDER, channel=CHANNELS[Channel.ALFAMART]))
    del alfamart["callback_url"]
    assert wire(replace(ORDER, channel=CHANNELS[Channel.INDOMARET])) == {
        **alfamart,
        "beneficiary_bank_code": "imr",
    }


def test_the_order_number_comes_first_in_a_description_cut_to_the_channel() -> None:
    sender = replace(SENDER, description="X" * 40)
    for channel, length in LONGEST.items():
        order = replace(ORDER, channel=CHANNELS[channel])
        text = transfer_fields(order, sender, AmountUnit.HUNDREDTHS, NOW)["trx_desc"]
        assert len(text) == length
        assert text.startswith("202601020001 X")


CUT = {Channel.PERMATA: " FOODAID1 BANTU", Channel.ALFAMART: " FO", Channel.INDOMARET: " FO"}
"""What of a purpose of eight characters, and of the description, has room in each channel."""


@pytest.mark.parametrize("channel", list(Channel))
def test_the_purpose_comes_right_behind_the_order_number_within_the_channels_cut(
    channel: Channel,
) -> None:
    order = replace(ORDER, channel=CHANNELS[channel], purpose="FOODAID1")
    text = wire(order)["trx_desc"]
    assert text == f"202601020001{CUT[channel]}"
    assert len(text) <= LONGEST[channel]


def test_without_a_description_the_order_number_stands_alone() -> None:
    sender = replace(SENDER, description="")
    fields = transfer_fields(ORDER, sender, AmountUnit.HUNDREDTHS, NOW)
    assert fields["trx_desc"] == "202601020001"


def test_the_unit_is_a_factor_of_a_hundred() -> None:
    assert wire(ORDER, AmountUnit.HUNDREDTHS)["trx_amount"] == "10000000"
    assert wire(ORDER, AmountUnit.RUPIAH)["trx_amount"] == "100000"


@pytest.mark.parametrize("rupiah", [-100_000, 0, 1, 50_000, 150_000, 1_600_000, 10_000_000])
def test_permata_refuses_amounts_its_machines_cannot_pay(rupiah: int) -> None:
    with pytest.raises(FieldError, match="trx_amount"):
        wire(replace(ORDER, rupiah=rupiah))


@pytest.mark.parametrize("channel", [Channel.ALFAMART, Channel.INDOMARET])
@pytest.mark.parametrize("rupiah", [0, 75_000, 10**12])
def test_counters_refuse_amounts_off_their_step(channel: Channel, rupiah: int) -> None:
    with pytest.raises(FieldError, match="trx_amount"):
        wire(replace(ORDER, channel=CHANNELS[channel], rupiah=rupiah))


def test_a_callback_url_above_255_characters_is_refused_and_255_is_not() -> None:
    url = "https://partner.example/".ljust(255, "x")
    assert wire(replace(ORDER, callback_url=url))["callback_url"] == url
    with pytest.raises(FieldError) as caught:
        wire(replace(ORDER, callback_url=url + "x"))
    assert caught.value.field == "callback_url"
    assert "partner" not in str(caught.value)


def test_personal_data_stays_out_of_repr() -> None:
    assert not any(secret in repr(ORDER) for secret in ("Budi", "0812", "partner.example"))


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(AmountUnit))
def test_what_is_written_is_read_back(rupiah: int, unit: AmountUnit) -> None:
    assert unit.read(unit.write(rupiah)) == rupiah


def test_an_absent_amount_is_none() -> None:
    assert AmountUnit.HUNDREDTHS.read(None) is None


@pytest.mark.parametrize("text", ["10000000", "10000000.0", "10000000.00", "1.0E7", "1e+7"])
def test_a_double_is_read_as_the_number_that_it_is(text: str) -> None:
    assert AmountUnit.HUNDREDTHS.read(text) == 100_000


def test_no_amount_passes_through_a_float() -> None:
    assert AmountUnit.RUPIAH.read("999999999999.0") == 999_999_999_999
    with pytest.raises(FieldError):
        AmountUnit.RUPIAH.read("999999999999.00001")


@pytest.mark.parametrize(
    "text",
    ["10000050", "10000000.5", "-100", "+100", "1e99", "1e-7", ".0", "٣٠٠", "1" * 13, "x", "1,0"],
)
def test_an_amount_that_is_no_whole_rupiah_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        AmountUnit.HUNDREDTHS.read(text)

"""Amounts, phones, names and order numbers: what they are, and how what people type is read."""

from storage.values.amount import AmountRule, read_amount
from storage.values.hours import read_hour, read_hours, write_hour
from storage.values.name import BeneficiaryName, read_name
from storage.values.numbers import read_row_number, read_telegram_id
from storage.values.order_number import OrderNumber
from storage.values.paste import Paste, looks_like_paste, read_paste
from storage.values.phone import PhoneNumber, mobiles_among, read_contact_phone, read_phone
from storage.values.purpose_code import read_purpose_code, read_purpose_name
from storage.values.reading import Ask, No, NotCanonicalError, Ok, Reading, Reason
from storage.values.rupiah import Rupiah
from storage.values.team import LONGEST_TEAM, read_team, team_key, team_mark
from storage.values.vcard import phones_in
from storage.values.words import Inert, screened

__all__ = [
    "LONGEST_TEAM",
    "AmountRule",
    "Ask",
    "BeneficiaryName",
    "Inert",
    "No",
    "NotCanonicalError",
    "Ok",
    "OrderNumber",
    "Paste",
    "PhoneNumber",
    "Reading",
    "Reason",
    "Rupiah",
    "looks_like_paste",
    "mobiles_among",
    "phones_in",
    "read_amount",
    "read_contact_phone",
    "read_hour",
    "read_hours",
    "read_name",
    "read_paste",
    "read_phone",
    "read_purpose_code",
    "read_purpose_name",
    "read_row_number",
    "read_team",
    "read_telegram_id",
    "screened",
    "team_key",
    "team_mark",
    "write_hour",
]

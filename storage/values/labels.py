"""Finds the labels of a pasted form, such as "No. HP Penerima: …" or "jumlah 300rb"."""

import re
from collections.abc import Iterator
from enum import StrEnum

from storage.values.bank_account import ACCOUNT_WORDS, BANKS


class Label(StrEnum):
    """What follows a label."""

    NAME = "name"
    PHONE = "phone"
    AMOUNT = "amount"
    ACCOUNT = "account"
    """A bank account. An order does not need it."""
    OTHER = "other"
    """The sender, an address, a remark: not about the beneficiary."""


_OTHER = (
    "pengirim sender dari from agen agent petugas alamat address keterangan ket catatan note notes "
    "berita email tanggal tgl date nik kode pin otp cabang branch usia umur tujuan purpose "
    "keperluan kandung biaya admin fee saldo"
)
_PHONE = "hp nohp wa telp telpon telepon tel tlp phone"
_PHONE_IN_A_FORM = "whatsapp mobile cell cellphone handphone ponsel seluler kontak contact msisdn"
_NUMBER = "no nomor nomer"
_NUMBER_IN_A_FORM = "number num"
_AMOUNT = "jumlah jml nominal amount uang total sebesar sejumlah senilai sebanyak"
_AMOUNT_IN_A_FORM = "sum nilai dana terbilang"
_NAME = "nama name nm penerima recipient beneficiary receiver atas an a n"
_BESIDE = "lengkap full sesuai ktp id card of the di pada transfer kirim tunai cash rupiah rp idr"

_KINDS = (
    (Label.OTHER, frozenset(_OTHER.split())),
    (Label.ACCOUNT, frozenset({*ACCOUNT_WORDS, "bank"})),
    (Label.PHONE, frozenset(f"{_PHONE} {_PHONE_IN_A_FORM}".split())),
    (Label.AMOUNT, frozenset(f"{_AMOUNT} {_AMOUNT_IN_A_FORM}".split())),
    (Label.PHONE, frozenset(f"{_NUMBER} {_NUMBER_IN_A_FORM}".split())),
    (Label.NAME, frozenset(_NAME.split())),
)
"""The first match wins. So a bank's name is not taken for a beneficiary's."""
_BEFORE_COLON = "|".join([*(word for _label, words in _KINDS for word in words), *_BESIDE.split()])
_BEFORE_DIGITS = "|".join(f"{_PHONE} {_NUMBER} {_AMOUNT}".split())
_OF_A_BANK = "|".join([*ACCOUNT_WORDS, *BANKS])
_FOUND = re.compile(
    rf"(?<!\w)(?:(?:(?:{_BEFORE_COLON})(?!\w)(?:['\u2019]s)?[. /&()]*)+[:=]"
    rf"|(?P<bank>(?:{_OF_A_BANK})(?!\w)[. ]*)?"
    rf"(?:(?:{_BEFORE_DIGITS})(?!\w)[. ]*)+(?=[+(0-9]|rp|idr))",
    re.IGNORECASE,
)


def labelled(text: str) -> Iterator[tuple[Label | None, str]]:
    """Cut a plain text at its labels. None marks text without a label before it."""
    label, begin = None, 0
    for found in _FOUND.finditer(text):
        if found["bank"]:
            continue  # "BCA no. 8720123456" is read with its number
        yield label, text[begin : found.start()]
        label, begin = _kind(found[0]), found.end()
    yield label, text[begin:]


def _kind(label: str) -> Label | None:
    words = set(re.findall(r"[^\W\d_]+", label.casefold()))
    return next((kind for kind, known in _KINDS if known & words), None)

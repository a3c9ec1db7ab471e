"""Reads which group of orders somebody means, by the words that people have for their status."""

from collections.abc import Iterator
from itertools import product

from handlers.services.orders.phrases import cut
from storage.models.order_states import OrderGroup

_COLLECTED = (
    *("collected", "done", "paid", "picked up", "completed", "finished", "successful", "success"),
    *("diambil", "selesai", "berhasil", "sukses", "cair", "dicairkan", "dibayar"),
)
_GOES_ON = (
    *("waiting", "pending", "open", "in progress", "in process", "on process", "processing"),
    *("unclear", "uncertain", "being sent", "ready", "ready to collect", "waiting for approval"),
    *("waiting to be sent", "menunggu", "tertunda", "proses", "dalam proses", "diproses"),
    *("berjalan", "siap diambil", "menunggu persetujuan", "menunggu dikirim"),
)
_ALREADY = ("already", "sudah", "telah", "udah", "sdh")
_NOT_YET = ("not yet", "not", "belum", "blm")
_STILL = ("still", "masih", "sedang")
_NOT = frozenset({"not", "no", "bukan", "tidak", "belum", "jangan"})
"""Before a status they mean another one than it names."""
_NAMES: dict[OrderGroup, tuple[str, ...]] = {
    OrderGroup.WAITING: (
        *("not collected yet", "not paid yet", "not yet sent", "masih belum diambil"),
        *("belum juga diambil", "tidak diambil", "uncollected", "unpaid", "unfinished"),
        *("not certain yet", "not certain", "not sent yet"),
        *("sedang dikirim", "belum pasti", "tidak pasti", "belum dikirim", "belum terkirim"),
    ),
    OrderGroup.COLLECTED: (),
    OrderGroup.BACK: (
        *("failed or back", "failed", "back", "cancelled", "canceled", "reversed", "refunded"),
        *("returned", "rejected", "refused", "refused by faspay", "not sent", "never created"),
        *("gagal atau kembali", "gagal", "kembali", "dibatalkan", "batal", "dibalik"),
        *("dikembalikan", "ditolak", "ditolak faspay", "tidak terkirim", "tidak dikirim"),
        *("tidak berhasil", "tidak jadi", "tidak pernah dibuat"),
    ),
    OrderGroup.NEEDS_PEOPLE: (
        *("needs people", "need people", "people", "needs attention", "problems", "problem"),
        *("perlu orang", "butuh orang", "perlu diperiksa", "perlu dicek", "bermasalah", "masalah"),
    ),
}


def _named() -> Iterator[tuple[str, OrderGroup]]:
    for group, names in _NAMES.items():
        yield from ((name, group) for name in names)
    for words, group in ((_COLLECTED, OrderGroup.COLLECTED), (_GOES_ON, OrderGroup.WAITING)):
        yield from ((name, group) for name in words)
    for before, words, group in (
        (_ALREADY, _COLLECTED, OrderGroup.COLLECTED),
        (_NOT_YET, _COLLECTED, OrderGroup.WAITING),
        (_STILL, _GOES_ON, OrderGroup.WAITING),
    ):
        yield from ((" ".join(pair), group) for pair in product(before, words))


_BY_LENGTH = tuple(sorted(_named(), key=lambda named: -len(named[0])))
"""The longest first: "not collected" is the contrary of "collected"."""


def read_group(words: str) -> tuple[OrderGroup | None, str]:
    """Read a group in words in lower case; return it, and what is left.

    An order is in one group only. So the words of a second one are left for somebody to ask about.
    So is all of it where a "not" is left that nobody can read.
    """
    whole = words
    read: OrderGroup | None = None
    for name, group in _BY_LENGTH:
        if read in {None, group}:
            is_named, words = cut(words, (name,))
            read = group if is_named else read
    if read is not None and _NOT & set(words.split()):
        return None, whole
    return read, words

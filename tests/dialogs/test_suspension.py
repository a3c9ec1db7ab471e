"""What an admin reads who suspends somebody in whose hands there is cash."""

import pytest

from storage.models.order_states import Code, OrderStatus
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT

_ENDS = "6 Jan 2026 10.00 WIB"
_SEEN, _STILL = "that they have seen", "in all, can still be collected"
_DILIHAT = "yang sudah mereka lihat, seluruhnya"
_MASIH = "yang uangnya masih bisa diambil, paling lambat"


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, f"One code {_SEEN}, Rp 500.000 {_STILL}, until {_ENDS} at the latest."),
        ("en", 12, f"12 codes {_SEEN}, Rp 6.000.000 {_STILL}, until {_ENDS} at the latest."),
        ("id", 12, f"Masih ada 12 kode {_DILIHAT} Rp 6.000.000, {_MASIH} sampai {_ENDS}."),
    ],
)
def test_the_admin_reads_which_codes_can_still_be_collected(
    stage: Stage, language: str, count: int, words: str
) -> None:
    stage.languages[ADMIN] = language
    for _ in range(count):
        stage.world.keep(OrderStatus.ISSUED, code=Code.DELIVERED, issued_at=stage.world.clock.now)
    stage.act(ADMIN, f"/suspend {AGENT}")
    assert words in "\n".join(stage.hear(ADMIN))


def test_where_no_code_was_seen_nothing_is_said_of_codes(stage: Stage) -> None:
    stage.world.keep(OrderStatus.ISSUED, code=Code.MISSING, issued_at=stage.world.clock.now)
    stage.act(ADMIN, f"/suspend {AGENT}")
    assert "code" not in "\n".join(stage.hear(ADMIN))

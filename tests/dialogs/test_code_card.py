"""The card with a code, as its agent reads it in both languages, and in the company's own words."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.messages.keyboards import Style
from handlers.messages.own_steps import read_own_steps
from tests.dialogs.stage import Stage
from tests.factories import AGENT
from tests.fakes import CODE

INDONESIAN = f"""\
~ Pesanan ORDER
  Rp 300.000 · ATM Permata
  Siti Aminah · 0812-3456-7890

  Kode:
  {CODE}
  (dibaca: 0047 1122 33)

  Di ATM Permata:
  1. Pilih tarik tunai tanpa kartu.
  2. Masukkan nomor HP 0812-3456-7890.
  3. Masukkan kode.
  4. Masukkan jumlah Rp 300.000, lalu ambil uangnya.
  Urutan di layar ATM bisa sedikit berbeda.

  Berlaku sampai 6 Jan 2026 10.00 WIB (paling lambat).

  Kode ini sama dengan uang: berikan hanya kepada penerima.
  [Salin kode]"""
OURS = INDONESIAN[INDONESIAN.index("  Di ATM") : INDONESIAN.index("  Berlaku")]
OWN = "  Di ATM dekat kantor:\n  1. HP 0812-3456-7890, kode, lalu Rp 300.000.\n\n"


def card(stage: Stage, language: str, confirm: str) -> str:
    """Let an agent order in their language, and return the card with the code."""
    stage.languages[AGENT] = language
    stage.act(AGENT, "Siti Aminah 0812-3456-7890 300rb")
    stage.act(AGENT, f"[{confirm}]")
    stage.hear(AGENT)
    stage.submit()
    return "\n".join(stage.hear(AGENT))


def test_the_card_in_indonesian(stage: Stage) -> None:
    assert card(stage, "id", "Konfirmasi") == INDONESIAN


@pytest.mark.parametrize(("language", "confirm"), [("id", "Konfirmasi"), ("en", "Confirm")])
def test_the_card_without_the_button_where_the_company_wants_none(
    stage: Stage, language: str, confirm: str
) -> None:
    stage.world.policy = replace(stage.world.policy, copy_button=False)
    said = card(stage, language, confirm)
    assert CODE in said
    assert "[" not in said


def test_the_companys_own_steps_in_the_language_that_has_them(stage: Stage, tmp_path: Path) -> None:
    own = (
        "card-steps-permata =\n Di ATM dekat kantor:\n 1. HP { $phone }, kode, lalu { $amount }.\n"
    )
    (tmp_path / "id.ftl").write_text(own, encoding="utf-8")
    stage.world.policy = replace(stage.world.policy, own_steps=read_own_steps(tmp_path))
    assert card(stage, "id", "Konfirmasi") == INDONESIAN.replace(OURS, OWN)
    assert "cardless withdrawal" in card(stage, "en", "Confirm")


@pytest.mark.parametrize(("language", "confirm"), [("id", "Konfirmasi"), ("en", "Confirm")])
def test_confirm_alone_stands_out(stage: Stage, language: str, confirm: str) -> None:
    stage.languages[AGENT] = language
    stage.act(AGENT, "Siti Aminah 0812-3456-7890 300rb")
    read_back = list(stage.messages[AGENT].values())[-1]
    styled = {each.label: each.style for row in read_back.keyboard for each in row if each.style}
    assert styled == {confirm: Style.DECISIVE}

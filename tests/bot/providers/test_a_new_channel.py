"""A new channel of Faspay's is one member, one entry, and its texts: here is one, made up."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MEMBER = """
    LAWSON = "lawson"
"""
ENTRY = """
    Channel.LAWSON: FaspayChannel(
        bank_code="lws",
        fields=("beneficiary_name", "beneficiary_email"),
        description=20,
        step=50_000,
        highest=1_000_000,
        code=re.compile(r"[0-9]{4}"),
    ),
}

_BY_BANK_CODE"""

TEXTS = """
channel-lawson = Lawson
card-steps-lawson = Lawson: { $phone }, { $amount }
notice-malformed-lawson = { notice-malformed-at-a-counter }
"""


def with_one_more(folder: Path) -> Path:
    """Copy the program, and add what a new channel needs."""
    copy = folder / "copy"
    for room in ("bot", "handlers", "storage", "tests"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    channels = copy / "storage/models/channel.py"
    channels.write_text(channels.read_text(encoding="utf-8") + MEMBER.lstrip("\n"), "utf-8")
    table = copy / "bot/providers/faspay_gateway/channels.py"
    before = table.read_text(encoding="utf-8")
    after = before.replace("\n}\n\n_BY_BANK_CODE", ENTRY)
    assert after != before
    table.write_text(after, encoding="utf-8")
    for language in ("en", "id"):
        file = copy / "handlers/messages/catalogues" / language / "words.ftl"
        file.write_text(file.read_text(encoding="utf-8") + TEXTS, encoding="utf-8")
    return copy


@pytest.mark.parametrize("language", ["en", "id"])
def test_an_order_goes_through_a_new_channel_and_its_code_is_read_in_the_chat(
    tmp_path: Path, language: str
) -> None:
    story = [sys.executable, "-m", "tests.bot.providers.new_channel"]
    told = subprocess.run(
        [*story, str(tmp_path), "lawson", language],
        cwd=with_one_more(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    sent = found["sent"]
    assert (sent["beneficiary_bank_code"], sent["trx_amount"]) == ("lws", "50000000")
    assert sent["beneficiary_name"] == "Siti Aminah"
    assert sent["beneficiary_email"] == "a@partner.example"
    assert "callback_url" not in sent
    assert found["kept"] == ["lawson", "ISSUED"]
    for word in ("0077", "Lawson: 0812-3456-7890, Rp 500.000"):
        assert word in found["read"]

"""What Faspay answers, the codes it sends, the keys it gives, and the times in our messages."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.providers.faspay.exchange import Reply
from bot.providers.faspay_gateway import FaspayGateway
from bot.runtime import compose
from bot.settings.settings import Settings
from handlers.services.provider_answers import Accepted
from storage.models.channel import Channel
from tests.bot.providers.faspay.helpers import NOW, mock_client
from tests.bot.providers.helpers import CREATED, ECHO, FOUND, GATEWAY, KEYS, found, judged
from tests.dialogs.stage import Stage
from tests.factories import AGENT, SUPERVISOR, World, a_policy
from tests.fakes import START
from tests.field_cases.cases import FieldCase, of_areas

AREAS = ("faspay/echo", "faspay/answer", "cashout code", "texts", "settings/key file")

Play = Callable[[World, Path], None]

_CODE, _LINE_END = "1234567890", "1234567890\n"


def _pem(key: str = "rsa2048", form: str = "public_key_pem") -> bytes:
    return str(KEYS["keys"][key][form]).encode()


def _sealed(plaintext: str, key: str = "rsa2048") -> str:
    codes = {(each["key"], each["plaintext"]): each["cashout_code"] for each in KEYS["vectors"]}
    return str(codes[key, plaintext])


def _echo_of_a_number(_world: World, _folder: Path) -> None:
    outcome = GATEWAY.judge(Reply(200, _with(CREATED, "beneficiary_phone", "81200000001.0")))
    assert isinstance(outcome, Accepted)
    assert outcome.answer.echo == ECHO


def _with(body: dict[str, object], name: str, number: str) -> bytes:
    """Put a JSON number into a body exactly as it is written."""
    return json.dumps({**body, name: "@"}).replace('"@"', number).encode()


def _amount_with_decimals(_world: World, _folder: Path) -> None:
    for amount in ('"10000000.00"', "10000000.0", "10000000.00", "1.0E7"):
        outcome = judged(_with(CREATED, "trx_amount", amount))
        assert isinstance(outcome, Accepted)
        assert outcome.answer.echo == ECHO
        assert found(_with(FOUND, "trx_amount", amount)) == found(FOUND)


def _bent_code(_world: World, _folder: Path) -> None:
    for plaintext in (_CODE, _LINE_END):
        code = _sealed(plaintext)
        url_safe = code.replace("+", "-").replace("/", "_")
        bent = (code, code.replace("+", " "), url_safe, code.rstrip("="), url_safe.rstrip("="))
        for text in bent:
            assert GATEWAY.open_code(text, Channel.PERMATA) == _CODE


def _times_in_the_zone(world: World, _folder: Path) -> None:
    for zone, time in (("Asia/Makassar", "11.00 WITA"), ("Asia/Jayapura", "12.00 WIT")):
        world.clock.now = START
        stage = Stage(replace(world, policy=a_policy(zone=ZoneInfo(zone))))
        stage.act(AGENT, "Siti Aminah 0812-3456-7890 300rb")
        stage.act(AGENT, "[Confirm]")
        stage.submit()
        for reader in (AGENT, SUPERVISOR):
            heard = "\n".join(stage.hear(reader))
            assert f"Valid until 6 Jan 2026 {time}" in heard
            assert "WIB" not in heard
        stage.act(AGENT, "/orders")
        assert f"5 Jan 2026 {time}" in "\n".join(stage.hear(AGENT))


def _gateway(folder: Path, pem: bytes) -> FaspayGateway:
    """Build the gateway as the program does, from a key file."""
    file = folder / "faspay.pem"
    file.write_bytes(pem)
    file.chmod(0o600)
    names = "KEY SECRET APP_KEY APP_SECRET CLIENT_KEY CLIENT_SECRET IV".split()  # noqa: SIM905 - a list of names
    credentials = {f"FASPAY_{name}": f"made-up-{name.lower()}" for name in names}
    key = base64.b64encode(bytes(range(32))).decode()
    env = credentials | {
        "TELEGRAM_BOT_TOKEN": "1000001:made-up-token",
        "FASPAY_VIRTUAL_ACCOUNT": "9920000001",
        "FASPAY_PUBLIC_KEY_FILES": str(file),
        "DATA_KEYS": f"k1:{key}",
        "PUBLIC_URL": "https://cashout.example",
        "ADMIN_IDS": "11",
    }
    settings = Settings.load(env, env_file=None)
    return compose.gateway(settings, mock_client(lambda _: pytest.fail("nobody asks")), lambda: NOW)


def _byte_order_mark(_world: World, folder: Path) -> None:
    for form in ("public_key_pem", "certificate_pem", "pkcs1_public_key_pem"):
        gateway = _gateway(folder, b"\xef\xbb\xbf" + _pem(form=form))
        assert gateway.open_code(_sealed(_CODE), Channel.PERMATA) == _CODE


def _comment_before(_world: World, folder: Path) -> None:
    comment = "# Kunci publik Faspay \N{EN DASH} rahasia\n".encode()
    gateway = _gateway(folder, comment + _pem())
    assert gateway.open_code(_sealed(_CODE), Channel.PERMATA) == _CODE


def _two_keys(_world: World, folder: Path) -> None:
    gateway = _gateway(folder, _pem("rsa4096") + _pem())
    for key in ("rsa4096", "rsa2048"):
        assert gateway.open_code(_sealed(_CODE, key), Channel.PERMATA) == _CODE


PLAYS: dict[str, Play] = {
    "beneficiary_phone 81234567890.0 (JSON number)": _echo_of_a_number,
    "trx_amount echoed as '10000000.00' or 10000000.0": _amount_with_decimals,
    (
        "'+' as ' ', URL-safe alphabet, '=' stripped, code followed by newline inside the block"
    ): _bent_code,
    "TIMEZONE=Asia/Makassar (or Asia/Jayapura); confirm an order": _times_in_the_zone,
    "PEM with UTF-8 BOM (PUBLIC KEY and CERTIFICATE)": _byte_order_mark,
    (
        "PEM with a non-ASCII line before BEGIN ('# Kunci publik Faspay \N{EN DASH} rahasia')"
    ): _comment_before,
    "two PUBLIC KEY blocks in one file, code sealed with the second": _two_keys,
}


@pytest.mark.parametrize("case", of_areas(*AREAS), ids=lambda case: case.input[:40])
def test_what_should_have_come_comes(case: FieldCase, world: World, tmp_path: Path) -> None:
    PLAYS[case.input](world, tmp_path)


def test_each_play_has_its_case() -> None:
    assert {case.input for case in of_areas(*AREAS)} == set(PLAYS)

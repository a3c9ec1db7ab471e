"""Settings and set-ups from the field, each held against what should have come."""

import asyncio
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.doctor_network import unused_proxies, why_not_reached
from bot.settings.env_file import env_line
from bot.settings.settings import Settings
from tests.bot.cli.helpers import Folder, logs_put_back
from tests.bot.providers.faspay.tls import certified
from tests.bot.settings.helpers import play_money, told_of
from tests.field_cases.cases import FieldCase, of_areas
from tests.journeys.ports import free_port

AREAS = ("settings/.env", "settings/environment", "telegram/settings", "set-up")
Play = Callable[[Path, pytest.CaptureFixture[str]], None]

_UNIT = "FASPAY_AMOUNT_UNIT"


def _lines(*statements: str, names: tuple[str, ...] = (_UNIT,)) -> Play:
    """Each statement, alone in a .env, is refused with these names."""

    def play(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
        for statement in statements:
            path = folder / ".env"
            path.write_text(f"{statement}\n")
            path.chmod(0o600)
            given = {name: value for name, value in play_money(folder).items() if name not in names}
            (problem,) = told_of(given, path)
            assert problem.startswith("line")
            assert all(name in problem for name in names)

    return play


def _cut(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / ".env"
    path.write_text("FASPAY_SECRET=ab #cd\n")
    path.chmod(0o600)
    given = play_money(folder)
    del given["FASPAY_SECRET"]
    (warning,) = told_of(given, path)
    assert warning.startswith('FASPAY_SECRET (line 1) ends before " #"')


def _doubted(name: str, value: str) -> Play:
    def play(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
        (said,) = told_of(play_money(folder) | {name: value})
        assert said.startswith(f"{name} ")

    return play


def _not_a_port(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del folder
    with socket.create_server(("127.0.0.1", 0)) as taken, logs_put_back():
        for command in ("demo", "sandbox"):
            for port in (taken.getsockname()[1], 80_000):
                assert main([command, f"--port={port}"]) == 1
                said = capsys.readouterr().err
                assert said.startswith(f"Port {port} cannot be used (")
                assert "--port" in said
                assert len(said.splitlines()) == 1


def _latin_1(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "bot", "--env-file", str(Folder(folder).env), "doctor"]
    ended = subprocess.run(
        command,
        cwd=Path(__file__).parents[2],
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    lines = ended.stdout.decode("latin-1").splitlines()
    assert lines[-1].startswith("WRONG  callback address: ")
    assert any(" RSA-2048 ?" in line for line in lines)
    assert b"Traceback" not in ended.stderr


def _home(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("~/cashout/cashout.db", "$HOME/cashout.db"):
        (problem,) = told_of(play_money(folder) | {"DATABASE_URL": f"sqlite:///{path}"})
        assert problem.startswith("DATABASE_URL names a path with ~ or $NAME")


def _certificate(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
    async def ask() -> str:
        async with certified(folder) as server:
            return await why_not_reached(server.url, {})

    assert asyncio.run(ask()).startswith("the certificate of localhost is not accepted")
    assert ssl.get_default_verify_paths().openssl_cafile_env in asyncio.run(ask())


def _proxy(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
    del folder
    env = {"HTTPS_PROXY": "http://proxy.example:3128"}
    assert unused_proxies(env) == "HTTPS_PROXY"
    nobody = f"https://127.0.0.1:{free_port()}"
    said = asyncio.run(why_not_reached(nobody, env))
    assert "HTTPS_PROXY is set, but not used" in said


def _temporary_folder(folder: Path, _capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("with blanks", "with #", "with #mark, comma"):
        odd = folder / name
        odd.mkdir()
        env = play_money(odd)
        env_file = odd / ".env"
        env_file.write_text("".join(f"{env_line(*each)}\n" for each in env.items()))
        env_file.chmod(0o600)
        settings = Settings.load({}, env_file)
        assert settings.warnings == ()
        assert [str(path) for path in settings.faspay_public_key_files] == [
            env["FASPAY_PUBLIC_KEY_FILES"]
        ]


PLAYS: dict[str, Play] = {
    "FASPAY_AMOUNT_UNIT: rupiah": _lines("FASPAY_AMOUNT_UNIT: rupiah"),
    'FASPAY_AMOUNT_UNIT="rupiah   (quote not closed)': _lines('FASPAY_AMOUNT_UNIT="rupiah'),
    'FASPAY_AMOUNT_UNIT="rupiah\\nFASPAY_TIMEOUT_SECONDS="20"': _lines(
        'FASPAY_AMOUNT_UNIT="rupiah\nFASPAY_TIMEOUT_SECONDS="20"',
        names=(_UNIT, "FASPAY_TIMEOUT_SECONDS"),
    ),
    'ALFAMART_MAX_RUPIAH="500000   (quote not closed)': _lines(
        'ALFAMART_MAX_RUPIAH="500000', names=("ALFAMART_MAX_RUPIAH",)
    ),
    "set / EXPORT / '- ' before FASPAY_AMOUNT_UNIT=rupiah; FASPAY_AMOUNT_UNIT rupiah; "
    'FASPAY_AMOUNT_UNIT="rupiah" x': _lines(
        "set FASPAY_AMOUNT_UNIT=rupiah",
        "EXPORT FASPAY_AMOUNT_UNIT=rupiah",
        "- FASPAY_AMOUNT_UNIT=rupiah",
        "FASPAY_AMOUNT_UNIT rupiah",
        'FASPAY_AMOUNT_UNIT="rupiah" x',
    ),
    "FASPAY_SECRET=ab #cd": _cut,
    "FASPAY_SECRET='\"abc\"' as docker run --env-file passes it": _doubted(
        "FASPAY_SECRET", '"abc"'
    ),
    "FASPAY_SECRET='abc\\u200b' (copied from a web page)": _doubted("FASPAY_SECRET", "abc\u200b"),
    "TELEGRAM_API_URL=https://host/bot (as PTB's base_url is written)": _doubted(
        "TELEGRAM_API_URL", "https://host/bot"
    ),
    "python -m bot demo (and sandbox) while port 8090 is taken; --port 80000": _not_a_port,
    "doctor (and demo --script) where stdout is not UTF-8: PYTHONIOENCODING=latin-1, or LC_ALL=C "
    "with coercion off": _latin_1,
    "DATABASE_URL=sqlite:///~/cashout/cashout.db ; sqlite:///$HOME/…": _home,
    "Faspay's certificate not trusted / no CA store": _certificate,
    "HTTPS_PROXY set": _proxy,
    "sandbox with TMPDIR holding blanks": _temporary_folder,
}
"""By the words of the case."""


@pytest.mark.parametrize("case", of_areas(*AREAS), ids=lambda case: case.input[:40])
def test_settings_and_set_ups_from_the_field(
    case: FieldCase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    PLAYS[case.input](tmp_path, capsys)


def test_every_play_has_its_case() -> None:
    assert set(PLAYS) == {case.input for case in of_areas(*AREAS)}

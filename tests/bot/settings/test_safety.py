"""What is refused with real money, and only warned of with play money."""

import base64
import re
from pathlib import Path

import pytest

from bot.settings.settings import Settings, SettingsError
from tests.bot.settings.helpers import ALIKE, key_file, play_money, real_money

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()
WEAK = [
    ("TELEGRAM_WEBHOOK_SECRET", "a" * 31),
    ("DATA_KEYS", ALIKE),
    ("DATA_KEYS", f"k2:{KEY},{ALIKE}"),
    ("DATA_KEYS", f"k1:{KEY},k2:{KEY}"),
    ("DATABASE_URL", "postgresql+psycopg://bot:made-up-word@db.example/cashout"),
    ("DATABASE_URL", "postgresql+psycopg://bot:made-up-word@10.0.0.5/cashout?sslmode=require"),
    ("WEB_HOST", "0.0.0.0"),  # noqa: S104 - what is refused
    ("WEB_HOST", "0"),
    ("WEB_HOST", "::"),
    ("WEB_HOST", "0::0"),
    ("WEB_HOST", "8.8.8.8"),
]
STRONG = [
    {"TELEGRAM_WEBHOOK_SECRET": "a1-_" * 8},
    {"DATA_KEYS": f"k2:{KEY}, k1:{OTHER}"},
    {"DATABASE_URL": "postgresql+psycopg://bot@db.example/cashout?sslmode=verify-full"},
    {"DATABASE_URL": "postgresql+psycopg://bot@localhost/cashout"},
    {"WEB_HOST": "0.0.0.0", "WEB_HOST_PUBLIC": "yes"},  # noqa: S104 - said so
    {"WEB_HOST": "::", "WEB_HOST_PUBLIC": "true"},
    {"WEB_HOST": "10.0.0.5"},
    {"WEB_HOST": "::1"},
    {"WEB_HOST": "localhost"},
]


@pytest.mark.parametrize(("name", "value"), WEAK)
def test_what_is_weak_is_refused_with_real_money_and_warned_of_with_play_money(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load(real_money(tmp_path) | {name: value}, None)
    (problem,) = refused.value.problems
    assert problem.startswith(f"{name} ")
    assert Settings.load(play_money(tmp_path) | {name: value}, None).warnings == (problem,)
    assert "made-up-word" not in problem
    assert value not in problem or len(value) < 5


@pytest.mark.parametrize("strong", STRONG)
def test_what_is_strong_enough_is_taken_without_a_word(
    tmp_path: Path, strong: dict[str, str]
) -> None:
    assert Settings.load(real_money(tmp_path) | strong, None).warnings == ()


def test_a_short_rsa_key_is_refused_by_its_file(tmp_path: Path) -> None:
    long, short = key_file(tmp_path / "long.pem"), key_file(tmp_path / "short.pem", 1024)
    files = {"FASPAY_PUBLIC_KEY_FILES": f"{long},{short}"}
    with pytest.raises(SettingsError, match=r"^FASPAY_PUBLIC_KEY_FILES .*2048.*\(short\.pem\)"):
        Settings.load(real_money(tmp_path) | files, None)
    (warning,) = Settings.load(play_money(tmp_path) | files, None).warnings
    assert "short.pem" in warning
    assert "long.pem" not in warning


def test_the_secret_that_the_sentence_makes_is_long_enough(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load(real_money(tmp_path) | {"TELEGRAM_WEBHOOK_SECRET": "short"}, None)
    code = re.search(r"token_urlsafe\((\d+)\)", str(refused.value))
    assert code is not None
    assert int(code[1]) * 4 / 3 >= 32


def test_all_that_is_weak_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load(real_money(tmp_path) | dict(WEAK), None)
    names = [problem.partition(" ")[0] for problem in refused.value.problems]
    assert names == ["DATABASE_URL", "DATA_KEYS", "TELEGRAM_WEBHOOK_SECRET", "WEB_HOST"]


def test_libpqs_own_variables_count(tmp_path: Path) -> None:
    url = {"DATABASE_URL": "postgresql+psycopg://bot@db.example/cashout"}
    verified = real_money(tmp_path) | url | {"PGSSLMODE": "verify-full"}
    assert Settings.load(verified, None).warnings == ()

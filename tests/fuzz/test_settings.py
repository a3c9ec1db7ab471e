"""Whatever stands in the environment: settings, or SettingsError without the value in it."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.settings import Settings, SettingsError
from storage.engine.vault import BadKeys, Vault
from tests.bot.providers.faspay.helpers import vectors
from tests.fuzz.budget import attempt, examples
from tests.fuzz.strategies import OTHER_DIGITS, sayable, spiced

HUSH = "zzhushzz"
"""Stands in every value: it must be in no message."""
KEY = base64.b64encode(bytes(range(32))).decode()
GIVEN_NAMES = "KEY SECRET APP_KEY APP_SECRET CLIENT_KEY CLIENT_SECRET IV"
NAMES = sorted(Settings.names())
SECRETS = sorted(Settings.secret_names())

around = st.one_of(
    spiced,
    sayable,
    st.sampled_from(["https://", "sqlite:///", "postgresql+psycopg://u:", "k1:", "1:", "@host/db"]),
    st.text(alphabet=OTHER_DIGITS + ":/?#@[],%.-_", max_size=8),
)
hushed = st.builds(lambda before, after: before + HUSH + after, around, around)


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    pem = tmp_path_factory.mktemp("keys") / "faspay.pem"
    pem.write_text(vectors("cashout_codes_php")["keys"]["rsa2048"]["public_key_pem"])
    pem.chmod(0o600)
    return {f"FASPAY_{name}": f"made-up-{name}" for name in GIVEN_NAMES.split()} | {
        "TELEGRAM_BOT_TOKEN": "1000001:made-up-token",
        "FASPAY_VIRTUAL_ACCOUNT": "9920000001",
        "FASPAY_PUBLIC_KEY_FILES": str(pem),
        "DATA_KEYS": f"k1:{KEY}",
        "PUBLIC_URL": "https://cashout.example",
        "ADMIN_IDS": "11, 22",
    }


def refusal(env: dict[str, str]) -> str:
    """Load; return all that was said against it, "" where nothing was."""
    error = attempt(SettingsError, lambda: Settings.load(env, env_file=None))
    if isinstance(error, Settings):
        return ""
    assert error.__cause__ is None
    return f"{error} {error!r} {error.problems}"


@examples(400)
@given(name=st.sampled_from(NAMES), value=hushed)
def test_a_setting_is_taken_or_refused_by_name_and_never_shown(
    env: dict[str, str], name: str, value: str
) -> None:
    said = refusal(env | {name: value})
    assert HUSH not in said
    if not said and name in SECRETS:
        assert HUSH not in repr(Settings.load(env | {name: value}, env_file=None))


@pytest.mark.parametrize("password", [f"a[{HUSH}]b", f"{HUSH}\u2100"])
def test_a_database_password_with_odd_characters_is_not_shown(
    env: dict[str, str], password: str
) -> None:
    said = refusal(env | {"DATABASE_URL": f"postgresql+psycopg://user:{password}@host/cashout"})
    assert HUSH not in said


@examples(100)
@given(name=st.sampled_from(SECRETS), content=st.binary(max_size=60), pointer=sayable)
def test_a_secret_file_of_any_content_is_read_or_refused(
    env: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    content: bytes,
    pointer: str,
) -> None:
    holder = tmp_path_factory.getbasetemp() / "fuzzed-secret"
    holder.write_bytes(HUSH.encode() + content)
    less = {key: value for key, value in env.items() if key != name}
    assert HUSH not in refusal(less | {f"{name}_FILE": str(holder)})
    refusal(less | {f"{name}_FILE": pointer})


@examples(100)
@given(content=st.binary(max_size=200) | sayable.map(lambda text: text.encode()))
def test_an_env_file_of_any_content_is_read_or_refused(
    env: dict[str, str], tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "fuzzed.env"
    path.write_bytes(f"FASPAY_KEY={HUSH}\n".encode() + content)
    error = attempt(SettingsError, lambda: Settings.load(env, path))
    assert HUSH not in str(error)


def test_a_pointer_that_is_no_path_is_refused(env: dict[str, str]) -> None:
    less = {key: value for key, value in env.items() if key != "FASPAY_KEY"}
    assert "FASPAY_KEY" in refusal(less | {"FASPAY_KEY_FILE": "a\0b"})


@examples(300)
@given(hushed | st.builds(lambda before, after: f"k1:{before}{KEY}{after}", around, around))
def test_keys_are_taken_or_refused_as_bad_keys_and_never_shown(text: str) -> None:
    vault = attempt(BadKeys, lambda: Vault.from_setting(text))
    if isinstance(vault, Vault):
        assert vault.open(vault.seal("x", "a.b", 1), "a.b", 1) == "x"
    else:
        assert HUSH not in repr(vault)
        assert KEY[:8] not in repr(vault)
        assert KEY[:8] not in repr(vault.__cause__)


def test_keys_in_other_letters_are_bad_keys() -> None:
    with pytest.raises(BadKeys):
        Vault.from_setting("k1:\u00e9")


NUMBERS = ["FASPAY_VIRTUAL_ACCOUNT", "BENEFICIARY_REGION_CODE", "TELEGRAM_BOT_TOKEN", "ADMIN_IDS"]


@pytest.mark.parametrize("name", NUMBERS)
def test_the_digits_of_a_setting_are_ascii(env: dict[str, str], name: str) -> None:
    digits = "\u0661\u0662\u0663\u0664"
    value = f"{digits}:made-up" if name == "TELEGRAM_BOT_TOKEN" else digits
    assert name in refusal(env | {name: value})

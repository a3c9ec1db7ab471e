"""Settings: what is read, from where, and what is refused in words that help."""

import base64
import contextlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.settings.settings import Environment, Settings, SettingsError, TelegramMode
from storage.models.channel import Channel

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()
SECRETS = "KEY SECRET APP_KEY APP_SECRET CLIENT_KEY CLIENT_SECRET IV".split()  # noqa: SIM905 - reads as the list it is


def _pem(path: Path, key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> Path:
    path.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    public = rsa.generate_private_key(65537, 2048).public_key()
    return _pem(tmp_path_factory.mktemp("keys") / "faspay.pem", public)


@pytest.fixture
def env(pem: Path) -> dict[str, str]:
    credentials = {f"FASPAY_{name}": f"made-up-{name.lower()}" for name in SECRETS}
    return credentials | {
        "TELEGRAM_BOT_TOKEN": "1000001:made-up-token",
        "FASPAY_VIRTUAL_ACCOUNT": "9920000001",
        "FASPAY_PUBLIC_KEY_FILES": str(pem),
        "DATA_KEYS": f"k1:{KEY}",
        "PUBLIC_URL": "https://cashout.example",
        "ADMIN_IDS": "11, 22",
    }


def _load(env: dict[str, str]) -> Settings:
    return Settings.load(env, env_file=None)


def _refusal(env: dict[str, str], **changes: str) -> str:
    with pytest.raises(SettingsError) as caught:
        _load(env | changes)
    return str(caught.value)


def test_required_settings_are_enough_and_the_rest_is_safe(env: dict[str, str]) -> None:
    settings = _load(env)
    assert settings.faspay_environment is Environment.SANDBOX
    assert settings.faspay_url == "https://sendme-sandbox.faspay.co.id"
    assert settings.telegram_mode is TelegramMode.POLLING
    assert settings.admin_ids == (11, 22)
    assert settings.channels == (Channel.PERMATA,)
    assert settings.faspay_reuse_tokens is False
    assert settings.database_url.get_secret_value() == "sqlite:///data/cashout.db"
    assert settings.warnings == ()


def test_every_problem_is_told_at_once_each_with_its_name(env: dict[str, str]) -> None:
    del env["FASPAY_KEY"]
    lines = _refusal(env, WEB_PORT="0", FASPAY_URL="http://faspay.example", TIMEZONE="Mars/Base")
    assert [line.partition(" ")[0] for line in lines.splitlines()] == [
        "FASPAY_KEY",
        "FASPAY_URL",
        "TIMEZONE",
        "WEB_PORT",
    ]


def test_nothing_at_all_names_every_required_setting() -> None:
    with pytest.raises(SettingsError) as caught:
        _load({})
    required = {n.upper() for n, field in Settings.model_fields.items() if field.is_required()}
    assert {problem.partition(" ")[0] for problem in caught.value.problems} == required
    assert all(" is missing: " in problem for problem in caught.value.problems)


BAD = [
    ("TELEGRAM_BOT_TOKEN", "zzqq-no-number"),
    ("TELEGRAM_MODE", "zzqq"),
    ("TELEGRAM_WEBHOOK_SECRET", "zzqq with spaces"),
    ("TELEGRAM_WEBHOOK_SECRET", "z" * 257),
    ("TELEGRAM_API_URL", "http://zzqq.example"),
    ("TELEGRAM_API_URL", "https://[zzqq"),
    ("TELEGRAM_API_URL", "https://zzqq.example/bot"),
    ("TELEGRAM_API_URL", "https://zzqq.example/api/bot/"),
    ("TELEGRAM_API_URL", "https://api.telegram.org/bot1000001:zzqq"),
    ("TELEGRAM_API_URL", "https://api.telegram.org/file"),
    ("FASPAY_ENVIRONMENT", "zzqq"),
    ("FASPAY_URL", "http://zzqq.example"),
    ("FASPAY_URL", "https://zzqq.example/account/api"),
    ("FASPAY_URL", "https://user:zzqq@faspay.example"),
    ("FASPAY_URL", "zzqq.example"),
    ("FASPAY_URL", "https://zzqq.faspay.co.id"),
    ("FASPAY_VIRTUAL_ACCOUNT", "99zzqq"),
    ("FASPAY_TRANSFERS_AT_ONCE", "0"),
    ("FASPAY_TRANSFERS_AT_ONCE", "201"),
    ("FASPAY_TRANSFERS_AT_ONCE", "7.5"),
    ("FASPAY_TRANSFERS_AT_ONCE", "many"),
    ("FASPAY_TIMEOUT_SECONDS", "-1"),
    ("FASPAY_TIMEOUT_SECONDS", "0"),
    ("FASPAY_TIMEOUT_SECONDS", "120.5"),
    ("FASPAY_TIMEOUT_SECONDS", "nan"),
    ("FASPAY_TIMEOUT_SECONDS", "inf"),
    ("FASPAY_AMOUNT_UNIT", "zzqq"),
    ("FASPAY_PUBLIC_KEY_FILES", "/zzqq/absent.pem"),
    ("FASPAY_PUBLIC_KEY_FILES", ","),
    ("FASPAY_PUBLIC_KEY_FILES", __file__),
    ("CHANNELS", "permata,zzqq"),
    ("CHANNELS", "permata,permata"),
    ("ALFAMART_MIN_RUPIAH", "75001"),
    ("ALFAMART_MAX_RUPIAH", "0"),
    ("INDOMARET_MAX_RUPIAH", "-50000"),
    ("BENEFICIARY_EMAIL", "zzqq"),
    ("BENEFICIARY_REGION_CODE", "zzqq"),
    ("DATABASE_URL", "mysql://zzqq"),
    ("DATABASE_URL", "postgresql://zzqq/db"),
    ("DATABASE_URL", "postgresql+psycopg://zzqq"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///~/zzqq.db"),
    ("DATABASE_URL", "sqlite:////~/zzqq.db"),
    ("DATABASE_URL", "sqlite:///~zzqq/cashout.db"),
    ("DATABASE_URL", "sqlite:///$HOME/zzqq.db"),
    ("DATABASE_URL", "sqlite:////srv/${zzqq}/cashout.db"),
    ("JOURNAL_DIR", "~/zzqq"),
    ("JOURNAL_DIR", "/srv/$zzqq/journal"),
    ("FASPAY_PUBLIC_KEY_FILES", "~/zzqq.pem"),
    ("FASPAY_PUBLIC_KEY_FILES", "/etc/none.pem,$zzqq/other.pem"),
    ("WEB_HOST", "http://zzqq"),
    ("WEB_HOST", "127.0.0.1:8080"),
    ("WEB_HOST", "0.0.0.0 zzqq"),
    ("WEB_HOST", "[::]"),
    ("WEB_HOST", "*"),
    ("WEB_HOST_PUBLIC", "zzqq"),
    ("DATA_KEYS", "zzqq"),
    ("DATA_KEYS", f"k1:{KEY[:-8]}"),
    ("DATA_KEYS", f"{KEY}:zzqq"),
    ("DATA_KEYS", f"k1:{KEY},k1:{OTHER_KEY}"),
    ("PUBLIC_URL", "http://zzqq.example"),
    ("PUBLIC_URL", "https://zzqq.example/?a=1"),
    ("PUBLIC_URL", "https://zzqq.example/" + "a" * 150),
    ("WEB_PORT", "65536"),
    ("METRICS_PORT", "zzqq"),
    ("ADMIN_IDS", "11,-22"),
    ("ADMIN_IDS", "11,zzqq"),
    ("ADMIN_IDS", "0"),
    ("DEFAULT_LANGUAGE", "zzqq"),
    ("TIMEZONE", "../zzqq"),
    ("STEPS_DIR", "zzqq"),
    ("STEPS_DIR", "~/zzqq"),
    ("COPY_CODE_BUTTON", "zzqq"),
    ("LOG_LEVEL", "zzqq"),
    ("LOG_FORMAT", "zzqq"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_bad_value_is_refused_by_name_and_never_shown(
    env: dict[str, str], name: str, value: str
) -> None:
    refusal = _refusal(env, **{name: value})
    assert refusal.startswith(f"{name} ")
    assert "\n" not in refusal
    assert "zzqq" not in refusal
    assert KEY[:20] not in refusal


def test_own_steps_are_read_at_the_start_and_a_fault_names_its_place(
    env: dict[str, str], tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "id.ftl").write_text("card-steps-alfamart = Tunjukkan kode, terima { $amount }.\n")
    found = _load(env | {"STEPS_DIR": str(steps)}).steps_dir
    assert found is not None
    assert list(found) == ["id"]
    (steps / "id.ftl").write_text("card-steps-alfamart =\n    Terima { $uang }.\n")
    refusal = _refusal(env, STEPS_DIR=str(steps))
    assert refusal.startswith(
        "STEPS_DIR has a file id.ftl whose line 2 asks in card-steps-alfamart"
    )


def test_refusal_keeps_no_secret_in_its_chain(env: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(env | {"DATA_KEYS": "made-up-secret"})
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_production_needs_its_own_address(env: dict[str, str]) -> None:
    assert "merchant page" in _refusal(env, FASPAY_ENVIRONMENT="production")


@pytest.mark.parametrize(
    "url",
    [
        "https://sendme-sandbox.faspay.co.id",
        "https://dev2.faspay.co.id",
        "https://account-staging.faspay.co.id",
        "https://localhost:9000",
        "http://127.0.0.1:9000",
    ],
)
def test_production_refuses_play_addresses(env: dict[str, str], url: str) -> None:
    refusal = _refusal(env, FASPAY_ENVIRONMENT="production", FASPAY_URL=url)
    assert refusal.startswith("FASPAY_URL ")


def test_production_refuses_plain_or_local_callbacks(env: dict[str, str]) -> None:
    real = {"FASPAY_ENVIRONMENT": "production", "FASPAY_URL": "https://faspay.example"}
    assert _load(env | real).faspay_url == "https://faspay.example"
    for url in ("http://127.0.0.1:8080", "https://127.0.0.1:8080"):
        assert _refusal(env | real, PUBLIC_URL=url).startswith("PUBLIC_URL ")


def test_stand_ins_on_this_machine_are_welcome_in_the_sandbox(env: dict[str, str]) -> None:
    local = "http://127.0.0.1:9000"
    names = ("FASPAY_URL", "PUBLIC_URL", "TELEGRAM_API_URL")
    settings = _load(env | dict.fromkeys(names, f"{local}/"))
    assert settings.faspay_url == settings.public_url == settings.telegram_api_url == local


def test_look_alike_of_loopback_is_not_loopback(env: dict[str, str]) -> None:
    assert _refusal(env, FASPAY_URL="http://127.0.0.1.zzqq.example").startswith("FASPAY_URL ")


def test_longest_public_url_still_fits_a_callback(env: dict[str, str]) -> None:
    url = "https://cashout.example/".ljust(161, "a")
    assert _load(env | {"PUBLIC_URL": url}).public_url == url
    assert "161" in _refusal(env, PUBLIC_URL=url + "a")


def test_webhook_mode_needs_its_secret(env: dict[str, str]) -> None:
    webhook = env | {"TELEGRAM_MODE": "webhook"}
    assert _refusal(webhook).startswith("TELEGRAM_WEBHOOK_SECRET is missing")
    assert _load(webhook | {"TELEGRAM_WEBHOOK_SECRET": "made-up_1"}).telegram_webhook_secret


WEBHOOK = {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "made-up_1"}


@pytest.mark.parametrize(
    ("url", "mend"),
    [
        ("https://cashout.example:9443", "80, 88 or 8443"),
        ("https://cashout.example:8080", "TELEGRAM_MODE=polling"),
        ("https://cashout.example:0", "8443"),
        ("http://127.0.0.1:8443", "https"),
        ("https://localhost:8443", "that Telegram can reach"),
    ],
)
def test_webhook_at_telegram_itself_needs_an_address_that_telegram_takes(
    env: dict[str, str], url: str, mend: str
) -> None:
    refusal = _refusal(env | WEBHOOK, PUBLIC_URL=url)
    assert refusal.startswith("PUBLIC_URL ")
    assert mend in refusal
    assert _load(env | {"PUBLIC_URL": url}).public_url == url  # polling posts nowhere


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
def test_webhook_takes_the_ports_that_telegram_posts_to(env: dict[str, str], port: str) -> None:
    url = f"https://cashout.example{port}"
    assert _load(env | WEBHOOK | {"PUBLIC_URL": url}).public_url == url


def test_webhook_of_a_bot_api_server_of_ones_own_may_be_anywhere(env: dict[str, str]) -> None:
    own = {"TELEGRAM_API_URL": "http://127.0.0.1:8081", "PUBLIC_URL": "http://127.0.0.1:8080"}
    assert _load(env | WEBHOOK | own).public_url == "http://127.0.0.1:8080"


def test_counters_need_an_address_and_a_region(env: dict[str, str]) -> None:
    counters = env | {"CHANNELS": "permata, Alfamart,indomaret"}
    names = [line.partition(" ")[0] for line in _refusal(counters).splitlines()]
    assert names == ["BENEFICIARY_EMAIL", "BENEFICIARY_REGION_CODE"]
    more = {"BENEFICIARY_EMAIL": "cash@company.example", "BENEFICIARY_REGION_CODE": "0102"}
    assert _load(counters | more).channels == tuple(Channel)


def test_largest_amount_is_not_below_the_smallest(env: dict[str, str]) -> None:
    limits = {"ALFAMART_MIN_RUPIAH": "200000", "ALFAMART_MAX_RUPIAH": "150000"}
    assert _refusal(env, **limits).startswith("ALFAMART_MAX_RUPIAH ")


def test_key_of_another_kind_is_refused(env: dict[str, str], tmp_path: Path) -> None:
    odd = _pem(tmp_path / "ec.pem", ec.generate_private_key(ec.SECP256R1()).public_key())
    both = f"{env['FASPAY_PUBLIC_KEY_FILES']},{odd}"
    assert "file 2 of 2" in _refusal(env, FASPAY_PUBLIC_KEY_FILES=both)


def test_empty_value_is_no_value(env: dict[str, str]) -> None:
    assert _load(env | {"FASPAY_URL": " ", "WEB_PORT": ""}).web_port == 8080
    assert _refusal(env, FASPAY_KEY="").startswith("FASPAY_KEY is missing")


def test_real_environment_wins_over_the_file(env: dict[str, str], tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("WEB_PORT=1000\nWEB_HOST=127.0.0.9\n")
    env_file.chmod(0o600)
    settings = Settings.load(env | {"WEB_PORT": "2000"}, env_file)
    assert (settings.web_port, settings.web_host) == (2000, "127.0.0.9")


def test_secrets_in_the_file_are_taken_as_they_are(env: dict[str, str], tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("FASPAY_KEY='a${HOME}#b'\n")
    del env["FASPAY_KEY"]
    assert Settings.load(env, env_file).faspay_key.get_secret_value() == "a${HOME}#b"


def test_missing_env_file_is_no_problem(env: dict[str, str], tmp_path: Path) -> None:
    assert Settings.load(env, tmp_path / "absent").warnings == ()


def test_unreadable_env_file_is_told(env: dict[str, str], tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(b"FASPAY_KEY=\xff\xfe")
    with pytest.raises(SettingsError, match="UTF-8"):
        Settings.load(env, env_file)


@pytest.mark.parametrize("name", sorted(Settings.secret_names()))
def test_any_secret_may_come_from_a_file(env: dict[str, str], name: str, tmp_path: Path) -> None:
    value = env.pop(name, "sqlite:///x.db" if name == "DATABASE_URL" else "made-up-" * 4)
    holder = tmp_path / "secret"
    holder.write_text(f"{value}\n")
    holder.chmod(0o600)
    settings = _load(env | {f"{name}_FILE": str(holder)})
    assert getattr(settings, name.lower()).get_secret_value() == value
    assert settings.warnings == ()


def test_secret_given_twice_is_refused(env: dict[str, str], tmp_path: Path) -> None:
    refusal = _refusal(env, FASPAY_KEY_FILE=str(tmp_path))
    assert refusal == "FASPAY_KEY is given twice: keep FASPAY_KEY or FASPAY_KEY_FILE"


def test_secret_file_that_is_absent_or_empty_is_told(env: dict[str, str], tmp_path: Path) -> None:
    del env["FASPAY_KEY"]
    empty = tmp_path / "empty"
    empty.touch()
    assert "cannot be read" in _refusal(env, FASPAY_KEY_FILE=str(tmp_path / "absent"))
    assert "is empty" in _refusal(env, FASPAY_KEY_FILE=str(empty))


def test_environment_overrules_a_broken_pointer_in_the_file(
    env: dict[str, str], tmp_path: Path
) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("FASPAY_KEY_FILE=/absent\n")
    assert Settings.load(env, env_file).faspay_key.get_secret_value() == env["FASPAY_KEY"]


def test_secret_files_open_to_others_are_warned_of(env: dict[str, str], tmp_path: Path) -> None:
    env_file, holder, pem = tmp_path / ".env", tmp_path / "token", tmp_path / "faspay.pem"
    holder.write_text(env.pop("TELEGRAM_BOT_TOKEN"))
    env_file.write_text(f"TELEGRAM_BOT_TOKEN_FILE={holder}\n")
    pem.write_bytes(Path(env["FASPAY_PUBLIC_KEY_FILES"]).read_bytes())
    for path in (env_file, holder, pem):
        path.chmod(0o640)
    settings = Settings.load(env | {"FASPAY_PUBLIC_KEY_FILES": str(pem)}, env_file)
    assert [warning.partition(" ")[0] for warning in settings.warnings] == [
        str(path) for path in (env_file, holder, pem)
    ]


def test_misspelt_name_is_warned_of(env: dict[str, str], tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("WEB_PROT=1\n")
    env_file.chmod(0o600)
    settings = Settings.load(env | {"FASPAY_TIMEOUT": "1", "HOME": "/"}, env_file)
    assert settings.warnings == (
        "FASPAY_TIMEOUT is not a setting: did you mean FASPAY_TIMEOUT_SECONDS?",
        "WEB_PROT (line 1) is not a setting: did you mean WEB_PORT?",
    )


def test_journal_lies_beside_the_real_file_whatever_leads_there(
    env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "cashout.db")
    real = _load(env | {"DATABASE_URL": f"sqlite:///{tmp_path}/cashout.db"})
    linked = _load(env | {"DATABASE_URL": f"sqlite:///{tmp_path}/link.db"})
    with contextlib.chdir(tmp_path):
        relative = _load(env | {"DATABASE_URL": "sqlite:///link.db"})
        folders = {each.journal_folder for each in (real, linked, relative)}
    assert folders == {tmp_path / "cashout.db.journal"}


@pytest.mark.parametrize(
    ("url", "former"),
    [
        ("sqlite:///link.db", "link.db.journal"),
        ("postgresql+psycopg://bot@db.example/cashout", "data/journal"),
    ],
)
def test_journal_that_lies_where_it_was_before_is_not_forgotten(
    env: dict[str, str], tmp_path: Path, url: str, former: str
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "cashout.db")
    (tmp_path / former).mkdir(parents=True)
    with contextlib.chdir(tmp_path):
        said = _refusal(env, DATABASE_URL=url)
        assert said.startswith(f"JOURNAL_DIR is missing: name {tmp_path / former}")
        named = _load(env | {"DATABASE_URL": url, "JOURNAL_DIR": str(tmp_path / former)})
    assert named.journal_folder == tmp_path / former


def test_journal_of_postgres_does_not_hang_on_the_folder_we_are_in(
    env: dict[str, str], tmp_path: Path
) -> None:
    env |= {"DATABASE_URL": "postgresql+psycopg://bot@db.example/cashout"}
    here = _load(env).journal_folder
    with contextlib.chdir(tmp_path):
        assert _load(env).journal_folder == here
    assert here.is_absolute()


def test_relative_journal_folder_is_refused(env: dict[str, str]) -> None:
    assert "JOURNAL_DIR must be an absolute path" in _refusal(env, JOURNAL_DIR="data/journal")


def test_repr_shows_no_secret(env: dict[str, str]) -> None:
    url = "postgresql+psycopg://bot:made-up-password@db.example/cashout"
    settings = _load(env | {"DATABASE_URL": url, "TELEGRAM_WEBHOOK_SECRET": "made-up-hook"})
    shown = repr(settings) + str(settings)
    for secret in settings.secret_values():
        assert secret not in shown


def test_secret_values_hold_the_parts_too(env: dict[str, str]) -> None:
    url = "postgresql+psycopg://bot:made-up-password@db.example/cashout"
    values = _load(env | {"DATABASE_URL": url}).secret_values()
    assert {"made-up-password", KEY, env["FASPAY_IV"], env["TELEGRAM_BOT_TOKEN"]} <= set(values)


def test_settings_cannot_be_changed(env: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(_load(env), "web_port", 1)  # noqa: B010 - mypy would refuse the plain form


def test_process_environment_does_not_leak_into_a_given_one(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_PORT", "1234")
    assert _load(env).web_port == 8080
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert Settings.load(env_file=None).web_port == 1234

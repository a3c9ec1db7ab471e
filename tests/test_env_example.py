"""The .env.example is complete, true about defaults, and enough to start with."""

import re
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.settings.settings import Settings
from storage.models.channel import Channel

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".env.example").read_text(encoding="utf-8")
LINES = re.findall(r"^(# )?([A-Z_]+)=(.*)$", TEXT, flags=re.MULTILINE)


def _as_text(default: object) -> str:
    secret = getattr(default, "get_secret_value", None)
    if secret is not None:
        default = secret()
    if isinstance(default, tuple):
        return ",".join(Channel(each).name.lower() for each in default)
    if isinstance(default, bool):
        return str(default).lower()
    return "" if default is None else str(default)


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    names = [name for _, name, _ in LINES]
    assert len(names) == len(set(names))
    assert set(names) == Settings.names()


def test_lines_to_fill_in_are_exactly_the_settings_without_a_default() -> None:
    required = {n.upper() for n, field in Settings.model_fields.items() if field.is_required()}
    assert {name for hidden, name, _ in LINES if not hidden} == required
    assert not any(value for hidden, _, value in LINES if not hidden)


def test_commented_lines_show_the_real_defaults() -> None:
    for hidden, name, value in LINES:
        if hidden:
            assert (name, value) == (name, _as_text(Settings.model_fields[name.lower()].default))


def test_every_setting_stands_under_a_comment() -> None:
    blocks = [
        block for block in TEXT.split("\n\n") if re.search(r"^(# )?[A-Z_]+=", block, re.MULTILINE)
    ]
    assert all(re.match(r"# [A-Z a-z]", block) for block in blocks)
    assert not any(re.match(r"# [A-Z_]+=", block) for block in blocks)


def test_filling_in_the_example_as_it_says_is_enough(tmp_path: Path) -> None:
    pem = tmp_path / "faspay-public.pem"
    public = rsa.generate_private_key(65537, 2048).public_key()
    pem.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    text = re.sub(r"^# Example: (.*)\n([A-Z_]+)=$", r"\2=\1", TEXT, flags=re.MULTILINE)
    text = text.replace("=faspay-public.pem", f"={pem}")
    command = re.search(r"^# Make one: (.*)$", text, re.MULTILINE)
    assert command is not None
    made = subprocess.run(["bash", "-c", command[1]], capture_output=True, text=True, check=True)
    env_file = tmp_path / ".env"
    env_file.write_text(text.replace("\nDATA_KEYS=\n", f"\nDATA_KEYS={made.stdout}"))
    env_file.chmod(0o600)
    pem.chmod(0o600)
    settings = Settings.load({}, env_file)
    assert settings.faspay_url == "https://sendme-sandbox.faspay.co.id"
    assert settings.admin_ids == (1000001,)
    assert settings.warnings == ()


def test_the_example_holds_nothing_that_looks_like_a_credential() -> None:
    filled = re.sub(r"https?://\S+|postgresql\S+", "", TEXT)
    assert not re.search(r"\d{6,}:[A-Za-z0-9_-]{20,}", filled)
    assert not re.search(
        r"[A-Za-z0-9+/=]{40,}", re.sub(r"^# (-+).*$", "", filled, flags=re.MULTILINE)
    )

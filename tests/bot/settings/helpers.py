"""Settings of a company with real money, all of them safe; a test spoils one."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.settings.settings import Settings, SettingsError
from storage.engine.vault import new_key

CREDENTIALS = ("KEY", "SECRET", "APP_KEY", "APP_SECRET", "CLIENT_KEY", "CLIENT_SECRET", "IV")
ALIKE = f"k1:{base64.b64encode(bytes(32)).decode()}"
"""A data key that nobody made by chance."""


def key_file(path: Path, bits: int = 2048) -> Path:
    """Write a public key as Faspay sends it."""
    key = rsa.generate_private_key(65537, bits).public_key()
    path.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    path.chmod(0o600)
    return path


def real_money(folder: Path) -> dict[str, str]:
    """Return what is needed with FASPAY_ENVIRONMENT=production, as an environment."""
    return {f"FASPAY_{name}": f"made-up-{name.lower()}" for name in CREDENTIALS} | {
        "FASPAY_ENVIRONMENT": "production",
        "FASPAY_URL": "https://faspay.example",
        "FASPAY_VIRTUAL_ACCOUNT": "9920000001",
        "FASPAY_PUBLIC_KEY_FILES": str(key_file(folder / "faspay.pem")),
        "TELEGRAM_BOT_TOKEN": "1000001:made-up-token",
        "DATABASE_URL": f"sqlite:///{folder}/cashout.db",
        "DATA_KEYS": new_key("k1"),
        "PUBLIC_URL": "https://cashout.example",
        "ADMIN_IDS": "11",
    }


def play_money(folder: Path) -> dict[str, str]:
    """Return the same for the sandbox."""
    real = real_money(folder)
    return {name: value for name, value in real.items() if name != "FASPAY_URL"} | {
        "FASPAY_ENVIRONMENT": "sandbox"
    }


def told_of(env: dict[str, str], env_file: Path | None = None) -> tuple[str, ...]:
    """Return what is refused or, where nothing is, what is warned of."""
    try:
        return Settings.load(env, env_file).warnings
    except SettingsError as error:
        return error.problems

"""A folder from which the program could be run: a .env that is complete, and its key file."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.faspay.code import public_pem
from bot.settings.settings import Settings
from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from storage.repositories import sentinel
from tests.loopback import a_key
from tests.servers import migrated

_CREDENTIALS = ("KEY", "SECRET", "APP_KEY", "APP_SECRET", "CLIENT_KEY", "CLIENT_SECRET")


def now() -> datetime:
    return datetime.now(UTC)


class Folder:
    """A `.env` with every needed setting; change one and write it again."""

    def __init__(self, path: Path, **settings: str) -> None:
        self.path = path
        key_file = path / "faspay-public.pem"
        key_file.write_text(public_pem(a_key()))
        key_file.chmod(0o600)
        self.settings = {
            "TELEGRAM_BOT_TOKEN": "4200000:made-up-token",
            "TELEGRAM_API_URL": "http://127.0.0.1:9",
            "FASPAY_URL": "http://127.0.0.1:9",
            "FASPAY_VIRTUAL_ACCOUNT": "9920000001",
            **{f"FASPAY_{name}": f"made-up-{name.lower()}" for name in _CREDENTIALS},
            "FASPAY_IV": "0123456789abcdef",
            "FASPAY_PUBLIC_KEY_FILES": str(key_file),
            "DATABASE_URL": f"sqlite:///{path / 'cashout.db'}",
            "DATA_KEYS": new_key("k1"),
            "PUBLIC_URL": "http://127.0.0.1:8080",
            "ADMIN_IDS": "5000000001",
            **settings,
        }
        self.write()

    @property
    def env(self) -> Path:
        return self.path / ".env"

    def write(self, **changes: str | None) -> None:
        """Change settings (None takes one out), and write the file."""
        for name, value in changes.items():
            if value is None:
                self.settings.pop(name, None)
            else:
                self.settings[name] = value
        lines = [f"{name}={value}\n" for name, value in self.settings.items()]
        self.env.write_text("".join(lines))
        self.env.chmod(0o600)

    def load(self) -> Settings:
        return Settings.load({}, self.env)

    def prepare(self) -> None:
        """Make the database as `migrate` does, in a twentieth of its time."""
        path = self.path / "cashout.db"
        path.touch(0o600)
        path.write_bytes(migrated())
        with self.database() as database:
            database.run_sync(sentinel.prove_keys)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the database as the program would, but for the lock."""
        settings = self.load()
        vault = Vault.from_setting(settings.data_keys.get_secret_value())
        database = Database(settings.database_url.get_secret_value(), vault, now)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def logs_put_back() -> Iterator[None]:
    """Let a command configure logs, and take that back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    ours = [logging.getLogger(name) for name in ("bot", "handlers", "storage", "__main__")]
    levels = [logger.level for logger in ours]
    hooks = sys.excepthook, threading.excepthook
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for logger, its_level in zip(ours, levels, strict=True):
            logger.setLevel(its_level)
        sys.excepthook, threading.excepthook = hooks

"""Every setting of the program: read once, checked, and refused when unsafe."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.providers.faspay.auth import SignatureMode
from bot.providers.faspay.wire import AmountUnit
from bot.settings import addresses
from bot.settings import checks as check
from bot.settings import paths as places
from bot.settings.checks import (
    CallbackSignature,
    Environment,
    Language,
    LogFormat,
    LogLevel,
    TelegramMode,
)
from bot.settings.safety import weaknesses
from bot.settings.sources import oddities, read_sources, sentences, too_open
from storage.models.channel import Channel

__all__ = [
    "AmountUnit",
    "CallbackSignature",
    "Environment",
    "Language",
    "LogFormat",
    "LogLevel",
    "Settings",
    "SettingsError",
    "SignatureMode",
    "TelegramMode",
]

BotToken = Annotated[SecretStr, AfterValidator(check.bot_token)]
WebhookSecret = Annotated[SecretStr | None, AfterValidator(check.webhook_secret)]
FaspayUrl = Annotated[str, AfterValidator(addresses.faspay_url)]
PublicUrl = Annotated[str, AfterValidator(addresses.public_url)]
ApiUrl = Annotated[str, AfterValidator(addresses.api_url)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(addresses.database_url)]
WebHost = Annotated[str, AfterValidator(addresses.web_host)]
JournalDir = Annotated[Path | None, AfterValidator(places.journal_dir)]
DataKeys = Annotated[SecretStr, AfterValidator(check.data_keys)]
KeyFiles = Annotated[tuple[Path, ...], BeforeValidator(check.public_key_files)]
Channels = Annotated[tuple[Channel, ...], BeforeValidator(check.channels)]
Ids = Annotated[tuple[int, ...], BeforeValidator(check.ids)]
OwnSteps = Annotated[Mapping[str, str] | None, BeforeValidator(check.own_steps)]
Zone = Annotated[str, AfterValidator(check.timezone)]
Port = Annotated[int, Field(ge=1, le=65535)]
MinRupiah = Annotated[int, Field(gt=0, multiple_of=50_000)]
MaxRupiah = Annotated[MinRupiah, AfterValidator(check.at_least_minimum)]
AtCounters = Annotated[str | None, AfterValidator(check.needed_at_counters)]

_CREDENTIAL = "copy it from Faspay's merchant page, Settings > Credentials"
_STEP = "must be a multiple of 50000, in rupiah"
_PORT = "must be a port from 1 to 65535"


class SettingsError(Exception):
    """Settings are missing or unsafe. One line for each says how to correct it, without values."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """The environment variables by their names in lower case. Build with `load`.

    A description completes the message about a wrong value: "WEB_PORT is not valid: must be …".
    Longer rules are in `checks.py` and `addresses.py`. A rule may look at the fields above its own.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False
    )

    # Telegram
    telegram_bot_token: BotToken = Field(description="@BotFather gives it, digits:letters")
    telegram_mode: TelegramMode = Field(
        TelegramMode.POLLING, description="must be polling or webhook"
    )
    telegram_webhook_secret: WebhookSecret = Field(None, validate_default=True)
    telegram_api_url: ApiUrl = "https://api.telegram.org"

    # Faspay
    faspay_environment: Environment = Field(
        Environment.SANDBOX, description="must be sandbox (play money) or production (real money)"
    )
    faspay_url: FaspayUrl = Field("", validate_default=True)
    faspay_virtual_account: str = Field(
        pattern=r"^[0-9]{1,20}$", repr=False, description="the digits of your SendMe account"
    )
    faspay_key: SecretStr = Field(description=_CREDENTIAL)
    faspay_secret: SecretStr = Field(description=_CREDENTIAL)
    faspay_app_key: SecretStr = Field(description=_CREDENTIAL)
    faspay_app_secret: SecretStr = Field(description=_CREDENTIAL)
    faspay_client_key: SecretStr = Field(description=_CREDENTIAL)
    faspay_client_secret: SecretStr = Field(description=_CREDENTIAL)
    faspay_iv: SecretStr = Field(description=_CREDENTIAL)
    faspay_public_key_files: KeyFiles = Field(
        min_length=1, description="paths of the public key files (PEM) that Faspay sent you"
    )
    faspay_timeout_seconds: float = Field(
        30, gt=0, le=120, description="must be more than 0 and at most 120 seconds"
    )
    faspay_transfers_at_once: int = Field(
        64, ge=1, le=200, description="must be a whole number from 1 to 200"
    )
    faspay_amount_unit: AmountUnit = Field(
        AmountUnit.HUNDREDTHS, description="must be hundredths or rupiah; the wrong one pays 100x"
    )
    faspay_signature_mode: SignatureMode = Field(
        SignatureMode.SEALED, description="must be sealed or hmac"
    )
    faspay_callback_signature: CallbackSignature = Field(
        CallbackSignature.OFF, description="must be off, hex or base64"
    )
    faspay_reuse_tokens: bool = Field(default=False, description="must be true or false")

    # Channels
    channels: Channels = (Channel.PERMATA,)
    alfamart_min_rupiah: MinRupiah = Field(50_000, description=_STEP)
    alfamart_max_rupiah: MaxRupiah = Field(1_000_000, description=_STEP)
    indomaret_min_rupiah: MinRupiah = Field(50_000, description=_STEP)
    indomaret_max_rupiah: MaxRupiah = Field(1_000_000, description=_STEP)
    beneficiary_email: AtCounters = Field(
        None,
        validate_default=True,
        max_length=128,
        pattern=r"^[^@\s,]+@[^@\s,]+$",
        description="must be one e-mail address of your company",
    )
    beneficiary_region_code: AtCounters = Field(
        None,
        validate_default=True,
        pattern=r"^[0-9]{4}$",
        description="must be four digits of Faspay's list of regions",
    )

    # What is kept, and where we are found
    database_url: DatabaseUrl = SecretStr("sqlite:///data/cashout.db")
    journal_dir: JournalDir = Field(
        None,
        validate_default=True,
        description="must be a folder for answers that the database cannot take",
    )
    data_keys: DataKeys = Field(description="make one as .env.example says, and back it up")
    public_url: PublicUrl = Field(description="the https address at which Faspay reaches us")
    web_host: WebHost = "127.0.0.1"
    web_host_public: bool = Field(default=False, description="must be yes or no")
    web_port: Port = Field(8080, description=_PORT)
    metrics_port: Port | None = Field(None, description=_PORT)

    # People and words
    admin_ids: Ids = Field(description="the numeric Telegram ids of the first admins")
    default_language: Language = Field(Language.INDONESIAN, description="must be id or en")
    timezone: Zone = "Asia/Jakarta"
    steps_dir: OwnSteps = None
    copy_code_button: bool = Field(default=True, description="must be true or false")
    offer_earlier_beneficiaries: bool = Field(default=True, description="must be true or false")

    # Logs
    log_level: LogLevel = Field(LogLevel.INFO, description="must be DEBUG, INFO, WARNING or ERROR")
    log_format: LogFormat = Field(LogFormat.JSON, description="must be json or console")

    _warnings: tuple[str, ...] = ()

    @classmethod
    def load(
        cls, env: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")
    ) -> Self:
        """Read the environment (None: the process's own), which wins over a `.env` file.

        Raise SettingsError with all problems at once. What is only unsafe for real money follows
        once everything else is right.
        """
        real = os.environ if env is None else env
        found = read_sources(cls.names(), cls.secret_names(), real, env_file)
        values: dict[str, Any] = {name.lower(): text for name, text in found.values.items()}
        settings, problems = None, {}
        try:
            settings = cls(**values)
        except ValidationError as error:
            problems = cls._problems(error)
        if settings is None or found.lines or found.problems:
            raise SettingsError(sentences(found, problems))
        weak = weaknesses(settings, real)
        if weak and settings.faspay_environment is Environment.PRODUCTION:
            raise SettingsError(sentences(found, weak))
        doubts = [*oddities(found, cls.secret_names()).items(), *weak.items()]
        settings._warnings = (
            *found.warnings,
            *(f"{name} {doubt}" for name, doubt in doubts),
            *too_open(settings.faspay_public_key_files),
        )
        return settings

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read nothing here: `load` takes the environment as an argument."""
        del settings_cls, others, named
        return (init_settings,)

    @classmethod
    def names(cls) -> frozenset[str]:
        """Name every environment variable that is read."""
        return frozenset(name.upper() for name in cls.model_fields)

    @classmethod
    def secret_names(cls) -> frozenset[str]:
        """Name those that may also come in a file, as NAME_FILE."""
        kinds = (SecretStr, SecretStr | None)
        fields = cls.model_fields.items()
        return frozenset(name.upper() for name, field in fields if field.annotation in kinds)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say what should be corrected, but is no reason to refuse."""
        return self._warnings

    @property
    def journal_folder(self) -> Path:
        """Where the journal is, absolute."""
        return places.journal_folder(self.database_url.get_secret_value(), self.journal_dir)

    def secret_values(self) -> tuple[str, ...]:
        """Every secret and its parts in the clear, for cutting them out of logs only."""
        secrets = (getattr(self, name.lower()) for name in sorted(self.secret_names()))
        clear = tuple(secret.get_secret_value() for secret in secrets if secret is not None)
        keys = self.data_keys.get_secret_value().split(",")
        password = urlsplit(self.database_url.get_secret_value()).password
        parts = [key.strip().partition(":")[2] for key in keys]
        return (*clear, *parts, self.faspay_virtual_account, *([password] if password else []))

    @classmethod
    def _problems(cls, error: ValidationError) -> dict[str, str]:
        """Say by variable what is wrong, without the input."""
        return {
            str(detail["loc"][0]).upper(): cls._sentence(
                detail["type"], detail["msg"], detail["loc"]
            )
            for detail in error.errors(include_input=False, include_context=False)
        }

    @classmethod
    def _sentence(cls, kind: str, message: str, place: tuple[int | str, ...]) -> str:
        mend = cls.model_fields[str(place[0])].description
        if kind == "value_error":
            return message.removeprefix("Value error, ")
        return f"is missing: {mend}" if kind == "missing" else f"is not valid: {mend}"

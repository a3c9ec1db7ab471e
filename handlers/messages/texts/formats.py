"""How amounts and times are written, and the words on buttons: what every message needs."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.models.channel import Channel
from storage.models.order import Money
from storage.models.person import Role, Standing
from storage.values import Rupiah

_READ_ALOUD = 4


@dataclass(frozen=True)
class Labels:
    """The words on buttons."""

    confirm: str
    edit_name: str
    edit_phone: str
    edit_amount: str
    cancel: str
    yes: str
    write_again: str
    another_name: str
    show_code: str
    approve: str
    reject: str


class Formats(ABC):
    """What the messages of a language are put together from; times are of one zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    @property
    @abstractmethod
    def language(self) -> str:
        """The language's code: "id" or "en"."""

    @property
    @abstractmethod
    def labels(self) -> Labels:
        """The words on buttons."""

    @property
    @abstractmethod
    def months(self) -> tuple[str, ...]:
        """Twelve short names, January first."""

    @abstractmethod
    def channel(self, channel: Channel) -> str:
        """Name a channel, as on its button."""

    @abstractmethod
    def status(self, money: Money) -> str:
        """Say in a few words where the money of an order is; never more than is known."""

    @abstractmethod
    def role(self, role: Role) -> str:
        """Name a role."""

    @abstractmethod
    def standing(self, standing: Standing) -> str:
        """Say whether a person may act, in a word."""

    @property
    def show_code(self) -> str:
        """The label of the button that shows a code again."""
        return self.labels.show_code

    def amount(self, amount: Rupiah | int) -> str:
        """Write rupiah: "Rp 300.000"."""
        return Rupiah(int(amount)).format()

    def moment(self, at: datetime) -> str:
        """Write a time as it is in the company's zone: "22 Nov 2026 14.05 WIB"."""
        local = at.astimezone(self._zone)
        month = self.months[local.month - 1]
        clock = f"{local.hour:02}.{local.minute:02} {_zone_name(local)}"
        return f"{local.day} {month} {local.year} {clock}"

    @staticmethod
    def spaced(code: str) -> str:
        """Write a code in fours, to be read aloud."""
        parts = range(0, len(code), _READ_ALOUD)
        return " ".join(code[start : start + _READ_ALOUD] for start in parts)

    @staticmethod
    def lines(*parts: str) -> str:
        """Put lines below each other; empty ones fall out."""
        return "\n".join(part for part in parts if part)

    @staticmethod
    def paragraphs(*parts: str) -> str:
        """Put paragraphs below each other; empty ones fall out."""
        return "\n\n".join(part for part in parts if part)


def _zone_name(local: datetime) -> str:
    """Return WIB, WITA, WIT; of a zone without letters of its own, how far it is from UTC."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name

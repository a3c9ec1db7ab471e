"""What every message is put together from: labels, amounts, times, and names of what we know."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from handlers.messages.catalogue import Family, catalogue
from handlers.messages.languages import Language
from handlers.messages.times import TimeFormat, marked
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.models.person import Role, Standing
from storage.values import Rupiah

_READ_ALOUD = 4
_CHANNEL = Family("channel", Channel)
_STATUS = Family("status", OrderStatus)
_ROLE = Family("role", Role)
_STANDING = Family("standing", Standing)


@dataclass(frozen=True)
class Labels:
    """The words on buttons."""

    confirm: str
    edit_name: str
    edit_phone: str
    edit_amount: str
    edit_purpose: str
    cancel: str
    yes: str
    write_again: str
    another_name: str
    another_phone: str
    show_code: str
    copy_code: str
    send_again: str
    approve: str
    reject: str
    today: str
    this_week: str
    previous: str
    next: str
    look_further: str


class Words:
    """One language, and the zone of every time in it."""

    def __init__(self, language: Language, zone: ZoneInfo, own_steps: str = "") -> None:
        self.language: Language = language
        self._zone = zone
        self._own_steps = own_steps
        self._catalogue = catalogue(language)

    def say(self, name: str, /, **values: str | int) -> str:
        """Return a message of the catalogue. Raise CatalogueError."""
        return self._catalogue.say(name, values)

    @property
    def labels(self) -> Labels:
        """The words on buttons."""
        return Labels(
            confirm=self.say("label-confirm"),
            edit_name=self.say("label-edit-name"),
            edit_phone=self.say("label-edit-phone"),
            edit_amount=self.say("label-edit-amount"),
            edit_purpose=self.say("label-edit-purpose"),
            cancel=self.say("label-cancel"),
            yes=self.say("label-yes"),
            write_again=self.say("label-write-again"),
            another_name=self.say("label-another-name"),
            another_phone=self.say("label-another-phone"),
            show_code=self.say("label-show-code"),
            copy_code=self.say("label-copy-code"),
            send_again=self.say("label-send-again"),
            approve=self.say("label-approve"),
            reject=self.say("label-reject"),
            today=self.say("label-today"),
            this_week=self.say("label-this-week"),
            previous=self.say("label-previous"),
            next=self.say("label-next"),
            look_further=self.say("label-look-further"),
        )

    def channel(self, channel: Channel) -> str:
        """Name a channel, as on its button."""
        return self.say(_CHANNEL[channel])

    def status(self, status: OrderStatus) -> str:
        """Say in a few words where the money of an order is; never more than is known."""
        return self.say(_STATUS[status])

    def role(self, role: Role) -> str:
        """Name a role."""
        return self.say(_ROLE[role])

    def standing(self, standing: Standing) -> str:
        """Say whether a person may act, in a word."""
        return self.say(_STANDING[standing])

    @property
    def show_code(self) -> str:
        """The label of the button that shows a code again."""
        return self.say("label-show-code")

    def amount(self, amount: Rupiah | int) -> str:
        """Write rupiah: "Rp 300.000"."""
        return Rupiah(int(amount)).format()

    def moment(self, at: datetime, shown: TimeFormat = TimeFormat.OWN) -> str:
        """Write a time, for an app to show in its reader's own zone where it can."""
        return marked(self._written(at), at, shown)

    def stamp(self, at: datetime) -> str:
        """Write a time that is compared with the company's or Faspay's books: it stays as it is."""
        return self.moment(at, TimeFormat.AS_WRITTEN)

    def _written(self, at: datetime) -> str:
        """Write a time as it is in the company's zone: "22 Nov 2026 14.05 WIB"."""
        local = at.astimezone(self._zone)
        # Babel's own names of zones differ by language: WIB is UTC+7 to it in English.
        time = format_datetime(local, self.say("pattern-moment"), locale=self.language)
        return f"{time} {zone_name(local)}"

    def day(self, day: date) -> str:
        """Write a day: "22 Nov 2026"."""
        return format_date(day, self.say("pattern-day"), locale=self.language)

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


def zone_name(local: datetime) -> str:
    """Return WIB, WITA, WIT; of a zone without letters of its own, how far it is from UTC."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name

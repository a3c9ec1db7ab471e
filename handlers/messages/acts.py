"""What can be done at Telegram, and a row of the outbox that is to be done now."""

from dataclasses import dataclass, field, replace

from handlers.messages.keyboards import Keyboard
from handlers.messages.times import Time, plain, split
from storage.models.outbox import Kind
from storage.repositories.places import Place


@dataclass(frozen=True)
class Send:
    """A new message."""

    chat_id: int
    text: str = field(repr=False)
    keyboard: Keyboard = ()
    protect: bool = False
    topic: int | None = None
    """Of the chat's topics; None is the chat itself."""
    times: tuple[Time, ...] = ()
    """Where the text has times, which an app may show in its own way."""
    beside: tuple[tuple[int, int], ...] = ()
    """The other rows that this says: (seq, attempts)."""
    silent: bool = False
    """It comes without a sound."""
    only_in_topic: bool = False
    """It goes nowhere where its topic is gone. What somebody waits for goes into the chat then."""


@dataclass(frozen=True)
class Edit:
    """New words for a message; repeating it is harmless."""

    chat_id: int
    message_id: int
    text: str = field(repr=False)
    keyboard: Keyboard = ()
    """The buttons that are there afterwards: what is not named goes."""
    carries_code: bool = False
    times: tuple[Time, ...] = ()
    """Where the text has times, which an app may show in its own way."""


@dataclass(frozen=True)
class Delete:
    """Delete cards at once, as many as one call takes."""

    chat_id: int
    message_ids: tuple[int, ...]
    beside: tuple[tuple[int, int], ...] = ()
    """The other rows that this does: (seq, attempts)."""


@dataclass(frozen=True)
class Wipe:
    """Edit a card's words away, in case it still stands. If it is gone, that is as good."""

    chat_id: int
    message_id: int
    text: str


@dataclass(frozen=True)
class Toast:
    """The answer to a button press."""

    callback_query_id: str
    text: str | None = field(default=None, repr=False)
    alert: bool = False


@dataclass(frozen=True)
class Menu:
    """The commands of one chat: (command, description)."""

    chat_id: int
    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leave:
    """Leave a group."""

    chat_id: int


Act = Send | Edit | Delete | Wipe | Toast | Menu | Leave


def with_times(act: Act) -> Act:
    """Turn the marks in an act's text into places (times.py); what knows no times loses them."""
    match act:
        case Send() | Edit():
            text, times = split(act.text)
            return replace(act, text=text, times=times)
        case Wipe() | Toast(text=str()):
            return replace(act, text=plain(act.text or ""))
        case _:
            return act


@dataclass(frozen=True)
class Claimed:
    """A row to be sent now, and what sending it means."""

    seq: int
    attempts: int
    chat_id: int
    act: Act
    kind: Kind
    place: Place

    @property
    def rows(self) -> tuple[tuple[int, int], ...]:
        """All rows that this does: (seq, attempts)."""
        beside = self.act.beside if isinstance(self.act, Delete | Send) else ()
        return ((self.seq, self.attempts), *beside)

"""A stage for conversations: people write, the whole bot answers, and it reads as a transcript.

In a transcript `>` is what a person does: words, `[a button]` of the newest keyboard, `{sticker}`
`{photo}` `{voice}` `{document}` `{location}`, `{forward} words`, `{via} words` (by way of another
bot), `{edit} words`, `{contact} phone[,phone] name`. The bot does: `<` a message with its buttons
below it, `~` an edit, `x` a deletion, `*` the answer to a press, `!` one to close. Order numbers
read ORDER.
"""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import ndiff
from functools import cache
from textwrap import dedent
from typing import Any

from telegram.ext import ExtBot

from bot.telegram.no_wire import silent_bot
from bot.telegram.turn import take_turn
from handlers.jobs import inquiries as rechecking
from handlers.jobs import transfers
from handlers.jobs.edges import Edges
from handlers.messages.acts import Claimed, Delete, Edit, Menu, Send, Toast, Wipe
from handlers.messages.claims import next_act
from handlers.messages.keyboards import Keyboard
from handlers.messages.results import DeliveryProblem, RefusedForGood, Result, Sent, settle
from handlers.services.orders import inquiries
from storage.models.audit import OPERATOR
from storage.models.proposal import Press
from storage.repositories import conversations
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    SECOND_ADMIN,
    SUPERVISOR,
    World,
)
from tests.fakes import FakeJournal

STRANGER, OTHER_STRANGER = 6_000_000_001, 6_000_000_002
GROUP = -1_001_234_567_890
NAMES = {
    AGENT: "Dewi",
    OTHER_AGENT: "Agus",
    SUPERVISOR: "Ratna",
    OTHER_SUPERVISOR: "Yusuf",
    ADMIN: "Hadi",
    SECOND_ADMIN: "Lina",
    STRANGER: "Tono",
    OTHER_STRANGER: "Eko",
}
_ME = {"id": 1_000_001, "is_bot": True, "first_name": "Cash-out", "username": "cashout_bot"}
_SOON = timedelta(seconds=60)
_ORDER = re.compile(r"(?<!\d)\d{12}(?!\d)")


_FILE = {"file_id": "f", "file_unique_id": "f"}
_NO_WORDS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [_FILE | {"width": 1, "height": 1}], "caption": "Budi 0812 300rb"},
    "voice": {"voice": _FILE | {"duration": 1}},
    "document": {"document": _FILE},
    "location": {"location": {"latitude": -6.2, "longitude": 106.8}},
}


@cache
def _bot() -> ExtBot[None]:
    return asyncio.run(silent_bot("1000001:made-up", _ME))


@dataclass
class Message:
    """What stands in a chat."""

    text: str
    keyboard: Keyboard = ()
    protected: bool = False
    topic: int | None = None

    @property
    def held(self) -> str:
        """All that it holds: its words, and what its buttons would copy."""
        copies = [button.copies or "" for row in self.keyboard for button in row]
        return "\n".join([self.text, *copies])


@dataclass
class Stage:
    """The bot, its people's phones, and Faspay."""

    world: World
    languages: dict[int, str] = field(default_factory=dict)
    menus: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    heard: dict[int, list[str]] = field(default_factory=dict)
    """What each chat got since the last transcript."""
    gone: set[int] = field(default_factory=set)
    """Messages that their reader has deleted, or that Telegram changes no more."""
    wires: int = 0
    held_up_since: datetime | None = None
    """When the updates that are handled now had reached us; None is now."""

    def dialog(self, who: int, transcript: str) -> None:
        """Act a transcript and compare it as a whole."""
        wanted = [line.rstrip() for line in dedent(transcript).strip().splitlines()]
        played: list[str] = []
        played += self.hear(who)
        for line in wanted:
            if line.startswith("> "):
                played.append(line)
                self.act(who, line[2:])
                played += self.hear(who)
        assert played == wanted, "\n" + "\n".join(ndiff(wanted, played))

    def act(self, who: int, doing: str) -> None:
        """Do one thing as a person."""
        if doing.startswith("["):
            self.press(who, self.button(who, doing[1:-1]))
        elif doing == "{sticker}":
            sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular"}
            flags = {"width": 1, "height": 1, "is_animated": False, "is_video": False}
            self.message(who, sticker=sticker | flags)
        elif doing.rstrip("}").removeprefix("{") in _NO_WORDS:
            self.message(who, **_NO_WORDS[doing[1:-1]])
        elif doing.startswith("{contact} "):
            phones, _space, name = doing.removeprefix("{contact} ").partition(" ")
            self.message(who, contact=_contact(name, *phones.split(",")))
        elif doing.startswith("{forward} "):
            origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
            self.write(who, doing.removeprefix("{forward} "), forward_origin=origin)
        elif doing.startswith("{via} "):
            other = {
                "id": 4_000_000_001,
                "is_bot": True,
                "first_name": "Other",
                "username": "other_bot",
            }
            self.write(who, doing.removeprefix("{via} "), via_bot=other)
        elif doing.startswith("{edit} "):
            self.write(who, doing.removeprefix("{edit} "), kind="edited_message")
        else:
            self.write(who, doing.replace("\\n", "\n"))

    def write(self, who: int, text: str, kind: str = "message", **more: Any) -> None:  # noqa: ANN401 - fields of a Telegram message
        command = re.match(r"/\w+(@\w+)?", text)
        entities = [_entity("bot_command", 0, command.end())] if command else []
        self.message(who, kind, text=text, entities=entities, **more)

    def message(self, who: int, kind: str = "message", **content: Any) -> None:  # noqa: ANN401 - the same
        chat = content.pop("chat", None) or self._private(who)
        date = int(self.world.clock.now.timestamp())
        body = {"message_id": 9_000 + self.wires, "date": date, "chat": chat}
        self.update(chat["id"], {kind: body | {"from": self._user(who)} | content})

    def press(
        self, who: int, data: str, chat: dict[str, Any] | None = None, below: str | None = None
    ) -> None:
        """Press a button, an old one or somebody else's, too.

        Or send its data for another message, the one that has the button `below`.
        """
        chat = chat or self._private(who)
        message = {"message_id": 1, "date": int(time.time()), "chat": chat, "text": "…"}
        message |= self._pressed(who, data, below)
        query = {"id": f"q{self.wires}", "chat_instance": "1", "data": data, "message": message}
        self.update(chat["id"], {"callback_query": query | {"from": self._user(who)}})

    def _pressed(self, who: int, data: str, below: str | None) -> dict[str, Any]:
        """Return the newest message that has a button, as far as the bot looks at it."""
        for message_id, message in reversed(self.messages.get(who, {}).items()):
            rows = [
                [{"text": each.label, "callback_data": each.data} for each in row if each.data]
                for row in message.keyboard
            ]
            labels = {each.label for row in message.keyboard for each in row}
            has_it = any(button["callback_data"] == data for row in rows for button in row)
            if has_it if below is None else below in labels:
                return {"message_id": message_id, "reply_markup": {"inline_keyboard": rows}}
        return {}

    def update(self, chat_id: int, content: dict[str, Any]) -> None:
        """Hand an update to the bot, as the intake does, and deliver what it says."""
        self.wires += 1
        raw = json.dumps({"update_id": self.wires} | content)
        received_at = self.held_up_since
        self.world.do(take_turn, self.world.policy, _bot(), raw, chat_id, received_at)
        if received_at is None:
            self.deliver()

    def act_at_once(self, who: int, *doings: str) -> None:
        """Do things that all reach the bot before it has answered the first of them."""
        self.held_up_since = self.world.clock.now
        for doing in doings:
            self.act(who, doing)
        self.held_up_since = None
        self.deliver()

    def button(self, who: int, label: str) -> str:
        """Find a button's data, in the newest message that has it."""
        for message in reversed(self.messages.get(who, {}).values()):
            for row in message.keyboard:
                for button in row:
                    if button.label == label and button.data:
                        return button.data
        raise LookupError(label)

    def hear(self, who: int) -> list[str]:
        """Return what a chat got since it last listened."""
        return self.heard.pop(who, [])

    def agree(self, press: Press = Press.APPROVE, by: int = OPERATOR) -> None:
        """Have all that waits for a second person decided, and what follows said."""
        self.world.decided(press, by)
        self.deliver()

    def submit(self) -> None:
        """Let the worker send what was requested, and deliver what comes of it."""
        while asyncio.run(transfers.submit(self._edges())):
            pass
        self.deliver()

    def recheck(self) -> None:
        """Let the worker ask Faspay about every order whose turn it is."""
        while asyncio.run(rechecking.recheck(self._edges())):
            pass
        self.deliver()

    def tidy(self) -> None:
        self.world.tidy()
        self.world.do(inquiries.tell_expiry)
        self.deliver()

    def draft_of(self, who: int) -> dict[str, Any]:
        """Return what is kept of a chat's draft between updates."""
        kept, _ends_at = self.world.do(conversations.open_in, who)
        return kept["cash_out"].data if "cash_out" in kept else {}

    def deliver(self) -> None:
        """Send everything that waits; the clock moves on where a rate limit wants it to."""
        world = self.world
        while True:
            found = world.do(next_act, world.policy, world.gateway.open_code, ())
            if isinstance(found, Claimed):
                world.do(settle, found, self._arrived(found))
            elif isinstance(found, datetime) and found - world.clock.now < _SOON:
                world.clock.now = max(found, world.clock.now)
            else:
                return

    def _arrived(self, claimed: Claimed) -> Result:
        if isinstance(claimed.act, Edit) and claimed.act.message_id in self.gone:
            return RefusedForGood(DeliveryProblem.MESSAGE_GONE)
        return Sent(self._arrive(claimed))

    def _arrive(self, claimed: Claimed) -> int | None:
        act = claimed.act
        chat = self.messages.setdefault(claimed.chat_id, {})
        match act:
            case Send():
                message_id = 100 + sum(len(each) for each in self.messages.values())
                chat[message_id] = Message(act.text, act.keyboard, act.protect, act.topic)
                self._note(claimed.chat_id, _shown("<", act.text, act.keyboard))
                return message_id
            case Edit():
                chat[act.message_id].text = act.text
                chat[act.message_id].keyboard = act.keyboard
                self._note(claimed.chat_id, _shown("~", act.text, act.keyboard))
            case Delete():
                for message_id in act.message_ids:
                    chat[message_id].text, chat[message_id].keyboard = "", ()
                    self._note(claimed.chat_id, "x")
            case Wipe():
                pass  # its message is gone
            case Toast():
                mark = "!" if act.alert else "*"
                self._note(
                    claimed.chat_id, f"{mark} {_ORDER.sub('ORDER', act.text or '')}".rstrip()
                )
            case Menu():
                self.menus[act.chat_id] = act.commands
        return None

    def _note(self, chat_id: int, block: str) -> None:
        self.heard.setdefault(chat_id, []).extend(block.splitlines())

    def _edges(self) -> Edges:
        world = self.world
        return Edges(
            world.database, world.gateway, world.policy, "worker", time.monotonic, FakeJournal()
        )

    def _user(self, who: int) -> dict[str, Any]:
        language = self.languages.get(who, "en")
        user = {"id": who, "is_bot": False, "first_name": NAMES[who]}
        return user | {"language_code": language}

    @staticmethod
    def _private(who: int) -> dict[str, Any]:
        return {"id": who, "type": "private", "first_name": NAMES[who]}


def group(title: str = "Field") -> dict[str, Any]:
    return {"id": GROUP, "type": "supergroup", "title": title}


def _contact(name: str, first: str, *others: str) -> dict[str, Any]:
    contact = {"phone_number": first, "first_name": name}
    if not others:
        return contact
    lines = [f"TEL;TYPE=CELL:{phone}" for phone in (first, *others)]
    return contact | {"vcard": "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"])}


def _entity(kind: str, offset: int, length: int) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length}


def _shown(mark: str, text: str, keyboard: Keyboard = ()) -> str:
    first, *rest = _ORDER.sub("ORDER", text).split("\n")
    rows = [" ".join(f"[{button.label}]" for button in row) for row in keyboard]
    return "\n".join([f"{mark} {first}", *(f"  {line}".rstrip() for line in [*rest, *rows])])

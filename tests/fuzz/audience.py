"""Everybody's chats in one transaction: does what people do, and judges all that is said."""

import re
from dataclasses import asdict

from sqlmodel import select

from handlers.cash_out import answers
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind
from tests.dialogs.stage import GROUP, STRANGER, group
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    SUPERVISOR,
    World,
)
from tests.fakes import CODE, SEALED
from tests.fuzz.doings import Played
from tests.fuzz.rehearsal import (
    AGENTS_NAME,
    BENEFICIARIES,
    ORDERS,
    SUSPENDED,
    Rehearsal,
    Said,
    play,
)
from tests.fuzz.strategies import OTHER_DIGITS

_LONGEST_MESSAGE = 4096
_LONGEST_TOAST = 200
_LONGEST_DATA = 64


class Audience:
    """Everybody's chats: does what people do, and judges all that is said."""

    def __init__(self, stage: Rehearsal) -> None:
        self.stage = stage
        self.buttons: dict[int, list[str]] = {}
        self.confirmed = 0

    def act(self, person: int, doing: tuple[str, str], *, grouped: bool) -> None:
        kind, what = doing
        self.confirmed += answers.words(what) in answers.CONFIRM
        if kind == "press":
            self.press(person, self.data_of(person, what), grouped=grouped)
        elif grouped and not what.startswith("{"):
            self.stage.write(person, what, chat=group())
        elif what:
            self.stage.act(person, f" {what}" if what.startswith("[") else what)
        for said in self.stage.listen():
            self.judge(said)

    def press(self, person: int, data: str, *, grouped: bool) -> None:
        self.confirmed += ":ok." in data
        self.stage.press(person, data, group() if grouped else None)

    def data_of(self, person: int, what: str) -> str:
        """Find the data of a button that was offered to this person; else take it as it is."""
        found = re.fullmatch(r"\[(\d+)\](\d*)", what)
        offered = self.buttons.get(person, [])
        if what.startswith("{nonce}"):
            nonce = next((data.split(":")[1] for data in offered if data.startswith("co:")), "0")
            return what.replace("{nonce}", f"co:{nonce}")
        if found is None or not offered:
            return what
        data = offered[int(found[1]) % len(offered)]
        if not found[2]:
            return data
        at = int(found[2]) % len(data)
        return data[:at] + OTHER_DIGITS[0] + data[at + 1 :]

    def judge(self, said: Said) -> None:
        self.assert_fits(said)
        self.assert_keeps_secrets(said)
        offered = [button.data for button in said.buttons if button.data]
        self.buttons.setdefault(said.chat_id, [])[:0] = offered

    def assert_fits(self, said: Said) -> None:
        """Check that Telegram takes it: its lengths are in UTF-16 units, button data in octets."""
        longest = _LONGEST_TOAST if said.kind is Kind.TOAST else _LONGEST_MESSAGE
        assert len(said.text.encode("utf-16-le")) // 2 <= longest
        assert said.kind is not Kind.REPLY or said.text.strip()
        for button in said.buttons:
            assert len((button.data or "").encode()) <= _LONGEST_DATA
            assert button.label

    def assert_keeps_secrets(self, said: Said) -> None:
        words = "\n".join([said.text, *(str(asdict(button)) for button in said.buttons)])
        assert CODE not in words
        assert SEALED not in words
        assert not said.text.startswith("Something went wrong")
        if said.kind in {Kind.CARD, Kind.CARD_EDIT}:
            order = self.stage.work.session.get(Order, said.order_no)
            assert order is not None
            assert said.chat_id == order.agent_id
        for agent_id, (name, phone) in BENEFICIARIES.items():
            if said.chat_id != agent_id:
                assert name.split()[1] not in said.text
                assert phone[1:-4] not in re.sub(r"\D", "", said.text)
        if said.chat_id in {OTHER_SUPERVISOR, SUSPENDED, STRANGER, GROUP}:
            assert AGENTS_NAME not in said.text
        if said.chat_id not in {SUPERVISOR, ADMIN}:  # they may follow every order, masked
            theirs = {
                number for number, (agent_id, _) in ORDERS.items() if agent_id == said.chat_id
            }
            assert set(ORDERS) & set(re.findall(r"\d{12}", said.text)) <= theirs

    def assert_orders_are_sound(self, before: set[str]) -> None:
        """Check that orders came only of confirmations, and that nobody's order changed."""
        made = [
            order
            for order in self.stage.work.session.exec(select(Order))
            if order.order_no not in before
        ]
        assert len(made) <= self.confirmed
        for order in made:
            assert self.stage.world.policy.rules[order.channel].allows(order.amount)
            assert order.agent_id in {AGENT, OTHER_AGENT}
            assert order.status in {OrderStatus.REQUESTED, OrderStatus.CANCELLED}
        for order_no, (agent_id, status) in ORDERS.items():
            kept = self.stage.work.session.get(Order, order_no)
            assert kept is not None
            assert (kept.agent_id, kept.status, kept.amount) == (agent_id, status, 500_000)


def rehearse(world: World, played: Played) -> None:
    def story(stage: Rehearsal) -> None:
        audience = Audience(stage)
        for person, doing, grouped in played:
            audience.act(person, doing, grouped=grouped)
        audience.assert_orders_are_sound(set(ORDERS))

    play(world, story)

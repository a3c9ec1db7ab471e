"""Stand-ins with a memory: a clock to move, Faspay with the truth, Telegram with its chats."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from handlers.messages import claims, results
from handlers.messages.acts import Act, Claimed, Delete, Edit, Send, Wipe
from handlers.messages.results import DeliveryProblem, RefusedForGood, Result, Sent
from handlers.services.policy import Policy
from handlers.services.ports import MalformedCode, OpenCode, TransferRequest, UnreadableCode
from handlers.services.provider_answers import (
    Accepted,
    Answer,
    Balance,
    Doubt,
    Echo,
    Finding,
    Found,
    NotFound,
    NotSent,
    Outcome,
    ProviderStatus,
    Rejected,
    StatementLine,
    Unclear,
    Unknown,
)
from storage.engine.database import Database
from storage.models.channel import Channel
from storage.models.provider_answer import AnswerDetails
from storage.values import OrderNumber, Rupiah

CODE = "0047112233"
"""What the beneficiary types; the leading zeros are part of it."""
SEALED = "sealed-by-faspay"
"""The same as Faspay sends it."""
START = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
"""10:00 WIB."""


class Clock:
    """An aware UTC clock that moves only when it is told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float = 0, **more: float) -> None:
        self.now += timedelta(seconds=seconds, **more)


class BrokenWireError(Exception):
    """A fault that no use case expects."""


def echo_of(request: TransferRequest) -> Echo:
    """Return what an honest provider says it understood."""
    channel, phone = request.channel, str(request.phone)
    return Echo(request.order_no, int(request.amount), phone, channel, our_account=True)


def answer_to(request: TransferRequest) -> Answer:
    """Return an honest transfer answer; its code holds for a day."""
    return Answer(
        raw='{"status":"1"}',
        echo=echo_of(request),
        expires_at=START + timedelta(hours=24),
        sealed_code=SEALED,
    )


Plan = Callable[["FakeGateway", TransferRequest], Outcome]


DETAILS = AnswerDetails("395855", "ref-1767582000000001", status="1", response_code="00")
"""What an honest answer says of itself."""


def accept(gateway: "FakeGateway", request: TransferRequest) -> Outcome:
    gateway.execute(request)
    return Accepted(answer_to(request), DETAILS)


def accept_with(**changes: object) -> Plan:
    """Execute, and answer with a changed echo (None: the field is missing)."""

    def plan(gateway: "FakeGateway", request: TransferRequest) -> Outcome:
        gateway.execute(request)
        echo = replace(echo_of(request), **changes)  # type: ignore[arg-type]  # any field of Echo
        return Accepted(replace(answer_to(request), echo=echo))

    return plan


def accept_without_code(gateway: "FakeGateway", request: TransferRequest) -> Outcome:
    gateway.execute(request)
    return Accepted(replace(answer_to(request), sealed_code=None))


def lose_the_answer(gateway: "FakeGateway", request: TransferRequest) -> Outcome:
    gateway.execute(request)
    return Unknown(Doubt.TIMEOUT)


def lose_the_request(_gateway: "FakeGateway", _request: TransferRequest) -> Outcome:
    return Unknown(Doubt.TIMEOUT)


def refuse(_gateway: "FakeGateway", _request: TransferRequest) -> Outcome:
    return Rejected("Insufficient balance")


def refuse_but_execute(gateway: "FakeGateway", request: TransferRequest) -> Outcome:
    gateway.execute(request)
    return Rejected("Insufficient balance")


def send_nothing(_gateway: "FakeGateway", _request: TransferRequest) -> Outcome:
    return NotSent(Doubt.UNREACHABLE)


def break_after_sending(gateway: "FakeGateway", request: TransferRequest) -> Outcome:
    gateway.execute(request)
    raise BrokenWireError


@dataclass
class FakeGateway:
    """Faspay, as far as the use cases see it; `executed` is the truth about the money."""

    plan: Plan = accept
    unreachable: bool = False
    locked: bool = False
    """No key opens the codes."""
    malformed: bool = False
    """What the codes open to is no code of their channel."""
    executed: list[TransferRequest] = field(default_factory=list)
    statuses: dict[OrderNumber, ProviderStatus] = field(default_factory=dict)
    asked: list[OrderNumber] = field(default_factory=list)
    clock_skew: timedelta | None = timedelta()
    """What Faspay's answers say of our clock."""

    def execute(self, request: TransferRequest) -> None:
        self.executed.append(request)
        self.statuses[request.order_no] = ProviderStatus.ON_PROCESS

    def money_is_out(self, order_no: str) -> bool:
        """Say whether the company's money is gone for this order, whatever anybody believes."""
        status = self.statuses.get(OrderNumber(order_no))
        return status in {ProviderStatus.ON_PROCESS, ProviderStatus.SUCCESS}

    async def transfer(self, request: TransferRequest, may_send: Callable[[], bool]) -> Outcome:
        if not may_send():
            return NotSent(Doubt.TIMEOUT)
        return self.plan(self, request)

    async def inquire(self, order_no: OrderNumber) -> Finding:
        self.asked.append(order_no)
        return self.finding(order_no)

    def finding(self, order_no: OrderNumber) -> Finding:
        """Answer an inquiry honestly, at once."""
        if self.unreachable:
            return Unclear(Doubt.UNREACHABLE)
        status = self.statuses.get(order_no)
        if status is None:
            return NotFound()
        sent = next((each for each in self.executed if each.order_no == order_no), None)
        return Found(status, echo_of(sent) if sent else Echo(order_no), DETAILS)

    async def balance(self) -> Balance:
        return Balance(Rupiah(10_000_000), Rupiah(10_000_000))

    async def statement(self, first: date, last: date) -> list[StatementLine]:
        del first, last
        return []

    def open_code(self, sealed_code: str, _channel: Channel) -> str:
        if self.locked or sealed_code != SEALED:
            raise UnreadableCode
        if self.malformed:
            raise MalformedCode
        return CODE


@dataclass
class FakeTelegram:
    """Telegram, as far as the outbox sees it: chats with messages, and the way each text came."""

    database: Database
    policy: Policy
    clock: Clock
    open_code: OpenCode
    chats: dict[int, dict[int, str]] = field(default_factory=dict)
    done: list[Act] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    """Chats whose person has blocked the bot."""
    undeletable: set[int] = field(default_factory=set)
    """Messages that Telegram skips when many are deleted, without a word."""

    def next(self) -> Claimed | None:
        """Claim the next act, if there is one now."""
        found = self.database.run_sync(claims.next_act, self.policy, self.open_code, ())
        return found if isinstance(found, Claimed) else None

    def settle(self, claimed: Claimed, result: Result) -> None:
        self.database.run_sync(results.settle, claimed, result)

    def drain(self) -> list[Act]:
        """Do all that waits, moving the clock past the rate limits; return the acts."""
        before = len(self.done)
        idle = 0
        while idle < 3:
            claimed = self.next()
            if claimed is None:
                idle += 1
                self.clock.move(1)
                continue
            idle = 0
            self.settle(claimed, self.perform(claimed.act))
        return self.done[before:]

    def perform(self, act: Act) -> Result:
        """Do one act as Telegram does it."""
        self.done.append(act)
        match act:
            case Send() | Edit() | Delete() | Wipe() if act.chat_id in self.blocked:
                return RefusedForGood(DeliveryProblem.BLOCKED)
            case Send():
                chat = self.chats.setdefault(act.chat_id, {})
                message_id = len(self.done)
                chat[message_id] = shown(act)
                return Sent(message_id)
            case Edit() | Wipe():
                return self._edit(act)
            case Delete():
                for message_id in set(act.message_ids) - self.undeletable:
                    self.chats.get(act.chat_id, {}).pop(message_id, None)
                return Sent()
            case _:
                return Sent()

    def _edit(self, act: Edit | Wipe) -> Result:
        chat = self.chats.get(act.chat_id, {})
        if act.message_id not in chat:
            return RefusedForGood(DeliveryProblem.MESSAGE_GONE)
        chat[act.message_id] = shown(act)
        return Sent()

    def seen_by(self, chat_id: int) -> str:
        """Return all that stands in a chat now."""
        return "\n".join(self.chats.get(chat_id, {}).values())


class FakeJournal:
    """A journal in memory, with all the slots one may want."""

    def __init__(self) -> None:
        self.kept: dict[Path, dict[str, Any]] = {}
        self.taken = 0

    def take(self) -> Path:
        self.taken += 1
        return Path(f"slot-{self.taken}")

    def keep(self, slot: Path, entry: dict[str, Any]) -> None:
        self.kept[slot] = entry

    def release(self, slot: Path) -> None:
        self.kept.pop(slot, None)


def shown(act: Send | Edit | Wipe) -> str:
    """Return all that a message holds: its words, and what its buttons would copy."""
    keyboard = () if isinstance(act, Wipe) else act.keyboard
    copies = [f"[{button.copies}]" for row in keyboard for button in row if button.copies]
    return "\n".join([act.text, *copies])

"""A stage whose every play is taken back: many updates in one transaction that never commits."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlmodel import col, select
from telegram.ext import ExtBot

from bot.telegram.no_wire import silent_bot
from bot.telegram.turn import take_turn
from handlers.messages import cards, proposals, rendering
from handlers.messages.keyboards import Button, from_json
from handlers.messages.times import plain
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.models.outbox import Fate, Kind, Outgoing
from storage.models.person import Standing
from storage.repositories import orders, outbox, people
from storage.values import BeneficiaryName, PhoneNumber
from tests.dialogs.stage import STRANGER, Stage
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    SECOND_ADMIN,
    SUPERVISOR,
    TEAM,
    World,
)
from tests.fakes import CODE, SEALED

SUSPENDED = SECOND_ADMIN
"""Who may no longer act."""
PEOPLE = (AGENT, OTHER_AGENT, SUPERVISOR, OTHER_SUPERVISOR, ADMIN, SUSPENDED, STRANGER)
BENEFICIARIES = {
    AGENT: (BeneficiaryName("Xaverius Quilombo"), PhoneNumber("081299977765")),
    OTHER_AGENT: (BeneficiaryName("Wilhelmina Zyx"), PhoneNumber("085266655543")),
}
"""By the agent whose orders they are in."""
AGENTS_NAME = "Zulaikha"
"""Like the beneficiaries' names a word that no strategy draws: where it appears, it is theirs."""
ORDERS = {
    "700000000001": (AGENT, OrderStatus.ISSUED),
    "700000000002": (OTHER_AGENT, OrderStatus.ISSUED),
    "700000000003": (AGENT, OrderStatus.PAID),
    "700000000004": (AGENT, OrderStatus.UNKNOWN),
}


class TakenBackError(Exception):
    """The play is over; nothing of it remains."""


@dataclass
class Said:
    """One thing that was said to one chat."""

    chat_id: int
    kind: Kind
    text: str
    buttons: list[Button]
    order_no: str | None
    alert: bool = False


@dataclass
class Rehearsal(Stage):
    """Stage, in a transaction of its own."""

    work: Work = field(kw_only=True)
    seen: int = 0
    """The newest row of the outbox that was listened to."""

    def update(self, chat_id: int, content: dict[str, Any]) -> None:
        """Hand an update to the handlers; what they raise comes out here."""
        self.wires += 1
        raw = json.dumps({"update_id": self.wires} | content)
        take_turn(self.work, self.world.policy, bot(), raw, chat_id)
        self.work.session.flush()

    def listen(self) -> list[Said]:
        """Return what was appended since, rendered as its reader would see it."""
        query = select(Outgoing).where(col(Outgoing.seq) > self.seen).order_by(col(Outgoing.seq))
        rows = self.work.session.exec(query).all()
        self.seen = max([self.seen, *(row.seq or 0 for row in rows)])
        said = [self._rendered(row) for row in rows]
        for row in rows:
            outbox.finish(self.work, row, Fate.SENT)
        return said

    def _rendered(self, row: Outgoing) -> Said:
        text, buttons, alert = "", [], False
        policy = self.world.policy
        match row.kind:
            case Kind.REPLY | Kind.TOAST:
                body = outbox.body_of(self.work, row)
                text = "\n\n".join(filter(None, (body["text"], body.get("question"))))
                alert = body.get("alert", False)
                buttons = [each for line in from_json(body.get("keyboard")) for each in line]
            case Kind.NOTICE if said := rendering.notice(self.work, policy, row):
                text, buttons = said.text, [each for line in said.keyboard for each in line]
            case Kind.PROPOSAL if act := proposals.act(self.work, policy, row):
                text, buttons = act.text, [each for line in act.keyboard for each in line]
            case Kind.CARD:
                text = cards.new_card(self.work, policy, row) or ""
            case _:
                pass
        return Said(row.chat_id, row.kind, plain(text), buttons, row.order_no, alert)


@cache
def bot() -> ExtBot[None]:
    me = {"id": 1_000_001, "is_bot": True, "first_name": "Cash-out", "username": "cashout_bot"}
    return asyncio.run(silent_bot("1000001:made-up", me))


def play(world: World, story: Callable[[Rehearsal], None]) -> None:
    """Let a story happen, and take everything back."""

    def act(work: Work) -> None:
        rehearsal = Rehearsal(world, work=work)
        rehearsal.listen()
        story(rehearsal)
        raise TakenBackError

    try:
        world.do(act)
    except TakenBackError:
        return


def with_secrets(world: World) -> World:
    """Give the company orders to be curious about, and somebody who may not act."""

    def prepare(work: Work) -> None:
        agent, suspended = people.get(work, AGENT), people.get(work, SUSPENDED)
        assert agent is not None
        assert suspended is not None
        people.rename(work, agent, AGENTS_NAME)
        suspended.standing = Standing.SUSPENDED
        for order_no, (agent_id, status) in ORDERS.items():
            _add(work, order_no, agent_id, status)

    world.do(prepare)
    return world


def _add(work: Work, order_no: str, agent_id: int, status: OrderStatus) -> None:
    order = Order(
        order_no=order_no,
        agent_id=agent_id,
        team=TEAM,
        channel=Channel.PERMATA,
        amount=500_000,
        confirm_token=f"made-up-{order_no}",
        created_at=work.now,
        sending_at=work.now,
        issued_at=work.now,
        status=status,
        code=Code.SEALED,
    )
    orders.add(work, order, *BENEFICIARIES[agent_id])
    orders.keep_answer(work, order, f'{{"cashout_code":"{CODE}"}}', SEALED)

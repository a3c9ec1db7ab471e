"""Ready-made people, drafts and orders, and a small company in which the use cases can be tried."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel, col, select

from handlers.jobs import maintenance
from handlers.jobs.edges import Edges
from handlers.services.decisions import deciding
from handlers.services.decisions.deciding import Decided
from handlers.services.orders import inquiries, overdue, requests, transfer_outcome
from handlers.services.orders import transfers as submitting
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.overdue import Wait
from handlers.services.orders.requests import ConfirmedDraft, Requested
from handlers.services.orders.transfers import Ticket
from handlers.services.policy import Policy
from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Finding, Outcome
from handlers.services.rights.actors import Actor, Consent, agree, authorise, operator
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR
from storage.models.channel import Channel
from storage.models.live_message import LiveMessage
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind, Notice, Outgoing
from storage.models.person import Person, Role, Standing
from storage.models.policy import Threshold
from storage.models.proposal import Press, Proposal, ProposalKind, ProposalStatus
from storage.models.system_state import SystemState
from storage.repositories import inbox, orders, people, policy_versions, proposals, system_state
from storage.repositories.conversations import OpenConversation, OpenConversations
from storage.repositories.inbox import Arrived
from storage.values import AmountRule, BeneficiaryName, OrderNumber, PhoneNumber, Rupiah
from tests.fakes import Clock, FakeGateway, FakeJournal, FakeTelegram

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=SQLModel)

AGENT, OTHER_AGENT, SUPERVISOR, OTHER_SUPERVISOR, ADMIN, SECOND_ADMIN = (
    5_000_000_000 + number for number in range(1, 7)
)
"""Telegram ids, beyond 32 bits as today's are."""
TEAM, OTHER_TEAM = "Bandung", "Medan"
PURPOSES: Mapping[str | None, str] = {"FOOD": "Food aid", "AID": "Food aid", "WATER": "Clean water"}
"""Purposes by code, as they are called where a test names them."""
NAME = BeneficiaryName("Siti Aminah")
PHONE = PhoneNumber("081234567890")
AMOUNT = Rupiah(500_000)
WIB = ZoneInfo("Asia/Jakarta")
RULES: Mapping[Channel, AmountRule] = {
    Channel.PERMATA: AmountRule(Rupiah(100_000), Rupiah(1_500_000), Rupiah(100_000))
}


def a_policy(**changes: Any) -> Policy:  # noqa: ANN401 - any field of Policy
    """Return the settings of a company with one channel."""
    settings: dict[str, Any] = {
        "rules": RULES,
        "public_url": "https://bot.example",
        "bot_username": "cashout_bot",
        "default_language": "en",
        "zone": WIB,
    }
    return Policy(**settings | changes)


def a_draft(
    amount: int = AMOUNT, channel: Channel = Channel.PERMATA, purpose: str | None = None
) -> ConfirmedDraft:
    return ConfirmedDraft(channel, NAME, PHONE, Rupiah(amount), purpose, PURPOSES.get(purpose))


def a_request(order_no: str = "202601020001") -> TransferRequest:
    return TransferRequest(
        OrderNumber(order_no), Channel.PERMATA, NAME, PHONE, AMOUNT, "https://bot.example/cb"
    )


def a_bare_order(now: datetime, **fields: Any) -> Order:  # noqa: ANN401 - columns
    """Return an order that no database keeps, for rules that look at nothing else."""
    given: dict[str, Any] = {
        "order_no": "202601020001",
        "agent_id": AGENT,
        "team": TEAM,
        "channel": Channel.PERMATA,
        "amount": int(AMOUNT),
        "confirm_token": secrets.token_hex(8),
        "created_at": now,
    }
    return Order(**given | fields)


def an_order(work: Work, /, status: OrderStatus = OrderStatus.REQUESTED, **fields: Any) -> Order:  # noqa: ANN401 - columns
    """Keep an order as it might be found, without the way that led there."""
    number = str(orders.fresh_number(work))
    order = a_bare_order(work.now, **{"order_no": number, "status": status} | fields)
    orders.add(work, order, NAME, PHONE)
    return order


def a_person(work: Work, person_id: int, role: Role, team: str = TEAM) -> Person:
    person = Person(
        person_id=person_id, role=role, team=team, standing=Standing.ACTIVE, created_at=work.now
    )
    people.add(work, person, f"{role} {person_id}")
    return person


def store_update(work: Work, update_id: int, chat_id: int, raw: str) -> bool:
    """Keep one update; False when it is already here."""
    return inbox.store_updates(work, [Arrived(update_id, chat_id, raw)]) > 0


def open_rows(work: Work, chat_id: int) -> list[Outgoing]:
    """Return what waits to be said in one chat, oldest first."""
    query = select(Outgoing).where(Outgoing.chat_id == chat_id, col(Outgoing.done_at).is_(None))
    return list(work.session.exec(query.order_by(col(Outgoing.seq))))


def state_row(work: Work) -> SystemState:
    """Return the row of storage.repositories.system_state, to be set as a test wants it."""
    system_state.sending_switch(work, to_change=True)  # makes it where it is missing
    row = work.session.get(SystemState, 1)
    assert row is not None
    return row


def edges_of(world: "World", is_current: Callable[[], Awaitable[bool]]) -> Edges:
    """Return what the jobs work with; `is_current` says whether the data is older than it was."""
    return Edges(
        database=world.database,
        gateway=world.gateway,
        policy=world.policy,
        owner="worker",
        monotonic=lambda: 0.0,
        journal=FakeJournal(),
        is_current=is_current,
    )


def stopped_after_the_claim() -> Callable[[], bool]:
    """Return the `stopping` of a program that is asked to stop while a transfer is under way."""
    looks = iter([False])
    return lambda: next(looks, True)


def _hire(work: Work) -> None:
    a_person(work, AGENT, Role.AGENT)
    a_person(work, OTHER_AGENT, Role.AGENT)
    a_person(work, SUPERVISOR, Role.SUPERVISOR)
    a_person(work, OTHER_SUPERVISOR, Role.SUPERVISOR, OTHER_TEAM)
    a_person(work, ADMIN, Role.ADMIN, "")
    a_person(work, SECOND_ADMIN, Role.ADMIN, "")


def an_open_draft(state: str | None = "phone", /, **data: Any) -> OpenConversations:  # noqa: ANN401 - fields of Draft
    """Make an open cash-out conversation that keeps this."""
    return {"cash_out": OpenConversation(state, data or {"nonce": "aa"})}


@dataclass
class World:
    """A small company: its database, its clock, its settings, and Faspay."""

    database: Database
    clock: Clock
    policy: Policy
    gateway: FakeGateway = field(default_factory=FakeGateway)

    def telegram(self) -> FakeTelegram:
        return FakeTelegram(self.database, self.policy, self.clock, self.gateway.open_code)

    def with_people(self) -> "World":
        self.do(_hire)
        return self

    def do(self, use_case: Callable[Concatenate[Work, P], R], *a: P.args, **k: P.kwargs) -> R:
        """Run a use case in a transaction of its own."""
        return self.database.run_sync(use_case, *a, **k)

    def tidy(self) -> None:
        """Do what time alone brings."""
        for job in maintenance.JOBS:
            self.do(job, self.policy)
        self.judge_requests()

    def judge_requests(self, wait: Wait | None = None, *, confirmed: bool = True) -> None:
        """Have requests judged: so long, or as long as they exist, has each been seen to wait."""

        def seen(number: str) -> Wait:
            age = max(self.clock.now - self.order(number).created_at, timedelta())
            return wait or Wait(age, since_made=True, at_most=age)

        waiting = self.do(overdue.look, self.policy).waiting
        waits = {number: seen(number) for number in waiting}
        self.do(overdue.judge, self.policy, waits, confirmed=confirmed)

    def person(self, person_id: int = AGENT) -> Person:
        found = self.do(people.get, person_id)
        assert found is not None
        return found

    def actor(self, capability: Capability, person_id: int = ADMIN) -> Actor:
        """Return somebody who may do this."""
        return authorise(self.person(person_id), capability)

    def agreement(self, capability: Capability, person_id: int = ADMIN) -> Consent:
        """Return that somebody and the operator have agreed on this."""
        proposal = Proposal(
            kind=ProposalKind.OPEN_SENDING,
            content="{}",
            mark="",
            asked_at=self.clock.now,
            expires_at=self.clock.now,
            asked_by=person_id,
            status=ProposalStatus.APPROVED,
            ended_by=OPERATOR,
        )
        return agree(proposal, operator(Capability.DECIDE_PROPOSALS), capability)

    def decided(self, press: Press = Press.APPROVE, by: int = OPERATOR) -> list[Decided]:
        """Decide all that waits: the operator, or an admin."""

        def decide(work: Work) -> list[Decided]:
            person = people.get(work, by)
            needed = Capability.DECIDE_PROPOSALS
            actor = operator(needed) if person is None else authorise(person, needed)
            waiting = proposals.open_ones(work)
            found = [
                deciding.decide(work, actor, each.proposal_id or 0, each.mark, press)
                for each in waiting
            ]
            return [each for each in found if each is not None]

        return self.do(decide)

    def limit(self, amounts: Mapping[Threshold, int | None]) -> None:
        """Decide thresholds, as if whoever it takes had agreed."""
        for threshold, amount in amounts.items():
            self.do(policy_versions.decide, threshold, "", amount)

    def change(self, person_id: int, **fields: Any) -> None:  # noqa: ANN401 - columns of Person
        def change(work: Work) -> None:
            found = people.get(work, person_id)
            assert found is not None
            for name, value in fields.items():
                setattr(found, name, value)

        self.do(change)

    def order(self, order_no: str) -> Order:
        found = self.do(orders.get, order_no)
        assert found is not None
        return found

    def change_order(self, order_no: str, **fields: Any) -> None:  # noqa: ANN401 - columns of Order
        def change(work: Work) -> None:
            found = orders.get(work, order_no)
            assert found is not None
            for name, value in fields.items():
                setattr(found, name, value)

        self.do(change)

    def keep(self, status: OrderStatus, **fields: Any) -> OrderNumber:  # noqa: ANN401 - columns of Order
        """Keep an order in a state, and return its number."""
        return OrderNumber(self.do(an_order, status, **fields).order_no)

    def request(
        self, amount: int = AMOUNT, token: str | None = None, purpose: str | None = None
    ) -> OrderNumber:
        """Confirm a draft as the agent; it must become an order."""

        def request(work: Work) -> str:
            agent = people.get(work, AGENT)
            assert agent is not None
            made = requests.request_order(
                work,
                self.policy,
                authorise(agent, Capability.REQUEST_ORDERS),
                a_draft(amount, purpose=purpose),
                token or secrets.token_hex(8),
            )
            assert isinstance(made, Requested), made
            return made.order.order_no

        return OrderNumber(self.do(request))

    def claim(self, owner: str = "worker") -> Ticket | None:
        return self.do(submitting.claim, self.policy, owner)

    def claimed(self) -> Ticket:
        """Request an order and take the right to send it."""
        self.request()
        ticket = self.claim()
        assert ticket is not None
        return ticket

    def record(
        self, ticket: Ticket, outcome: Outcome, *, code_opens: bool = True, code_fits: bool = True
    ) -> None:
        order_no = ticket.request.order_no
        recorded = Recorded(order_no, ticket.owner, outcome, code_opens, code_fits)
        self.do(transfer_outcome.record, recorded)

    def find(self, order_no: str, finding: Finding) -> None:
        """Let an inquiry, asked and answered now, say this."""
        question = self.do(inquiries.question_about, OrderNumber(order_no))
        if question is None:
            question = inquiries.Question(OrderNumber(order_no), self.clock.now)
        self.do(inquiries.apply_finding, question, finding)

    def issued(self) -> OrderNumber:
        """Bring an order to where its code is known."""
        ticket = self.claimed()
        self.record(ticket, self.gateway.plan(self.gateway, ticket.request))
        return ticket.request.order_no

    def rows(self, table: type[Row]) -> list[Row]:
        return self.do(lambda work: list(work.session.exec(select(table))))

    def told(self, order_no: str | None = None) -> set[tuple[int, Notice]]:
        """Return who is, was, or will be told what of an order."""
        query = select(Outgoing).where(col(Outgoing.kind) == Kind.NOTICE)
        found = self.do(lambda work: list(work.session.exec(query)))
        return {
            (row.chat_id, row.notice)
            for row in found
            if row.notice is not None and order_no in {None, row.order_no}
        }

    def followed(self, order_no: str) -> set[int]:
        """Return in whose live message of an order a change waits to be shown."""
        waiting = {
            row.subject_id
            for row in self.rows(Outgoing)
            if row.kind is Kind.LIVE and row.done_at is None
        }
        return {
            live.chat_id
            for live in self.rows(LiveMessage)
            if live.order_no == order_no and live.live_id in waiting
        }

    def waiting(self, chat_id: int = AGENT) -> list[Kind]:
        """Return the kinds of rows that wait in a chat's queue, oldest first."""
        return [row.kind for row in self.do(open_rows, chat_id)]

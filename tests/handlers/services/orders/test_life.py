"""One order, and everything that may happen to it, in any order: the promises hold all the same."""

from functools import partial

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.services.controls import sending
from handlers.services.orders import callbacks, codes, inquiries, requests, transfers
from handlers.services.orders.inquiries import Question
from handlers.services.orders.transfers import Ticket
from handlers.services.people import members
from handlers.services.provider_answers import Doubt, Finding, Outcome, ProviderStatus, Unclear
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from storage.models.order import Order
from storage.models.order_states import CLOSED, ENDED, RANK, Code, OrderStatus
from storage.models.tables import METADATA
from storage.repositories import people as people_rows
from tests import fakes
from tests.factories import AGENT, World, a_policy
from tests.fakes import Clock, Plan

PLANS: list[Plan] = [
    fakes.accept,
    fakes.accept_with(amount=1),
    fakes.accept_with(phone=None),
    fakes.accept_without_code,
    fakes.lose_the_answer,
    fakes.lose_the_request,
    fakes.refuse,
    fakes.refuse_but_execute,
    fakes.send_nothing,
]
NEXT = {
    ProviderStatus.ON_PROCESS: [
        ProviderStatus.SUCCESS,
        ProviderStatus.FAILED,
        ProviderStatus.REVERSED,
    ],
    ProviderStatus.SUCCESS: [ProviderStatus.REVERSED],
}
SECONDS = st.sampled_from([0, 1, 9, 10, 30, 80, 700, 90_000])
VAULT = Vault.from_setting(new_key("k1"))


def _world() -> World:
    clock = Clock()
    database = Database("sqlite://", VAULT, clock)
    METADATA.create_all(database.engine)
    return World(database, clock, a_policy()).with_people()


class OneOrder(RuleBasedStateMachine):
    """What workers, people, Faspay and the clock may do, each at any moment and some twice."""

    def __init__(self) -> None:
        super().__init__()
        self.world = _world()
        self.number = self.world.request()
        self.tickets: list[Ticket] = []
        self.outcomes: list[tuple[Ticket, Outcome]] = []
        self.findings: list[tuple[Question, Finding]] = []
        self.before: Order = self.world.order(self.number)

    def teardown(self) -> None:
        self.world.database.close()

    @rule(owner=st.sampled_from(["a", "b"]))
    def claim(self, owner: str) -> None:
        ticket = self.world.claim(owner)
        if ticket is not None:
            self.tickets.append(ticket)

    @precondition(lambda self: len(self.outcomes) < len(self.tickets))
    @rule(plan=st.sampled_from(PLANS))
    def send(self, plan: Plan) -> None:
        ticket = self.tickets[len(self.outcomes)]
        self.outcomes.append((ticket, plan(self.world.gateway, ticket.request)))

    @precondition(lambda self: self.outcomes)
    @rule(opens=st.booleans())
    def record(self, *, opens: bool) -> None:
        ticket, outcome = self.outcomes[-1]
        self.world.record(ticket, outcome, code_opens=opens)

    @rule(alone=st.booleans())
    def recover(self, *, alone: bool) -> None:
        # "Alone" is the start of the only process: whoever held an order is dead.
        if not alone or len(self.outcomes) == len(self.tickets):
            self.world.do(partial(transfers.recover, alone=alone))

    @rule(seconds=SECONDS)
    def wait(self, seconds: float) -> None:
        self.world.clock.move(seconds)

    @rule(which=st.integers(0, 2))
    def faspay_moves(self, which: int) -> None:
        status = self.world.gateway.statuses.get(self.number)
        later = NEXT.get(status, []) if status else []
        if later:
            self.world.gateway.statuses[self.number] = later[which % len(later)]

    @rule(clear=st.booleans())
    def ask(self, *, clear: bool) -> None:
        question = self.world.do(inquiries.question_about, self.number)
        assert question is not None
        honest = self.world.gateway.finding(self.number)
        self.findings.append((question, honest if clear else Unclear(Doubt.TIMEOUT)))

    @precondition(lambda self: self.findings)
    @rule(which=st.integers(0, 5))
    def answer(self, which: int) -> None:
        question, finding = self.findings.pop(which % len(self.findings))
        self.world.do(inquiries.apply_finding, question, finding)

    @rule(status=st.sampled_from([*ProviderStatus, None]))
    def call_back(self, status: ProviderStatus | None) -> None:
        token = callbacks.callback_token(VAULT, self.number)
        assert self.world.do(callbacks.receive, self.number, token, f"{status}", status)

    @rule()
    def cancel(self) -> None:
        if may(self.world.person(), Capability.CANCEL_ORDERS):
            self.world.do(requests.cancel_latest, self.world.actor(Capability.CANCEL_ORDERS, AGENT))

    @rule(stop=st.booleans())
    def switch_the_line(self, *, stop: bool) -> None:
        if stop:
            self.world.do(sending.stop, self.world.actor(Capability.STOP_SENDING), "test")
        else:
            self.world.do(sending.resume, self.world.agreement(Capability.RESUME_SENDING))

    @rule(suspend=st.booleans())
    def switch_the_agent(self, *, suspend: bool) -> None:
        if suspend:
            self.world.do(members.suspend, self.world.actor(Capability.SUSPEND_PEOPLE), AGENT)
        else:
            self.world.do(members.restore, self.world.actor(Capability.RESTORE_PEOPLE), AGENT)
        assert self.world.do(people_rows.get, AGENT)

    @rule()
    def tidy(self) -> None:
        self.world.judge_requests()
        self.world.do(inquiries.tell_expiry)
        self.world.do(codes.wipe_old, self.world.policy)

    @invariant()
    def money_leaves_at_most_once(self) -> None:
        assert len(self.tickets) <= 1
        assert len(self.world.gateway.executed) <= 1

    @invariant()
    def the_order_never_goes_back(self) -> None:
        now, before = self.world.order(self.number), self.before
        if now.status in RANK and before.status in RANK:
            assert RANK[now.status] >= RANK[before.status]
        if now.status in CLOSED and now.status is not before.status:
            assert before.status in {
                OrderStatus.REQUESTED,
                OrderStatus.SENDING,
                OrderStatus.UNKNOWN,
            }
        if before.status in CLOSED and now.status is not before.status:
            assert now.status in {OrderStatus.ISSUED, OrderStatus.PAID}
        if before.code_sealed is not None and now.code_sealed is None:
            assert now.code is Code.WIPED
            given_up = before.expiry_told and before.check_at is None
            assert before.ended_at is not None or given_up
        self.before = now

    @invariant()
    def what_is_called_safe_is_safe(self) -> None:
        status = self.world.order(self.number).status
        if status in CLOSED | {OrderStatus.FAILED, OrderStatus.REVERSED}:
            assert not self.world.gateway.money_is_out(self.number)
        if status is OrderStatus.PAID:
            assert self.world.gateway.executed

    @invariant()
    def an_end_has_its_time_and_only_an_end(self) -> None:
        order = self.world.order(self.number)
        assert (order.ended_at is not None) == (order.status in ENDED)


OneOrder.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestOneOrder = OneOrder.TestCase

"""Whatever agents, Faspay, admins and the clock do: no order passes a limit or a budget."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.orders import requests
from handlers.services.orders.requests import ConfirmedDraft
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.order import Order
from storage.models.order_states import CLOSED, OrderStatus
from storage.models.policy import Threshold
from storage.models.tables import METADATA
from storage.repositories import policy_versions, purposes
from storage.values import PhoneNumber
from tests.factories import AGENT, OTHER_AGENT, OTHER_TEAM, PURPOSES, World, a_draft, a_policy
from tests.fakes import Clock

VAULT = Vault.from_setting(new_key("k1"))
BACK = CLOSED | {OrderStatus.FAILED, OrderStatus.REVERSED}
DAY = timedelta(hours=24)
WINDOWS = {
    Threshold.AGENT_DAY: DAY,
    Threshold.TEAM_DAY: DAY,
    Threshold.COMPANY_DAY: DAY,
    Threshold.PHONE_WEEK: timedelta(days=7),
}
BY_REFUSAL = {
    Refusal.DAY_LIMIT: Threshold.AGENT_DAY,
    Refusal.TEAM_LIMIT: Threshold.TEAM_DAY,
    Refusal.COMPANY_LIMIT: Threshold.COMPANY_DAY,
    Refusal.PHONE_LIMIT: Threshold.PHONE_WEEK,
}
PHONES = [PhoneNumber("081234567890"), PhoneNumber("081234567891")]
AMOUNTS = st.sampled_from([100_000, 200_000, 300_000, 500_000])
LIMITS = st.sampled_from([None, 300_000, 400_000, 700_000, 1_000_000])
STEPS = st.sampled_from([1, 60, 3 * 3600, 12 * 3600, 24 * 3600, 6 * 86_400])
ENDS = [*sorted(BACK), OrderStatus.PAID, OrderStatus.UNKNOWN, OrderStatus.ISSUED]


class OrdersWithinLimits(RuleBasedStateMachine):
    """Two agents of two teams send to two phones, for one purpose; limits go up and down."""

    def __init__(self) -> None:
        super().__init__()
        clock = Clock()
        database = Database("sqlite://", VAULT, clock)
        METADATA.create_all(database.engine)
        self.world = World(database, clock, a_policy()).with_people()
        self.world.change(OTHER_AGENT, team=OTHER_TEAM)
        self.world.do(purposes.add, "FOOD", PURPOSES["FOOD"])
        self.phones: dict[str, PhoneNumber] = {}

    def teardown(self) -> None:
        self.world.database.close()

    @rule(seconds=STEPS)
    def wait(self, seconds: int) -> None:
        self.world.clock.move(seconds)

    @rule(threshold=st.sampled_from(list(WINDOWS)), amount=LIMITS)
    def decide(self, threshold: Threshold, amount: int | None) -> None:
        self.world.limit({threshold: amount})

    @rule(budget=LIMITS)
    def budget(self, budget: int | None) -> None:
        def change(work: Work) -> None:
            food = purposes.get(work, "FOOD")
            assert food is not None
            food.budget = budget

        self.world.do(change)

    @rule(number=st.integers(0, 30), status=st.sampled_from(ENDS))
    def become(self, number: int, status: OrderStatus) -> None:
        """Have an order become something, also what had come back out again."""
        rows = self.world.rows(Order)
        if rows:
            self.world.change_order(rows[number % len(rows)].order_no, status=status)

    @rule(who=st.sampled_from([AGENT, OTHER_AGENT]), phone=st.sampled_from(PHONES), amount=AMOUNTS)
    def confirm(self, who: int, phone: PhoneNumber, amount: int) -> None:
        draft = replace(a_draft(amount, purpose="FOOD"), phone=phone)
        full = dict(self._full(who, draft))
        room = self._room()
        actor = authorise(self.world.person(who), Capability.REQUEST_ORDERS)
        token = secrets.token_hex(8)
        made = self.world.do(requests.request_order, self.world.policy, actor, draft, token)
        if isinstance(made, Refused):
            self._refused_rightly(made, draft, full, room)
            return
        self.phones[made.order.order_no] = phone
        assert not full
        assert room is None or amount <= room

    def _refused_rightly(
        self,
        refused: Refused,
        draft: ConfirmedDraft,
        full: dict[Threshold, int],
        room: int | None,
    ) -> None:
        if refused.refusal is Refusal.BUDGET:
            assert room is not None
            assert draft.amount > room
            assert refused.limit == max(0, room)
            return
        threshold = BY_REFUSAL[refused.refusal]
        assert refused.limit == max(0, full[threshold])
        if refused.more_at is not None:
            assert self.world.clock.now < refused.more_at
            latest = self.world.clock.now + WINDOWS[threshold] + timedelta(minutes=1)
            assert refused.more_at < latest, "it is told in whole minutes"

    def _full(self, who: int, draft: ConfirmedDraft) -> Iterator[tuple[Threshold, int]]:
        """Count by hand which limits are in the way, and what each leaves."""
        person, amounts = self.world.person(who), self.world.do(policy_versions.amounts)
        for threshold, window in WINDOWS.items():
            limit = amounts.get((threshold, ""))
            since = self.world.clock.now - window
            taken = sum(
                order.amount
                for order in self.world.rows(Order)
                if order.created_at > since
                and order.status not in BACK
                and {
                    Threshold.AGENT_DAY: order.agent_id == who,
                    Threshold.TEAM_DAY: order.team == person.team,
                    Threshold.COMPANY_DAY: True,
                    Threshold.PHONE_WEEK: self.phones[order.order_no] == draft.phone,
                }[threshold]
            )
            if limit is not None and taken + draft.amount > limit:
                yield threshold, limit - taken

    def _room(self) -> int | None:
        food = self.world.do(purposes.get, "FOOD")
        assert food is not None
        if food.budget is None:
            return None
        out = (each.amount for each in self.world.rows(Order) if each.status not in BACK)
        return food.budget - sum(out)

    @rule()
    def send(self) -> None:
        """Claim one: whatever is sent fits all that was requested before it."""
        before = {order.order_no: order for order in self.world.rows(Order)}
        ticket = self.world.claim()
        if ticket is None:
            return
        sent = before[ticket.request.order_no]
        amounts = self.world.do(policy_versions.amounts)
        earlier = [
            order
            for order in self.world.rows(Order)
            if order.status not in BACK
            and (order.created_at, order.order_no) <= (sent.created_at, sent.order_no)
            and order.created_at > sent.created_at - DAY
        ]
        limit = amounts.get((Threshold.COMPANY_DAY, ""))
        assert limit is None or sum(order.amount for order in earlier) <= limit

    @invariant()
    def every_order_knows_its_version(self) -> None:
        assert all(order.policy_version is not None for order in self.world.rows(Order))


OrdersWithinLimits.TestCase.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None
)
TestOrdersWithinLimits = OrdersWithinLimits.TestCase

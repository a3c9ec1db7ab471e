"""The balance: an admin asks in chat, and the answer comes when Faspay has answered."""

from datetime import timedelta

from handlers.messages.rendering import texts_of
from handlers.services.policy import Policy
from handlers.services.provider_answers import Balance
from handlers.services.rights.actors import Actor, may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Kind
from storage.models.task import TaskKind
from storage.repositories import order_sums, outbox, people, tasks
from storage.values import Rupiah

_LEASE = timedelta(seconds=90)


def ask_balance(work: Work, actor: Actor) -> bool:
    """Ask for the balance. False when it is being asked for already."""
    actor.require(Capability.ASK_BALANCE)
    return tasks.add(work, TaskKind.BALANCE, actor.person_id)


def claim(work: Work) -> int | None:
    """Claim the oldest task; None when nobody waits."""
    task = tasks.claim(work, TaskKind.BALANCE, _LEASE)
    return task.task_id if task else None


def answer_balance(work: Work, policy: Policy, task_id: int, balance: Balance | None) -> None:
    """Tell who asked; None when Faspay did not say. Only an admin who still is one is told."""
    task = tasks.get(work, task_id)
    if task is None:
        return
    task.done_at = work.now
    admin = people.get(work, task.person_id or 0)
    if admin is None or not may(admin, Capability.ASK_BALANCE):
        return
    texts = texts_of(admin, policy)
    if balance is None:
        text = texts.balance_unknown()
    else:
        in_flight = order_sums.rupiah_in(
            work, OrderStatus.REQUESTED, OrderStatus.SENDING, OrderStatus.UNKNOWN
        )
        text = texts.balance(balance.total, balance.available, Rupiah(in_flight))
    outbox.append(work, outbox.row(work, admin.person_id, Kind.REPLY), {"text": text})

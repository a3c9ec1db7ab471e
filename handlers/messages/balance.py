"""The balance, asked by an admin in chat and answered when Faspay has."""

from datetime import timedelta

from handlers.messages.rendering import texts_of
from handlers.services.policy import Policy
from handlers.services.ports import Balance
from handlers.services.rights.actors import Actor, may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.errand import Question
from storage.models.order import Money
from storage.models.outbox import Kind
from storage.repositories import errands, orders, outbox, people
from storage.values import Rupiah

_LEASE = timedelta(seconds=90)


def ask_balance(work: Work, actor: Actor) -> bool:
    """Have the balance asked. False when it is being asked already."""
    actor.require(Capability.ASK_BALANCE)
    return errands.add(work, Question.BALANCE, actor.person_id)


def claim(work: Work) -> int | None:
    """Claim the oldest errand; None when nobody waits."""
    errand = errands.claim(work, Question.BALANCE, _LEASE)
    return errand.errand_id if errand else None


def answer_balance(work: Work, policy: Policy, errand_id: int, balance: Balance | None) -> None:
    """Tell who asked; None when Faspay did not say. Only an admin who still is one is told."""
    errand = errands.get(work, errand_id)
    if errand is None:
        return
    errand.done_at = work.now
    admin = people.get(work, errand.person_id or 0)
    if admin is None or not may(admin, Capability.ASK_BALANCE):
        return
    texts = texts_of(admin, policy)
    if balance is None:
        text = texts.balance_unknown()
    else:
        in_flight = orders.rupiah_in(work, Money.REQUESTED, Money.SENDING, Money.UNKNOWN)
        text = texts.balance(balance.total, balance.available, Rupiah(in_flight))
    outbox.append(work, outbox.row(work, admin.person_id, Kind.REPLY), {"text": text})

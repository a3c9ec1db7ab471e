"""Discrepancies as they are kept: found once, told once, settled when gone or explained."""

from collections.abc import Callable, Iterable

from handlers.services.notices import acts
from handlers.services.reconciliation.order_lines import FoundDiscrepancy
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.reconciliation import Discrepancy, Mismatch
from storage.repositories import reconciliation
from storage.values import screened

STOPPING = frozenset({Mismatch.UNKNOWN_DEBIT, Mismatch.UNEXPECTED_DEBIT, Mismatch.SECOND_DEBIT})
"""Debits that none of our orders explains: a new one stops sending."""


def keep(work: Work, found: Iterable[FoundDiscrepancy]) -> list[Discrepancy]:
    """Keep what was found; return what people were not told yet, oldest first."""
    return [new for each in found if (new := _keep(work, each)) is not None]


def _keep(work: Work, found: FoundDiscrepancy) -> Discrepancy | None:
    known = reconciliation.by_subject(work, found.subject)
    if known is None:
        return _new(work, found)
    unchanged = _facts(known) == _facts(found)
    if unchanged and (known.settled_at is None or known.explained_by is not None):
        return None
    known.expected, known.seen, known.said = found.expected, found.seen, found.said
    known.happened_at, known.found_at = found.happened_at, work.now
    known.settled_at = known.explained_by = None
    return known


def _facts(each: Discrepancy | FoundDiscrepancy) -> tuple[object, ...]:
    """Return what makes it another one when it changes; its time is that of its newest line."""
    return each.expected, each.seen, each.said, each.happened_at


def _new(work: Work, found: FoundDiscrepancy) -> Discrepancy:
    new = Discrepancy(
        mismatch=found.mismatch,
        subject=found.subject,
        order_no=found.order_no,
        expected=found.expected,
        seen=found.seen,
        said=found.said,
        happened_at=found.happened_at,
        found_at=work.now,
    )
    reconciliation.add(work, new)
    return new


def settle(
    work: Work, found: Iterable[FoundDiscrepancy], covered: Callable[[Discrepancy], bool]
) -> None:
    """Settle what a complete comparison covered and did not find again.

    What an admin has explained is over then as well: nobody has explained it if it comes back.
    """
    still = {each.subject for each in found}

    def gone(each: Discrepancy) -> bool:
        return each.subject not in still and covered(each)

    for each in filter(gone, reconciliation.open_discrepancies(work)):
        each.settled_at = work.now
    for each in filter(gone, reconciliation.explained_discrepancies(work)):
        each.explained_by = None


def explain(work: Work, actor: Actor, discrepancy_id: int, words: str) -> Discrepancy | None:
    """Settle a discrepancy because a person knows what it is; None when no such one is open."""
    actor.require(Capability.EXPLAIN_DISCREPANCIES)
    found = reconciliation.discrepancy(work, discrepancy_id)
    if found is None or found.settled_at is not None:
        return None
    found.settled_at, found.explained_by = work.now, actor.person_id
    entry = AuditEntry(
        at=work.now,
        act=Act.RECONCILED,
        actor_id=actor.person_id,
        order_no=found.order_no,
        before=found.mismatch.value,
        after="explained",
        why=str(discrepancy_id),
    )
    acts.record(work, entry, screened(words))
    return found

"""What people typed, kept sealed: reasons, and the names and teams that an act was about."""

from collections.abc import Sequence

from sqlmodel import and_, col, or_, select

from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry

_OF_ACTS = "audit.words"


def keep(work: Work, entry: AuditEntry, words: str) -> None:
    """Give an act that was just recorded its number, and its words, if there are any."""
    work.session.flush()  # the seal is bound to the number
    if words:
        entry.words_sealed = work.vault.seal(words, _OF_ACTS, entry.seq)


def of_act(work: Work, entry: AuditEntry) -> str:
    """Open the words of an act; "" where it has none. Raise WrongKeys."""
    box = entry.words_sealed
    return work.vault.open(box, _OF_ACTS, entry.seq) if box is not None else ""


def left_in_the_clear(work: Work) -> Sequence[AuditEntry]:
    """Return the acts whose typed reason an older program has kept in `why`."""
    stopped = and_(
        col(AuditEntry.act) == Act.SENDING_STOPPED, col(AuditEntry.actor_id).is_not(None)
    )
    settled = and_(col(AuditEntry.act) == Act.RECONCILED, col(AuditEntry.after) == "explained")
    query = select(AuditEntry).where(or_(stopped, settled))
    clear = col(AuditEntry.words_sealed).is_(None), col(AuditEntry.why).is_not(None)
    return work.session.exec(query.where(*clear)).all()

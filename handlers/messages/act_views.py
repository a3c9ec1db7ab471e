"""What was done, as it may be shown: who, what, to whom, and in which words."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.services.controls import sending_scopes
from handlers.services.notices.names import name_of, opened
from storage.engine.unit_of_work import Work
from storage.models.audit import OPERATOR, Act, AuditEntry
from storage.repositories import typed_words
from storage.values import Inert


@dataclass(frozen=True)
class Somebody:
    """A person by id, with the name that Telegram shows; a newcomer who was refused has none."""

    person_id: int
    name: Inert = field(repr=False)


@dataclass(frozen=True)
class ActView:
    """One act, from its audit row."""

    at: datetime
    act: Act
    order_no: str | None = None
    actor: Somebody | None = None
    """None when the program did it, and when the operator did."""
    by_operator: bool = False
    decider: Somebody | None = None
    """Who agreed, where it took two."""
    agreed_by_operator: bool = False
    subject: Somebody | None = None
    before: str = ""
    after: str = ""
    why: str = ""
    """In the program's words: a role, a limit's scope, a guard, a cause."""
    words: Inert = field(default=Inert(""), repr=False)
    """In a person's words: a reason, the newcomer's name, a team."""


def view(work: Work, entry: AuditEntry, *, words: bool = True) -> ActView:
    """Show an act; without its words where the reader may not know them."""
    return ActView(
        at=entry.at,
        act=entry.act,
        order_no=entry.order_no,
        actor=somebody(work, entry.actor_id),
        by_operator=entry.actor_id == OPERATOR,
        decider=somebody(work, entry.decided_by),
        agreed_by_operator=entry.decided_by == OPERATOR,
        subject=somebody(work, entry.subject_id),
        before=entry.before or "",
        after=_after(work, entry),
        why=entry.why or "",
        words=opened(typed_words.of_act, work, entry) if words else Inert(""),
    )


def _after(work: Work, entry: AuditEntry) -> str:
    """Return what it is since; of a stop what is stopped, by its name instead of its mark."""
    if entry.act not in {Act.SENDING_STOPPED, Act.SENDING_RESUMED} or not entry.after:
        return entry.after or ""
    scope = sending_scopes.marked(work, entry.after)
    return Inert(scope.name) if scope else ""


def somebody(work: Work, person_id: int | None) -> Somebody | None:
    """Name a person by id; None for nobody and for the operator."""
    if not person_id:  # nobody, or the operator
        return None
    return Somebody(person_id, name_of(work, person_id))

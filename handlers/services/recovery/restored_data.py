"""Older data: a copy of the database was put in its place, and what was done since is not in it.

Nothing is sent on its word any more: what it holds as not yet sent may have been sent, what it
holds as waiting may have been done. So all that could be done twice ends here, every order that
is not at an end is asked about, and sending is stopped until a complete reconciliation has shown
what is missing (`SystemState.unreconciled_since`) and an admin opens it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from handlers.services.controls import sending
from handlers.services.notices import team_groups
from handlers.services.notices.team_groups import GroupEnd
from handlers.services.orders import transfer_outcome
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.transitions import move
from handlers.services.proposals import ending
from storage.backup import dump
from storage.backup.file import Header
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.audit import Act, AuditEntry
from storage.models.order_states import Cause, OrderStatus
from storage.models.proposal import Withdrawal
from storage.models.task import TaskKind
from storage.repositories import audit_trail, live_messages, old_data, sentinel, tasks

CloseMark = Callable[[str], object]
"""storage.engine.high_water.HighWater.close."""
WillReplace = Callable[[str, str], object]
"""storage.engine.high_water.HighWater.will_replace."""


class NotEmpty(Exception):  # noqa: N818 - a situation for the operator
    """A backup is only restored into a database that holds nothing."""


class OtherSchema(Exception):  # noqa: N818 - the same
    """A backup is only restored by a program with the tables that it was made of."""

    def __init__(self, theirs: str, ours: str | None) -> None:
        super().__init__(f"{theirs}, not {ours}")
        self.theirs, self.ours = theirs, ours


@dataclass(frozen=True)
class Position:
    """Which database this is a state of, and how far that state had come."""

    database_id: str
    newest: int
    """The number of the newest act."""


def position(work: Work) -> Position:
    """Say where this database is."""
    return Position(sentinel.database_id(work), audit_trail.newest_number(work))


def restore(work: Work, source: BinaryIO, header: Header, will_replace: WillReplace) -> int:
    """Put a checked backup into an empty database and take it for what it is: older data.

    The database that it is of is old only once this is committed, so that a restore that fails
    takes no running bot down: what is to be closed then is noted. Return how many orders may have
    been sent since. Raise NotEmpty or OtherSchema.
    """
    ours = dump.revision_of(work.session.connection())
    if header.schema != ours:
        raise OtherSchema(header.schema, ours)
    if not dump.is_empty(work):
        raise NotEmpty
    entries: list[dict[str, Any]] = dump.load(work, source)
    replaced = sentinel.database_id(work)
    uncertain = adopt(work, replaced, _close_later)
    will_replace(replaced, sentinel.database_id(work))
    for entry in entries:  # after that: an answer may lift an order out of its uncertainty
        transfer_outcome.record(work, Recorded.from_entry(entry))
    return uncertain or 0


def _close_later(_database_id: str) -> None:
    """Leave the mark open: the restore closes it after the commit."""


def adopt(work: Work, database_id: str, close_mark: CloseMark) -> int | None:
    """Go on with older data, and do nothing twice; None when another replica has just done it.

    The mark of the old name is closed before this commits, so that the next look finds a crash
    between the two. Return how many orders may have been sent meanwhile.
    """
    if sentinel.database_id(work) != database_id:
        return None
    close_mark(database_id)
    sentinel.name_database(work)
    audit_trail.record(work, AuditEntry(at=work.now, act=Act.OLD_DATA))
    old_data.drop_drafts(work)
    old_data.close_updates(work)
    old_data.drop_unsaid(work)
    ending.withdraw_all(work, Withdrawal.OLD_DATA)
    live_messages.forget_all(work)  # they show what was known since; that is not taken back
    team_groups.end_all(work, GroupEnd.RESTORED)
    old_data.lapse_invites(work)
    old_data.close_tasks(work)
    uncertain = _doubt(work)
    _ask_about_all(work)
    sending.hold(work)
    tasks.add(work, TaskKind.RECONCILE, None)
    return uncertain


def _doubt(work: Work) -> int:
    found = old_data.perhaps_sent(work)
    for order in found:
        order.doubt = Cause.OLD_DATA.value
        order.sending_at = order.sending_at or order.created_at  # sent, if at all, right after
        order.owner = order.owner_until = None
        move(work, order, OrderStatus.UNKNOWN, Cause.OLD_DATA)
    return len(found)


def _ask_about_all(work: Work) -> None:
    for order in old_data.watched(work):
        order.check_at = work.now
        order.checks = order.unanswered = 0
    work.wake(WakeUp.CHECK)

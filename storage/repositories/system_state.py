"""The facts of which the whole system has one each, by purpose. Nothing else touches their row.

A change locks the row until the transaction ends. A read does not, because everybody reads it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import func, select

from storage.engine.unit_of_work import Work
from storage.models.system_state import SystemState

_ID = 1
_WORDS = "line.words"


@dataclass(frozen=True)
class SendingSwitch:
    """Whether transfers may leave."""

    stopped: bool
    reason: str
    """The guard that stopped sending, and what it names; "" where a person did."""
    changed_by: int | None
    """None when a guard stopped it."""
    words_sealed: bytes | None
    """What the person who stopped it wrote (words_of)."""


def answers(work: Work) -> bool:
    """Say that the database answers a query of our tables; raise where it does not.

    An empty transaction succeeds without any server.
    """
    work.session.exec(select(func.count()).select_from(SystemState)).one()
    return True


def take_turns(work: Work) -> None:
    """Lock the row, so that only one transaction at a time goes on, over all replicas."""
    _row(work, to_change=True)


def sending_switch(work: Work, *, to_change: bool = False) -> SendingSwitch:
    """Return the sending switch; it is open until somebody or a guard stops it."""
    row = _row(work, to_change=to_change)
    return SendingSwitch(row.stopped, row.reason, row.changed_by, row.words_sealed)


def is_stopped_or_held(work: Work) -> bool:
    """Say whether all sending is stopped, or waits for older data, whatever was read before."""
    query = select(SystemState.stopped, SystemState.unreconciled_since)
    found = work.session.exec(query.where(SystemState.line_id == _ID)).first()
    return found is not None and (found[0] or found[1] is not None)


def set_sending_switch(
    work: Work, *, stopped: bool, reason: str, words: str, changed_by: int | None
) -> None:
    """Open or stop sending, for a guard's reason or with what a person wrote."""
    row = _row(work, to_change=True)
    row.stopped, row.reason, row.changed_by = stopped, reason, changed_by
    row.changed_at = work.now
    row.words_sealed = _sealed(work, words)


def words_of(work: Work, switch: SendingSwitch) -> str:
    """Open the words of who stopped sending; "" where there are none. Raise WrongKeys."""
    box = switch.words_sealed
    return work.vault.open(box, _WORDS, _ID) if box is not None else ""


def seal_reason(work: Work, words: str) -> None:
    """Keep sealed what a person typed as the reason, which an older program kept in the clear."""
    row = _row(work, to_change=True)
    row.words_sealed, row.reason = _sealed(work, words), ""


def restored_data_since(work: Work) -> datetime | None:
    """Return since when the data is known to be restored data and waits for a reconciliation."""
    return _row(work).unreconciled_since


def set_restored_data_since(work: Work, since: datetime | None) -> None:
    """Note since when the data is restored data; None once it is reconciled."""
    _row(work, to_change=True).unreconciled_since = since


def is_amount_unit_proven(work: Work) -> bool:
    """Say whether the balance proved that amounts are sent in the right unit; production only."""
    return _row(work).unit_proven_at is not None


def prove_amount_unit(work: Work) -> None:
    """Note that the balance proved it."""
    _row(work, to_change=True).unit_proven_at = work.now


def is_bare_status_proven(work: Work) -> bool:
    """Say whether a bare status other than 2 was seen: then it is the transaction's own."""
    return _row(work).bare_status_proven


def prove_bare_status(work: Work) -> None:
    """Note that one was seen."""
    _row(work, to_change=True).bare_status_proven = True


def clock_warned_at(work: Work, *, to_change: bool = False) -> datetime | None:
    """Return when admins were told that the clocks drift apart; None while they agree."""
    return _row(work, to_change=to_change).clock_warned_at


def set_clock_warned_at(work: Work, at: datetime | None) -> None:
    """Note when admins were told; None once the clocks agree."""
    _row(work, to_change=True).clock_warned_at = at


def account_refused_at(work: Work, *, to_change: bool = False) -> datetime | None:
    """Return when Faspay refused what only the company can mend; None once it has accepted."""
    return _row(work, to_change=to_change).account_refused_at


def set_account_refused_at(work: Work, at: datetime | None) -> None:
    """Note when it refused; None once it has accepted an order."""
    _row(work, to_change=True).account_refused_at = at


def failed_in_a_row(work: Work, *, to_change: bool = False) -> int:
    """Return how many transfers in a row were not answered clearly."""
    return _row(work, to_change=to_change).failed_in_a_row


def set_failed_in_a_row(work: Work, count: int) -> None:
    """Note how many there are now; 0 once one was answered clearly."""
    _row(work, to_change=True).failed_in_a_row = count


def alive_at(work: Work) -> datetime | None:
    """Return when the program last said that it is alive."""
    return _row(work).alive_at


def beat(work: Work) -> timedelta:
    """Note that the program is alive; return how long ago it last was."""
    row = _row(work, to_change=True)
    away = work.now - row.alive_at if row.alive_at else timedelta()
    row.alive_at = work.now
    return away


def _row(work: Work, *, to_change: bool = False) -> SystemState:
    if to_change:
        # As it is once all others are done, also where this transaction has read it before.
        work.session.flush()
        found = work.session.get(SystemState, _ID, populate_existing=True, with_for_update=True)
    else:
        found = work.session.get(SystemState, _ID)
    if found is None:
        found = SystemState(stopped=False, changed_at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def _sealed(work: Work, words: str) -> bytes | None:
    return work.vault.seal(words, _WORDS, _ID) if words else None

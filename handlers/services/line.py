"""The line: whether transfers may leave. Guards and admins stop it; only people lift it."""

from enum import StrEnum

from handlers.services.announcing import tell
from storage.audit import Act, AuditEntry
from storage.house_state import Line
from storage.outbox import Notice
from storage.person import Person
from storage.repositories import house, people
from storage.unit_of_work import Bell, Work


class Guard(StrEnum):
    """A guard that stopped the line; kept as its value, said in the reader's language."""

    ECHO = "guard:echo"
    """Faspay's answer differs from what was sent."""
    NO_ROOM = "guard:no-room"
    """There is no room to keep Faspay's answers."""
    UNIT = "guard:unit"
    """The balance did not fall as the amount unit says it must."""
    UNIT_UNTOLD = "guard:unit-untold"
    """Faspay did not tell the balance that was to prove the amount unit."""
    CLOCK = "guard:clock"
    """Our clock and Faspay's are too far apart."""
    DEBIT = "guard:debit"
    """Faspay's statement has a debit that none of our orders explains."""
    UPDATES_TAKEN = "guard:updates-taken"
    """Somebody else holds the bot's token and takes its updates again and again."""
    OLD_DATA = "guard:old-data"
    """The database is older than what was done with it before: a backup was put in its place."""


def stop_by(work: Work, guard: Guard, order_no: str = "") -> bool:
    """Stop the line for a guard, naming the order that showed why."""
    return stop(work, f"{guard} {order_no}".strip())


def stop(work: Work, reason: str, admin: Person | None = None) -> bool:
    """Stop the line. False when it stood already. All admins are told."""
    line = house.line(work, to_change=True)
    if line.stopped:
        return False
    _change(work, line, stopped=True, reason=reason, admin=admin)
    return True


def hold(work: Work) -> None:
    """Stop the line, whatever it was, until a complete reconciliation: the data is older."""
    line = house.line(work, to_change=True)
    line.unreconciled_since = work.now
    _change(work, line, stopped=True, reason=Guard.OLD_DATA.value, admin=None)


def resume(work: Work, admin: Person) -> bool:
    """Lift the stop. False when the line was open, or is held (is_held)."""
    line = house.line(work, to_change=True)
    if not line.stopped or line.unreconciled_since is not None:
        return False
    _change(work, line, stopped=False, reason="", admin=admin)
    work.ring(Bell.SUBMIT)
    return True


def is_open(work: Work) -> bool:
    """Say whether transfers may leave."""
    line = house.line(work)
    return not line.stopped and line.unreconciled_since is None


def is_held(work: Work) -> bool:
    """Say whether older data still waits for a complete reconciliation: nobody may resume."""
    return house.line(work).unreconciled_since is not None


def _change(work: Work, line: Line, *, stopped: bool, reason: str, admin: Person | None) -> None:
    line.stopped, line.reason, line.changed_at = stopped, reason[:200], work.now
    line.changed_by = admin.person_id if admin else None
    act = Act.LINE_STOPPED if stopped else Act.LINE_RESUMED
    entry = AuditEntry(at=work.now, act=act, actor_id=line.changed_by, why=line.reason)
    house.record(work, entry)
    notice = Notice.LINE_STOPPED if stopped else Notice.LINE_RESUMED
    readers = [person.person_id for person in people.admins(work)]
    tell(work, readers, notice, str(int(work.now.timestamp() * 1000)))

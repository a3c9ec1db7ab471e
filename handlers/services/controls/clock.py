"""The clock guard: a wrong clock of ours signs calls that are refused and tells wrong times."""

from datetime import datetime, timedelta

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from storage.engine.unit_of_work import Work
from storage.models.house_state import Line
from storage.models.outbox import Kind, Notice
from storage.repositories import house, orders, outbox, people

WARN = timedelta(seconds=30)
STOP = timedelta(seconds=120)
_WELL = timedelta(seconds=15)
"""Below this a warning is over: well below where it begins, or it would begin again and again."""


def is_off(skew: timedelta | None) -> bool:
    """Say whether nothing may leave and nothing may be told by our clock; None: not known."""
    return skew is not None and abs(skew) >= STOP


def look(work: Work, skew: timedelta) -> None:
    """Judge Faspay's clock minus ours: warn once an episode, or stop the line.

    Replicas have a clock each: where one is wrong and another well, the warning is over and begins
    again with every look, but is told once an hour at most.
    """
    state = house.line(work)
    if abs(skew) < _WELL and state.clock_warned_at is not None:
        house.line(work, to_change=True).clock_warned_at = None
    if abs(skew) < WARN:
        return
    if is_off(skew):
        orders.doubt_dates(work)
    seconds = round(skew.total_seconds())
    told = abs(skew) >= STOP and sending.stop_by(work, Guard.CLOCK, f"{seconds:+d}")
    if state.clock_warned_at is None:
        _warn(work, house.line(work, to_change=True), seconds, told=told)


def seconds_apart(work: Work) -> int | None:
    """Return what admins were last warned of: Faspay's clock minus ours; None while all is well."""
    since: datetime | None = house.line(work).clock_warned_at
    return outbox.newest_subject(work, Notice.CLOCK_WARNING, since) if since else None


def _warn(work: Work, state: Line, seconds: int, *, told: bool) -> None:
    if state.clock_warned_at is not None:
        return  # another replica was quicker
    state.clock_warned_at = work.now
    if told:
        return  # the stop has its own notice
    for admin in people.admins(work):
        row = outbox.row(
            work,
            admin.person_id,
            Kind.NOTICE,
            notice=Notice.CLOCK_WARNING,
            subject_id=seconds,
            dedup=f"{Notice.CLOCK_WARNING}:{work.now:%Y-%m-%dT%H}:{admin.person_id}",
        )
        outbox.append(work, row)

"""The clock guard. With a wrong clock we sign calls that Faspay refuses, and tell wrong times."""

from datetime import timedelta

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind, Notice
from storage.repositories import order_queues, outbox, people, system_state

WARN = timedelta(seconds=30)
STOP = timedelta(seconds=120)
_WELL = timedelta(seconds=15)
"""A warning ends below this. It is well below where one begins, or it would begin again and
again."""


def is_off(skew: timedelta | None) -> bool:
    """Say whether our clock is too wrong to send or to tell times by; None: not known."""
    return skew is not None and abs(skew) >= STOP


def look(work: Work, skew: timedelta) -> None:
    """Judge Faspay's clock minus ours: warn once an episode, or stop sending.

    Replicas have a clock each. Where one is wrong and another right, the warning ends and begins
    with every look, but it is told once an hour at most.
    """
    warned_at = system_state.clock_warned_at(work)
    if abs(skew) < _WELL and warned_at is not None:
        system_state.set_clock_warned_at(work, None)
    if abs(skew) < WARN:
        return
    if is_off(skew):
        order_queues.doubt_dates(work)
    seconds = round(skew.total_seconds())
    told = abs(skew) >= STOP and sending.stop_by(work, Guard.CLOCK, f"{seconds:+d}")
    if warned_at is None:
        _warn(work, seconds, told=told)


def seconds_apart(work: Work) -> int | None:
    """Return what admins were last warned of: Faspay's clock minus ours; None while all is well."""
    since = system_state.clock_warned_at(work)
    return outbox.newest_subject(work, Notice.CLOCK_WARNING, since) if since else None


def _warn(work: Work, seconds: int, *, told: bool) -> None:
    if system_state.clock_warned_at(work, to_change=True) is not None:
        return  # another replica warned first
    system_state.set_clock_warned_at(work, work.now)
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

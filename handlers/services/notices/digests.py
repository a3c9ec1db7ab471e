"""The digest of orders that a supervisor or an admin gets each day, at a time of their own."""

from datetime import datetime, timedelta

from handlers.services.policy import Policy
from handlers.services.rights.actors import Actor, may
from handlers.services.rights.capabilities import Capability
from handlers.services.rights.scope import lacks_team
from storage.engine.unit_of_work import Work
from storage.models.digest import DigestTime
from storage.models.outbox import Kind
from storage.models.person import Person
from storage.repositories import digest_times, outbox, people

DAY = timedelta(days=1)
_LONGEST = timedelta(days=31)
"""Somebody who comes back after longer than that reads of the last month."""
_AHEAD = timedelta(days=2)
"""A digest that ended so much later than now was made by a clock that was wrong. After a smaller
step back the next one waits until time has caught up."""


def is_offered(person: Person) -> bool:
    """Say whether a person may have a digest; without a team a supervisor has nothing to read."""
    return may(person, Capability.READ_DIGESTS) and not lacks_team(person)


def choose_time(work: Work, policy: Policy, actor: Actor, minute: int | None) -> None:
    """Keep at what time of the day somebody wants a digest; None is never.

    `minute` counts from midnight, in the company's zone. The first digest is of the day before
    it; the first after a change is of all since the last one.
    """
    actor.require(Capability.READ_DIGESTS)
    if minute is None:
        digest_times.end(work, actor.person_id)
        return
    known = digest_times.time_of(work, actor.person_id)
    next_at = _next(work.now, policy, minute)
    if known is not None:
        known.minute, known.next_at = minute, next_at
        return
    first = DigestTime(
        person_id=actor.person_id, minute=minute, next_at=next_at, covered_to=next_at - DAY
    )
    digest_times.begin(work, first)


def show_now(work: Work, actor: Actor) -> None:
    """Send a digest at once: of all since the last one, or of a day. The daily ones stay whole."""
    actor.require(Capability.READ_DIGESTS)
    known = digest_times.time_of(work, actor.person_id)
    begins_at = work.now - DAY
    if known is not None and known.covered_to < work.now:
        begins_at = _begin(known.covered_to, work.now)
    _send(work, actor.person_id, begins_at, work.now)


def send_due(work: Work, policy: Policy) -> int:
    """Send every digest whose time has come, each once; return how many.

    A time that has passed while nobody ran is made up for by one digest, up to the last such time.
    Who cannot be told now, or may not read of orders, gets theirs when they can again.
    """
    sent = 0
    for time in digest_times.due(work):
        person, last = people.get(work, time.person_id), _last(work.now, policy, time.minute)
        time.next_at = _next(work.now, policy, time.minute)
        if time.covered_to > last + _AHEAD:
            time.covered_to = last - DAY
        if person is None or person.unreachable or not is_offered(person):
            continue
        if time.covered_to < last:
            _send(work, time.person_id, _begin(time.covered_to, last), last)
            time.covered_to = last
            sent += 1
    return sent


def _send(work: Work, person_id: int, begins_at: datetime, ends_at: datetime) -> None:
    digest_id = digest_times.add(work, person_id, begins_at, ends_at)
    outbox.append(work, outbox.row(work, person_id, Kind.DIGEST, subject_id=digest_id))


def _begin(begins_at: datetime, ends_at: datetime) -> datetime:
    return max(begins_at, ends_at - _LONGEST)


def _next(now: datetime, policy: Policy, minute: int) -> datetime:
    """Return when it is next that time of the day where the company is."""
    today = _on_day_of(now, policy, minute)
    return today if today > now else _on_day_of(now + DAY, policy, minute)


def _last(now: datetime, policy: Policy, minute: int) -> datetime:
    """Return when it was last that time of the day."""
    today = _on_day_of(now, policy, minute)
    return today if today <= now else _on_day_of(now - DAY, policy, minute)


def _on_day_of(now: datetime, policy: Policy, minute: int) -> datetime:
    local = now.astimezone(policy.zone)
    at = local.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0, fold=0)
    return at.astimezone(now.tzinfo)

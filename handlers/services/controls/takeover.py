"""Somebody else holds the bot's token and hears what people write: admins must know, and act."""

from datetime import timedelta

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from handlers.services.notices.announcing import tell
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.outbox import Notice
from storage.repositories import audit_trail, people, system_state

MOST = 3
"""How many takeovers within an hour stop sending: it is no accident then, and nobody has acted."""
_WITHIN = timedelta(hours=1)
THE_SAME = timedelta(seconds=30)
"""Replicas may all see one takeover, each at its own look (every 15 s) and with a slow answer."""


def taken(work: Work, *, stops: bool = True) -> bool:
    """Note that people's messages were taken away from us. True when that stopped sending.

    All admins are told, once an hour, and are also told when sending stops. A guess counts as well,
    but does not stop sending by itself.
    """
    system_state.take_turns(work)  # each replica counts what others noted
    times = audit_trail.times_of(work, Act.UPDATES_TAKEN, MOST)
    if any(abs(work.now - at) < THE_SAME for at in times):
        return False
    recent = sum(at > work.now - _WITHIN for at in times)
    if recent < MOST:
        audit_trail.record(work, AuditEntry(at=work.now, act=Act.UPDATES_TAKEN))
    if stops and recent + 1 >= MOST and sending.stop_by(work, Guard.UPDATES_TAKEN):
        return True
    _page(work, Notice.UPDATES_TAKEN)
    return False


def shared(work: Work) -> None:
    """Tell admins, once an hour, that another program fetches the bot's messages as well."""
    _page(work, Notice.UPDATES_SHARED)


def _page(work: Work, notice: Notice) -> None:
    admins = [person.person_id for person in people.admins(work)]
    tell(work, admins, notice, f"{work.now:%Y-%m-%dT%H}")

"""How news comes to a person: with a sound, silent, or not at all. Decided when it is sent."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.outbox import Notice
from storage.models.person import Person, Role
from storage.models.preference import Loudness, News
from storage.models.refusal import RefusalKind
from storage.repositories import people, preferences

ALARMS = frozenset(
    {
        Notice.UNKNOWN,
        Notice.CODE_MISSING,
        Notice.CODE_MALFORMED,
        Notice.ECHO,
        Notice.LATE_EVIDENCE,
        Notice.CONTRADICTION,
        Notice.UNRESOLVED,
    }
)
"""What of an order always needs somebody who watches it."""
_NEWS_OF: Mapping[Notice, News] = {
    Notice.SENDING_STOPPED: News.SENDING,
    Notice.SENDING_RESUMED: News.SENDING,
    Notice.ADMIN_ACT: News.ACTS,
    Notice.RECONCILED: News.BOOKS,
}
_ANY = (Loudness.SOUND, Loudness.SILENT, Loudness.OFF)
_NOT_OFF = (Loudness.SOUND, Loudness.SILENT)
_NO_SOUND = (Loudness.SILENT, Loudness.OFF)
OFFERED: Mapping[Role, Mapping[News, tuple[Loudness, ...]]] = {
    Role.AGENT: {News.COLLECTED: _ANY},
    Role.SUPERVISOR: {News.PROBLEMS: _ANY, News.PROGRESS: _NO_SOUND},
    Role.ADMIN: {
        News.PROBLEMS: _NOT_OFF,
        News.SENDING: _NOT_OFF,
        News.PROGRESS: _NO_SOUND,
        News.ACTS: _ANY,
        News.BOOKS: _ANY,
    },
}
"""What each role may choose from. The first is what whoever chose nothing has."""


def needs_a_watcher(order: Order, notice: Notice) -> bool:
    """Say whether those who watch an order must do something about this news of it."""
    if notice is Notice.REVERSED:
        return order.paid_at is not None
    return notice in ALARMS


def only_admins_can_mend(order: Order, notice: Notice) -> bool:
    """Say whether a notice tells of a refusal for which all admins are paged."""
    # Not certain: it was refused, and no inquiry has confirmed yet that nothing is there.
    refused = notice in {Notice.REJECTED, Notice.NOT_SENT, Notice.UNKNOWN}
    return refused and order.refusal_kind is RefusalKind.COMPANY


def _needs_somebody(order: Order, notice: Notice) -> bool:
    by_admins = notice is Notice.UNREACHABLE or only_admins_can_mend(order, notice)
    return by_admins or needs_a_watcher(order, notice)


def of_order(work: Work, zone: ZoneInfo, reader: Person, notice: Notice, order: Order) -> Loudness:
    """Say how a notice of an order comes.

    What an agent reads of their own order comes with a sound: they have somebody in front of them.
    Only that the cash was collected is theirs to choose.
    """
    if order.agent_id == reader.person_id:
        is_end = notice is Notice.PAID
        return _chosen(work, zone, reader, News.COLLECTED) if is_end else Loudness.SOUND
    if _needs_somebody(order, notice):
        return _alarm(work, reader, News.PROBLEMS)
    return progress(work, reader)


def of_the_rest(work: Work, zone: ZoneInfo, reader: Person, notice: Notice) -> Loudness:
    """Say how a notice of anything but an order comes."""
    news = _NEWS_OF.get(notice, News.PROBLEMS)
    if news is News.PROBLEMS or notice is Notice.SENDING_STOPPED:
        return _alarm(work, reader, news)
    return _chosen(work, zone, reader, news)


def of_proposal(work: Work, reader: Person) -> Loudness:
    """Say how a proposal comes that somebody must decide."""
    return _alarm(work, reader, News.PROBLEMS)


def progress(work: Work, reader: Person) -> Loudness:
    """Say whether a person wants live messages: they are silent, or off."""
    return choice(work, reader, News.PROGRESS)


def choice(work: Work, person: Person, news: News) -> Loudness:
    """Return what a person chose, or has without choosing.

    What their present role may not choose does not count: roles change.
    """
    offered = OFFERED[person.role].get(news, _NO_SOUND if news is News.PROGRESS else _NOT_OFF)
    chosen = preferences.choices(work, person.person_id).get(news)
    return chosen if chosen in offered else offered[0]


def somebody_else_hears(work: Work, person: Person) -> bool:
    """Say whether news that needs somebody is told to another of those who are told with them.

    Of a team's orders those are its supervisors. Admins are always told.
    """
    others = {
        each.person_id
        for each in people.supervisors(work, person.team)
        if each.person_id != person.person_id and not each.unreachable
    }
    return bool(others - preferences.who_chose(work, News.PROBLEMS, Loudness.OFF, others))


def _alarm(work: Work, reader: Person, news: News) -> Loudness:
    """Say how something comes that needs somebody: quiet hours do not count.

    Whoever turned it off hears it all the same once nobody else would: the others may have been
    suspended, moved to another team, or have blocked the bot.
    """
    chosen = choice(work, reader, news)
    if chosen is Loudness.OFF and not somebody_else_hears(work, reader):
        return Loudness.SOUND
    return chosen


def _chosen(work: Work, zone: ZoneInfo, reader: Person, news: News) -> Loudness:
    chosen = choice(work, reader, news)
    if chosen is Loudness.SOUND and is_quiet(work, zone, reader):
        return Loudness.SILENT
    return chosen


def is_quiet(work: Work, zone: ZoneInfo, person: Person) -> bool:
    """Say whether it is now within a person's quiet hours."""
    hours = preferences.quiet_hours(work, person.person_id)
    if hours is None:
        return False
    local = work.now.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if hours.begins < hours.ends:
        return hours.begins <= minute < hours.ends
    return minute >= hours.begins or minute < hours.ends

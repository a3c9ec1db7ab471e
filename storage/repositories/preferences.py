"""How each person wants which news, and their quiet hours."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.preference import Loudness, News, NewsChoice, QuietHours


def choices(work: Work, person_id: int) -> dict[News, Loudness]:
    """Return what a person chose; kinds that they chose nothing for are left out."""
    query = select(NewsChoice).where(NewsChoice.person_id == person_id)
    return {each.news: each.loudness for each in work.session.exec(query)}


def who_chose(
    work: Work, news: News, loudness: Loudness, person_ids: Collection[int]
) -> frozenset[int]:
    """Return who of these wants news of a kind in this way."""
    query = select(NewsChoice.person_id).where(
        NewsChoice.news == news, NewsChoice.loudness == loudness
    )
    return frozenset(work.session.exec(query.where(col(NewsChoice.person_id).in_(person_ids))))


def choose(work: Work, person_id: int, news: News, loudness: Loudness) -> None:
    """Keep a choice in place of an earlier one."""
    work.session.merge(NewsChoice(person_id=person_id, news=news, loudness=loudness))


def quiet_hours(work: Work, person_id: int) -> QuietHours | None:
    """Return a person's quiet hours; None where they have none."""
    return work.session.get(QuietHours, person_id)


def set_quiet_hours(work: Work, person_id: int, hours: tuple[int, int] | None) -> None:
    """Keep when a person's quiet hours begin and end, or that there are none."""
    if hours is None:
        work.session.exec(delete(QuietHours).where(col(QuietHours.person_id) == person_id))
        return
    begins, ends = hours
    work.session.merge(QuietHours(person_id=person_id, begins=begins, ends=ends))

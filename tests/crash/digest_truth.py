"""Checks digests after a schedule: each time is covered once, and each digest is a message."""

from itertools import groupby, pairwise

from sqlmodel import col, select

from storage.engine.unit_of_work import Work
from storage.models.digest import Digest, DigestTime
from storage.models.outbox import Kind, Outgoing

_OLD = 2020
"""The year of rows that a scene puts there."""


def check(work: Work) -> None:
    """Check that digests follow each other, and that each has one message."""
    found = work.session.exec(select(Digest).order_by(col(Digest.person_id), col(Digest.digest_id)))
    digests = [each for each in found if each.ends_at.year > _OLD]
    for _person_id, theirs in groupby(digests, key=lambda each: each.person_id):
        for before, after in pairwise(theirs):
            assert before.ends_at == after.begins_at, "a gap between two digests"
    covered = {each.person_id: each.covered_to for each in work.session.exec(select(DigestTime))}
    for digest in digests:
        assert digest.ends_at <= covered[digest.person_id], "a digest that will be sent again"
    messages = work.session.exec(select(Outgoing).where(Outgoing.kind == Kind.DIGEST))
    told = sorted(each.subject_id or 0 for each in messages)
    assert told == sorted(each.digest_id or 0 for each in digests), "not one message for each"

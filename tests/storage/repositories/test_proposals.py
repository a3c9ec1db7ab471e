"""Proposals: one that is held is read as it is now, whatever was read before."""

from datetime import timedelta

from sqlalchemy import text

from storage.engine.unit_of_work import Work
from storage.models.proposal import Proposal, ProposalKind, ProposalStatus
from storage.repositories import proposals
from tests.factories import ADMIN, World


def test_one_that_is_held_is_read_anew(both_worlds: World) -> None:
    """Somebody else may have decided between the first look and the turn."""

    def look_again(work: Work) -> ProposalStatus:
        new = Proposal(
            kind=ProposalKind.OPEN_SENDING,
            content="{}",
            mark="",
            asked_by=ADMIN,
            asked_at=work.now,
            expires_at=work.now + timedelta(hours=1),
        )
        proposals.add(work, new)
        work.session.flush()
        ended = text("UPDATE proposals SET status = 'approved'")
        work.session.connection().execute(ended)
        held = proposals.get(work, new.proposal_id, held=True)
        assert held is new
        return held.status

    assert both_worlds.do(look_again) is ProposalStatus.APPROVED

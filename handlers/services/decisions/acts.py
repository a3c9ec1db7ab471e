"""How each kind of grave act is carried out, once two people have agreed.

Each looks again whether things are still as they were said to be: what has changed meanwhile is
not what they agreed on, and nothing is done then.
"""

from collections.abc import Callable, Mapping

from handlers.services.controls import policy_changes, purpose_changes, sending, sending_scopes
from handlers.services.controls.policy_changes import Knob
from handlers.services.people import invitations, members
from handlers.services.proposals.asking import Content, Value, content_of
from handlers.services.rights.actors import Consent
from storage.engine.unit_of_work import Work
from storage.models.person import Person
from storage.models.proposal import Proposal, ProposalKind
from storage.values import Rupiah

CarryOut = Callable[[Work, Consent, Content, int], bool]
"""Takes what was agreed on, and whom it is about; False where things have changed meanwhile."""


def carry_out(work: Work, consent: Consent, proposal: Proposal) -> bool:
    """Do what was agreed on; False where nothing was done, because things have changed."""
    act = CARRY_OUT[proposal.kind]
    return act(work, consent, content_of(proposal), proposal.subject_id or 0)


def _open_sending(work: Work, consent: Consent, content: Content, _subject: int) -> bool:
    about = content.get("about")
    scope = sending_scopes.marked(work, None if about is None else str(about))
    if scope is None or content["stop"] != sending.newest_stop(work, scope):
        return False
    return sending.resume(work, consent, scope)


def _loosen_purpose(work: Work, consent: Consent, content: Content, _subject: int) -> bool:
    kind, _blank, code = str(content["about"]).partition(" ")
    if kind == "purpose":
        on = content["after"] == "on"
        budget = _whole(content["budget"])
        return purpose_changes.switch_as_agreed(work, consent, code, budget, on=on)
    before, after = (_whole(content[name]) for name in ("before", "after"))
    return purpose_changes.set_budget_as_agreed(work, consent, code, before, after)


def _loosen_limit(work: Work, consent: Consent, content: Content, _subject: int) -> bool:
    knob = Knob.parse(str(content["about"]))
    if policy_changes.amount_of(work, knob) != content["before"]:
        return False
    after = _whole(content["after"])
    policy_changes.loosen(work, consent, knob, None if after is None else Rupiah(after))
    return True


def _whole(amount: Value) -> int | None:
    return None if amount is None else int(amount)


def _enrol(work: Work, consent: Consent, content: Content, _subject: int) -> bool:
    invite_id, role, team = (content[name] for name in ("invite", "role", "team"))
    return invitations.enrol(work, consent, int(invite_id or 0), str(role), str(team))


def _suspend_admin(work: Work, consent: Consent, _content: Content, subject: int) -> bool:
    return isinstance(members.suspend_admin(work, consent, subject), Person)


def _restore(work: Work, consent: Consent, content: Content, subject: int) -> bool:
    role = str(content["role"])
    return isinstance(members.give_back(work, consent, subject, role), Person)


CARRY_OUT: Mapping[ProposalKind, CarryOut] = {
    ProposalKind.OPEN_SENDING: _open_sending,
    ProposalKind.LOOSEN_LIMIT: _loosen_limit,
    ProposalKind.LOOSEN_PURPOSE: _loosen_purpose,
    ProposalKind.ENROL: _enrol,
    ProposalKind.SUSPEND_ADMIN: _suspend_admin,
    ProposalKind.RESTORE: _restore,
}
"""Every kind has its row."""

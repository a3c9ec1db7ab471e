"""`python -m bot decide`: the operator is the second person where no other admin can be.

It works beside the running bot, which then edits the messages and tells everybody. A decision names
the mark of exactly what is decided, which the list shows: a number alone is mistyped too easily.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from bot.cli import clock
from bot.cli.options import read_settings_and_warn
from bot.runtime import compose
from bot.runtime.start import CannotStart, beside_the_bot
from bot.settings.settings import Settings
from handlers.messages import newcomers, proposal_views
from handlers.messages.texts import texts_for
from handlers.messages.times import plain
from handlers.services.decisions import deciding
from handlers.services.policy import Policy
from handlers.services.proposals.asking import MARK_DIGITS
from handlers.services.rights.actors import operator
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.proposal import Press, Proposal, ProposalStatus
from storage.repositories import proposals
from storage.values.characters import visible

_TOO_LARGE = 2**63
"""No database has such a number, and SQLite cannot be asked for one."""
_NOTHING = "Nothing waits for a decision."
_LIST = "What waits is in: python -m bot decide"


def main(options: argparse.Namespace) -> int:
    """List what waits for a second person, or decide it; the bot may go on running."""
    settings = read_settings_and_warn(options)
    number, press, mark = options.number, options.press, options.mark
    if press is None:
        lines = listed(settings, clock.now, number)
    else:
        lines = decide(settings, clock.now, number, Press(press), mark or "")
    for line in lines:
        print(line.encode(sys.stdout.encoding or "ascii", "replace").decode())
    return 0


def listed(settings: Settings, now: Callable[[], datetime], number: int | None) -> list[str]:
    """Return all that waits in words, or one of it, with the commands. Raise CannotStart."""
    policy = compose.policy(settings, "")
    with beside_the_bot(settings, now) as database:
        found = database.run_sync(_waiting, policy)
    if number is None:
        return [line for lines in found.values() for line in lines] or [_NOTHING]
    if number not in found:
        raise CannotStart(f"No proposal #{number} waits for a decision. {_LIST}")
    return found[number]


def decide(
    settings: Settings, now: Callable[[], datetime], number: int, press: Press, mark: str
) -> list[str]:
    """Approve or reject a proposal as the operator; return what to say. Raise CannotStart."""
    policy = compose.policy(settings, "")
    with beside_the_bot(settings, now) as database:
        done, said = database.run_sync(_decide, policy, number, press, mark)
    if not done:
        raise CannotStart(said)
    return [said, "It is on record as the operator's decision, and all admins see it."]


def _waiting(work: Work, policy: Policy) -> dict[int, list[str]]:
    return {each.proposal_id or 0: _lines(work, policy, each) for each in proposals.open_ones(work)}


def _decide(work: Work, policy: Policy, number: int, press: Press, mark: str) -> tuple[bool, str]:
    """Decide, and tell a newcomer; return whether it was done, and how the proposal stands."""
    found = proposals.get(work, number) if 0 < number < _TOO_LARGE else None
    if found is None:
        return False, f"There is no proposal #{number}. {_LIST}"
    if not mark and found.status is ProposalStatus.OPEN:
        return False, "\n".join(["Nothing was decided.", *_lines(work, policy, found)])
    actor = operator(Capability.DECIDE_PROPOSALS)
    decided = deciding.decide(work, actor, number, mark, press)
    if decided is not None and decided.has_ended:
        newcomers.tell_ended(work, policy, decided.proposal)
    texts = texts_for("en", policy.zone)
    said = texts.press_answered(decided)
    stands = _shown(texts.proposal_ended(proposal_views.view(work, found)))
    is_open = found.status is ProposalStatus.OPEN
    return said is None, "\n".join([said or "", "" if is_open else stands]).strip()


def _lines(work: Work, policy: Policy, proposal: Proposal) -> list[str]:
    texts = texts_for("en", policy.zone)
    mark = proposal.mark[:MARK_DIGITS]
    text = _shown(texts.proposal(proposal_views.view(work, proposal)))
    said = [line for line in text.splitlines() if line]
    presses = (Press.APPROVE.value, Press.REJECT.value)
    how = [f"    python -m bot decide {proposal.proposal_id} {each} {mark}" for each in presses]
    return [*said, *how, ""]


def _shown(text: str) -> str:
    return visible(plain(text))

"""Judges how much of an update is kept, before anything is kept: strangers cost next to nothing.

It asks the rows of the same transaction that keeps the update. So every replica knows at once of
new and suspended people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.services.people import invitations, reachability
from handlers.services.people.reachability import Knocking
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.person import Standing
from storage.repositories import people as directory
from storage.repositories import team_groups


class Admission(StrEnum):
    """What is kept of an update."""

    WHOLE = "whole"
    OUTLINE = "outline"
    """Who wrote where, and an invitation; no other words."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Envelope:
    """What is known of an update from outside."""

    chat_id: int
    is_private: bool
    """In the sender's own chat with the bot."""
    is_membership: bool = False
    """It tells that the bot was blocked, or added somewhere; nobody wrote anything."""
    token: str | None = None
    """Of the invitation with which somebody comes."""
    is_addressed: bool = False
    """It speaks to this bot by name or command: in a group, not everything does."""
    sender_id: int | None = None
    is_migration: bool = False
    """It tells that a group became a supergroup; nobody wrote anything."""


class Door:
    """Judges the updates that one transaction keeps."""

    def __init__(self, work: Work, envelopes: Sequence[Envelope]) -> None:
        self._work = work
        chats = {envelope.chat_id for envelope in envelopes if envelope.is_private}
        self._standings = directory.standings(work, chats)
        self._claimants = invitations.waiting_for_approval(work, chats - self._standings.keys())
        self._knocked: set[int] = set()
        """One look at a sender serves all updates of a batch."""

    def judge(self, envelope: Envelope) -> Admission:
        """Say what of an update is kept."""
        standing = self._standings.get(envelope.chat_id) if envelope.is_private else None
        if standing is Standing.ACTIVE:
            return Admission.WHOLE
        if self._is_of_orders_in_a_group(envelope):
            return Admission.WHOLE
        if envelope.is_membership or not (envelope.is_private or envelope.is_addressed):
            return Admission.NOTHING
        is_let_in = self._is_invited(envelope, standing) or self._may_knock(envelope, standing)
        return Admission.OUTLINE if is_let_in else Admission.NOTHING

    def _is_of_orders_in_a_group(self, envelope: Envelope) -> bool:
        """Tell whether an admin speaks to us in a group, or one that is shown orders changes."""
        if envelope.is_private:
            return False
        if envelope.is_membership or envelope.is_migration:
            return bool(team_groups.in_chat(self._work, envelope.chat_id))
        if not envelope.is_addressed or envelope.sender_id is None:
            return False
        sender = directory.get(self._work, envelope.sender_id)
        return sender is not None and may(sender, Capability.WATCH_IN_GROUPS)

    def _is_invited(self, envelope: Envelope, standing: Standing | None) -> bool:
        if envelope.token is None or not envelope.is_private or standing is not None:
            return False
        invite_id = invitations.open_invitation(self._work, envelope.token)
        return invite_id is not None and reachability.may_claim(
            self._work, envelope.chat_id, invite_id
        )

    def _may_knock(self, envelope: Envelope, standing: Standing | None) -> bool:
        if envelope.chat_id in self._knocked:
            return False
        self._knocked.add(envelope.chat_id)
        return reachability.may_knock(self._work, self._kind(envelope, standing), envelope.chat_id)

    def _kind(self, envelope: Envelope, standing: Standing | None) -> Knocking:
        if standing is not None:
            return Knocking.SUSPENDED
        if not envelope.is_private:
            return Knocking.GROUPS
        waits = envelope.chat_id in self._claimants
        return Knocking.CLAIMANTS if waits else Knocking.STRANGERS

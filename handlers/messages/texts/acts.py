"""What admins read of what another admin, or the operator at the machine, did."""

from collections.abc import Sequence

from handlers.messages.act_views import ActView, Somebody
from handlers.messages.catalogue import Family
from handlers.messages.texts.limits import LimitTexts
from handlers.messages.texts.purpose_acts import PurposeActTexts
from handlers.services.notices.team_groups import GroupEnd
from storage.models.audit import Act
from storage.models.person import Role

_BY_ITSELF = set(GroupEnd) - {GroupEnd.ASKED, GroupEnd.MOVED}
_WHY_ENDED = Family("group-end", _BY_ITSELF)


class ActTexts(PurposeActTexts, LimitTexts):
    """A sentence for each act that is told."""

    def admin_act(self, act: ActView) -> str:
        """Tell an admin what another one, or the operator, has done; "" for what is not told."""
        told = act.actor is not None or act.by_operator
        actor_id = act.actor.person_id if act.actor else None
        did = self._did(act)
        agreed = self.agreed(act.decider, by_operator=act.agreed_by_operator) if did else ""
        said = " ".join(part for part in (did, agreed) if part)
        return self.paragraphs(said, self._if_not_agreed(actor_id) if told else "")

    def policy_history(self, acts: Sequence[ActView]) -> str:
        """List what was decided about limits and purposes, newest first, a paragraph each."""
        told = (
            self.say(
                "policy-decided",
                time=self.stamp(act.at),
                what=self._did(act),
                agreed=self.agreed(act.decider, by_operator=act.agreed_by_operator),
            ).strip()
            for act in acts
        )
        return self.paragraphs(*told) or self.say("policy-undecided")

    def _did(self, act: ActView) -> str:
        who = self._who(act)
        said = ""
        match act.act:
            case Act.INVITED | Act.INVITE_APPROVED | Act.INVITE_REFUSED:
                said = self._did_to_newcomer(act, who)
            case Act.SUSPENDED | Act.LOCKED | Act.RESTORED:
                said = self._did_with_rights(act, who)
            case Act.ASSIGNED:
                whom = self.somebody(act.subject)
                said = self.say("did-assigned", who=who, whom=whom, team=self._team(act))
            case Act.LIMITS | Act.PURPOSE:
                is_limit = act.act is Act.LIMITS
                said = self._did_limits(act, who) if is_limit else self._did_purpose(act, who)
            case Act.RECONCILED:
                said = self.say("did-reconciled", who=who, number=act.why, words=act.words)
            case Act.GROUP_BEGUN | Act.GROUP_ENDED:
                said = self._did_with_group(act, who)
            case Act.KEYS_ROTATED:
                said = self.say("did-keys-rotated", who=who, key=act.after)
            case Act.TEAMS_MERGED:
                said = self.say("did-teams-merged", words=act.words)
        return said

    def _did_with_rights(self, act: ActView, who: str) -> str:
        if act.act is Act.LOCKED:
            return self.locked(act)
        whom = self.somebody(act.subject)
        if act.act is Act.SUSPENDED:
            return self.say("did-suspended", who=who, whom=whom)
        return self.say("did-restored", who=who, whom=whom)

    def locked(self, act: ActView) -> str:
        """Tell that somebody was locked, by another or by themselves, and how it is undone."""
        whom, id_ = self.somebody(act.subject), str(act.subject.person_id if act.subject else "")
        if act.actor == act.subject:
            return self.say("did-lock-themselves", whom=whom, id=id_)
        return self.say("did-lock", who=self._who(act), whom=whom, id=id_)

    def _did_with_group(self, act: ActView, who: str) -> str:
        if act.act is Act.GROUP_BEGUN:
            return self.say("did-group-begun", who=who, words=act.words)
        if act.why not in _BY_ITSELF:
            return self.say("did-group-ended", who=who, words=act.words)
        why = self.say(_WHY_ENDED[GroupEnd(act.why)])
        return self.say("did-group-ended-by-itself", words=act.words, why=why)

    def _did_to_newcomer(self, act: ActView, who: str) -> str:
        role = self.role(Role(act.why)) if act.why in set(Role) else act.why
        newcomer = f"{act.words} (ID {act.subject.person_id})" if act.subject else ""
        if act.act is Act.INVITED:
            return self.say("did-invited", who=who, role=role, team=self._team(act))
        if act.act is Act.INVITE_APPROVED:
            return self.say("did-invite-approved", who=who, newcomer=newcomer, role=role)
        return self.say("did-invite-refused", who=who, newcomer=newcomer)

    def _did_limits(self, act: ActView, who: str) -> str:
        return self.say(
            "did-limits",
            who=who,
            scope=self.scope(act.why),
            before=self.limit_was(act.before),
            after=self.limit_was(act.after),
        )

    def _team(self, act: ActView) -> str:
        return act.words or self.say("team-of-nobody")

    def agreed(self, decider: Somebody | None, *, by_operator: bool) -> str:
        """Say who agreed to an act that took two people; "" where it took one."""
        if decider is None and not by_operator:
            return ""
        who = self.say("actor-operator") if by_operator else self.somebody(decider)
        return self.say("act-agreed", who=who)

    def _who(self, act: ActView) -> str:
        return self.say("actor-operator") if act.by_operator else self.somebody(act.actor)

    def somebody(self, person: Somebody | None) -> str:
        """Name a person with their id."""
        return f"{person.name} (ID {person.person_id})" if person else self.say("actor-program")

    def _if_not_agreed(self, actor_id: int | None) -> str:
        if actor_id is None:
            return self.say("act-of-operator-not-agreed")
        return self.say("act-not-agreed", id=str(actor_id))

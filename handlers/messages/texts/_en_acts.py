"""English: what admins read of what another admin, or the operator, did."""

from collections.abc import Mapping

from handlers.messages.texts._en_words import EnglishWords
from handlers.messages.texts.base_acts import ActTexts
from storage.models.audit import Act

_DID = {
    Act.INVITED: "{who} made an invitation. Role: {role}, team: {team}.",
    Act.INVITE_APPROVED: "{who} let {newcomer} in. Role: {role}.",
    Act.INVITE_REFUSED: "{who} turned {newcomer} away, who gets no access.",
    Act.SUSPENDED: "⚠️ {who} suspended {whom}.",
    Act.RESTORED: "{who} gave {whom} their rights back.",
    Act.ASSIGNED: "{who} changed the team of {whom}: {team}.",
    Act.LIMITS: "{who} changed the limit for {scope}: {before} → {after}.",
    Act.RECONCILED: "{who} settled difference #{number} and wrote: “{words}”",
    Act.KEYS_ROTATED: "{who} sealed all data anew, with the key {key}.",
    Act.TEAMS_MERGED: "Names of teams that differed by case or spaces only mean one team now: "
    "{words}. Its supervisors see the orders of both. Where two teams were meant, part them "
    "with /team ID TEAM",
}


class EnglishActs(EnglishWords, ActTexts):
    """What admins read."""

    @property
    def did(self) -> Mapping[Act, str]:
        return _DID

    @property
    def scopes(self) -> Mapping[str, str]:
        return {"order": "one order", "day": "one agent's day"}

    @property
    def operator(self) -> str:
        return "The operator, at the machine,"

    @property
    def program(self) -> str:
        return "The bot"

    @property
    def unlimited(self) -> str:
        return "no limit"

    @property
    def nowhere(self) -> str:
        return "none"

    def if_not_agreed(self, actor_id: int | None) -> str:
        if actor_id is None:
            return "If nobody of yours is at the machine: /stop REASON stops all sending."
        return (
            f"If this was not agreed, call them. /suspend {actor_id} takes their rights at once, "
            "/stop REASON stops all sending."
        )

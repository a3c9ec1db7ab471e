"""The audit trail as it is read in the chat."""

from collections.abc import Sequence

from handlers.messages.act_views import ActView
from handlers.messages.catalogue import Family
from handlers.messages.texts.words import Words
from storage.models.audit import Act

_ACT = Family("history", Act)


class HistoryTexts(Words):
    """One line an act."""

    def history(self, entries: Sequence[ActView]) -> str:
        """List what was done, one line an act; or say that there is nothing."""
        if not entries:
            return self.say("history-empty")
        return self.lines(*(self._act(entry) for entry in entries))

    def _act(self, entry: ActView) -> str:
        change = " → ".join(part for part in (entry.before, entry.after) if part)
        did = f"{self.say(_ACT[entry.act])} {change}".strip()
        parts = (self.stamp(entry.at), did, *self._concerned(entry), *self._reasons(entry))
        return " · ".join(part for part in parts if part)

    def _concerned(self, entry: ActView) -> tuple[str, ...]:
        subject, actor, decider = entry.subject, entry.actor, entry.decider
        return (
            self.say("history-order", number=entry.order_no) if entry.order_no else "",
            self.say("history-subject", id=str(subject.person_id)) if subject else "",
            self.say("history-actor", id=str(actor.person_id)) if actor else "",
            self.say("history-operator") if entry.by_operator else "",
            self.say("history-decided", id=str(decider.person_id)) if decider else "",
            self.say("history-decided-operator") if entry.agreed_by_operator else "",
        )

    def _reasons(self, entry: ActView) -> tuple[str, ...]:
        return (
            self.say("history-why", why=entry.why) if entry.why else "",
            self.say("history-words", words=entry.words) if entry.words else "",
        )

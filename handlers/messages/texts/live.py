"""The live message of an order: one message, in which its steps stand below each other."""

from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_datetime

from handlers.messages.catalogue import Family
from handlers.messages.order_views import OrderView
from handlers.messages.texts.order_words import OrderWords
from handlers.messages.texts.words import zone_name
from storage.models.order_states import GIVEN_UP
from storage.models.outbox import Notice

STEPS = Family(
    "live",
    (
        *(Notice.REQUESTED, Notice.UNKNOWN, Notice.ISSUED, Notice.EXPIRED, Notice.PAID),
        *(Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS, Notice.FAILED, Notice.REVERSED),
        *(Notice.CANCELLED, Notice.NOT_SENT, Notice.REJECTED, Notice.NOT_CREATED),
        *(Notice.CODE_MISSING, Notice.CODE_MALFORMED, Notice.ECHO, Notice.LATE_EVIDENCE),
        *(Notice.CONTRADICTION, Notice.UNRESOLVED),
    ),
)
_WHY_CANCELLED = Family("cancelled", GIVEN_UP)
_REFUSED = frozenset({Notice.REJECTED, Notice.NOT_SENT})
_INITIALS = 3


class LiveTexts(OrderWords):
    """Each line says what happened, and when; the newest one stands last."""

    def live(self, view: OrderView, steps: Sequence[tuple[datetime, Notice]]) -> str:
        """Show an order to somebody who watches it, masked, with all its steps."""
        head = self.lines(self._head(view), self.say("order-agent", agent=view.agent))
        return self.paragraphs(head, self.lines(*self._timeline(view, steps)))

    def live_in_group(self, view: OrderView, steps: Sequence[tuple[datetime, Notice]]) -> str:
        """Show an order to a group: no name, no phone, the agent by initials only."""
        head = self.say(
            "live-in-group",
            number=view.order_no,
            amount=self.amount(view.amount),
            channel=self.channel(view.channel),
            agent=_initials(view.agent),
        )
        return self.paragraphs(head, self.lines(*self._timeline(view, steps)))

    def _timeline(self, view: OrderView, steps: Sequence[tuple[datetime, Notice]]) -> list[str]:
        lines, day = [], ""
        for at, step in ((at, step) for at, step in steps if step in STEPS):
            if (begun := self._day_line(at)) != day:
                lines.append(begun)
                day = begun
            lines.append(f"{self._hour(at)} {self._step(view, step)}")
        return lines

    def _step(self, view: OrderView, step: Notice) -> str:
        if step is Notice.CANCELLED and view.cancelled is not None:
            return self.say("live-cancelled-for", why=self.say(_WHY_CANCELLED[view.cancelled]))
        if step in _REFUSED and view.refusal is not None:
            return self.say("live-refusal", step=self.say(STEPS[step]), refusal=view.refusal)
        if step is Notice.ISSUED and view.expires_at is not None:
            until = self._written(view.expires_at)
            return self.say("live-issued-until", step=self.say(STEPS[step]), time=until)
        return self.say(STEPS[step])

    def _day_line(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        day = format_datetime(local, self.say("pattern-day"), locale=self.language)
        return self.say("live-day", day=day, zone=zone_name(local))

    def _hour(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return str(format_datetime(local, self.say("pattern-clock"), locale=self.language))


def _initials(name: str) -> str:
    """Return the first letters of a name's first words: "D.L."; "?" where that would be all of it.

    A word of one sign is left out, for its first letter is the whole of it.
    """
    words = ["".join(sign for sign in word if sign.isalpha()) for word in name.split()]
    letters = [word[0].upper() for word in words if len(word) > 1]
    return "".join(f"{letter}." for letter in letters[:_INITIALS]) or "?"

"""How an order that is being written begins, ends and is refused, and what is no answer."""

from collections.abc import Sequence
from enum import StrEnum

from handlers.messages.catalogue import Family
from handlers.messages.texts.words import Words
from handlers.services.controls.refusals import Refusal, Refused
from storage.models.channel import Channel
from storage.models.person import Role
from storage.values import Inert

_WITH_A_LIMIT = (
    *(Refusal.ORDER_LIMIT, Refusal.CHANNEL_LIMIT, Refusal.DAY_LIMIT, Refusal.TEAM_LIMIT),
    *(Refusal.COMPANY_LIMIT, Refusal.PHONE_LIMIT, Refusal.UNIT_UNPROVEN),
)
_WITH_VALUES = frozenset({*_WITH_A_LIMIT, Refusal.BUDGET})
_REFUSAL = Family("refusal", (each for each in Refusal if each not in _WITH_VALUES))
_REFUSAL_WITH_A_LIMIT = Family("refusal", _WITH_A_LIMIT)


class NoWords(StrEnum):
    """Kinds of messages that cannot be read."""

    VOICE = "voice"
    FILE = "file"
    """A photo, a video, a document; also with words below it."""
    OTHER = "other"


_NO_WORDS = Family("no-words", NoWords)
_ONLY_AGENTS = Family("only-agents", Role)


class DraftTexts(Words):
    """How a draft ends, why it became no order, and words that change nothing in it."""

    def started_over(self) -> str:
        """Say that the earlier draft was dropped for a new one."""
        return self.say("draft-started-over")

    def draft_ended(self) -> str:
        """Say that the draft ended by time and nothing was sent."""
        return self.say("draft-ended")

    def draft_cancelled(self) -> str:
        """Say that the draft was dropped and nothing was sent."""
        return self.say("draft-cancelled")

    def accepted(self, order_no: str) -> str:
        """Answer the press on Confirm; the card says the rest. At most 200 characters."""
        return self.say("draft-accepted", number=order_no)

    def already_accepted(self, order_no: str) -> str:
        """Answer a second press on Confirm. At most 200 characters."""
        return self.say("draft-already-accepted", number=order_no)

    def question_over(self) -> str:
        """Answer the press on an old button. At most 200 characters."""
        return self.say("draft-question-over")

    def cannot_send_again(self) -> str:
        """Answer the press on “Send again” of an order that offers it no more. At most 200."""
        return self.say("draft-cannot-send-again")

    def refusal(self, refused: Refused) -> str:
        """Say why no order was made, and what to do; total over Refusal."""
        return f"{self.say('refusal-nothing-made')} {self._why_refused(refused)}"

    def _why_refused(self, refused: Refused) -> str:
        if refused.refusal is Refusal.BUDGET:
            return self.say("refusal-budget", purpose=Inert(refused.purpose or ""))
        if refused.channel is not None and refused.others:
            return self._channel_stopped(refused.channel, refused.others)
        if refused.refusal not in _WITH_A_LIMIT:
            return self.say(_REFUSAL[refused.refusal])
        limit = self.amount(refused.limit or 0)
        said = self.say(_REFUSAL_WITH_A_LIMIT[refused.refusal], limit=limit)
        return said if refused.refusal is Refusal.UNIT_UNPROVEN else f"{said} {self._then(refused)}"

    def _then(self, refused: Refused) -> str:
        """Say what can be done at a limit, and when it has room again."""
        do = self.say("refusal-smaller") if refused.limit else self.say("refusal-nothing-left")
        if refused.more_at is None:
            return do
        return f"{self.say('refusal-more-at', time=self.moment(refused.more_at))} {do}"

    def _channel_stopped(self, channel: Channel, others: tuple[Channel, ...]) -> str:
        names = ", ".join(map(self.channel, others))
        stopped = self.channel(channel)
        return self.say("refusal-channel-stopped-others", channel=stopped, others=names)

    def channels_stopped(self, stopped: Sequence[Channel]) -> str:
        """Say before the question for the channel where nothing is sent now."""
        return self.say("draft-channels-stopped", channels=", ".join(map(self.channel, stopped)))

    def no_channel_open(self) -> str:
        """Say that nothing can be sent anywhere now, and what to do."""
        return self.say("draft-no-channel-open")

    def only_agents(self, role: Role) -> str:
        """Tell a supervisor or admin who makes orders, and what they can do."""
        return self.say(_ONLY_AGENTS[role])

    def edits_change_nothing(self) -> str:
        """Say that an edited message is not read again."""
        return self.say("not-an-answer-edit")

    def forwards_confirm_nothing(self) -> str:
        """Say that a forwarded message neither confirms nor commands."""
        return self.say("not-an-answer-forward")

    def others_bots_confirm_nothing(self) -> str:
        """Say that words that another bot has put in do not count as this answer."""
        return self.say("not-an-answer-other-bot")

    def came_early(self) -> str:
        """Say that a typed yes came before its question was shown, and confirms nothing."""
        return self.say("not-an-answer-early")

    def came_late(self) -> str:
        """Say that a confirmation was held up on its way and must be given again."""
        return self.say("not-an-answer-late")

    def no_words(self, kind: NoWords, role: Role) -> str:
        """Say kindly that a voice, a file or a sticker cannot be read, and what to send."""
        instead = self.say("no-words-write") if role is Role.AGENT else self.say("hint-others")
        return f"{self.say(_NO_WORDS[kind])} {instead}"

    def hint(self, role: Role) -> str:
        """Say in a line how to begin, after words that nothing asked for."""
        return self.say("hint-agent") if role is Role.AGENT else self.say("hint-others")

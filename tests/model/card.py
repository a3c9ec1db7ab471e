"""The second model: how the code gets into the agent's chat by edit, and out of it again.

It has one chat queue, two senders, the rows and cards of the outbox, and Telegram's messages as
people read them. The order moves as in the first model, here by steps from outside. Messages are
sent, lost, repeated because their answer was lost, and deleted by the agent. Senders crash and
sleep past their claims. The agent is suspended and restored, asks again, and the order ends.

The chat is the agent's own. That no other chat ever gets a card is tested elsewhere, because no
state of this model decides it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.models.order_states import Code
from storage.models.outbox import Kind
from tests.model.card_state import NOBODY, Chat, Shows, is_over, may_be_shown, newest, shown
from tests.model.card_steps import sender_steps
from tests.model.card_world import order_steps, people_steps
from tests.model.checker import Step
from tests.model.promises import Promise, Watch
from tests.model.rules import Rules


@dataclass(frozen=True)
class Card:
    """The model. The numbers say how much may go wrong."""

    rules: Rules = field(default_factory=Rules)
    mishaps: int = 2
    wishes: tuple[bool, bool, bool] = (True, True, True)
    """What people may do: suspend the agent, ask for the code again, delete the message."""
    watch: Watch = field(default_factory=Watch)
    shown = staticmethod(shown)

    def start(self) -> Chat:
        """Begin when SENDING is committed and the card waits to be sent."""
        return Chat(mishaps=self.mishaps, wishes=self.wishes)

    def steps(self, chat: Chat) -> Iterator[Step[Chat]]:
        """Give everything that may happen next."""
        yield from sender_steps(chat, self.rules)
        yield from order_steps(chat, self.rules)
        yield from people_steps(chat)

    def broken(self, chat: Chat) -> Promise | None:
        """Name the promise that a state breaks."""
        pushed = any(each.kind is Kind.CARD and each.code for each in chat.senders)
        if Shows.CODE not in chat.messages:
            return self.watch.first((pushed, Promise.NOT_PUSHED))
        coded = {number for number, shows in enumerate(chat.messages) if shows is Shows.CODE}
        return self.watch.first(
            (pushed, Promise.NOT_PUSHED),
            (chat.code in {Code.NONE, Code.MISSING}, Promise.STORED_FIRST),
            (bool(coded - {card.message for card in chat.known}), Promise.KNOWN_MESSAGE),
        )

    def broken_between(self, before: Chat, step: Step[Chat]) -> Promise | None:
        """Name the promise that a step breaks."""
        after = step.after
        coded = sum(each.code for each in after.senders) > sum(each.code for each in before.senders)
        late = is_over(after) or after.suspended
        return self.watch.first(
            (coded and late, Promise.NOT_SHOWN_LATE),
            (bool(_wiped_with_code(after)), Promise.NOT_BACK_AFTER_WIPE),
        )

    def at_rest(self, chat: Chat) -> bool:
        """Say whether nothing waits, and only the newest card shows the code, if any."""
        if chat.queue or any(each != NOBODY for each in chat.senders):
            return False
        shown_in = [number for number, shows in enumerate(chat.messages) if shows is Shows.CODE]
        if not may_be_shown(chat):
            return not shown_in
        card = newest(chat)
        there = card is not None and shown_in == [chat.known[card].message]
        return there or chat.deleted


def _wiped_with_code(chat: Chat) -> list[int]:
    return [
        card.message
        for card in chat.known
        if card.wiped and chat.messages[card.message] is Shows.CODE
    ]

"""What a handler gets: one update, one transaction, one person, and a way to answer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from handlers.messages.keyboards import Keyboard, to_json
from handlers.messages.rendering import texts_of
from handlers.messages.texts import Texts, texts_for
from handlers.services.notices.announcing import STALE_TOAST
from handlers.services.people import members, reachability
from handlers.services.people.members import Newcomer
from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind
from storage.models.person import Person, Standing
from storage.repositories import outbox
from storage.repositories import people as directory


@dataclass
class Turn:
    """One update under way. Every answer is a row of the same transaction."""

    work: Work
    policy: Policy
    update: Update
    newcomer: Newcomer | None
    """The sender; None for updates without a user."""
    person: Person | None
    """The sender, if the company knows them. What they may do, rights say (services/rights)."""
    texts: Texts
    chat_id: int
    received_at: datetime
    """When the update reached us. Its sender had seen what was sent before."""
    error: BaseException | None = None
    """What a handler raised. The transaction then rolls back."""
    _toasted: bool = field(default=False, init=False)

    @classmethod
    def begin(
        cls, work: Work, policy: Policy, update: Update, chat_id: int, received_at: datetime
    ) -> "Turn":
        """Find out who writes, and update their name and menu on the way."""
        newcomer = _newcomer(update)
        person = members.meet(work, newcomer) if newcomer else None
        if person is not None:
            texts = texts_of(person, policy)
        else:
            language = newcomer.language if newcomer else None
            texts = texts_for(language or policy.default_language, policy.zone)
        chat = update.effective_chat
        chat_id = chat.id if chat else chat_id
        return cls(work, policy, update, newcomer, person, texts, chat_id, received_at)

    @property
    def private(self) -> bool:
        """Say whether this is a person's own chat with the bot."""
        chat, user = self.update.effective_chat, self.update.effective_user
        return bool(chat and user and chat.type == chat.PRIVATE and chat.id == user.id)

    @property
    def topic(self) -> int | None:
        """The topic in which we answer; None is the chat itself."""
        message = self.update.effective_message
        is_in_one = isinstance(message, Message) and message.is_topic_message
        return message.message_thread_id if message is not None and is_in_one else None

    def say(self, text: str, keyboard: Keyboard = ()) -> int:
        """Answer in this chat; return the number of the row."""
        return self.say_to(self.chat_id, text, keyboard)

    def say_in_place(self, text: str, keyboard: Keyboard = ()) -> None:
        """Answer a press in the message whose button it was; in a new one where that cannot be.

        Of several answers that wait for one message only the last is said.
        """
        message_id = self._pressed_message()
        if message_id is not None:
            outbox.drop_edits(self.work, self.chat_id, message_id)
        self._say(self.chat_id, {"text": text}, keyboard, message_id)

    def _pressed_message(self) -> int | None:
        """Return the message that has the pressed button, if it is known to have it.

        Any program can send any data for any message. Only what Telegram shows us of the message
        proves that it is a list, and not the card of an order.
        """
        query = self.update.callback_query
        message = query.message if query is not None else None
        if query is None or not isinstance(message, Message) or message.reply_markup is None:
            return None
        rows = message.reply_markup.inline_keyboard
        has_it = any(button.callback_data == query.data for row in rows for button in row)
        return message.message_id if has_it and self.private else None

    def ask(self, before: str, question: str, keyboard: Keyboard) -> int:
        """Ask a question with a text before it; return the number of the row.

        If the question is asked again before this one was sent, only the text is sent.
        """
        return self._say(self.chat_id, {"text": before, "question": question}, keyboard)

    def say_to(self, chat_id: int, text: str, keyboard: Keyboard = ()) -> int:
        """Say something in another chat, for example to whoever made an invitation."""
        return self._say(chat_id, {"text": text}, keyboard)

    def _say(
        self, chat_id: int, body: dict[str, Any], keyboard: Keyboard, changes: int | None = None
    ) -> int:
        reader = directory.get(self.work, chat_id)
        if reader is not None and reader.standing is Standing.SUSPENDED:
            body["to_suspended"] = True  # answers from before the suspension are not said
        if chat_id == self.chat_id and self.topic is not None:
            body["topic"] = self.topic
        row = outbox.row(self.work, chat_id, Kind.REPLY, subject_id=changes)
        outbox.append(self.work, row, body | {"keyboard": to_json(keyboard)})
        return row.seq or 0

    def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer a button press once. The sender drops a stale answer."""
        query = self.update.callback_query
        if query is None or self._toasted:
            return
        self._toasted = True
        row = outbox.row(
            self.work, self.chat_id, Kind.TOAST, expires_at=self.work.now + STALE_TOAST
        )
        body = {"callback_query_id": query.id, "text": text, "alert": alert}
        outbox.append(self.work, row, body)

    def toast_once(self, text: str, *, alert: bool = False) -> None:
        """Answer a press that does nothing; within a minute of the same words without any.

        Without an answer the button would go on waiting.
        """
        if reachability.may_say(self.work, self.chat_id, text):
            self.toast(text, alert=alert)
        else:
            self.toast()

    def learn_language(self) -> None:
        """Speak the person's language from now on, after they chose one."""
        self.texts = texts_of(self.person, self.policy)


class TurnApplication(
    Application[ExtBot[None], "Context", dict[str, Any], dict[str, Any], dict[str, Any], None]
):
    """A python-telegram-bot Application that lives for one update."""

    def __init__(self, turn: Turn, **builder: Any) -> None:  # noqa: ANN401 - PTB's own arguments
        super().__init__(**builder)
        self.turn = turn


class Context(
    CallbackContext[ExtBot[None], dict[str, Any], dict[str, Any], dict[str, Any]],
):
    """PTB's context with our turn. `user_data` holds what each conversation keeps, as JSON."""

    @property
    def turn(self) -> Turn:
        """The update being handled."""
        application = self.application
        if not isinstance(application, TurnApplication):
            raise TypeError("handlers run inside a TurnApplication")
        return application.turn

    def kept(self, conversation: str) -> dict[str, Any]:
        """Return what a conversation keeps between updates. It is over once it keeps nothing."""
        data = self.user_data
        if data is None:
            raise TypeError("an update without a user has no conversation")
        kept: dict[str, Any] = data.setdefault(conversation, {})
        return kept

    def end_conversations(self) -> None:
        """End whatever this chat is in the middle of."""
        if self.user_data is not None:
            self.user_data.clear()


def _newcomer(update: Update) -> Newcomer | None:
    user = update.effective_user
    if user is None:
        return None
    printable = "".join(sign for sign in user.full_name if sign.isprintable())
    return Newcomer(user.id, printable[:64], user.language_code)

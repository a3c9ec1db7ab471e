"""What one chat is in the middle of, as python-telegram-bot's persistence for one update."""

from typing import Any

from telegram.ext import BasePersistence, PersistenceInput

from storage.repositories.conversations import OpenConversation, OpenConversations


class OneChat(BasePersistence[dict[str, Any], dict[str, Any], dict[str, Any]]):
    """Holds one chat's conversations for one update, and collects what changed.

    `user_data` holds what each conversation keeps, by the conversation's name.
    """

    def __init__(self, chat_id: int, conversations: OpenConversations) -> None:
        only_user = PersistenceInput(bot_data=False, chat_data=False, callback_data=False)
        super().__init__(store_data=only_user)
        self._key = (chat_id, chat_id)
        self._chat_id = chat_id
        self._states = {name: each.state for name, each in conversations.items()}
        self._data = {name: each.data for name, each in conversations.items() if each.data}
        self._ended: set[str] = set()

    def conversations(self) -> OpenConversations:
        """Return what is to be kept: nothing of a conversation that has ended."""
        return {
            name: OpenConversation(self._states.get(name), data)
            for name, data in self._data.items()
            if data and name not in self._ended
        }

    async def get_conversations(self, name: str) -> dict[tuple[int | str, ...], object]:
        """Return where this chat stands in a conversation."""
        state = self._states.get(name)
        return {} if state is None else {self._key: state}

    async def update_conversation(
        self, name: str, key: tuple[int | str, ...], new_state: object | None
    ) -> None:
        """Collect a conversation's new state; None ends it."""
        del key
        if new_state is None:
            self._ended.add(name)
        else:
            self._ended.discard(name)
            self._states[name] = str(new_state)

    async def get_user_data(self) -> dict[int, dict[str, Any]]:
        """Return what the conversations keep."""
        return {self._chat_id: self._data} if self._data else {}

    async def update_user_data(self, user_id: int, data: dict[str, Any]) -> None:
        """Collect what the conversations keep."""
        del user_id
        self._data = data

    async def drop_user_data(self, user_id: int) -> None:
        """Forget what the conversations keep."""
        del user_id
        self._data = {}

    async def refresh_user_data(self, user_id: int, user_data: dict[str, Any]) -> None:
        """Nothing to refresh: it was loaded in this very transaction."""

    async def get_chat_data(self) -> dict[int, dict[str, Any]]:
        """Not kept."""
        return {}

    async def get_bot_data(self) -> dict[str, Any]:
        """Not kept."""
        return {}

    async def get_callback_data(self) -> None:
        """Not kept."""

    async def update_chat_data(self, chat_id: int, data: dict[str, Any]) -> None:
        """Not kept."""

    async def update_bot_data(self, data: dict[str, Any]) -> None:
        """Not kept."""

    async def update_callback_data(self, data: object) -> None:
        """Not kept."""

    async def drop_chat_data(self, chat_id: int) -> None:
        """Not kept."""

    async def refresh_chat_data(self, chat_id: int, chat_data: dict[str, Any]) -> None:
        """Not kept."""

    async def refresh_bot_data(self, bot_data: dict[str, Any]) -> None:
        """Not kept."""

    async def flush(self) -> None:
        """Nothing to flush: the transaction is the writer."""

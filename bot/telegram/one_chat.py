"""What one chat is in the middle of, as python-telegram-bot's persistence for one update."""

from typing import Any

from telegram.ext import BasePersistence, PersistenceInput


class OneChat(BasePersistence[dict[str, Any], dict[str, Any], dict[str, Any]]):
    """Holds one chat's rows for one update, and collects what changed."""

    def __init__(self, chat_id: int, state: dict[str, Any]) -> None:
        only_user = PersistenceInput(bot_data=False, chat_data=False, callback_data=False)
        super().__init__(store_data=only_user)
        self._key = (chat_id, chat_id)
        self._chat_id = chat_id
        self.states: dict[str, Any] = dict(state.get("conversations", {}))
        self.draft: dict[str, Any] = dict(state.get("draft", {}))

    def state(self) -> dict[str, Any]:
        """Return what is to be kept; a conversation without a draft is over."""
        if not self.draft:
            return {}
        return {"conversations": self.states, "draft": self.draft}

    async def get_conversations(self, name: str) -> dict[tuple[int | str, ...], object]:
        """Return the one conversation that this chat may be in."""
        return {self._key: self.states[name]} if name in self.states else {}

    async def update_conversation(
        self, name: str, key: tuple[int | str, ...], new_state: object | None
    ) -> None:
        """Collect a conversation's new state; None ends it."""
        del key
        if new_state is None:
            self.states.pop(name, None)
        else:
            self.states[name] = str(new_state)

    async def get_user_data(self) -> dict[int, dict[str, Any]]:
        """Return the draft."""
        return {self._chat_id: self.draft} if self.draft else {}

    async def update_user_data(self, user_id: int, data: dict[str, Any]) -> None:
        """Collect the draft."""
        del user_id
        self.draft = data

    async def drop_user_data(self, user_id: int) -> None:
        """Forget the draft."""
        del user_id
        self.draft = {}

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

"""Every table there is: importing this module makes the metadata whole."""

from sqlmodel import SQLModel

from storage import audit, conversation, house_state, inbox, order, outbox, person

__all__ = ["METADATA", "audit", "conversation", "house_state", "inbox", "order", "outbox", "person"]

METADATA = SQLModel.metadata

"""Every table there is: importing this module makes the metadata whole."""

from sqlmodel import SQLModel

from storage import audit, conversation, errand, house_state, inbox, order, outbox, person

__all__ = [
    "METADATA",
    "audit",
    "conversation",
    "errand",
    "house_state",
    "inbox",
    "order",
    "outbox",
    "person",
]

METADATA = SQLModel.metadata

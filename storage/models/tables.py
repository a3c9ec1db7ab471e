"""Every table there is: importing this module makes the metadata whole."""

from sqlmodel import SQLModel

from storage.models import (
    audit,
    conversation,
    errand,
    house_state,
    inbox,
    order,
    outbox,
    person,
    reconciliation,
)

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
    "reconciliation",
]

METADATA = SQLModel.metadata

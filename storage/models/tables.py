"""Every table there is: importing this module makes the metadata whole."""

from sqlmodel import SQLModel

from storage.models import (
    audit,
    conversation,
    errand,
    inbox,
    order,
    outbox,
    person,
    rate_bucket,
    reconciliation,
    sentinel,
    system_state,
    webhook,
)

__all__ = [
    "METADATA",
    "audit",
    "conversation",
    "errand",
    "inbox",
    "order",
    "outbox",
    "person",
    "rate_bucket",
    "reconciliation",
    "sentinel",
    "system_state",
    "webhook",
]

METADATA = SQLModel.metadata

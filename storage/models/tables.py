"""Every table there is: importing this module makes the metadata whole."""

from sqlmodel import SQLModel

from storage.models import (
    audit,
    conversation,
    digest,
    inbox,
    live_message,
    order,
    outbox,
    person,
    policy,
    preference,
    proposal,
    provider_answer,
    purpose,
    rate_bucket,
    reconciliation,
    sending_stop,
    sentinel,
    system_state,
    task,
    team_group,
    webhook,
)

__all__ = [
    "METADATA",
    "audit",
    "conversation",
    "digest",
    "inbox",
    "live_message",
    "order",
    "outbox",
    "person",
    "policy",
    "preference",
    "proposal",
    "provider_answer",
    "purpose",
    "rate_bucket",
    "reconciliation",
    "sending_stop",
    "sentinel",
    "system_state",
    "task",
    "team_group",
    "webhook",
]

METADATA = SQLModel.metadata

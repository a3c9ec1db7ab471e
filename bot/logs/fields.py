"""The only fields a log line may have, and how each is shown."""

import re
from datetime import datetime
from enum import Enum

from bot.logs.redaction import CUT, Redactor

NUMBER_FIELDS = frozenset(
    {
        "age_seconds",
        "amount_rupiah",
        "attempt",
        "attempts",
        "by",
        "bytes",
        "chat_id",
        "count",
        "delay_seconds",
        "duration_ms",
        "failed",
        "faspay_id",
        "fence",
        "http_status",
        "order_no",
        "pending",
        "person_id",
        "port",
        "retry_after_seconds",
        "revision",
        "row_id",
        "sent",
        "seq",
        "skew_seconds",
        "total",
        "update_id",
        "update_seq",
        "version",
    }
)
"""Numbers by their meaning: shown as they are, but only if they are numbers."""

WORD_FIELDS = frozenset(
    {
        "act",
        "channel",
        "chat_kind",
        "code_state",
        "command",
        "doubt",
        "due_at",
        "environment",
        "error_type",
        "finding",
        "from_money",
        "host",
        "job",
        "kind",
        "language",
        "migration",
        "mode",
        "money",
        "notice",
        "outcome",
        "reason",
        "refusal",
        "review",
        "revision_id",
        "role",
        "setting",
        "since",
        "standing",
        "state",
        "status",
        "team",
        "to_money",
        "worker",
    }
)
"""A few words of ours, or an enum: shown after redaction."""


def show(name: str, value: object, redactor: Redactor) -> object:
    """Return what may be written of a field: "…" for one that is on no list."""
    plain = value.value if isinstance(value, Enum) else value
    if name in NUMBER_FIELDS:
        return _number(plain)
    if name not in WORD_FIELDS:
        return CUT
    if plain is None or isinstance(plain, bool):
        return plain
    if isinstance(plain, datetime):
        return plain.isoformat()
    return redactor.text(str(plain)) if isinstance(plain, str | int | float) else CUT


def _number(value: object) -> object:
    """Order numbers and Faspay's ids are text of digits; nothing else passes as one."""
    if value is None or isinstance(value, int | float):
        return value
    return value if isinstance(value, str) and re.fullmatch(r"[0-9]{1,20}", value) else CUT

"""The only fields that a log line may have, and how each is shown."""

import re
from enum import Enum

from bot.logs.redaction import CUT, Redactor

NUMBER_FIELDS = frozenset(
    {
        "attempt",
        "chat_id",
        "count",
        "delay_seconds",
        "failed",
        "order_no",
        "port",
        "retry_after_seconds",
        "row_id",
        "seq",
        "skew_seconds",
        "total",
        "update_id",
        "update_seq",
    }
)
"""Numbers by their meaning: shown as they are, but only if they are numbers."""

WORD_FIELDS = frozenset(
    {
        "act",
        "doubt",
        "error_type",
        "finding",
        "host",
        "job",
        "outcome",
        "reason",
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
    return redactor.text(str(plain)) if isinstance(plain, str | int | float) else CUT


def _number(value: object) -> object:
    """Order numbers are text of digits; nothing else passes as one."""
    if value is None or isinstance(value, int | float):
        return value
    return value if isinstance(value, str) and re.fullmatch(r"[0-9]{1,20}", value) else CUT

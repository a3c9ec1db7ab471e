"""Structured logs, without secrets: the fields that may be logged, and what is blanked out."""

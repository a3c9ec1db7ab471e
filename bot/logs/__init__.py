"""Structured logs without secrets: the allowed fields, and what is cut out of them."""

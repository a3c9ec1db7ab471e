"""The use cases: plain functions on one unit of work; they know neither Telegram nor HTTP."""

"""Who writes, whether they may, and what a handler works with."""

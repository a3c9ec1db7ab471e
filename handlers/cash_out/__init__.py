"""The conversation in which an agent orders cash."""

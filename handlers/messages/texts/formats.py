"""For messages that are not in the catalogue yet."""

from handlers.messages.texts.words import Words as Formats

__all__ = ["Formats"]

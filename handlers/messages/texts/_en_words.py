"""For messages that are not in the catalogue yet."""

from handlers.messages.texts.words import Words


class EnglishWords(Words):
    """What the English messages are put together from."""

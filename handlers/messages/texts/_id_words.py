"""For messages that are not in the catalogue yet."""

from handlers.messages.texts.words import Words


class IndonesianWords(Words):
    """What the Indonesian messages are put together from."""

"""Which kind of message somebody sent that has no words to read."""

from telegram import Message

from handlers.messages.texts.drafts import NoWords


def kind_of(message: Message) -> NoWords:
    """Return what a message is, as far as its answer differs."""
    if message.voice or message.audio or message.video_note:
        return NoWords.VOICE
    if message.photo or message.video or message.document:  # an animation is a document, too
        return NoWords.FILE
    return NoWords.OTHER

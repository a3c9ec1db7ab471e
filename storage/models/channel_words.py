"""How a channel is stored, and how older versions' words for it are read.

Before migration 0012 the provider's codes stood in orders, drafts, buttons and the journal. Drafts,
buttons and the journal are never migrated, and an older replica may still write them.
"""

from sqlalchemy import CheckConstraint, Column, Dialect, String, TypeDecorator

from storage.models.channel import Channel

_BEFORE_0012 = {
    "c013": Channel.PERMATA,
    "alf": Channel.ALFAMART,
    "imr": Channel.INDOMARET,
}
_KNOWN = {channel.value: channel for channel in Channel} | _BEFORE_0012


def read_channel(word: str | None) -> Channel | None:
    """Read a channel's word, ours or an older version's; None for any other."""
    return _KNOWN.get((word or "").casefold())


class ChannelWord(TypeDecorator[Channel]):
    """Our own word in the database, our own type in the program."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Channel | None, dialect: Dialect) -> str | None:
        """Refuse whatever is no channel."""
        del dialect
        return None if value is None else Channel(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Channel | None:
        """Give back the channel; an unknown word is a newer program's, and not to be guessed."""
        del dialect
        channel = read_channel(value)
        if channel is None and value is not None:
            raise LookupError("a channel that this program does not know")
        return channel


def channel_word() -> Column[Channel]:
    """Return a column of channels. Its CHECK lists no words: a new channel needs no migration."""
    return Column(ChannelWord(), CheckConstraint("channel <> ''", name="channel"), nullable=False)

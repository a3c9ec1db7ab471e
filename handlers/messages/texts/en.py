"""English."""

from handlers.messages.texts._en_drafts import EnglishDrafts
from handlers.messages.texts._en_orders import EnglishOrders
from handlers.messages.texts.base import Texts


class English(EnglishDrafts, EnglishOrders, Texts):
    """For those who choose it."""

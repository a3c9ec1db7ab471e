"""Indonesian."""

from handlers.messages.texts._id_drafts import IndonesianDrafts
from handlers.messages.texts._id_orders import IndonesianOrders
from handlers.messages.texts.base import Texts


class Indonesian(IndonesianDrafts, IndonesianOrders, Texts):
    """For those who choose it."""

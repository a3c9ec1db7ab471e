"""English."""

from handlers.messages.texts._en_books import EnglishBooks
from handlers.messages.texts._en_drafts import EnglishDrafts
from handlers.messages.texts._en_house import EnglishHouse
from handlers.messages.texts._en_orders import EnglishOrders
from handlers.messages.texts._en_people import EnglishPeople
from handlers.messages.texts.base import Texts


class English(EnglishDrafts, EnglishOrders, EnglishPeople, EnglishHouse, EnglishBooks, Texts):
    """For those who choose it."""

"""English."""

from handlers.messages.texts._en_books import EnglishBooks
from handlers.messages.texts._en_house import EnglishHouse
from handlers.messages.texts._en_people import EnglishPeople
from handlers.messages.texts.base import Texts


class English(EnglishPeople, EnglishHouse, EnglishBooks, Texts):
    """For those who choose it."""

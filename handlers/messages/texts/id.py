"""Indonesian."""

from handlers.messages.texts._id_books import IndonesianBooks
from handlers.messages.texts._id_house import IndonesianHouse
from handlers.messages.texts._id_people import IndonesianPeople
from handlers.messages.texts.base import Texts


class Indonesian(IndonesianPeople, IndonesianHouse, IndonesianBooks, Texts):
    """For those who choose it."""

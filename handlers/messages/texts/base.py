"""Everything the bot can say: one typed method a message, so mypy finds a missing translation."""

from handlers.messages.texts.acts import ActTexts
from handlers.messages.texts.base_books import BookTexts
from handlers.messages.texts.base_drafts import DraftTexts
from handlers.messages.texts.base_house import HouseTexts
from handlers.messages.texts.base_orders import OrderTexts
from handlers.messages.texts.base_people import PeopleTexts
from handlers.messages.texts.teams import TeamTexts


class Texts(DraftTexts, OrderTexts, PeopleTexts, TeamTexts, ActTexts, HouseTexts, BookTexts):
    """One language. Messages are plain text; nothing in them is markup."""

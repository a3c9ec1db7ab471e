"""Everything the bot can say: one typed method a message, so mypy finds a missing translation."""

from handlers.messages.texts.acts import ActTexts
from handlers.messages.texts.base_books import BookTexts
from handlers.messages.texts.base_house import HouseTexts
from handlers.messages.texts.base_people import PeopleTexts
from handlers.messages.texts.cards import CardTexts
from handlers.messages.texts.drafts import DraftTexts
from handlers.messages.texts.history import HistoryTexts
from handlers.messages.texts.notices import NoticeTexts
from handlers.messages.texts.orders import OrderTexts
from handlers.messages.texts.questions import QuestionTexts
from handlers.messages.texts.teams import TeamTexts


class Texts(
    QuestionTexts,
    DraftTexts,
    CardTexts,
    NoticeTexts,
    OrderTexts,
    HistoryTexts,
    PeopleTexts,
    TeamTexts,
    ActTexts,
    HouseTexts,
    BookTexts,
):
    """One language. Messages are plain text; nothing in them is markup."""

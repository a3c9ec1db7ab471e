"""Everything the bot can say: one typed method a message."""

from handlers.messages.texts.acts import ActTexts
from handlers.messages.texts.base_drafts import DraftTexts
from handlers.messages.texts.base_orders import OrderTexts
from handlers.messages.texts.controls import ControlTexts
from handlers.messages.texts.limits import LimitTexts
from handlers.messages.texts.people import PeopleTexts
from handlers.messages.texts.reconciliation import ReconciliationTexts
from handlers.messages.texts.teams import TeamTexts


class Texts(
    DraftTexts,
    OrderTexts,
    PeopleTexts,
    TeamTexts,
    ActTexts,
    ControlTexts,
    LimitTexts,
    ReconciliationTexts,
):
    """One language. Messages are plain text; nothing in them is markup."""

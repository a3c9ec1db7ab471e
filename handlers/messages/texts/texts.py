"""Everything the bot can say, in one language."""

from handlers.messages.texts.cards import CardTexts
from handlers.messages.texts.digests import DigestTexts
from handlers.messages.texts.drafts import DraftTexts
from handlers.messages.texts.groups import GroupTexts
from handlers.messages.texts.history import HistoryTexts
from handlers.messages.texts.limits import LimitTexts
from handlers.messages.texts.live import LiveTexts
from handlers.messages.texts.notices import NoticeTexts
from handlers.messages.texts.notifications import NotificationTexts
from handlers.messages.texts.order_lists import OrderListTexts
from handlers.messages.texts.orders import OrderTexts
from handlers.messages.texts.people import PeopleTexts
from handlers.messages.texts.proposals import ProposalTexts
from handlers.messages.texts.purposes import PurposeTexts
from handlers.messages.texts.questions import QuestionTexts
from handlers.messages.texts.reconciliation import ReconciliationTexts
from handlers.messages.texts.support import SupportTexts
from handlers.messages.texts.teams import TeamTexts


class Texts(
    QuestionTexts,
    DraftTexts,
    CardTexts,
    NoticeTexts,
    LiveTexts,
    NotificationTexts,
    OrderTexts,
    SupportTexts,
    OrderListTexts,
    HistoryTexts,
    PeopleTexts,
    TeamTexts,
    ProposalTexts,
    LimitTexts,
    PurposeTexts,
    ReconciliationTexts,
    DigestTexts,
    GroupTexts,
):
    """One language: one typed method a message. Messages are plain text, without markup."""

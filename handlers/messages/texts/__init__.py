"""Every sentence the bot says, in Indonesian and English."""

from zoneinfo import ZoneInfo

from handlers.messages.languages import LANGUAGES
from handlers.messages.texts.base import Texts
from handlers.messages.texts.en import English
from handlers.messages.texts.id import Indonesian

__all__ = ["LANGUAGES", "Texts", "texts_for"]


def texts_for(language: str, zone: ZoneInfo) -> Texts:
    """Return the texts of a language code: English for en…, Indonesian for all else.

    Every time in them is one of the company's zone (TIMEZONE).
    """
    return English("en", zone) if language.casefold().startswith("en") else Indonesian("id", zone)

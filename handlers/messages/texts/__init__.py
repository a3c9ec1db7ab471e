"""What the bot says: the logic of each message once; the words stand in the catalogues."""

from zoneinfo import ZoneInfo

from handlers.messages.languages import LANGUAGES
from handlers.messages.texts.texts import Texts

__all__ = ["LANGUAGES", "Texts", "texts_for"]


def texts_for(language: str, zone: ZoneInfo) -> Texts:
    """Return the texts of a language code: English for en…, Indonesian for all else.

    Every time in them is one of the company's zone (TIMEZONE).
    """
    return Texts("en" if language.casefold().startswith("en") else "id", zone)

"""Every sentence the bot says, in Indonesian and English."""

from handlers.texts.base import Texts
from handlers.texts.en import English
from handlers.texts.id import Indonesian

__all__ = ["LANGUAGES", "Texts", "texts_for"]

LANGUAGES = ("id", "en")
"""What a person can choose."""

_INDONESIAN: Texts = Indonesian()
_ENGLISH: Texts = English()


def texts_for(language: str) -> Texts:
    """Return the texts of a language code: English for en…, Indonesian for all else."""
    return _ENGLISH if language.casefold().startswith("en") else _INDONESIAN

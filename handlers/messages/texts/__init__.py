"""What the bot says: the logic of each message once; the words stand in the catalogues."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from handlers.messages.languages import LANGUAGES, Language
from handlers.messages.texts.texts import Texts

__all__ = ["LANGUAGES", "Texts", "texts_for"]

_OURS: Mapping[str, str] = MappingProxyType({})


def texts_for(language: str, zone: ZoneInfo, own_steps: Mapping[str, str] = _OURS) -> Texts:
    """Return the texts of a language code: English for en…, Indonesian for all else.

    Every time in them is one of the company's zone (TIMEZONE). `own_steps` are the company's own
    words for the steps of its channels, by language (STEPS_DIR).
    """
    known: Language = "en" if language.casefold().startswith("en") else "id"
    return Texts(known, zone, own_steps.get(known, ""))

"""Times in the words of a command, as the chat has them: of TIMEZONE, which they name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings.settings import Settings


def local_time(at: datetime, settings: Settings) -> str:
    """Write a time: "05.01.2026 10:00 WIB"."""
    return f"{at.astimezone(ZoneInfo(settings.timezone)):%d.%m.%Y %H:%M %Z}"

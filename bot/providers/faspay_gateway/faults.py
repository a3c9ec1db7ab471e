"""What a fault of a call means for what we know of its outcome."""

from collections.abc import Mapping
from typing import Final

from bot.providers.faspay.errors import Fault
from handlers.services.provider_answers import Doubt

DOUBTS: Final[Mapping[Fault, Doubt]] = {
    Fault.TIMEOUT: Doubt.TIMEOUT,
    Fault.UNREACHABLE: Doubt.UNREACHABLE,
    Fault.BROKEN: Doubt.BROKEN,
    Fault.HTTP_STATUS: Doubt.HTTP_STATUS,
    Fault.UNREADABLE: Doubt.UNREADABLE,
    Fault.REFUSED: Doubt.UNKNOWN_TEXT,
    Fault.HELD_BACK: Doubt.TIMEOUT,
}

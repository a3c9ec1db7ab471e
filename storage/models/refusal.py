"""Who can do something about a refusal of Faspay."""

from enum import StrEnum


class RefusalKind(StrEnum):
    """Kinds of refusal, told apart in the chat: nobody should retype what they cannot mend."""

    ORDER = "order"
    """The agent: it is about name, phone or amount."""
    COMPANY = "company"
    """Only admins: it is about the company's account at Faspay, or how this program is set up."""
    WAIT = "wait"
    """Nobody need do anything but try later: Faspay could not be reached, or was not ready."""

"""Buttons that choose from lists: people from before, and orders."""

from collections.abc import Sequence

from handlers.messages.keyboards import Button, Keyboard, draft_data
from handlers.messages.texts import Texts


def people(nonce: str, labels: Sequence[str]) -> Keyboard:
    """Offer people from before, by their place in the draft: its data names nobody."""
    return [[Button(label, draft_data(nonce, f"pe.{at}"))] for at, label in enumerate(labels)]


def send_again(texts: Texts, order_no: str) -> Keyboard:
    """Offer to send once more to the beneficiary of an order."""
    return [[Button(texts.labels.send_again, f"again:{order_no}")]]

"""English: the words of each notice about an order, to its agent and to those who watch."""

from storage.models.channel import Channel
from storage.models.order import Cause
from storage.models.outbox import Notice
from storage.models.refusal import RefusalKind

_NEW_ORDER = "If it is still needed, you may make a new order: /cashout"
_NO_NEW_ORDER = "Do not make a new order for this person."

_NOT_SENT = "The order did not reach Faspay: no money went out."
_REJECTED = (
    "Faspay refused this order and confirmed that it has none by this number: no money went out."
)
_NOTHING_TO_RETYPE = (
    "The reason lies between the company and Faspay, not in what you entered: nobody at the "
    "counter can mend it, so do not enter it again for now. The admins have been told; ask them "
    "when orders can go out again."
)

OWN = {
    Notice.REQUESTED: "The order was accepted.",
    Notice.ISSUED: "Faspay has taken this order. Its code is in the order's card.",
    Notice.CODE_LATE: "The code is here. See this order's card, or press the button.",
    Notice.CODE_MISSING: "⚠️ This order exists at Faspay and its money is set aside, but the code "
    f"did not reach us. The order still stands. {_NO_NEW_ORDER} Tell the "
    "beneficiary: the money is recorded, the code is missing and is being looked into. "
    "The admins have been told to contact Faspay with this order number.",
    Notice.CODE_MALFORMED: "⚠️ A code came with Faspay's answer, but it cannot be right, so I hold "
    "it back: it would only be refused. The money may be set aside for this order. "
    f"{_NO_NEW_ORDER} Tell the beneficiary: the right code is being asked for, please wait. The "
    "admins have been told to get it from Faspay.",
    Notice.UNKNOWN: f"It is not certain yet whether the money is out. {_NO_NEW_ORDER} "
    "I keep asking Faspay; news will follow.",
    Notice.REPORTED_ON_PROCESS: "Reported by Faspay as being processed, not yet confirmed. "
    f"{_NO_NEW_ORDER} News will follow.",
    Notice.REPORTED_SUCCESS: "Reported by Faspay as collected, not yet confirmed. "
    f"{_NO_NEW_ORDER} News will follow.",
    Notice.PAID: "The cash was collected ✓ The order is done.",
    Notice.FAILED: "Faspay has said twice that this order failed: the money is not out and the "
    f"code is no longer valid. {_NEW_ORDER}",
    Notice.REVERSED: "Faspay has reversed this order: the money has come back to the company and "
    "the code is no longer valid. First ask the beneficiary whether they got cash; if so, tell "
    "your supervisor. If not, you may make a new order: /cashout",
    Notice.EXPIRED: "It is not certain yet whether the money has come back. Do not make another "
    "order in its place yet; wait for my notice.",
    Notice.CANCELLED: "The order was cancelled before it was sent to Faspay, because it had waited "
    f"too long or may no longer be sent. No money went out. {_NEW_ORDER}",
    Notice.NOT_SENT: f"{_NOT_SENT} {_NEW_ORDER}",
    Notice.REJECTED: f"{_REJECTED} {_NEW_ORDER}",
    Notice.NOT_CREATED: "Two people have checked: this order was never created at Faspay, no money "
    f"went out. {_NEW_ORDER}",
    Notice.ECHO: f"⚠️ People must check Faspay's answer first. {_NO_NEW_ORDER} News will follow.",
    Notice.LATE_EVIDENCE: "⚠️ We told you that no money went out, but it turns out that Faspay has "
    f"this order. {_NO_NEW_ORDER} If you have made one already, tell your supervisor at once.",
    Notice.CONTRADICTION: "⚠️ Faspay's answer contradicts our records. "
    f"{_NO_NEW_ORDER} News will follow.",
    Notice.UNRESOLVED: f"It is still not certain whether the money is out. {_NO_NEW_ORDER} People "
    "are looking into it.",
    Notice.UNREACHABLE: "News of this order could not be delivered yet.",
}

OWN_REFUSED: dict[tuple[Notice, RefusalKind | None], str] = {
    (Notice.REJECTED, RefusalKind.ORDER): f"{_REJECTED} Check name, phone and amount. {_NEW_ORDER}",
    (Notice.REJECTED, RefusalKind.COMPANY): f"{_REJECTED} {_NOTHING_TO_RETYPE}",
    (Notice.NOT_SENT, RefusalKind.COMPANY): f"{_NOT_SENT} {_NOTHING_TO_RETYPE}",
}
"""What the agent reads instead, where it is known who can do something about a refusal."""

OF_THE_COMPANY = (
    "That is about the company's account at Faspay or the settings here, not about the "
    "beneficiary: other orders may be refused as well. Check the FASPAY settings (python -m bot "
    "doctor), or ask Faspay. The agent was told to wait for you."
)
OTHERS = {
    Notice.REQUESTED: "New order.",
    Notice.ISSUED: "Faspay has taken this order; the cash is waiting to be collected.",
    Notice.CODE_LATE: "The code is here.",
    Notice.CODE_MISSING: "⚠️ This order exists at Faspay and its money is set aside, but the code "
    "did not reach us. The order still stands: do not repeat it. Contact Faspay with "
    "this order number.",
    Notice.CODE_MALFORMED: "It is held back: kept sealed and shown to nobody. The money may be "
    "set aside: do not repeat the order. Ask Faspay for the right code of this order number.",
    Notice.UNKNOWN: "It is not certain yet whether the money is out. Do not repeat it. Faspay is "
    "being asked; news will follow.",
    Notice.REPORTED_ON_PROCESS: "Reported by Faspay as being processed, not yet confirmed.",
    Notice.REPORTED_SUCCESS: "Reported by Faspay as collected, not yet confirmed.",
    Notice.PAID: "The cash was collected ✓",
    Notice.FAILED: "Faspay has said twice that it failed: the money is not out.",
    Notice.REVERSED: "Faspay has reversed this order: the money has come back to the company. If "
    "the beneficiary did get cash, contact Faspay with this order number.",
    Notice.EXPIRED: "It is not certain yet whether the money has come back; Faspay is being asked.",
    Notice.CANCELLED: "Cancelled before it was sent to Faspay: no money went out.",
    Notice.NOT_SENT: "It did not reach Faspay: no money went out.",
    Notice.REJECTED: "Faspay refused this order and has none by this number: no money went out.",
    Notice.NOT_CREATED: "Two people have checked: it was never created at Faspay, no money went "
    "out.",
    Notice.ECHO: "⚠️ Faspay's answer differs from what we sent. Sending is stopped and the code is "
    "held back. Compare with Faspay's records; do not repeat it.",
    Notice.LATE_EVIDENCE: "⚠️ We had recorded that no money went out, but it turns out that Faspay "
    "has this order. Check whether the agent has made another in its place.",
    Notice.CONTRADICTION: "⚠️ Faspay's answer contradicts our records. Look at it and contact "
    "Faspay with this order number; do not repeat it.",
    Notice.UNRESOLVED: "⚠️ It is still not certain whether this order's money is out. "
    "Ask Faspay about this order number; do not repeat it.",
    Notice.UNREACHABLE: "⚠️ This agent has blocked the bot, so news of this order has not reached "
    "them. Please call them.",
}

_AT_A_COUNTER = (
    "a code for a counter has 4 to 32 letters and digits, but this one is something else."
)
MALFORMED = {
    Channel.PERMATA: "a Permata code has exactly ten digits, but this one is something else.",
    Channel.ALFAMART: _AT_A_COUNTER,
    Channel.INDOMARET: _AT_A_COUNTER,
}
"""What is wrong with a code that is held back for its form."""

_WHY_CANCELLED = {
    Cause.AGENT: "by its agent",
    Cause.SUPERVISOR: "by a supervisor",
    Cause.AGE: "because it had waited too long",
    Cause.CLOCK: "because our clock was wrong or stood still: how long it waited is not certain",
    Cause.SUSPENSION: "because its agent may no longer send orders",
    Cause.LIMIT: "because of a limit",
    Cause.UNREADABLE: "because its data can no longer be read",
}


def cancelled(cause: Cause, *, own: bool) -> str:
    """Say that an order was cancelled, and why."""
    why = _WHY_CANCELLED[cause]
    if own:
        return (
            f"The order was cancelled before it was sent to Faspay, {why}. No money went out. "
            f"{_NEW_ORDER}"
        )
    return f"Cancelled before it was sent to Faspay, {why}. No money went out."

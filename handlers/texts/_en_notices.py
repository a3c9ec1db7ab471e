"""English: the words of each notice about an order, to its agent and to those who watch."""

from storage.outbox import Notice

_NEW_ORDER = "If it is still needed, you may make a new order: /cashout"
_NO_NEW_ORDER = "Do not make a new order for this person."

OWN = {
    Notice.REQUESTED: "The order was accepted.",
    Notice.ISSUED: "Faspay has taken this order. Its code is in the order's card.",
    Notice.CODE_LATE: "The code is here. See this order's card, or press the button.",
    Notice.CODE_MISSING: "⚠️ This order exists at Faspay and its money is set aside, but the code "
    f"did not reach us. The order still stands. {_NO_NEW_ORDER} Tell the "
    "beneficiary: the money is recorded, the code is missing and is being looked into. "
    "The admins have been told to contact Faspay with this order number.",
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
    Notice.NOT_SENT: f"The order did not reach Faspay: no money went out. {_NEW_ORDER}",
    Notice.REJECTED: "Faspay refused this order and confirmed that it has none by this number: no "
    f"money went out. Check name, phone and amount. {_NEW_ORDER}",
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

OTHERS = {
    Notice.REQUESTED: "New order.",
    Notice.ISSUED: "Faspay has taken this order; the cash is waiting to be collected.",
    Notice.CODE_LATE: "The code is here.",
    Notice.CODE_MISSING: "⚠️ This order exists at Faspay and its money is set aside, but the code "
    "did not reach us. The order still stands: do not repeat it. Contact Faspay with "
    "this order number.",
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
    Notice.UNRESOLVED: "⚠️ It has long been uncertain whether this order's money is "
    "out. Ask Faspay about this order number; do not repeat it.",
    Notice.UNREACHABLE: "⚠️ This agent has blocked the bot, so news of this order has not reached "
    "them. Please call them.",
}

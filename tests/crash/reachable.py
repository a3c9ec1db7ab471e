"""Every named point, every fault of Faspay, and all pairs of both that are possible."""

from itertools import product

from tests.crash.commits import COMMITS, EXCUSED
from tests.crash.points import Blow
from tests.crash.provider import NOTHING_ARRIVES, Fault
from tests.crash.scenes import Scene

SERVICES = {
    "tokens": Scene.MAIN,
    "transfer": Scene.MAIN,
    "inquiry_status": Scene.MAIN,
    "balance_inquiry": Scene.MAIN,
    "mutasi": Scene.NIGHT,
}
METHODS = {
    "getMe": Scene.MAIN,
    "deleteWebhook": Scene.MAIN,
    "getUpdates": Scene.MAIN,
    "sendMessage": Scene.MAIN,
    "editMessageText": Scene.MAIN,
    "deleteMessages": Scene.ENDED,
    "answerCallbackQuery": Scene.PRESS,
    "setMyCommands": Scene.MENU,
    "getWebhookInfo": Scene.TAKEN,
}
ELSEWHERE = {
    "leaveChat": "only of groups, which no schedule has (tests/journeys/test_groups.py)",
    "setWebhook": "webhook mode; it only says where updates are to be posted",
}
"""Other methods of Telegram that the program knows, and why no schedule reaches them."""
LIVE = {
    "sendMessage of a live message done": Scene.LIVE_SENT,
    "editMessageText of a live message done": Scene.LIVE_EDITED,
}
"""When Telegram has done it, and the program does not know yet."""
ON_SERVER = frozenset(f"{each} {when}" for each in METHODS for when in ("arrived", "done")) | {
    *LIVE
}
"""Points at which a request is at Telegram, which the stand-in sees and the program does not."""
POINTS: dict[str, Scene] = {
    **{f"before commit of {each}": at for each, at in COMMITS.items()},
    **{f"after commit of {each}": at for each, at in COMMITS.items()},
    **{
        f"{when} {each}": at
        for each, at in SERVICES.items()
        for when in ("leaving", "sent", "read")
    },
    **{f"{each} {when}": at for each, at in METHODS.items() for when in ("arrived", "done")},
    "before journal": Scene.LOCKED,
    "after journal": Scene.LOCKED,
    **LIVE,
}
"""Every named point, and the scene that reaches it."""
KNOWN = frozenset(POINTS) | {
    f"{when} commit of {each}" for each in EXCUSED for when in ("before", "after")
}
"""Any other point that is reached is missing from these tables."""

_NOTHING_MADE = frozenset(
    {Fault.LOST_REQUEST, Fault.ERROR_BEFORE, Fault.REFUSED, Fault.STRANGE_WORDS}
)
_NO_WHOLE_ANSWER = frozenset(
    {
        Fault.LOST_REQUEST,
        Fault.LATE_REQUEST,
        Fault.LOST_ANSWER,
        Fault.FOUND_LATE,
        Fault.TRUNCATED,
        Fault.SLOW,
    }
)
_NOTHING_KEPT = (_NO_WHOLE_ANSWER - {Fault.TRUNCATED}) | _NOTHING_MADE
"""No part of an answer that would have to be forgotten later."""
_NEVER: dict[str, frozenset[Fault]] = {
    "leaving transfer": NOTHING_ARRIVES,
    "sent transfer": NOTHING_ARRIVES,
    "read transfer": NOTHING_ARRIVES | _NO_WHOLE_ANSWER,
    "journal": NOTHING_ARRIVES | _NO_WHOLE_ANSWER,  # it is for answers that were read
    "transfers.recover": NOTHING_ARRIVES,
    # Nothing is left to ask about, or it is due by itself.
    "inquiries.ask_all": NOTHING_ARRIVES | {Fault.REFUSED, Fault.LATE_REQUEST, Fault.SLOW},
    "inquiries.next_question": frozenset({Fault.REFUSED, Fault.CLOCK}),  # asked at once
    "callbacks.receive": NOTHING_ARRIVES | _NOTHING_MADE | {Fault.CALLBACKS_LOST},
    "codes.wipe_old": NOTHING_ARRIVES | _NOTHING_KEPT,
    "deleteMessages": (_NOTHING_MADE - {Fault.REFUSED}) | {Fault.CLOCK},  # it stays uncertain
    "transfers.renew": frozenset({Fault.CLOCK}),
    "restored_data.adopt": NOTHING_ARRIVES,
    # Only a transfer that was accepted is judged, and whose order is certain.
    "amount_unit.judge": _NO_WHOLE_ANSWER
    | _NOTHING_MADE
    | {Fault.ERROR_AFTER, Fault.GARBAGE, Fault.ECHO, Fault.CLOCK},
    "clock.look": frozenset({Fault.NO_TOKENS, Fault.DROPS}),  # no answer has a time in it
    # Without an answer nobody knows when the code ends; what differs waits for people.
    "inquiries.tell_expiry": NOTHING_ARRIVES
    | {Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.FOUND_LATE, Fault.ECHO},
    "transfers.page_unresolved": NOTHING_ARRIVES,
    # The books are not read while nobody answers, and without an order nothing is asked.
    "mutasi": frozenset({Fault.DROPS}),
    "run.go_on": frozenset({Fault.DROPS}),
    "run.give_back": frozenset({Fault.DROPS}),
    "conclusion.give_up": frozenset({Fault.DROPS}),
    "run.take_finding": frozenset({Fault.DROPS, Fault.CLOCK}),
    # A wrong clock stops sending before there is an order to send, to ask or to tell about.
    "transfers.claim": frozenset({Fault.CLOCK}),
    "transfer_outcome.record": frozenset({Fault.CLOCK}),
    "inquiries.apply_finding": frozenset({Fault.CLOCK}),
    "inquiry_status": frozenset({Fault.CLOCK}),
    "editMessageText": frozenset({Fault.CLOCK}),
    "editMessageText of a live message": frozenset({Fault.DROPS}),  # all it shows falls together
}
"""Points, by a part of their name, that cannot be reached while a fault lasts."""
_FEW = frozenset({Fault.NONE, Fault.LOST_ANSWER, Fault.DROPS})
"""All is well, an order is in doubt, nobody answers."""
_LATER = _FEW | {
    Fault.LOST_REQUEST,
    Fault.ECHO,
    Fault.BLIND,
    Fault.CLOCK,
    Fault.CALLBACKS_LOST,
}
"""What is still felt long after the transfer."""
_ENOUGH: dict[str, frozenset[Fault]] = {
    # They have nothing to do with Faspay.
    "sentinel.prove_keys": _FEW,
    "members.seed_admins": _FEW,
    "claims.recover": _FEW,
    "turn.put_off": _FEW,
    "sending.stop_by": _FEW,
    "overdue.judge": _FEW,
    "drafts.end_overdue": _FEW,
    "inbox.forget": _FEW,
    "stored_callbacks.forget": _FEW,
    "outbox.forget": _FEW,
    "of a live message": _FEW,
    "digest_times.forget": _FEW,
    "digests.send_due": _FEW,
    "reachability.forget_buckets": _FEW,
    "answerCallbackQuery": _FEW,
    "setMyCommands": _FEW,
    "getWebhookInfo": _FEW,
    "takeover.": _FEW,
    # They hold back no order, and change none.
    "balance.": _FEW,
    "run.ask_nightly": _FEW,
    "run.begin": _FEW,
    "run.go_on": _FEW,
    "run.give_back": _FEW,
    "conclusion.give_up": _FEW,
    # They come long after the transfer.
    "inquiries.tell_expiry": _LATER,
    "transfers.page_unresolved": _LATER,
    "run.take_finding": _LATER,
    "conclusion.finish": _LATER,
    "mutasi": _LATER,
}
"""Points, by a part of their name, for which a few faults are enough."""


def possible(point: str, fault: Fault) -> bool:
    """Say whether the program can reach a point during a fault."""
    return not any(part in point and fault in faults for part, faults in _NEVER.items())


def _matters(point: str, fault: Fault) -> bool:
    return all(fault in faults for part, faults in _ENOUGH.items() if part in point)


PAIRS = [
    (point, fault)
    for point, fault in product(POINTS, Fault)
    if _matters(point, fault) and possible(point, fault)
]
"""Every pair that must be reached."""
_STOPS = (
    "leaving transfer",
    "sent transfer",
    "read transfer",
    "before commit of transfer_outcome.record",
    "before journal",
)
DUE = [(point, fault, Blow.KILL) for point, fault in PAIRS] + [
    (point, fault, Blow.TERM) for point, fault in PAIRS if point in _STOPS
]
"""What the first seeds play: a kill at each pair, and a stop around each transfer."""

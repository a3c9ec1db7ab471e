"""Every named point, every fault of Faspay, and the pairs of both that can be come by at all."""

from enum import StrEnum
from itertools import product

from tests.crash.provider import Fault


class Scene(StrEnum):
    """What must happen for a point to be come by."""

    MAIN = "an order as always"
    SECOND_LIFE = "a first life that was killed while it was sending"
    LOCKED = "a database that does not take the answer"
    ENDED = "an order that has ended"


_COMMITS = {
    "intake.store": Scene.MAIN,
    "turn.handle_next": Scene.MAIN,
    "submitting.claim": Scene.MAIN,
    "submitting.record": Scene.MAIN,
    "rechecking.next_question": Scene.MAIN,
    "rechecking.apply_finding": Scene.MAIN,
    "delivering.next_act": Scene.MAIN,
    "settling.settle": Scene.MAIN,
    "jobs._look_after": Scene.MAIN,
    "rechecking.ask_all": Scene.SECOND_LIFE,
    "submitting.recover": Scene.SECOND_LIFE,
    "callbacks.receive": Scene.ENDED,
    "codes.wipe_old": Scene.ENDED,
}
_SERVICES = ("tokens", "transfer", "inquiry_status")
_METHODS = {
    "getMe": Scene.MAIN,
    "deleteWebhook": Scene.MAIN,
    "getUpdates": Scene.MAIN,
    "sendMessage": Scene.MAIN,
    "editMessageText": Scene.MAIN,
    "deleteMessage": Scene.ENDED,
}
ON_SERVER = frozenset(f"{each} {when}" for each in _METHODS for when in ("arrived", "done"))
"""Points at which a request is at Telegram, which the stand-in sees and the program does not."""
POINTS: dict[str, Scene] = {
    **{f"before commit of {each}": at for each, at in _COMMITS.items()},
    **{f"after commit of {each}": at for each, at in _COMMITS.items()},
    **{f"{when} {each}": Scene.MAIN for each in _SERVICES for when in ("leaving", "sent", "read")},
    **{f"{each} {when}": at for each, at in _METHODS.items() for when in ("arrived", "done")},
    "before journal": Scene.LOCKED,
    "after journal": Scene.LOCKED,
}
"""Every named point, and when it is come by."""


def possible(point: str, fault: Fault) -> bool:
    """Say whether the program can come by a point while this is wrong with Faspay."""
    return True


PAIRS = [(point, fault) for point, fault in product(POINTS, Fault) if possible(point, fault)]

"""Scenes: what must hold, or happen first, so that the program reaches a point."""

from dataclasses import dataclass
from enum import StrEnum

from tests.crash.points import Blow, Trap


class Ending(StrEnum):
    """What becomes of the order at Faspay, if it exists there."""

    PAID = "collected"
    PAID_LATE = "collected after a while"
    FAILED = "failed"
    REVERSED = "reversed"
    PAID_THEN_REVERSED = "collected, then reversed"
    EXPIRED = "not collected until the code ended"
    LEFT = "left for later"


class Scene(StrEnum):
    """What must happen so that a point is reached."""

    MAIN = "an order as always"
    FIRST_START = "a database that nobody has used yet, without an admin"
    OLD_ROWS = "rows that have been kept for long enough"
    DIGEST = "a digest is due"
    OVERDUE = "a draft whose time is over when the yes comes"
    PRESS = "the yes is a button"
    MENU = "an agent who has no menu yet"
    TAKEN = "somebody else polls with our token, and then sets a webhook"
    BALANCE = "an admin who asks for the balance"
    SKEW = "Faspay's clock is 60 s ahead of ours"
    LONG = "a transfer that takes six seconds"
    REAL_MONEY = "real money, and an amount unit that is still to be proven"
    NO_ROOM = "no room for an answer, once the order was made"
    UNREADABLE = "a draft that cannot be read"
    LOCKED = "a database that does not take the answer"
    INTERRUPTED = "a first life that was killed while it said something"
    SECOND_LIFE = "a first life that was killed while it was sending"
    AFTER_THE_ANSWER = "a first life that was killed once the answer was kept"
    UNRESOLVED = "the same, and nobody knows of the order for half an hour"
    OLD_COPY = "the order was sent, then an older copy of the database was put in place"
    ENDED = "an order that has ended"
    EXPIRED = "a code that has run out"
    LIVE_SENT = "a supervisor sees an order"
    LIVE_EDITED = "a supervisor sees how an order goes on"
    NIGHT = "the books are compared in the night"
    STOPPED_AT_NIGHT = "asked to stop while the books are compared"
    CUT_OFF_AT_NIGHT = "seven lives that were killed while they compared the books"


@dataclass(frozen=True)
class Needs:
    """What a scene needs."""

    lives: tuple[tuple[Trap, ...], ...] = ()
    """The lives before the one that is struck."""
    traps: tuple[Trap, ...] = ()
    """More traps in the life that is struck."""
    rows: tuple[str, ...] = ()
    """SQL for both engines that changes the saved database."""
    endings: frozenset[Ending] = frozenset(Ending)
    fault_lasts: bool = False
    """Whether Faspay's fault lasts until the struck life has ended."""
    is_watched: bool = False
    """Whether there must be a supervisor."""


_OLD_UPDATE = (
    "INSERT INTO updates"
    " (update_id, lane, raw_sealed, received_at, run_at, attempts, done_at, failed) VALUES"
    " (1, 1, '', '2020-01-01 00:00:00', '2020-01-01 00:00:00', 0, '2020-01-01 00:00:00', false)"
)
_OLD_CALLBACK = (
    "INSERT INTO callbacks (fingerprint, order_no, raw_sealed, received_at, handled_at)"
    " VALUES ('0', '000000000000', '', '2020-01-01 00:00:00', '2020-01-01 00:00:00')"
)
_OLD_MESSAGE = (
    "INSERT INTO outgoing"
    " (lane, kind, priority, created_at, run_at, attempts, done_at, fate) VALUES (1, 'reply', 2,"
    " '2020-01-01 00:00:00', '2020-01-01 00:00:00', 1, '2020-01-01 00:00:00', 'sent')"
)
_OLD_DIGEST = (
    "INSERT INTO digests (person_id, begins_at, ends_at)"
    " VALUES (1, '2020-01-01 00:00:00', '2020-01-02 00:00:00')"
)
_DIGEST = (
    "INSERT INTO digest_times (person_id, minute, next_at, covered_to)"
    " SELECT person_id, 0, '2020-01-02 00:00:00', '2020-01-01 00:00:00' FROM people"
    " WHERE role = 'admin'"
)
_OLD_BUCKET = "INSERT INTO buckets (scope, full_at) VALUES ('knock:1', 1)"
_CLEAR_REASON = (
    "INSERT INTO audit (at, act, actor_id, why)"
    " VALUES ('2020-01-01 00:00:00', 'line_stopped', 1, 'lunch')"
)
"""Rows of an older program. The first start after the upgrade seals them."""
_LIMITS = (
    "INSERT INTO policy_versions (threshold, scope, amount, decided_at) VALUES"
    " ('order', '', 1500000, '2020-01-01 00:00:00'),"
    " ('day', '', 15000000, '2020-01-01 00:00:00')"
)
"""With real money nothing is sent before both are set."""
_KILL = Blow.KILL
_HAS_ENDED = frozenset(Ending) - {Ending.LEFT}
_WAITS = frozenset({Ending.PAID_LATE})
"""Long enough for the nightly comparison, a quarter of an hour after the start."""
_CUT_OFF = 7
NEEDS: dict[Scene, Needs] = {
    **{scene: Needs() for scene in Scene},
    Scene.FIRST_START: Needs(
        rows=("DELETE FROM sentinel", "DELETE FROM people WHERE role = 'admin'", _CLEAR_REASON)
    ),
    Scene.OLD_ROWS: Needs(
        rows=(
            _OLD_UPDATE,
            _OLD_CALLBACK,
            _OLD_MESSAGE,
            _OLD_DIGEST,
            _OLD_BUCKET,
        )
    ),
    Scene.REAL_MONEY: Needs(rows=(_LIMITS,)),
    Scene.DIGEST: Needs(rows=(_DIGEST,)),
    Scene.OVERDUE: Needs(rows=("UPDATE conversations SET ends_at = '2020-01-01 00:00:00'",)),
    Scene.MENU: Needs(rows=("UPDATE people SET menu = ''",)),
    Scene.NO_ROOM: Needs(traps=(Trap("before commit of turn.handle_next", 1, Blow.NO_ROOM),)),
    Scene.UNREADABLE: Needs(rows=("UPDATE conversations SET state_sealed = ''",)),
    Scene.LOCKED: Needs(traps=(Trap("read transfer", 1, Blow.LOCK),)),
    Scene.INTERRUPTED: Needs(lives=((Trap("sendMessage arrived", 1, _KILL),),)),
    Scene.SECOND_LIFE: Needs(lives=((Trap("leaving transfer", 1, _KILL),),)),
    Scene.AFTER_THE_ANSWER: Needs(
        lives=((Trap("after commit of transfer_outcome.record", 1, _KILL),),)
    ),
    Scene.OLD_COPY: Needs(
        lives=(
            (Trap("after commit of turn.handle_next", 1, _KILL),),
            (Trap("sent transfer", 1, _KILL),),
        )
    ),
    Scene.ENDED: Needs(endings=_HAS_ENDED),
    Scene.EXPIRED: Needs(endings=frozenset({Ending.EXPIRED}), fault_lasts=True),
    Scene.UNRESOLVED: Needs(lives=((Trap("leaving transfer", 1, _KILL),),), fault_lasts=True),
    Scene.LIVE_SENT: Needs(is_watched=True),
    Scene.LIVE_EDITED: Needs(endings=_WAITS, is_watched=True),
    Scene.NIGHT: Needs(endings=_WAITS, fault_lasts=True),
    Scene.STOPPED_AT_NIGHT: Needs(
        traps=(Trap("sent mutasi", 1, Blow.TERM),), endings=_WAITS, fault_lasts=True
    ),
    Scene.CUT_OFF_AT_NIGHT: Needs(
        lives=((Trap("leaving mutasi", 1, _KILL),),) * _CUT_OFF, endings=_WAITS, fault_lasts=True
    ),
}

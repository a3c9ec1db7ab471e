"""What is explored: the whole design, and for each mistake a world that shows it.

Four models share one order: its money and code (transfer), the message with the code (card), what
a reader is told (notices), and the message in which a watcher sees it (live). Each is explored
exhaustively. All but the first let the order move
in any way that the table allows, at any time, which is more than the transfer does.

Three things are assumed. Faspay does not say "failed" falsely twice, ten seconds apart. Once it has
answered, the request is not still under way. Two people look only after half an hour, when nothing
is under way any more (but see "two people are wrong").

Left out are times, so also whether an inquiry comes soon enough. So are other orders, limits and
the sending switch, which appear only as requests that are not sent. Also left out: an older
database, a journal without room or on a lost disk, a code that no key opens, who gets which
message, messages that Telegram shows later than its own time-out, and agents who block the bot.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from storage.models.order_states import Cause, OrderStatus
from storage.models.order_transitions import TRANSITIONS
from tests.model.card import Card
from tests.model.checker import Explored, explore
from tests.model.live import Live
from tests.model.mistakes import Mistake
from tests.model.notices import Notices, Reader
from tests.model.rules import Rules, Table
from tests.model.transfer import Transfer

AnyModel = Transfer | Card | Notices | Live
SEND_AGAIN: Table = TRANSITIONS | {
    (OrderStatus.UNKNOWN, OrderStatus.SENDING): frozenset({Cause.TWO_PEOPLE})
}
"""The table if two people could send again with the same number. The program does not allow it."""

NOBODY_ACTS, SUSPENDS, ASKS, DELETES = (
    (False, False, False),
    (True, False, False),
    (False, True, False),
    (False, False, True),
)


@dataclass(frozen=True)
class Run:
    """One model, and what it stands for."""

    name: str
    model: AnyModel


QUICK = (
    Run("transfer: 2 replicas, 3 crashes", Transfer()),
    Run("card: 2 mishaps", Card(mishaps=2, wishes=NOBODY_ACTS)),
    Run("card: suspended and restored", Card(mishaps=1, wishes=SUSPENDS)),
    Run("card: asked for again", Card(mishaps=1, wishes=ASKS)),
    Run("card: deleted by the agent", Card(mishaps=1, wishes=DELETES)),
    Run("notices: agent", Notices(Reader.AGENT, mishaps=1)),
    Run("notices: supervisor", Notices(Reader.WATCHER, mishaps=1)),
    Run("live message: 1 mishap", Live(mishaps=1)),
)
"""The design as the tests explore it."""

_WRONG_PEOPLE = Rules(people_can_be_wrong=True)
FULL = (
    *QUICK,
    Run("transfer: 1 replica (SQLite)", Transfer(replicas=1)),
    Run("transfer: two people are wrong", Transfer(_WRONG_PEOPLE, crashes=1, inquiries=1)),
    Run("transfer: sent once more by people", Transfer(Rules(SEND_AGAIN), crashes=1, inquiries=1)),
    Run("card: 3 mishaps", Card(mishaps=3, wishes=NOBODY_ACTS)),
    Run("card: suspended, 2 mishaps", Card(mishaps=2, wishes=SUSPENDS)),
    Run("notices: agent, 2 mishaps", Notices(Reader.AGENT, beside=0)),
    Run("notices: supervisor, 2 mishaps", Notices(Reader.WATCHER, beside=0)),
    Run("live message: 2 mishaps", Live()),
)
"""The design with more going wrong, for the figures."""

_FIRST_OF_CARD = list(Mistake).index(Mistake.CODE_UNSTORED)
_FIRST_OF_NOTICES = list(Mistake).index(Mistake.NOTICE_LATER)
_FIRST_OF_LIVE = list(Mistake).index(Mistake.LIVE_FROZEN)


def worlds(mistake: Mistake) -> Iterator[AnyModel]:
    """Give worlds that may show a mistake, the smallest first."""
    place = list(Mistake).index(mistake)
    if place >= _FIRST_OF_LIVE:
        yield from (Live(Rules(mistake=mistake), mishaps) for mishaps in (0, 1))
    elif place >= _FIRST_OF_NOTICES:
        for mishaps in (0, 1):
            for reader in Reader:
                yield Notices(reader, Rules(mistake=mistake), mishaps, mishaps)
    elif place >= _FIRST_OF_CARD:
        for mishaps, wishes in ((1, NOBODY_ACTS), (0, SUSPENDS), (0, ASKS), (1, SUSPENDS)):
            yield Card(Rules(mistake=mistake), mishaps, wishes)
    else:
        yield from _transfers(mistake)


def _transfers(mistake: Mistake) -> Iterator[Transfer]:
    table = SEND_AGAIN if mistake is Mistake.STRANGER_NOT_SENT else TRANSITIONS
    rules = Rules(table, mistake, people_can_be_wrong=mistake is Mistake.LATE_UNTOLD)
    yield Transfer(rules, crashes=1, inquiries=1)
    yield Transfer(rules, crashes=1)


def found(mistake: Mistake) -> Explored:
    """Explore worlds until one shows the mistake; return the last one if none does."""
    seen: Explored | None = None
    for model in worlds(mistake):
        seen = look_at(model)
        if seen.violation is not None:
            break
    assert seen is not None
    return seen


def look_at(model: AnyModel) -> Explored:
    """Explore any of the models."""
    match model:
        case Transfer():
            return explore(model)
        case Card():
            return explore(model)
        case Notices():
            return explore(model)
        case Live():
            return explore(model)

"""Rules that whole lives prove: real processes that die must show the slip, by schedules."""

from tests.crash.provider import Fault
from tests.crash.reachable import PAIRS
from tests.crash.schedule import Ending, plan
from tests.mutants.mutant import Mutant

_RECORDED = "after commit of submitting.record"


def _at(fault: Fault, *points: str) -> tuple[int, ...]:
    return tuple(PAIRS.index((point, fault)) for point in points)


def _ending(fault: Fault, ending: Ending) -> tuple[int, ...]:
    known = [seed for seed, (_point, each) in enumerate(PAIRS) if each is fault]
    return tuple(seed for seed in known if plan(seed).ending is ending)[:3]


CRASHES = (
    Mutant(
        "an order whose sender died is never sent again",
        "handlers/services/submitting.py",
        "        move(work, order, Money.UNKNOWN, Cause.OWNER_DIED)\n",
        "        order.money = Money.REQUESTED\n",
        schedules=_at(Fault.NONE, "sent transfer", "read transfer"),
    ),
    Mutant(
        "what an earlier life left in the journal is replayed",
        "bot/catching_up.py",
        "    await jobs.replay(database, journal)\n",
        "",
        schedules=(
            *_at(Fault.NONE, "after journal"),
            *_at(Fault.CALLBACKS_TWICE, "after journal"),
            *_at(Fault.FOUND_LATE, "after journal"),
        ),
    ),
    Mutant(
        "the code of an answer is kept with it",
        "handlers/services/submitting.py",
        "            _keep(work, order, answer, code_opens=code_opens)\n"
        "            _accepted(work, order, answer)\n",
        "            _accepted(work, order, answer)\n",
        schedules=_at(Fault.NONE, _RECORDED),
    ),
    Mutant(
        "a callback alone changes nothing",
        "handlers/services/callbacks.py",
        "    order = orders.get(work, order_no)\n",
        "    order = orders.get(work, order_no)\n"
        '    if order is not None and claimed_status == "2":\n'
        "        order.money = Money.PAID\n",
        schedules=_at(Fault.FORGED, _RECORDED, "sent tokens", "getMe done", "getUpdates done"),
    ),
    Mutant(
        "an answer that differs from the order shows no code",
        "handlers/services/echo.py",
        "        return Agreement.DIFFERENT\n",
        "        return Agreement.EQUAL\n",
        schedules=_ending(Fault.ECHO, Ending.LEFT),
    ),
    Mutant(
        "what a lost callback would have said is found within ten minutes",
        "handlers/services/schedule.py",
        "_OFTEN = timedelta(minutes=5)",
        "_OFTEN = timedelta(hours=1)",
        schedules=_ending(Fault.CALLBACKS_LOST, Ending.PAID_LATE),
    ),
)

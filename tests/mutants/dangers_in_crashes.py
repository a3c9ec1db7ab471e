"""Rules that whole lives prove: real processes that die must show the slip, by schedules."""

from tests.crash.points import Blow
from tests.crash.provider import Fault
from tests.crash.reachable import DUE, PAIRS
from tests.crash.schedule import Ending, plan
from tests.mutants.mutant import Mutant

_RECORDED = "after commit of transfer_outcome.record"


def _at(fault: Fault, *points: str) -> tuple[int, ...]:
    return tuple(PAIRS.index((point, fault)) for point in points)


def _stopped(fault: Fault, *points: str) -> tuple[int, ...]:
    return tuple(DUE.index((point, fault, Blow.TERM)) for point in points)


def _ending(fault: Fault, ending: Ending) -> tuple[int, ...]:
    known = [seed for seed, (_point, each) in enumerate(PAIRS) if each is fault]
    return tuple(seed for seed in known if plan(seed).ending is ending)[:3]


CRASHES = (
    Mutant(
        "an order whose sender died is never sent again",
        "handlers/services/orders/transfers.py",
        "        move(work, order, OrderStatus.UNKNOWN, Cause.OWNER_DIED)\n",
        "        order.status = OrderStatus.REQUESTED\n",
        schedules=_at(Fault.NONE, "sent transfer", "read transfer"),
    ),
    Mutant(
        "what an earlier life left in the journal is replayed",
        "bot/runtime/recovery.py",
        "    await journal_replay.replay(database, journal)\n",
        "",
        schedules=(
            *_at(Fault.NONE, "after journal"),
            *_at(Fault.CALLBACKS_TWICE, "after journal"),
            *_at(Fault.BLIND, "after journal"),
        ),
    ),
    Mutant(
        "the code of an answer is kept with it",
        "handlers/services/orders/transfer_outcome.py",
        "            _keep(work, order, answer, recorded, details)\n"
        "            _accepted(work, order, answer)\n",
        "            _accepted(work, order, answer)\n",
        schedules=_at(Fault.NONE, _RECORDED),
    ),
    Mutant(
        "a callback alone changes nothing",
        "handlers/services/orders/callbacks.py",
        "    order = orders.get(work, order_no)\n",
        "    order = orders.get(work, order_no)\n"
        '    if order is not None and claimed_status == "success":\n'
        "        order.status = OrderStatus.PAID\n",
        schedules=_at(Fault.FORGED, _RECORDED, "sent tokens", "getMe done", "getUpdates done"),
    ),
    Mutant(
        "an answer that differs from the order shows no code",
        "handlers/services/orders/echo.py",
        "        return Agreement.DIFFERENT\n",
        "        return Agreement.EQUAL\n",
        schedules=_ending(Fault.ECHO, Ending.LEFT),
    ),
    Mutant(
        "what a lost callback would have said is found within ten minutes",
        "handlers/services/orders/schedule.py",
        "_OFTEN = timedelta(minutes=5)",
        "_OFTEN = timedelta(hours=1)",
        schedules=_ending(Fault.CALLBACKS_LOST, Ending.PAID_LATE),
    ),
    Mutant(
        "who is asked to stop keeps the answer that is on its way",
        "handlers/jobs/transfer_answers.py",
        "    kept, attempt = False, 0\n    while True:\n",
        "    kept, attempt = False, 0\n    while True:\n"
        "        if edges.stopping():\n            return False\n",
        schedules=_stopped(Fault.NONE, "sent transfer", "read transfer"),
    ),
    Mutant(
        "a code comes out of the journal as it went in",
        "handlers/services/orders/journal_entry.py",
        '        sealed_code=values["sealed_code"],\n',
        '        sealed_code=(values["sealed_code"] or "")[::-1],\n',
        schedules=_at(Fault.NONE, "after journal"),
    ),
    Mutant(
        "not found alone ends nothing while the request may still arrive",
        "handlers/services/orders/findings.py",
        "    if refused and order.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN}:\n",
        "    if order.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN}:\n",
        schedules=_at(Fault.LATE_REQUEST, "getMe done", "sent tokens", "getUpdates done"),
    ),
)

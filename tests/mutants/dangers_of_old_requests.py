"""The rules about requests that wait: none goes out late, none is said to be late that is not."""

from tests.mutants.mutant import Mutant

_WATCH = "tests/handlers/jobs/test_clock.py::"
_DOUBT = "tests/handlers/jobs/test_doubted_dates.py::"
_RESTART = f"{_DOUBT}test_a_restart_with_a_mended_clock_sends_nothing_late_and_tells_no_long_wait"

REQUESTS = (
    Mutant(
        "a clock that was set while a request waits cancels nothing",
        "handlers/services/orders/overdue.py",
        "        elif confirmed:\n",
        "        else:\n",
        (
            (
                f"{_WATCH}test_a_clock_that_was_set_while_a_request_waits_cancels_nothing_and_sends"
                "_nothing"
            ),
        ),
    ),
    Mutant(
        "a request that a wrong clock has dated goes on once that is mended",
        "handlers/services/orders/overdue.py",
        "        elif confirmed and wait.at_most is not None:\n",
        "        elif confirmed and wait.at_most is timedelta():\n",
        (
            (
                f"{_WATCH}test_an_order_confirmed_by_a_clock_that_is_known_to_be_wrong_goes_on_once"
                "_it_is_mended"
            ),
        ),
    ),
    Mutant(
        "a step that nobody saw is not told as a long wait",
        "handlers/services/orders/overdue.py",
        "    if wait.since_made or age < timedelta():\n",
        "    if age < timedelta():\n",
        (f"{_WATCH}test_a_step_that_nobody_saw_is_no_long_wait",),
    ),
    Mutant(
        "what has waited for ten minutes by a clock that nobody sets is cancelled",
        "handlers/services/orders/overdue.py",
        "        if wait.lasted > policy.request_lasts:\n",
        "        if confirmed and wait.lasted > policy.request_lasts:\n",
        ((f"{_WATCH}test_what_waits_ten_minutes_is_cancelled_for_that_whatever_the_clock_says"),),
    ),
    Mutant(
        "what a wrong clock may have dated is not sent by its date",
        "storage/repositories/order_queues.py",
        "    .where(col(Order.date_doubted).is_(False))\n    .where(col(Order.created_at)",
        "    .where(col(Order.created_at)",
        (_RESTART,),
    ),
    Mutant(
        "who has not seen a request made does not call it late by a wrong clock's date",
        "handlers/services/orders/overdue.py",
        "        return Cause.CLOCK if is_ours else None\n",
        "        return None\n",
        (_RESTART,),
    ),
    Mutant(
        "who has just started leaves a doubted request to who has seen it made",
        "handlers/services/orders/overdue.py",
        "is_ours = wait.since_made or wait.lasted > _OTHERS_VOUCH_WITHIN",
        "is_ours = True",
        ((f"{_DOUBT}test_who_has_just_started_leaves_a_doubted_request_to_who_has_seen_it_made"),),
    ),
    Mutant(
        "while our clock is wrong the dates of what waits are doubted",
        "handlers/services/controls/clock.py",
        "    if is_off(skew):\n        order_queues.doubt_dates(work)\n",
        "",
        (_RESTART,),
    ),
    Mutant(
        "a clock that is wrong by less than stops sending makes no long wait",
        "handlers/services/orders/overdue.py",
        "age > policy.request_lasts + clock.STOP else",
        "age > policy.request_lasts else",
        (f"{_DOUBT}test_a_clock_a_little_behind_makes_no_long_wait",),
    ),
    Mutant(
        "a pause of the machine is not taken for a clock that was mended",
        "handlers/jobs/request_waits.py",
        "if abs(told - counted) < clock.WARN else None",
        "if abs(told - counted) < timedelta.max else None",
        (f"{_DOUBT}test_a_wait_is_known_only_where_both_clocks_agree",),
    ),
    Mutant(
        "no time that is not counted makes a request younger",
        "handlers/jobs/request_waits.py",
        "return max(counted, told) if",
        "return min(counted, told) if",
        (f"{_DOUBT}test_a_wait_is_known_only_where_both_clocks_agree",),
    ),
    Mutant(
        "what is seen for the first time after a pause is not taken for new",
        "handlers/jobs/request_waits.py",
        "        new = _Seen(counted, before)\n",
        "        new = _Seen(counted, reading if before else None)\n",
        (f"{_DOUBT}test_what_came_while_the_machine_was_paused_is_not_taken_for_new",),
    ),
    Mutant(
        "a date is mended to the earliest that is possible",
        "handlers/services/orders/overdue.py",
        "        order.created_at = work.now - most\n",
        "        order.created_at = work.now - least\n",
        (f"{_DOUBT}test_a_date_is_mended_to_the_earliest_that_is_possible",),
    ),
)

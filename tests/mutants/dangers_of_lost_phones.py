"""The rules that keep a stolen phone from emptying the account."""

from tests.mutants.mutant import Mutant

_LIMITS = "tests/handlers/services/controls/test_limits.py::"

LOST_PHONES = (
    Mutant(
        "nothing is confirmed before the limits are set",
        "handlers/services/orders/requests.py",
        "    if limits.are_missing(work, policy):\n        return Refused",
        "    if work is None:\n        return Refused",
        (f"{_LIMITS}test_nothing_is_requested_before_both_limits_are_set",),
    ),
    Mutant(
        "nothing is claimed while a limit is missing",
        "handlers/services/orders/transfers.py",
        "    if limits.are_missing(work, policy):\n        return Cause.LIMIT\n",
        "",
        (f"{_LIMITS}test_an_order_whose_limit_was_lifted_meanwhile_is_cancelled_not_sent",),
    ),
    Mutant(
        "one limit is not enough",
        "handlers/services/controls/limits.py",
        "_NEEDED = (Threshold.ORDER, Threshold.AGENT_DAY)\n",
        "_NEEDED = (Threshold.ORDER,)\n",
        (f"{_LIMITS}test_nothing_is_requested_before_both_limits_are_set",),
    ),
    Mutant(
        "real money needs limits",
        "bot/runtime/compose.py",
        "        needs_limits=real_money,\n",
        "",
        ("tests/bot/runtime/test_compose.py::test_real_money_is_guarded_and_play_money_is_not",),
    ),
)

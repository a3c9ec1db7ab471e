"""The rules that keep a stolen phone from emptying the account."""

from tests.mutants.mutant import Mutant

_LIMITS = "tests/handlers/services/test_limits.py::"

LOST_PHONES = (
    Mutant(
        "nothing is confirmed before the limits are set",
        "handlers/services/ordering.py",
        "    return Refusal.LIMITS_MISSING if limits.are_missing(work, policy) else None\n",
        "    return None\n",
        (f"{_LIMITS}test_nothing_is_requested_before_both_limits_are_set",),
    ),
    Mutant(
        "nothing is claimed while a limit is missing",
        "handlers/services/submitting.py",
        "    if limits.are_missing(work, policy):\n        return Cause.LIMIT\n",
        "",
        (f"{_LIMITS}test_an_order_whose_limit_was_lifted_meanwhile_is_cancelled_not_sent",),
    ),
    Mutant(
        "one limit is not enough",
        "handlers/services/limits.py",
        "None in (self.order, self.day)",
        "self.order is None",
        (f"{_LIMITS}test_nothing_is_requested_before_both_limits_are_set",),
    ),
    Mutant(
        "real money needs limits",
        "bot/compose.py",
        "        needs_limits=real_money,\n",
        "",
        ("tests/bot/test_compose.py::test_real_money_is_guarded_and_play_money_is_not",),
    ),
)

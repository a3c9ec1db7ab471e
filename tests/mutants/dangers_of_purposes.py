"""The rules of purposes: no budget overshot, none confirmed unread, each order keeps its own."""

from tests.mutants.mutant import Mutant

_BUDGETS = "tests/handlers/services/controls/test_purposes.py::"
_KEPT = "tests/storage/repositories/test_purposes.py::"
_WINDOWS = "tests/handlers/services/controls/test_limit_windows.py::"
_CHANGES = "handlers/services/controls/purpose_changes.py"
_LOOSER = f"{_BUDGETS}test_what_lets_more_through_takes_two_people"
_CHAT = "tests/dialogs/test_purposes.py::"
_RULES, _TABLE = "handlers/services/controls/purposes.py", "storage/repositories/purposes.py"
_FREED = f"{_BUDGETS}test_a_budget_is_freed_only_by_money_that_is_provably_not_out"
_UNREAD = f"{_BUDGETS}test_an_order_gets_no_purpose_that_was_not_read_back"

PURPOSES = (
    Mutant(
        "a budget is checked at Confirm",
        "handlers/services/orders/requests.py",
        "    return over or purposes.why_not(",
        "    return over\n    purposes.why_not(",
        (f"{_BUDGETS}test_the_last_rupiah_may_be_taken_and_not_one_more",),
    ),
    Mutant(
        "confirmations at once see each other's orders",
        "handlers/services/orders/requests.py",
        "    system_state.take_turns(work)  # whoever",
        "    # whoever",
        (f"{_WINDOWS}test_who_makes_an_order_takes_a_turn_before_any_limit_is_looked_at",),
    ),
    Mutant(
        "not a rupiah more than a budget is taken",
        _RULES,
        "    if left is not None and amount > left:\n",
        "    if left is not None and amount > left + 100_000:\n",
        (f"{_BUDGETS}test_the_last_rupiah_may_be_taken_and_not_one_more",),
    ),
    Mutant(
        "a budget is not freed while an outcome is unknown",
        "storage/models/order_states.py",
        "BACK = ENDED - {OrderStatus.PAID}\n",
        "BACK = ENDED - {OrderStatus.PAID} | {OrderStatus.UNKNOWN}\n",
        (_FREED,),
    ),
    Mutant(
        "a budget is freed by money that is back",
        "storage/models/order_states.py",
        "BACK = ENDED - {OrderStatus.PAID}\n",
        "BACK = CLOSED\n",
        (_FREED,),
    ),
    Mutant(
        "the worker looks at purpose and budget again",
        "handlers/services/orders/transfers.py",
        "    return None if purposes.still_allow(work, order) else Cause.PURPOSE\n",
        "    return None\n",
        (f"{_BUDGETS}test_the_worker_looks_again_before_it_sends",),
    ),
    Mutant(
        "a team is offered its own default first",
        _TABLE,
        "    default = default_of(work, team)\n",
        "    default = next((each.code for each in defaults(work)), None)\n",
        (f"{_CHAT}test_the_teams_own_default_is_the_first_button",),
    ),
    Mutant(
        "an order keeps what its purpose was called",
        "handlers/services/controls/purpose_changes.py",
        "        former, held.name = held.name, name\n",
        "        former, held.name = held.name, name\n"
        "        work.session.connection().exec_driver_sql(\n"
        "            f\"UPDATE orders SET purpose_name = '{name}'\"\n"
        "        )\n",
        (
            f"{_BUDGETS}test_an_order_keeps_what_its_purpose_was_called_and_a_new_one_has_the_new_name",
        ),
    ),
    Mutant(
        "a code never gets another meaning",
        "handlers/services/controls/purpose_changes.py",
        "    if purposes.get(work, code) is not None:\n        return False\n",
        "    if (former := purposes.get(work, code)) is not None:\n"
        "        former.name = name\n"
        "        return False\n",
        (f"{_BUDGETS}test_each_change_is_on_record_and_what_stands_already_is_none",),
    ),
    Mutant(
        "the order number stands first in the description",
        "bot/providers/faspay/wire.py",
        "    parts = (order.order_no, order.purpose, sender.description)\n",
        "    parts = (order.purpose, order.order_no, sender.description)\n",
        ("tests/bot/providers/faspay/test_wire.py",),
    ),
    Mutant(
        "a search for a purpose finds only what its reader may know of",
        "storage/repositories/order_streams.py",
        "    left = _asked(whose, wanted)\n",
        "    left = _asked(whose, wanted) if wanted.purpose is None else ()\n",
        (f"{_CHAT}test_orders_are_found_by_their_purpose_only_among_those_that_may_be_known",),
    ),
    Mutant(
        "no order without a purpose is made where one is needed",
        _RULES,
        "        return Refused(Refusal.PURPOSE_NEEDED) if is_one_needed else None\n",
        "        return None\n",
        (_UNREAD,),
    ),
    Mutant(
        "no order is made for a purpose that is off",
        _RULES,
        "    if purpose is None or not purpose.is_on:\n        return Refused",
        "    if purpose is None:\n        return Refused",
        (_UNREAD,),
    ),
    Mutant(
        "a Confirm is for the purpose that was read back",
        "handlers/cash_out/draft.py",
        "        return [self.channel, self.name, self.phone, self.amount, *purpose]\n",
        "        return [self.channel, self.name, self.phone, self.amount, *purpose[:0]]\n",
        (f"{_CHAT}test_a_confirm_for_a_purpose_that_is_gone_confirms_no_other",),
    ),
    Mutant(
        "a name that was changed meanwhile is read back again",
        _RULES,
        "    if purpose.name != name:\n        return Refused(Refusal.PURPOSE_RENAMED)\n",
        "",
        (f"{_CHAT}test_a_confirm_under_a_name_that_was_changed_meanwhile_is_asked_again",),
    ),
    Mutant(
        "a lowered budget reaches for those that were confirmed first",
        _RULES,
        "purposes.spending(work, purpose.code, before=order).taken",
        "purposes.spending(work, purpose.code).taken - order.amount",
        (f"{_BUDGETS}test_a_lowered_budget_reaches_for_those_that_were_confirmed_first",),
    ),
    Mutant(
        "what is off is not sent",
        _RULES,
        "    if purpose is None or not purpose.is_on:\n        return False\n",
        "    if purpose is None:\n        return False\n",
        (f"{_BUDGETS}test_the_worker_looks_again_before_it_sends",),
    ),
    Mutant(
        "one admin does not raise a budget",
        _CHANGES,
        "(new is None or new > held.budget)",
        "(new is None)",
        (_LOOSER,),
    ),
    Mutant(
        "one admin does not lift a budget",
        _CHANGES,
        "(new is None or new > held.budget)",
        "(new is not None and new > held.budget)",
        (_LOOSER,),
    ),
    Mutant(
        "one admin does not switch the last budget off",
        _RULES,
        "    if not lefts:\n        return math.inf\n",
        "",
        (_LOOSER,),
    ),
    Mutant(
        "one admin does not switch on what has no budget beside those that have",
        _CHANGES,
        "    if would_allow_more(work, held.code, on=on):\n",
        "    if not on and would_allow_more(work, held.code, on=on):\n",
        (_LOOSER,),
    ),
    Mutant(
        "what is added is off where it would let more through",
        _CHANGES,
        "    is_on = not would_allow_more(work, code, on=True)\n",
        "    is_on = True\n",
        (_LOOSER,),
    ),
    Mutant(
        "what is switched on has the budget that its card named",
        _CHANGES,
        "    if held.is_on == on or held.budget != budget:\n",
        "    if held.is_on == on:\n",
        (f"{_BUDGETS}test_a_purpose_with_another_budget_by_now_is_not_switched_on",),
    ),
    Mutant(
        "a press on a team does what its label said",
        "handlers/commands/policy.py",
        'wanted=what[0] == "+")',
        "wanted=True)",
        ("tests/dialogs/test_policy.py::test_a_press_takes_a_default_back",),
    ),
    Mutant(
        "a press chooses only what is offered",
        "handlers/cash_out/draft.py",
        "        if self.purpose not in {each.code for each in offered}:\n",
        "        if self.purpose is None:\n",
        (f"{_CHAT}test_a_press_can_choose_only_what_is_offered_and_when_it_is_asked",),
    ),
)

"""The rules of limits: no rupiah past one, each counts its own, and the stricter one holds."""

from tests.mutants.mutant import Mutant

_WINDOWS = "tests/handlers/services/controls/test_limit_windows.py::"
_SUMS = "tests/storage/repositories/test_order_sums.py::"
_RULES, _TABLE = "handlers/services/controls/limits.py", "storage/repositories/order_sums.py"
_AGAIN = f"{_WINDOWS}test_a_window_says_what_is_left_and_when_there_is_enough_again"
_LOWERED = f"{_WINDOWS}test_a_lower_limit_stops_those_that_came_last_and_no_others"
_HELD = f"{_SUMS}test_a_window_holds_what_may_be_out_and_nothing_of_others"
_ELSE = f"{_WINDOWS}test_somebody_elses_orders_count_where_the_limit_is_not_of_each"

LIMITS = (
    Mutant(
        "limits are checked at Confirm",
        "handlers/services/orders/requests.py",
        "    over = unproven or limits.why_not(work, facts_of(work, agent, draft))\n",
        "    over = unproven\n",
        (_AGAIN,),
    ),
    Mutant(
        "not a rupiah more than is left is taken",
        _RULES,
        "        if asked.amount > state.left:\n",
        "        if asked.amount > state.left + 100_000:\n",
        (_AGAIN,),
    ),
    Mutant(
        "a week of a phone is seven days",
        _RULES,
        "_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)\n",
        "_DAY, _WEEK = timedelta(hours=24), timedelta(hours=24)\n",
        (_AGAIN,),
    ),
    Mutant(
        "there is enough again only once enough has left the window",
        _RULES,
        "        if taken + asked.amount <= state.limit:\n",
        "        if taken <= state.limit:\n",
        (_AGAIN,),
    ),
    Mutant(
        "a team's limit counts the whole team",
        _RULES,
        "            return Counted(agent_id=asked.agent_id, team=asked.team)\n",
        "            return Counted(agent_id=asked.agent_id)\n",
        (f"{_WINDOWS}test_of_many_that_are_confirmed_at_once_no_rupiah_passes_a_limit",),
    ),
    Mutant(
        "who changes teams takes along what they requested",
        _RULES,
        "            return Counted(agent_id=asked.agent_id, team=asked.team)\n",
        "            return Counted(team=asked.team)\n",
        (f"{_WINDOWS}test_who_changes_teams_takes_along_what_they_requested",),
    ),
    Mutant(
        "a time that is told is not before there is room",
        _RULES,
        "    return whole if whole == at else whole + timedelta(minutes=1)\n",
        "    return whole\n",
        (f"{_WINDOWS}test_the_time_that_is_told_has_room_to_the_second",),
    ),
    Mutant(
        "the company's limit counts every team",
        _RULES,
        "            return Counted()\n",
        "            return Counted(team=asked.team)\n",
        (_ELSE,),
    ),
    Mutant(
        "a phone's limit counts every agent",
        _RULES,
        "            return Counted(phone_macs=asked.phone_macs)\n",
        "            return Counted(agent_id=asked.agent_id)\n",
        (_ELSE,),
    ),
    Mutant(
        "a place's limit is of that place",
        _RULES,
        '        scope = asked.channel.value if threshold is Threshold.CHANNEL else ""\n',
        '        scope = ""\n',
        (f"{_WINDOWS}test_a_places_limit_is_of_that_place_only",),
    ),
    Mutant(
        "a lower limit stops those that came last",
        _RULES,
        "            taken = order_sums.taken(work, of, at - _WINDOWS[threshold], order)\n",
        "            taken = order_sums.taken(work, of, at - _WINDOWS[threshold])\n",
        (_LOWERED,),
    ),
    Mutant(
        "a limit that was raised after Confirm lets nothing through that was confirmed before",
        _RULES,
        "    if order.policy_version is not None:\n",
        "    if order.policy_version is None:\n",
        (f"{_WINDOWS}test_a_looser_limit_lets_nothing_through_that_was_confirmed_before",),
    ),
    Mutant(
        "an order keeps the version of its confirmation",
        "handlers/services/orders/requests.py",
        "        policy_version=policy_versions.newest(work),\n",
        "",
        (f"{_WINDOWS}test_a_looser_limit_lets_nothing_through_that_was_confirmed_before",),
    ),
    Mutant(
        "what came back takes nothing, and what is unknown does",
        "storage/models/order_states.py",
        "BACK = ENDED - {OrderStatus.PAID}\n",
        "BACK = ENDED - {OrderStatus.PAID} | {OrderStatus.UNKNOWN}\n",
        (_HELD,),
    ),
    Mutant(
        "a window lets go of what is as old as it",
        _TABLE,
        "col(Order.created_at) > since",
        "col(Order.created_at) >= since",
        (_HELD,),
    ),
    Mutant(
        "of two orders of one moment one comes first",
        _TABLE,
        "    return or_(at < order.created_at, same_time)\n",
        "    return at < order.created_at\n",
        (f"{_SUMS}test_what_was_requested_before_an_order_is_by_time_and_then_by_number",),
    ),
    Mutant(
        "a threshold is what was decided last",
        "storage/repositories/policy_versions.py",
        "    newest = select(func.max(PolicyVersion.version))\n",
        "    newest = select(func.min(PolicyVersion.version))\n",
        (f"{_WINDOWS}test_a_threshold_is_what_was_decided_last",),
    ),
)

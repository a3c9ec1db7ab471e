"""The rules of stops and locks: at once by one, undone by two, and nothing leaves meanwhile."""

from tests.mutants.mutant import Mutant

_S, _D = "handlers/services/", "tests/handlers/services/"
_SENDING, _MEMBERS = f"{_S}controls/sending.py", f"{_S}people/members.py"
_STOPS = f"{_D}controls/test_sending.py::"
_RACES = f"{_D}orders/test_stop_races.py::"
_LOCKS = f"{_D}people/test_locks.py::"
_FAILURES = f"{_D}controls/test_failures.py::"
_BALANCE = f"{_D}controls/test_low_balance.py::"
_MIGRATION = "tests/storage/migrations/test_0025_switches.py::"
_WAITS = f"{_RACES}test_who_sends_while_a_stop_commits_waits_for_it_and_sends_nothing"

_NOTHING_LEAVES = (
    Mutant(
        "no order of a stopped part is claimed",
        f"{_S}orders/transfers.py",
        "        stopped = sending.what_stops_in_turn(work, order.team, order.channel)\n",
        "        stopped = None\n",
        (_WAITS,),
    ),
    Mutant(
        "no order of a stopped part is confirmed",
        f"{_S}orders/requests.py",
        "    stopped = sending.what_stops_in_turn(work, agent.team, draft.channel)\n",
        "    stopped = None\n",
        (f"{_STOPS}test_nothing_is_confirmed_in_a_stopped_team_and_others_go_on",),
    ),
    Mutant(
        "who sends waits for a stop under way",
        _SENDING,
        "    sending_stops.share_turns(work, [(each.kind, each.name) for each in scopes])\n",
        "",
        (_WAITS,),
    ),
    Mutant(
        "a stop waits for who is sending",
        _SENDING,
        "    sending_stops.take_turn(work, scope.kind, scope.name)\n",
        "",
        (f"{_RACES}test_a_stop_that_finds_somebody_sending_commits_after_them",),
    ),
    Mutant(
        "who has waited reads the switch anew",
        _SENDING,
        "        return system_state.is_stopped_or_held(work)\n",
        "        return not is_open(work)\n",
        (_WAITS,),
    ),
    Mutant(
        "an older program sends nothing of what is stopped",
        "storage/migrations/versions/0025_switches.py",
        ".values(stopped=sa.true())",
        ".values(stopped=sa.false())",
        (f"{_MIGRATION}test_a_part_that_is_stopped_stops_all_for_an_older_program",),
    ),
    Mutant(
        "nobody gets an agent out of a stopped team",
        f"{_S}people/teams.py",
        "    if person.role is Role.AGENT and sending_stops.of_scope(",
        "    if person is None and sending_stops.of_scope(",
        (f"{_STOPS}test_nobody_gets_an_agent_out_of_a_stopped_team",),
    ),
)
_WHO_OPENS = (
    Mutant(
        "a supervisor stops the own team only",
        _SENDING,
        "    _require_reach(work, actor, scope)\n    return _stop(",
        "    return _stop(",
        (f"{_STOPS}test_a_supervisor_stops_and_opens_the_own_team_only",),
    ),
    Mutant(
        "a supervisor asks to open the own team only",
        _SENDING,
        "    _require_reach(work, actor, scope)\n    if not",
        "    if not",
        (f"{_STOPS}test_a_supervisor_stops_and_opens_the_own_team_only",),
    ),
    Mutant(
        "a supervisor decides what is the own team's only",
        f"{_S}proposals/deciders.py",
        "    if not takes_part(work, proposal, person):\n        return False\n",
        "",
        (f"{_STOPS}test_a_supervisor_decides_and_sees_nothing_that_is_not_the_own_teams",),
    ),
    Mutant(
        "of two who decide one is an admin",
        f"{_S}proposals/deciders.py",
        "    return person.role is Role.ADMIN or is_asked_by_admin(work, proposal)\n",
        "    return True\n",
        (f"{_STOPS}test_two_supervisors_do_not_open_their_team_without_an_admin",),
    ),
    Mutant(
        "who left the team opens it no more",
        f"{_S}decisions/deciding.py",
        "not (may(asker, rule.asks) and takes_part(work, proposal, asker)):\n",
        "not may(asker, rule.asks):\n",
        (f"{_STOPS}test_what_a_supervisor_asked_for_who_left_the_team_is_not_done",),
    ),
    Mutant(
        "a stop ends what was asked of its own scope",
        _SENDING,
        "Withdrawal.STOPPED_AGAIN, scope.mark\n",
        "Withdrawal.STOPPED_AGAIN, None\n",
        (f"{_STOPS}test_a_newer_stop_ends_what_was_asked_of_that_scope_and_of_no_other",),
    ),
)
_AUTOMATIC = (
    Mutant(
        "so many doubts in a row stop sending",
        f"{_S}controls/failures.py",
        "    if count >= MOST_IN_A_ROW:\n",
        "    if count > MOST_IN_A_ROW:\n",
        (f"{_FAILURES}test_so_many_in_a_row_stop_sending_and_every_admin_is_paged_once",),
    ),
    Mutant(
        "replicas count each other's doubts",
        f"{_S}controls/failures.py",
        "system_state.failed_in_a_row(work, to_change=True) + 1\n",
        "system_state.failed_in_a_row(work) + 1\n",
        (f"{_FAILURES}test_two_replicas_that_fail_at_once_count_each_other",),
    ),
    Mutant(
        "only a fresh balance stops sending",
        f"{_S}controls/low_balance.py",
        "    if age > _FRESH or not",
        "    if not",
        (f"{_BALANCE}test_an_old_answer_stops_nothing",),
    ),
    Mutant(
        "less than what waits stops sending",
        f"{_S}controls/low_balance.py",
        "    if needed <= max(0, balance.available):\n",
        "    if needed >= max(0, balance.available):\n",
        (f"{_BALANCE}test_less_than_what_waits_stops_sending_and_says_how_old_the_answer_is",),
    ),
)
_LOCKING = (
    Mutant(
        "nobody gives back alone what a lock took",
        _MEMBERS,
        "    found = (Act.SUSPENDED, Act.LOCKED, Act.RESTORED)\n",
        "    found = (Act.SUSPENDED, Act.RESTORED)\n",
        (f"{_LOCKS}test_an_own_suspension_that_was_locked_is_not_undone_by_one",),
    ),
    Mutant(
        "no supervisor locks an admin",
        _MEMBERS,
        "    is_above = person.role is Role.ADMIN and who.role is not Role.ADMIN\n",
        "    is_above = False\n",
        (f"{_LOCKS}test_nobody_locks_whom_they_do_not_reach",),
    ),
    Mutant(
        "an agent locks no colleague",
        f"{_S}rights/scope.py",
        "    is_theirs = reach is Reach.TEAM and bool(team) and person.team == team\n",
        "    is_theirs = bool(team) and person.team == team\n",
        (f"{_LOCKS}test_nobody_locks_whom_they_do_not_reach",),
    ),
    Mutant(
        "the last admin is not locked",
        _MEMBERS,
        "    if _is_last_admin(work, person):\n        return Problem.LAST_ADMIN\n",
        "",
        (f"{_LOCKS}test_the_last_admin_is_not_locked",),
    ),
    Mutant(
        "who was locked first locks nobody",
        _MEMBERS,
        "    if who is None or not may(who, Capability.LOCK_PEOPLE):\n",
        "    if who is None:\n",
        (f"{_LOCKS}test_two_admins_who_lock_each_other_at_once_leave_one",),
    ),
    Mutant(
        "a supervisor asks for agents only to be given back",
        _MEMBERS,
        "    return who.role is Role.ADMIN or person.role is Role.AGENT\n",
        "    return True\n",
        (f"{_LOCKS}test_a_supervisor_asks_for_agents_of_the_own_team_only",),
    ),
    Mutant(
        "a lock takes codes out of the chat",
        _MEMBERS,
        "    outbox.drop_replies(work, person.person_id)\n    wipe_chat(work, person.person_id)\n",
        "    outbox.drop_replies(work, person.person_id)\n",
        (f"{_LOCKS}test_a_lock_takes_codes_out_of_the_chat_and_sends_nothing_more",),
    ),
)
STOPS = _NOTHING_LEAVES + _WHO_OPENS + _AUTOMATIC + _LOCKING

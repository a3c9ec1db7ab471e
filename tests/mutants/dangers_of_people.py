"""The rules about people: who may come in, who hears of what, and whose words are whose."""

from tests.mutants.mutant import Mutant

_S, _D = "tests/handlers/services/", "tests/dialogs/"
_PEOPLE, _ACTS, _TEAMS = (
    f"{_S}people/test_members.py::",
    f"{_S}notices/test_acts.py::",
    f"{_S}people/test_teams.py::",
)
_INVITED = f"{_S}people/test_invitations.py::"
_UPGRADE, _GONE = f"{_S}recovery/test_after_upgrade.py::", f"{_S}people/test_suspension.py::"
_WORDS = f"{_D}test_words_of_people.py::"

PEOPLE = (
    Mutant(
        "a claimed invitation ends after an hour",
        "handlers/services/people/invitations.py",
        "    return found if _may_be_approved(work, found) else Problem.TOO_LATE\n",
        "    return found\n",
        (f"{_INVITED}test_a_claim_can_be_decided_for_an_hour_and_not_after",),
    ),
    Mutant(
        "a clock that was set back keeps no invitation open",
        "handlers/services/people/invitations.py",
        "and abs(work.now - claimed.claimed_at) < CLAIM_LASTS",
        "and work.now - claimed.claimed_at < CLAIM_LASTS",
        (f"{_INVITED}test_a_claim_can_be_decided_for_an_hour_and_not_after",),
    ),
    Mutant(
        "a supervisor without a team follows nobody",
        "handlers/services/rights/scope.py",
        "team or None, everything",
        "team, everything",
        (f"{_TEAMS}test_only_supervisors_follow_a_team",),
    ),
    Mutant(
        "a supervisor without a team hears of nobody's orders",
        "storage/repositories/people.py",
        'and_(is_one, col(Person.team) == team, col(Person.team) != "")',
        "and_(is_one, col(Person.team) == team)",
        (f"{_TEAMS}test_a_supervisor_without_a_team_hears_of_nobodys_orders",),
    ),
    Mutant(
        "a supervisor without a team is listed nobody's orders",
        "handlers/services/orders/search.py",
        "    if scope.everything:\n",
        "    if scope.everything or scope.team is None:\n",
        (f"{_TEAMS}test_a_supervisor_without_a_team_sees_nothing",),
    ),
    Mutant(
        "a typed reason is no guard's",
        "handlers/services/controls/sending.py",
        "    return _stop(work, scope, words=screened(words), by=actor.person_id)\n",
        "    return _stop(work, scope, reason=screened(words), by=actor.person_id)\n",
        (f"{_WORDS}test_what_is_typed_passes_for_no_guards_reason",),
    ),
    Mutant(
        "a reason that an older program kept is no guard's",
        "storage/repositories/system_state.py",
        'row.words_sealed, row.reason = _sealed(work, words), ""\n',
        "row.words_sealed = _sealed(work, words)\n",
        (f"{_UPGRADE}test_typed_reasons_are_sealed_and_pass_for_no_guards_any_more",),
    ),
    Mutant(
        "words of people hold nothing to tap",
        "storage/values/words.py",
        '_TAPPABLE.sub(rf"\\g<0>{_JOINER}", one_line(text))',
        "one_line(text)",
        (f"{_WORDS}test_a_newcomers_name_puts_nothing_to_tap_into_anybodys_chat",),
    ),
    Mutant(
        "all other admins are told",
        "handlers/services/notices/acts.py",
        "    readers = {person.person_id for person in people.admins(work)}\n",
        "    readers = {person.person_id for person in people.admins(work)[:1]}\n",
        (f"{_ACTS}test_all_other_admins_are_told_of_each_act_once",),
    ),
    Mutant(
        "what another admin did is told to admins only",
        "handlers/messages/rendering.py",
        "    if may(reader, Capability.SEE_AUDIT):\n",
        "    if reader is not None:\n",
        (f"{_ACTS}test_what_is_told_names_who_did_it_and_is_for_admins_only",),
    ),
    Mutant(
        "no setting gives rights back that the operator took",
        "handlers/services/people/members.py",
        "        if known is not None and not _is_suspended_by_operator(work, known):\n",
        "        if known is not None:\n",
        (f"{_GONE}test_no_setting_gives_anything_back_to_whom_the_operator_has_suspended",),
    ),
    Mutant(
        "no admin suspends the last one",
        "handlers/services/people/members.py",
        "    if len(people.admins(work)) == 1:\n        return Problem.LAST_ADMIN\n",
        "",
        (f"{_PEOPLE}test_the_last_admin_who_can_act_is_never_suspended",),
    ),
)

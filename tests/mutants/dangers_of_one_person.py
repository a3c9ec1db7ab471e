"""The rules that keep one person from doing alone what takes two."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_DECIDING = f"{_S}decisions/test_deciding.py::"
_PROPOSALS, _DECISIONS = "handlers/services/proposals/", "handlers/services/decisions/"
_DECIDERS, _DECIDE = f"{_PROPOSALS}deciders.py", f"{_DECISIONS}deciding.py"
_STOPS = f"{_S}controls/test_sending.py::"
_PEOPLE = f"{_S}people/test_members.py::"
_MEMBERS = "handlers/services/people/members.py"

_WHO = (
    Mutant(
        "who asked does not decide",
        _DECIDERS,
        "    if person.person_id == proposal.asked_by:\n        return Denial.OWN\n",
        "",
        (f"{_DECIDING}test_who_asked_never_approves",),
    ),
    Mutant(
        "the person asked about does not decide",
        _DECIDERS,
        "    if person.person_id == proposal.subject_id:\n        return Denial.ABOUT_THEM\n",
        "",
        (f"{_DECIDING}test_the_person_asked_about_does_not_decide",),
    ),
    Mutant(
        "two of whom one let the other in are not two people for a week",
        _DECIDERS,
        "    if let_in_lately(work, person.person_id, proposal.asked_by):\n",
        "    if work is None:\n",
        (f"{_DECIDING}test_two_of_whom_one_let_the_other_in_are_not_two_people_for_a_week",),
    ),
    Mutant(
        "that holds whichever of the two has asked",
        _DECIDERS,
        "    pairs = ((one, other), (other, one))\n",
        "    pairs = ((other, one),)\n",
        (f"{_DECIDING}test_two_of_whom_one_let_the_other_in_are_not_two_people_for_a_week",),
    ),
    Mutant(
        "who agreed to let somebody in has let them in, too",
        "storage/repositories/proposals.py",
        "or_(Proposal.asked_by == by, Proposal.ended_by == by)",
        "Proposal.asked_by == by",
        (f"{_DECIDING}test_two_of_whom_one_let_the_other_in_are_not_two_people_for_a_week",),
    ),
    Mutant(
        "the right to decide is looked at when it is decided",
        _DECIDERS,
        "    if not (may(person, needed) and may(person, Capability.DECIDE_PROPOSALS)):\n",
        "    if needed is None:\n",
        (f"{_DECIDING}test_a_right_that_was_lost_in_between_decides_nothing",),
    ),
    Mutant(
        "nobody takes back what another asked for",
        _DECIDE,
        "        return None if actor.person_id == proposal.asked_by else Denial.NOT_THEIRS\n",
        "        return None\n",
        (f"{_DECIDING}test_what_is_rejected_or_taken_back_is_not_done",),
    ),
    Mutant(
        "what an asker without the right asked for is not done",
        _DECIDE,
        "not (may(asker, rule.asks) and takes_part(work, proposal, asker)):\n",
        "not takes_part(work, proposal, asker):\n",
        (
            f"{_DECIDING}test_what_an_asker_without_the_right_asked_for_is_not_done",
            f"{_STOPS}test_what_a_supervisor_asked_for_who_was_suspended_is_not_done",
        ),
    ),
    Mutant(
        "a consent is of two different people",
        "handlers/services/rights/actors.py",
        "    is_another = decider.person_id not in {proposal.asked_by, proposal.subject_id}\n",
        "    is_another = True\n",
        (f"{_DECIDING}test_nobody_makes_a_consent_without_an_approved_proposal",),
    ),
)
_ONCE = (
    Mutant(
        "what has ended is not decided again",
        _DECIDE,
        "    if proposal.status is not ProposalStatus.OPEN:\n"
        "        return AttemptVerdict.REDUNDANT, None\n",
        "    proposal.status = ProposalStatus.OPEN\n",
        (f"{_DECIDING}test_another_person_or_the_operator_approves_and_it_is_done_once",),
    ),
    Mutant(
        "two who approve at once take turns",
        "storage/repositories/proposals.py",
        "        work.session.refresh(found, with_for_update=True)\n",
        "        pass\n",
        ("tests/storage/repositories/test_proposals.py::test_one_that_is_held_is_read_anew",),
    ),
    Mutant(
        "who gave somebody their rights back counts with them as one",
        "storage/repositories/proposals.py",
        "(ProposalKind.ENROL, ProposalKind.RESTORE)",
        "(ProposalKind.ENROL,)",
        (f"{_DECIDING}test_who_was_restored_lately_counts_as_one_with_who_did_it",),
    ),
    Mutant(
        "what has expired is not approved",
        _DECIDERS,
        "    return work.now >= proposal.expires_at or",
        "    return",
        (f"{_DECIDING}test_what_has_expired_is_not_done",),
    ),
    Mutant(
        "a clock that is set back keeps no proposal open",
        _DECIDERS,
        " or work.now < proposal.asked_at - _CLOCKS_DIFFER\n",
        "\n",
        (f"{_DECIDING}test_a_clock_that_is_set_back_keeps_nothing_open",),
    ),
    Mutant(
        "a press decides only what its card has shown",
        _DECIDE,
        "    if len(mark) < MARK_DIGITS or not mark_of(proposal).startswith(mark):\n",
        "    if not mark:\n",
        (f"{_DECIDING}test_a_press_of_other_content_decides_nothing",),
    ),
    Mutant(
        "what a card has shown is made anew from the row",
        _DECIDE,
        "not mark_of(proposal).startswith(mark)",
        "not proposal.mark.startswith(mark)",
        (f"{_DECIDING}test_a_row_whose_content_was_changed_is_not_what_the_card_showed",),
    ),
    Mutant(
        "every attempt is kept",
        _DECIDE,
        "    proposals.add_attempt(work, attempt)\n",
        "",
        (f"{_DECIDING}test_each_attempt_is_kept_with_what_it_was_judged_by",),
    ),
)
_WHAT = (
    Mutant(
        "a newer stop is not opened by what was asked before it",
        f"{_DECISIONS}acts.py",
        'is None or content["stop"] != sending.newest_stop(work, scope):\n',
        "is None:\n",
        (f"{_DECIDING}test_a_stop_that_an_older_proposal_does_not_name_is_not_opened_by_it",),
    ),
    Mutant(
        "a second reason to stop ends what was asked for the first",
        "handlers/services/controls/sending.py",
        """ending.withdraw_kind(
        work, ProposalKind.OPEN_SENDING, Withdrawal.STOPPED_AGAIN, scope.mark
    )
""",
        "False\n",
        (f"{_DECIDING}test_a_second_reason_to_stop_ends_what_was_asked_for_the_first",),
    ),
    Mutant(
        "a limit that was changed meanwhile is not loosened",
        f"{_DECISIONS}acts.py",
        '    if policy_changes.amount_of(work, knob) != content["before"]:\n        return False\n',
        "",
        (f"{_DECIDING}test_what_has_changed_meanwhile_ends_it_and_nothing_is_done",),
    ),
    Mutant(
        "one admin does not raise a limit",
        "handlers/services/controls/policy_changes.py",
        "    if before is not None and (limit is None or limit > before):\n",
        "    if before is not None and limit is None:\n",
        (f"{_DECIDING}test_lowering_a_limit_and_setting_a_first_one_hold_at_once",),
    ),
    Mutant(
        "one admin does not lift a limit",
        "handlers/services/controls/policy_changes.py",
        "    if before is not None and (limit is None or limit > before):\n",
        "    if before is not None and limit is not None and limit > before:\n",
        (f"{_DECIDING}test_lowering_a_limit_and_setting_a_first_one_hold_at_once",),
    ),
    Mutant(
        "one admin does not suspend another",
        _MEMBERS,
        "    if person.role is Role.ADMIN:\n        return asking",
        "    if person.role is None:\n        return asking",
        (f"{_PEOPLE}test_one_of_two_admins_is_suspended_by_two_people_and_not_by_one",),
    ),
    Mutant(
        "one admin does not undo what another has suspended",
        _MEMBERS,
        "    if person.role is Role.AGENT and _suspended_by(work, person) == actor.person_id:\n",
        "    if person.role is Role.AGENT:\n",
        (f"{_PEOPLE}test_one_admin_does_not_undo_what_another_has_suspended",),
    ),
    Mutant(
        "one admin does not give a supervisor their rights back",
        _MEMBERS,
        "    if person.role is Role.AGENT and _suspended_by(work, person) == actor.person_id:\n",
        "    if _suspended_by(work, person) == actor.person_id:\n",
        (f"{_PEOPLE}test_a_supervisor_is_given_back_their_rights_by_two_whoever_took_them",),
    ),
    Mutant(
        "one admin lets in no supervisor and no admin",
        "handlers/services/people/invitations.py",
        "    if accept and found.role is not Role.AGENT:\n",
        "    if accept and found.role is None:\n",
        ("tests/dialogs/test_proposals.py::test_an_admin_is_let_in_by_two",),
    ),
    Mutant(
        "what a suspended admin asked for is over",
        _MEMBERS,
        "    wipe_chat(work, person.person_id)\n    ending.withdraw_about(",
        "    wipe_chat(work, person.person_id)\n    print(",
        (f"{_DECIDING}test_what_a_suspended_admin_asked_for_is_over_at_once",),
    ),
    Mutant(
        "what was asked in older data is over",
        "handlers/services/recovery/restored_data.py",
        "    ending.withdraw_all(work, Withdrawal.OLD_DATA)\n",
        "",
        (f"{_DECIDING}test_older_data_is_opened_by_nobody_before_it_is_reconciled",),
    ),
    Mutant(
        "a decided card has no buttons",
        "handlers/messages/proposals.py",
        "    if proposal.status is not ProposalStatus.OPEN:\n        return ()\n",
        "",
        ("tests/dialogs/test_proposals.py::test_whoever_can_decide_is_reminded_once_at_half_time",),
    ),
    Mutant(
        "nobody calls all admins without end",
        f"{_PROPOSALS}asking.py",
        "work.now - timedelta(hours=1)) >= MOST_AN_HOUR:\n",
        "work.now) >= MOST_AN_HOUR:\n",
        ("tests/dialogs/test_proposals.py::test_nobody_calls_all_admins_without_end",),
    ),
    Mutant(
        "a stop and a decision take turns, on rows as they are then",
        "storage/repositories/system_state.py",
        "_ID, populate_existing=True, with_for_update=True)",
        "_ID, with_for_update=True)",
        (f"{_DECIDING}test_an_approval_and_a_stop_at_once_leave_sending_stopped",),
    ),
)

ONE_PERSON = _WHO + _ONCE + _WHAT

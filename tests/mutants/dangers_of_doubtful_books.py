"""The rules that keep doubt out of "clean", each with the smallest slip that would break it."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_MATCH, _TRUTH = (
    f"{_S}reconciliation/test_matching.py::",
    f"{_S}reconciliation/test_matching_truthful.py::",
)
_DOUBTS, _OLD = f"{_S}reconciliation/test_doubts.py::", f"{_S}reconciliation/test_old_orders.py::"
_DAYS, _BALANCE = f"{_S}reconciliation/test_period.py::", f"{_S}reconciliation/test_balance.py::"
_ANSWER, _DIFFER = (
    f"{_S}reconciliation/test_report.py::",
    f"{_S}reconciliation/test_discrepancies.py::",
)

DOUBTFUL_BOOKS = (
    Mutant(
        "an order that has failed is in doubt no longer: its money must come back",
        "handlers/services/reconciliation/conclusion.py",
        "    may_fail = order.failed_seen_at is not None and order.status not in ENDED\n",
        "    may_fail = order.failed_seen_at is not None\n",
        (f"{_DOUBTS}test_a_failed_order_as_two_inquiries_leave_it_must_get_its_money_back",),
    ),
    Mutant(
        "the hold of older data is not lifted before the newest lost order can be seen",
        "handlers/services/reconciliation/conclusion.py",
        "    known_after = SETTLE if run.balance_check is",
        "    known_after = timedelta() if run.balance_check is",
        (f"{_DAYS}test_the_hold_is_not_lifted_before_the_newest_lost_order_can_be_seen",),
    ),
    Mutant(
        "a hold of which the balance tells nothing waits for debits that are written late",
        "handlers/services/reconciliation/conclusion.py",
        "SETTLE if run.balance_check is BalanceCheck.FITS else _SURE_AFTER",
        "SETTLE",
        (f"{_DAYS}test_where_the_balance_tells_nothing_the_hold_waits_for_debits_written_late",),
    ),
    Mutant(
        "while older data is held the books are compared again without being asked",
        "handlers/services/reconciliation/conclusion.py",
        "    if later:\n",
        "    if False:\n",
        (f"{_DAYS}test_the_hold_is_not_lifted_before_the_newest_lost_order_can_be_seen",),
    ),
    Mutant(
        "a debit of an order that no inquiry knows is a difference",
        "handlers/services/reconciliation/order_lines.py",
        "        if order.status is OrderStatus.UNKNOWN and self._stays_unknown(span):\n",
        "        if False:\n",
        (f"{_DOUBTS}test_a_debit_of_an_order_that_inquiries_do_not_know_is_a_card",),
    ),
    Mutant(
        "books with an order that is not certain are not called clean",
        "handlers/messages/reconciliation_views.py",
        "self.open or self.uncertain or",
        "self.open or",
        (f"{_DOUBTS}test_an_order_that_is_not_certain_is_named_in_the_report",),
    ),
    Mutant(
        "an inquiry that is doubted is no answer",
        "handlers/services/reconciliation/run.py",
        "    if order is None or not believed:\n",
        "    if order is None:\n",
        (f"{_DOUBTS}test_a_bare_success_is_no_answer",),
    ),
    Mutant(
        "an answer about another amount contradicts",
        "handlers/services/reconciliation/run.py",
        "Judged(Verdict.FITS) if fits and not differs else",
        "Judged(Verdict.FITS) if fits or differs else",
        (f"{_DOUBTS}test_an_answer_about_another_amount_contradicts_however_often_it_was_told",),
    ),
    Mutant(
        "one order that no key opens does not end the comparison of all others",
        "handlers/jobs/reconciliation.py",
        '    except Exception:\n        logger.exception("order_not_compared"',
        '    except ProviderUnavailable:\n        logger.exception("order_not_compared"',
        (f"{_DOUBTS}test_one_order_that_no_key_opens_does_not_end_the_comparison_of_all_others",),
    ),
    Mutant(
        "the statement is read back to the last balance that was compared",
        "handlers/services/reconciliation/period.py",
        "    return days.back_to(_balance_known_since(work, today))\n",
        "    return days\n",
        (f"{_BALANCE}test_a_hole_from_nights_in_which_money_moved_is_found_later",),
    ),
    Mutant(
        "a balance that begins anew says so",
        "handlers/services/reconciliation/balance.py",
        "CheckedBalance(BalanceCheck.RESTARTED, opening=now)",
        "CheckedBalance(BalanceCheck.FIRST, opening=now)",
        (f"{_BALANCE}test_a_balance_that_begins_anew_says_so_and_is_not_called_clean",),
    ),
    Mutant(
        "the statement is read back to an old order that a line names",
        "handlers/services/reconciliation/run.py",
        "    return replace(plan, days=plan.days.back_to(min(days))) if days else plan\n",
        "    return plan\n",
        (f"{_OLD}test_a_second_debit_weeks_after_its_order_stops_sending_the_very_night",),
    ),
    Mutant(
        "a debit of an order that Faspay keeps no more is one too many",
        "handlers/services/reconciliation/order_lines.py",
        "            return self._late_debit(expected, late)\n",
        "            return None\n",
        (f"{_OLD}test_an_order_that_faspay_keeps_no_more_is_judged_by_what_it_does_now",),
    ),
    Mutant(
        "what was explained and went away is explained no more",
        "handlers/services/reconciliation/discrepancies.py",
        "        each.explained_by = None\n",
        "        pass\n",
        (f"{_DIFFER}test_an_explained_difference_that_went_away_and_comes_back_is_new",),
    ),
    Mutant(
        "a newer line makes a difference another one, though its sums are the same",
        "handlers/services/reconciliation/discrepancies.py",
        "    return each.expected, each.seen, each.said, each.happened_at\n",
        "    return each.expected, each.seen, each.said\n",
        (f"{_DIFFER}test_one_that_came_back_between_two_comparisons_is_known_by_its_newest_line",),
    ),
    Mutant(
        "a debit that may still be written late is not missed",
        "handlers/services/reconciliation/order_lines.py",
        "expected is _Expected.OUT and self.order.at <= span.until - LATE_POSTING:",
        "expected is _Expected.OUT:",
        (
            f"{_TRUTH}test_a_truthful_statement_gives_no_difference",
            f"{_MATCH}test_what_is_right_is_no_difference",
        ),
    ),
    Mutant(
        "an order with nothing but small debits is judged like any other",
        "handlers/services/reconciliation/order_lines.py",
        "self._wrong(Mismatch.UNEXPECTED_DEBIT, None, out, self._debits[-1])",
        "self._wrong(Mismatch.UNEXPECTED_DEBIT, None, out, self.mains[-1])",
        (f"{_MATCH}test_what_is_wrong_is_found_as_what_it_is",),
    ),
    Mutant(
        "tries are counted, whatever the clock says",
        "handlers/services/reconciliation/run.py",
        "        each.tries += 1\n",
        "        pass\n",
        (f"{_ANSWER}test_tries_are_counted_whatever_the_clock_says",),
    ),
    Mutant(
        "who hears of no newer comparison hears of the one that was not complete",
        "handlers/messages/reconciliation_views.py",
        "    if not run.complete and reconciliation.told_of_newer(work, run_id):\n",
        "    if not run.complete:\n",
        (f"{_ANSWER}test_a_vain_report_is_dropped_only_for_those_who_hear_of_a_newer_one",),
    ),
)

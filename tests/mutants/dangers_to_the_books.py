"""The rules that keep the books, each with the smallest slip that would break it."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_MATCH, _TRUTH = (
    f"{_S}reconciliation/test_matching.py::",
    f"{_S}reconciliation/test_matching_truthful.py::",
)
_RUN, _DAYS, _BALANCE = (
    f"{_S}reconciliation/test_run.py::",
    f"{_S}reconciliation/test_period.py::",
    f"{_S}reconciliation/test_balance.py::",
)

BOOKS = (
    Mutant(
        "an unknown debit stops sending",
        "handlers/services/reconciliation/conclusion.py",
        "    if stopping:\n",
        "    if False:\n",
        (f"{_RUN}test_an_unknown_debit_stops_sending_and_is_a_card_for_every_admin",),
    ),
    Mutant(
        "no unknown debit hides behind a fee",
        "handlers/services/reconciliation/matching.py",
        "line.amount > PLAUSIBLE_FEE or number_in(line.description)",
        "number_in(line.description)",
        (f"{_MATCH}test_a_debit_that_no_order_explains_is_unknown",),
    ),
    Mutant(
        "an order explains one nameless fee, not many",
        "handlers/services/reconciliation/matching.py",
        "            fees.add(number)\n            host += 1\n",
        "            fees.add(number)\n",
        (f"{_MATCH}test_an_order_explains_one_nameless_fee_and_none_where_it_shows_its_own",),
    ),
    Mutant(
        "a line is an order's by the number at its beginning only",
        "handlers/services/reconciliation/matching.py",
        "    match = _NUMBER.match(description)\n",
        "    match = _NUMBER.search(description)\n",
        (f"{_MATCH}test_a_number_is_ours_at_the_very_beginning_only",),
    ),
    Mutant(
        "a second debit for an order is found",
        "handlers/services/reconciliation/order_lines.py",
        "return len(self.mains) - len(self._refunds) > 1",
        "return len(self.mains) > 2",
        (f"{_TRUTH}test_one_defect_gives_exactly_its_difference",),
    ),
    Mutant(
        "money that has not come back is missed after its grace",
        "handlers/services/reconciliation/order_lines.py",
        "order.ended_at > span.until - REFUND_GRACE",
        "order.ended_at > span.known_from",
        (f"{_MATCH}test_a_refund_has_its_grace_and_no_more",),
    ),
    Mutant(
        "what was not answered is never called clean",
        "handlers/services/reconciliation/conclusion.py",
        "    gaps = heard.gaps | ({Gap.INQUIRY} if heard.all_of(Verdict.UNANSWERED) else set())\n",
        "    gaps = heard.gaps\n",
        (f"{_RUN}test_what_could_not_be_read_is_never_clean_and_is_tried_again_with_pauses",),
    ),
    Mutant(
        "only a complete comparison settles a difference",
        "handlers/services/reconciliation/conclusion.py",
        "    if run.complete:\n        discrepancies.settle",
        "    if True:\n        discrepancies.settle",
        (f"{_RUN}test_an_incomplete_comparison_tells_what_it_found_and_settles_nothing",),
    ),
    Mutant(
        "what was told does not stop sending again",
        "handlers/services/reconciliation/discrepancies.py",
        "    if unchanged and (known.settled_at is None or known.explained_by is not None):\n"
        "        return None\n",
        "",
        (f"{_RUN}test_what_was_told_neither_stops_sending_again_nor_is_told_again",),
    ),
    Mutant(
        "an explained difference that grows is told anew",
        "handlers/services/reconciliation/discrepancies.py",
        "    if unchanged and (",
        "    if (",
        (f"{_RUN}test_an_explained_difference_that_grows_is_told_anew",),
    ),
    Mutant(
        "evidence is applied before an order is judged",
        "handlers/services/reconciliation/run.py",
        "    believed = inquiries.apply_finding(work, question, finding)\n",
        "    believed = True\n",
        (f"{_RUN}test_an_inquiry_is_applied_before_the_order_is_compared",),
    ),
    Mutant(
        "older data is believed again on a complete comparison that began later, and on no other",
        "handlers/services/reconciliation/conclusion.py",
        "    return run.complete and run.began_at >= since + known_after\n",
        "    return run.complete\n",
        (f"{_DAYS}test_older_data_is_not_believed_on_an_incomplete_or_older_comparison",),
    ),
    Mutant(
        "no day is left out after an outage",
        "handlers/services/reconciliation/period.py",
        "    return min(last.last_day - _AGAIN, today - _AT_LEAST)\n",
        "    return today - _AT_LEAST\n",
        (f"{_DAYS}test_after_an_outage_all_days_since_the_last_complete_one_are_covered",),
    ),
    Mutant(
        "a transfer being sent is not asked about by the comparison",
        "handlers/services/reconciliation/run.py",
        "    if order is None or order.status is OrderStatus.SENDING:\n",
        "    if order is None:\n",
        (f"{_RUN}test_an_order_being_sent_is_not_asked_about",),
    ),
    Mutant(
        "while the balance is in doubt it is held against the last one that was not",
        "handlers/services/reconciliation/conclusion.py",
        "checked.opening if run.complete and not doubtful else None",
        "checked.opening if run.complete else None",
        (f"{_BALANCE}test_money_that_left_without_a_line_is_a_card_that_stays",),
    ),
)

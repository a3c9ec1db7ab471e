"""The rules of digests: each order told once, every sum of one moment, and what the books say."""

from tests.mutants.mutant import Mutant

_SENT = "tests/handlers/services/notices/test_digests.py::"
_FIGURES = "tests/storage/repositories/test_digest_figures.py::"
_SAID = "tests/dialogs/test_digests.py::"
_DIGESTS, _READ = "handlers/services/notices/digests.py", "storage/repositories/digest_figures.py"
_WORDS = "handlers/messages/texts/digests.py"
_LATE = f"{_SENT}test_one_makes_up_for_days_without_the_bot_and_says_its_real_time"

DIGESTS = (
    Mutant(
        "no order falls between two digests",
        _DIGESTS,
        "            time.covered_to = last\n            sent",
        "            time.covered_to = work.now\n            sent",
        (_LATE,),
    ),
    Mutant(
        "no digest is sent twice",
        _DIGESTS,
        "        if time.covered_to < last:\n",
        "        if time.covered_to <= last:\n",
        (f"{_SENT}test_none_comes_twice_although_its_time_does",),
    ),
    Mutant(
        "who cannot be told misses no order",
        _DIGESTS,
        "person is None or person.unreachable or not is_offered(person)",
        "person is None or not is_offered(person)",
        (f"{_SENT}test_who_cannot_be_told_gets_all_of_it_when_they_can",),
    ),
    Mutant(
        "a digest is only for who may have one when it is sent",
        "handlers/messages/digests.py",
        " or not is_offered(reader)",
        "",
        (f"{_SENT}test_a_reader_who_may_have_none_any_more_gets_none",),
    ),
    Mutant(
        "a digest makes no sound",
        "handlers/messages/digests.py",
        "silent=True",
        "silent=False",
        (f"{_SENT}test_each_reads_of_the_orders_that_they_may_know_of",),
    ),
    Mutant(
        "a digest counts nobody else's orders",
        _READ,
        "    return or_(and_(col(Order.team) == whose.team, *more), own)\n",
        '    return or_(and_(col(Order.team) != "", *more), own)\n',
        (f"{_FIGURES}test_every_figure_equals_a_plain_count",),
    ),
    Mutant(
        "orders of two purposes are not one sum",
        _READ,
        "literal_column(state[-1].key), col(Order.purpose))",
        "literal_column(state[-1].key))",
        (f"{_FIGURES}test_every_figure_equals_a_plain_count",),
    ),
    Mutant(
        "orders without a purpose are in the sums of a digest",
        _WORDS,
        ' none) if none.count else "",',
        ' none) if False else "",',
        (f"{_SAID}test_where_orders_have_purposes_it_sums_by_those_too",),
    ),
    Mutant(
        "an order is in one digest only",
        _READ,
        "col(Order.created_at) < ends_at",
        "col(Order.created_at) <= ends_at",
        (f"{_FIGURES}test_begin_and_end_are_each_in_one_digest_only",),
    ),
    Mutant(
        "an ended order that people must look at is not settled",
        _READ,
        "        _unsettled(work.now, whose, _REVIEWED, _reviewed_at_their_end()),\n",
        "",
        (f"{_FIGURES}test_every_figure_equals_a_plain_count",),
    ),
    Mutant(
        "what contradicts itself is not said to be back",
        "handlers/messages/digest_views.py",
        "    return OrderState(of.status, of.reviews, visibility)\n",
        "    return OrderState(of.status, frozenset(), visibility)\n",
        (f"{_SENT}test_what_contradicts_itself_is_not_counted_as_back",),
    ),
    Mutant(
        "books that are older than the orders vouch for none of them",
        _WORDS,
        "        if report.is_clean and report.finished_at > view.begins_at:\n",
        "        if report.is_clean:\n",
        (f"{_SAID}test_books_that_are_older_than_the_orders_vouch_for_none_of_them",),
    ),
    Mutant(
        "a digest says so where the books do not agree",
        _WORDS,
        "        if report.is_clean and report.finished_at >= view.ends_at:\n",
        "        if report.complete and report.finished_at >= view.ends_at:\n",
        (f"{_SAID}test_where_the_books_do_not_agree_it_says_so_first",),
    ),
)

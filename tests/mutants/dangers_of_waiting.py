"""The rules of who waits for whom at Telegram, and of what is said together."""

from tests.mutants.mutant import Mutant

_QUEUES, _PACING, _JOINED = (
    "tests/storage/repositories/test_outbox.py::",
    "tests/handlers/services/notices/test_pacing.py::",
    "tests/handlers/messages/test_joined_notices.py::",
)
_CHAT_QUEUES, _NOTICES, _RESULTS = (
    "storage/repositories/chat_queues.py",
    "handlers/messages/joined_notices.py",
    "handlers/messages/results.py",
)
_UNEXPECTED, _UNSEEN, _REOFFER = (
    "tests/dialogs/test_the_unexpected.py::",
    "tests/dialogs/test_unseen_read_back.py::",
    "tests/handlers/cash_out/test_reoffer.py::",
)
_DRAFT, _QUESTIONS = "handlers/cash_out/draft.py", "handlers/cash_out/questions.py"
_SAME_CONTENT = (
    "        if self.token is None or (self.confirms or [])[: len(content)] != content:\n"
)
_WAITED = f"{_QUEUES}test_what_has_waited_for_long_goes_before_younger_answers"

WAITING = (
    Mutant(
        "who has answered already is not asked again after an absence",
        "handlers/cash_out/reoffer.py",
        "    if inbox.somebody_waits_in(work, chat_id):\n        return False\n",
        "",
        (f"{_REOFFER}test_a_chat_whose_answer_is_still_to_be_handled_is_not_asked_again",),
    ),
    Mutant(
        "an answer goes before news",
        "storage/repositories/outbox.py",
        "    Kind.REPLY: Priority.ANSWER,\n",
        "    Kind.REPLY: Priority.NEWS,\n",
        (f"{_QUEUES}test_wipes_go_first_then_codes_then_the_rest_in_every_chat",),
    ),
    Mutant(
        "what has waited for long is more urgent",
        _CHAT_QUEUES,
        '    (col(Outgoing.created_at) <= bindparam("a_while_ago"), col(Outgoing.priority) - 1),\n',
        "",
        (_WAITED,),
    ),
    Mutant(
        "nothing waits for ever behind answers, however little it matters",
        _CHAT_QUEUES,
        '    (col(Outgoing.created_at) <= bindparam("long_ago"), int(Priority.ANSWER)),\n',
        "",
        (_WAITED,),
    ),
    Mutant(
        "no age brings anything before a code",
        _CHAT_QUEUES,
        'bindparam("long_ago"), int(Priority.ANSWER)),\n',
        'bindparam("long_ago"), int(Priority.WIPE)),\n',
        (f"{_QUEUES}test_no_age_brings_anything_before_a_code",),
    ),
    Mutant(
        "who writes without a pause hears the news all the same",
        _CHAT_QUEUES,
        "        return _overdue_beside(work, found) or found\n",
        "        return found\n",
        (f"{_QUEUES}test_who_writes_without_a_pause_hears_the_news_all_the_same",),
    ),
    Mutant(
        "answers leave places free for codes",
        "handlers/services/notices/pacing.py",
        "    Priority.ANSWER: 4,\n",
        "    Priority.ANSWER: 0,\n",
        (
            (
                f"{_PACING}test_so_many_calls_are_made_in_a_second_and_the_other_places_are_left"
                "_for_codes"
            ),
        ),
    ),
    Mutant(
        "news leave room in an agent's chat for a card and its code",
        "handlers/services/notices/pacing.py",
        "    return _LEFT_BY_NEWS if row.kind in _IS_NEWS and young else 0\n",
        "    return 0\n",
        (f"{_PACING}test_news_leave_room_in_their_chat_for_a_card_and_its_code",),
    ),
    Mutant(
        "what is said together is true as well, or dropped",
        _NOTICES,
        "            outbox.finish(work, other, Fate.DROPPED)\n",
        "            return\n",
        (f"{_JOINED}test_what_is_no_longer_true_is_dropped_out_of_the_middle",),
    ),
    Mutant(
        "what is said together is settled row by row",
        "handlers/messages/acts.py",
        "isinstance(self.act, Delete | Send) else ()",
        "isinstance(self.act, Delete) else ()",
        (f"{_JOINED}test_several_notices_for_one_person_are_one_message_in_their_order",),
    ),
    Mutant(
        "whoever claims what is said together fences off who held it before",
        _NOTICES,
        "        chat_queues.claim(work, other, LEASE)\n",
        "        other.run_at, other.claimed_at = row.run_at, row.claimed_at\n",
        (f"{_JOINED}test_what_is_tried_again_is_tried_together",),
    ),
    Mutant(
        "one notice that Telegram refuses takes no others with it",
        _RESULTS,
        "        case RefusedForGood() if row.kind is Kind.NOTICE and len(claimed.rows) > 1:\n",
        "        case RefusedForGood() if row.kind is Kind.MENU and len(claimed.rows) > 1:\n",
        (f"{_JOINED}test_a_message_that_telegram_refuses_for_good_is_tried_notice_by_notice",),
    ),
    Mutant(
        "no message is longer than Telegram takes",
        _NOTICES,
        '    return len(plain(text).encode("utf-16-le")) // 2\n',
        "    return len(plain(text))\n",
        ((f"{_JOINED}test_a_message_is_no_longer_than_telegram_takes_and_is_cut_between_notices"),),
    ),
    Mutant(
        "the Confirm of a read-back confirms nothing else",
        _DRAFT,
        _SAME_CONTENT,
        "        if self.token is None:\n",
        (f"{_UNEXPECTED}test_a_read_back_that_says_anything_else_has_another_confirm",),
    ),
    Mutant(
        "a read-back that says the same keeps its Confirm",
        _DRAFT,
        _SAME_CONTENT,
        "        if self._content():\n",
        (f"{_UNEXPECTED}test_a_read_back_that_says_the_same_keeps_its_confirm",),
    ),
    Mutant(
        "a newest question that new settings closed is no dead end",
        _QUESTIONS,
        " or not _would_be_asked_now(turn, kept):\n",
        ":\n",
        (
            (
                f"{_UNEXPECTED}test_a_newest_question_that_new_settings_closed_is_asked_anew"
                "_at_the_first_press"
            ),
        ),
    ),
    Mutant(
        "while something is asked anew no earlier read-back can be confirmed",
        _QUESTIONS,
        "    else:\n        draft.void_token()\n",
        "",
        (f"{_UNEXPECTED}test_what_was_changed_and_changed_back_has_another_confirm",),
    ),
    Mutant(
        "words confirm a changed read-back only once it was seen itself",
        _DRAFT,
        "        self.token = self.confirms = self.shown = self.delivered = None\n",
        "        self.token = self.confirms = None\n",
        (f"{_UNSEEN}test_what_was_asked_again_and_changed_must_have_been_seen_again",),
    ),
    Mutant(
        "a copy counts as delivered only if it is known to have been sent",
        _QUESTIONS,
        "    if former is not None and outbox.was_sent_by(work, former, work.now):\n",
        "    if former is not None:\n",
        (f"{_REOFFER}test_a_copy_that_is_not_known_to_be_sent_does_not_count_as_delivered",),
    ),
    Mutant(
        "old buttons do not fill the chat before a code",
        _QUESTIONS,
        "    if not is_newest or not",
        "    if turn or not",
        (f"{_UNEXPECTED}test_old_buttons_are_recognised_and_do_not_fill_the_chat",),
    ),
    Mutant(
        "a question that something stands below is asked again",
        "storage/repositories/outbox.py",
        "    return work.session.exec(select(Outgoing).where(*later).limit(1)).first() is None\n",
        "    return bool(later)\n",
        (f"{_UNEXPECTED}test_a_question_with_something_below_it_is_asked_again",),
    ),
)

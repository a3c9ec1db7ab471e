"""Who is heard, in which turn, and by whom: rules of the way in."""

from tests.mutants.mutant import Mutant

_ACTS = "tests/bot/telegram/test_acts.py::"
_REPAIR = "tests/handlers/services/recovery/test_queue_repair.py::"
_CONTROL = "tests/dialogs/test_people_and_control.py::"
_ADMISSION = "tests/handlers/services/people/test_admission.py::"
_INTAKE = "tests/bot/telegram/test_intake.py::"
_RECEPTION = "tests/bot/telegram/test_reception.py::"
_REGISTRATION = "tests/bot/telegram/test_registration.py::"
_TAKEOVER = "tests/handlers/services/controls/test_takeover.py::"
_CASES = "tests/field_cases/test_arrivals.py::test_what_came_in_the_field_goes_as_it_should"
_UNEXPECTED = "tests/dialogs/test_the_unexpected.py::"
_QUEUES = "tests/storage/repositories/test_incoming_queues.py::"

DOOR = (
    Mutant(
        "who has had a turn waits for the others",
        "storage/repositories/inbox.py",
        "    if queue is not None and _go_on(work, queue):\n        queue.turn += 1\n",
        "    if queue is not None:\n        _go_on(work, queue)\n",
        (f"{_QUEUES}test_who_writes_once_waits_for_one_turn_of_each_other_chat",),
    ),
    Mutant(
        "people of the company come first",
        "storage/repositories/inbox.py",
        "    .order_by(col(IncomingQueue.precedence), ",
        "    .order_by(",
        (f"{_QUEUES}test_people_of_the_company_come_before_everybody_else",),
    ),
    Mutant(
        "among those whose turn it is, who waits longest comes first",
        "storage/repositories/inbox.py",
        "col(IncomingQueue.turn), col(IncomingQueue.head_seq))\n",
        "col(IncomingQueue.turn), -col(IncomingQueue.head_seq))\n",
        (f"{_QUEUES}test_who_writes_again_at_once_does_not_overtake_who_waits",),
    ),
    Mutant(
        "who comes begins where the others are, not where one stands that is put off",
        "storage/repositories/inbox.py",
        'IncomingQueue.precedence == bindparam("precedence"), _IS_DUE)\n',
        'IncomingQueue.precedence == bindparam("precedence"))\n',
        (f"{_QUEUES}test_a_chat_whose_update_is_put_off_gives_nobody_who_comes_a_head_start",),
    ),
    Mutant(
        "of a stranger's words nothing is kept",
        "bot/telegram/intake.py",
        "raw, others = json.dumps(outline_of(each.update, username)), Precedence.OTHERS\n",
        "raw, others = each.raw, Precedence.OTHERS\n",
        (f"{_INTAKE}test_of_a_stranger_and_of_the_suspended_only_an_outline_is_kept",),
    ),
    Mutant(
        "who was suspended is not heard as before",
        "handlers/services/people/admission.py",
        "        if standing is Standing.ACTIVE:\n",
        "        if standing is not None:\n",
        (f"{_ADMISSION}test_who_was_suspended_is_heard_now_and_then_and_at_once",),
    ),
    Mutant(
        "a flood of strangers leaves no row for each",
        "handlers/services/people/reachability.py",
        "    if any(rate_buckets.wait_for(work, rate) > 0 for rate in together):\n",
        "    if not together:\n",
        (f"{_ADMISSION}test_strangers_are_heard_thirty_times_an_hour_however_many_they_are",),
    ),
    Mutant(
        "an open invitation gets through a flood",
        "handlers/services/people/admission.py",
        "self._is_invited(envelope, standing) or self._may_knock",
        "self._may_knock",
        (f"{_ADMISSION}test_an_open_invitation_is_heard_in_the_middle_of_a_flood",),
    ),
    Mutant(
        "what a program without queues has kept is taken",
        "handlers/jobs/maintenance.py",
        "    queue_repair.mend,\n",
        "",
        (
            (
                "tests/bot/telegram/test_turn.py::"
                "test_what_a_program_without_queues_has_kept_is_answered_after_the_next_maintenance"
            ),
        ),
    ),
    Mutant(
        "a queue whose update was ended beside it stands before nobody",
        "handlers/services/recovery/queue_repair.py",
        "            inbox.mend_head(work, chat_id)\n",
        "            pass\n",
        (f"{_REPAIR}test_queues_whose_update_is_ended_already_stand_before_nobody",),
    ),
    Mutant(
        "a program that knows no priority goes on beside the newer tables",
        "storage/migrations/versions/0011_beside_older_programs.py",
        "    _default(_CHAT)\n",
        "    pass\n",
        (
            (
                "tests/storage/migrations/test_migrations.py::"
                "test_a_program_that_knows_no_priority_goes_on_beside_the_newer_tables"
            ),
        ),
    ),
    Mutant(
        "who waits for approval is no stranger",
        "handlers/services/people/admission.py",
        "        return Knocking.CLAIMANTS if waits else Knocking.STRANGERS\n",
        "        return Knocking.STRANGERS\n",
        (f"{_ADMISSION}test_who_waits_for_approval_is_heard_in_the_middle_of_a_flood",),
    ),
    Mutant(
        "an invitation for another bot is not ours",
        "bot/telegram/envelope.py",
        "(not at or not username or whose.casefold() == username.casefold())",
        "True",
        (
            "tests/bot/telegram/test_envelope.py::test_start_with_a_bots_name_is_ours_or_no_invitation",
        ),
    ),
    Mutant(
        "a stranger's command for another bot claims nothing",
        "handlers/chat/access.py",
        "    return is_command and is_ours and bool(token.strip())\n",
        "    return is_command and bool(token.strip())\n",
        (f"{_CONTROL}test_a_link_typed_with_the_bots_name_works_and_with_anothers_does_not",),
    ),
    Mutant(
        "a webhook that somebody sets while we poll is taken away",
        "bot/telegram/polling.py",
        "            webhook_gone = webhook_gone and not is_of_webhook(error)\n",
        "",
        (
            f"{_RECEPTION}test_a_webhook_that_somebody_sets_is_taken_away_and_nothing_pending_is_lost",
        ),
    ),
    Mutant(
        "what waits at Telegram is not dropped with a foreign webhook",
        "bot/telegram/polling.py",
        "drop_pending_updates=False",
        "drop_pending_updates=True",
        (
            f"{_RECEPTION}test_a_webhook_that_somebody_sets_is_taken_away_and_nothing_pending_is_lost",
        ),
    ),
    Mutant(
        "the third takeover within an hour stops sending",
        "handlers/services/controls/takeover.py",
        "    if stops and recent + 1 >= MOST and",
        "    if stops and recent >= MOST and",
        (f"{_TAKEOVER}test_the_third_within_an_hour_stops_sending_until_somebody_opens_it",),
    ),
    Mutant(
        "in webhook mode an address that is not ours is put right",
        "bot/telegram/registration.py",
        "        if info.url != address(self._public_url):\n",
        "        if not info.url:\n",
        (f"{_REGISTRATION}test_telegram_posts_to_us_again",),
    ),
    Mutant(
        "posts of anybody with a wrong secret accuse nobody",
        "bot/telegram/registration.py",
        '        return refused > 0 and is_new and "404" in (info.last_error_message or "")\n',
        "        return refused > 0\n",
        (f"{_REGISTRATION}test_posts_of_anybody_with_a_wrong_secret_change_nothing",),
    ),
    Mutant(
        "a refusal of long ago accuses nobody",
        "bot/telegram/registration.py",
        'refused > 0 and is_new and "404"',
        'refused > 0 and "404"',
        (f"{_REGISTRATION}test_a_refusal_of_long_ago_and_a_strangers_post_are_no_takeover",),
    ),
    Mutant(
        "a secret that never came through accuses nobody",
        "bot/telegram/registration.py",
        "Sight.REFUSED if self._posts.accepted else Sight.DEAF",
        "Sight.REFUSED",
        (f"{_REGISTRATION}test_a_secret_that_never_came_through_accuses_nobody",),
    ),
    Mutant(
        "an update that breaks what looks at it holds up no other",
        "bot/telegram/intake.py",
        '    except Exception:\n        logger.exception("update_not_judged"',
        '    except KeyError:\n        logger.exception("update_not_judged"',
        (f"{_INTAKE}test_an_update_that_breaks_what_looks_at_it_is_left_out_alone",),
    ),
    Mutant(
        "what the database did not take is not taken for kept",
        "bot/telegram/intake.py",
        "    except DatabaseFault:\n        raise\n",
        "",
        (f"{_INTAKE}test_where_the_database_fails_nothing_of_a_batch_is_taken_for_kept",),
    ),
    Mutant(
        "words by way of another bot never confirm",
        "handlers/chat/access.py",
        "    return message.forward_origin is not None or message.via_bot is not None\n",
        "    return message.forward_origin is not None\n",
        (f"{_UNEXPECTED}test_words_by_way_of_another_bot_never_confirm",),
    ),
    Mutant(
        "a kind of update that nobody knows ends no draft",
        "handlers/chat/access.py",
        "    return any(content is not None for content in known)\n",
        "    return True or known\n",
        (_CASES,),
    ),
    Mutant(
        "a code is sent into the chat where its topic is gone",
        "bot/telegram/acts.py",
        "        if act.topic is None or act.only_in_topic or not is_topic_gone:\n",
        "        if act.topic is not None or act.only_in_topic or not is_topic_gone:\n",
        (f"{_ACTS}test_a_message_goes_into_its_topic_and_into_the_chat_where_that_is_gone",),
    ),
)

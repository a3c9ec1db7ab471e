"""The rules of live messages, and of what makes a sound."""

from tests.mutants.mutant import Mutant

_LIVE, _LOUD = (
    "tests/handlers/messages/test_live.py::",
    "tests/handlers/services/notices/test_loudness.py::",
)
_CHOOSING, _DIALOG = (
    "tests/handlers/services/people/test_preferences.py::",
    "tests/dialogs/test_notifications.py::",
)
_KEPT = "tests/storage/repositories/test_live_messages.py::"
_RENDERING, _LOUDNESS, _OUTBOX, _QUEUE = (
    "handlers/messages/live.py",
    "handlers/services/notices/loudness.py",
    "storage/repositories/outbox.py",
    "handlers/services/notices/watching.py",
)

NOISE = (
    Mutant(
        "a live message makes no sound",
        _RENDERING,
        "        return Send(live.chat_id, text, silent=True)\n",
        "        return Send(live.chat_id, text)\n",
        (f"{_LIVE}test_the_first_is_a_silent_message_and_each_change_is_an_edit_of_it",),
    ),
    Mutant(
        "what is silent goes over the wire as silent",
        "bot/telegram/acts.py",
        "            disable_notification=act.silent,\n",
        "",
        ("tests/bot/telegram/test_acts.py::test_what_is_silent_makes_no_sound",),
    ),
    Mutant(
        "an order is one message: a known one is edited",
        _RENDERING,
        "    if live.message_id is None:\n        return Send",
        "    if live.message_id is None or live.message_id:\n        return Send",
        (f"{_LIVE}test_the_first_is_a_silent_message_and_each_change_is_an_edit_of_it",),
    ),
    Mutant(
        "a change waits for no row that is being shown already",
        _OUTBOX,
        "    query = _open_live_rows(chat_id, live_id).where(col(Outgoing.claimed_at).is_(None))\n",
        "    query = _open_live_rows(chat_id, live_id)\n",
        (f"{_LIVE}test_what_changes_while_it_is_being_sent_is_shown_by_the_next",),
    ),
    Mutant(
        "whoever may not know an order any more sees nothing of it",
        _RENDERING,
        "    if reader is None or not may_know_order(reader, order) or order.agent_id",
        "    if reader is None or order.agent_id",
        (f"{_LIVE}test_who_may_not_know_the_order_any_more_sees_nothing_of_it",),
    ),
    Mutant(
        "an order's own agent has no live message",
        _QUEUE,
        "(wanted | set(shown)) - {order.agent_id}",
        "wanted | set(shown)",
        (f"{_LIVE}test_the_orders_own_agent_has_none_in_whatever_role",),
    ),
    Mutant(
        "a message that its reader deleted is not waited for",
        "handlers/messages/results.py",
        "        live_messages.forget(work, row.subject_id)\n    elif row",
        "        return outbox.finish(work, row, Fate.FAILED)\n    elif row",
        (
            f"{_LIVE}test_the_next_step_of_one_that_its_reader_deleted_comes_in_a_new_silent_message",
        ),
    ),
    Mutant(
        "a live message stands behind everything else of its chat",
        _OUTBOX,
        "    Kind.LIVE: Priority.LIVE,\n",
        "",
        (f"{_LIVE}test_it_holds_up_nothing_of_its_chat_while_it_waits",),
    ),
    Mutant(
        "older data edits no message that may know more",
        "handlers/services/recovery/restored_data.py",
        "    live_messages.forget_all(work)",
        "    pass",
        (f"{_LIVE}test_older_data_edits_no_message_that_may_know_more",),
    ),
    Mutant(
        "a live row that still waits keeps what it names",
        "storage/repositories/live_messages.py",
        "        .where(col(LiveMessage.live_id).not_in(waiting))\n",
        "",
        (f"{_KEPT}test_those_of_orders_that_ended_long_ago_are_forgotten",),
    ),
    Mutant(
        "quiet hours silence nothing that needs somebody",
        _LOUDNESS,
        "    chosen = choice(work, reader, news)\n    if chosen is Loudness.OFF and not",
        "    chosen = choice(work, reader, news)\n"
        "    if preferences.quiet_hours(work, reader.person_id):\n"
        "        return Loudness.SILENT\n"
        "    if chosen is Loudness.OFF and not",
        (f"{_LOUD}test_quiet_hours_silence_nothing_that_needs_somebody",),
    ),
    Mutant(
        "what is off sounds all the same once nobody else would hear it",
        _LOUDNESS,
        "    if chosen is Loudness.OFF and not somebody_else_hears(work, reader):\n"
        "        return Loudness.SOUND\n",
        "",
        (f"{_LOUD}test_what_is_off_sounds_all_the_same_once_nobody_else_would_hear_it",),
    ),
    Mutant(
        "the last one who would hear it cannot turn it off",
        "handlers/services/people/preferences.py",
        "        if not loudness.somebody_else_hears(work, person):\n",
        "        if False:\n",
        (f"{_DIALOG}test_the_last_of_a_team_who_would_hear_it_cannot_turn_it_off",),
    ),
    Mutant(
        "two who turn it off at once take turns",
        "handlers/services/people/preferences.py",
        "        system_state.take_turns(work)\n",
        "",
        (f"{_CHOOSING}test_only_who_may_be_the_last_to_hear_it_takes_turns",),
    ),
    Mutant(
        "who is gone hears nothing",
        _LOUDNESS,
        "        if each.person_id != person.person_id and not each.unreachable\n",
        "        if each.person_id != person.person_id\n",
        (f"{_DIALOG}test_who_would_not_hear_it_does_not_count",),
    ),
    Mutant(
        "admins cannot turn off what needs somebody",
        _LOUDNESS,
        "        News.PROBLEMS: _NOT_OFF,\n",
        "        News.PROBLEMS: _ANY,\n",
        (f"{_DIALOG}test_nobody_chooses_what_their_role_has_no_choice_of",),
    ),
    Mutant(
        "a reversal after it was collected needs somebody",
        _LOUDNESS,
        "        return order.paid_at is not None\n",
        "        return False\n",
        (f"{_LOUD}test_each_kind_of_problem_is_one_message_with_a_sound",),
    ),
    Mutant(
        "an agent hears of doubt about their order, whatever they chose",
        _LOUDNESS,
        "        is_end = notice is Notice.PAID\n",
        "        is_end = True\n",
        (f"{_LOUD}test_nothing_else_of_an_agents_own_order_can_be_silenced",),
    ),
)

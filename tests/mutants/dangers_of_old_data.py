"""What restored data and backups must not do, each with the smallest slip that would do it."""

from tests.mutants.mutant import Mutant

_OLD = "tests/handlers/services/recovery/test_restored_data.py::"
_AGE = "tests/handlers/jobs/test_data_age.py::"
_SENDING = "tests/handlers/jobs/test_sending_on_older_data.py::"
_FILE = "tests/storage/backup/test_file.py::"

OLD_DATA = (
    Mutant(
        "what older data holds as not yet sent is never sent",
        "handlers/services/recovery/restored_data.py",
        "    uncertain = _doubt(work)\n",
        "    uncertain = 0\n",
        (f"{_OLD}test_what_was_not_yet_sent_may_have_been_and_is_never_sent",),
    ),
    Mutant(
        "older data sends nothing before it is reconciled, even on an open line",
        "handlers/services/controls/sending.py",
        "    return not system_state.sending_switch(work).stopped and not is_held(work)\n",
        "    return not system_state.sending_switch(work).stopped\n",
        (f"{_OLD}test_even_an_open_line_sends_nothing_before_the_reconciliation",),
    ),
    Mutant(
        "nobody resumes before older data is reconciled",
        "handlers/services/controls/sending.py",
        " or (scope == COMPANY and is_held(work)):\n        return False\n",
        ":\n        return False\n",
        (f"{_OLD}test_sending_is_stopped_told_audited_and_not_to_be_resumed",),
    ),
    Mutant(
        "a database behind its mark is noticed",
        "handlers/jobs/data_age.py",
        "    if here.database_id == name and here.newest < mark:\n",
        "    if False:\n",
        (f"{_AGE}test_a_copy_that_was_put_back_by_hand_is_noticed_once_and_for_all",),
    ),
    Mutant(
        "a database is compared with a mark that was read before it",
        "handlers/jobs/data_age.py",
        "    mark = await asyncio.to_thread(_mark_of, marks, name)\n"
        "    # After the mark: between two looks the other way round, another replica may go on.\n"
        "    here = await database.run(restored_data.position)\n",
        "    here = await database.run(restored_data.position)\n"
        "    mark = await asyncio.to_thread(_mark_of, marks, name)\n",
        (f"{_AGE}test_a_replica_that_goes_on_between_two_looks_is_no_alarm",),
    ),
    Mutant(
        "an order is behind the mark before its first byte leaves, and older data sends nothing",
        "handlers/jobs/transfers.py",
        "        if not await edges.is_current():\n            return NotSent(Doubt.OLD_DATA)\n",
        "        pass\n",
        (
            f"{_AGE}test_an_order_is_behind_the_mark_before_its_first_byte_leaves",
            f"{_AGE}test_data_that_turns_old_between_the_claim_and_the_wire_sends_nothing",
        ),
    ),
    Mutant(
        "an order that older data's adoption took from its sender is not sent",
        "handlers/jobs/transfers.py",
        "return None if await renew() else NotSent(Doubt.NOT_OURS)",
        "return None",
        (f"{_SENDING}test_who_finds_older_data_adopted_already_by_another_does_not_send_either",),
    ),
    Mutant(
        "a database that an older one had replaced is old itself when it comes back",
        "handlers/services/recovery/restored_data.py",
        "    close_mark(database_id)\n",
        "",
        (
            f"{_AGE}test_the_newer_file_that_an_old_one_had_replaced_is_old_as_well_when_it_comes_back",
        ),
    ),
    Mutant(
        "older data is adopted before the journal is believed",
        "bot/runtime/recovery.py",
        "    await data_age.is_current(database, marks)",
        "    del marks",
        ("tests/faults/test_start.py::test_older_data_is_adopted_before_the_journal_is_believed",),
    ),
    Mutant(
        "an old read-back makes no order",
        "handlers/services/recovery/restored_data.py",
        "    old_data.drop_drafts(work)\n",
        "",
        (f"{_OLD}test_drafts_waiting_messages_and_what_was_to_be_said_are_over",),
    ),
    Mutant(
        "an answer whose order is not there is kept",
        "handlers/jobs/journal_replay.py",
        '            logger.critical("answer_of_no_order", extra={"order_no": recorded.order_no})\n'
        "            continue\n",
        "            pass\n",
        ("tests/faults/test_start.py::test_an_answer_whose_order_is_not_there_is_kept",),
    ),
)

BACKUP = (
    Mutant(
        "a backup that was cut short is noticed",
        "storage/backup/file.py",
        "{'last' if last else 'more'}",
        "{'more'}",
        (f"{_FILE}test_every_cut_is_noticed",),
    ),
    Mutant(
        "a backup never overwrites a file",
        "storage/backup/file.py",
        "        link(part, path)\n",
        "        part.replace(path)\n",
        (f"{_FILE}test_a_file_that_came_meanwhile_is_not_overwritten_either",),
    ),
    Mutant(
        "a backup is of one moment",
        "storage/engine/database.py",
        '        connection.exec_driver_sql("BEGIN")\n',
        "        del connection\n",
        ("tests/storage/backup/test_dump.py::test_a_backup_is_of_one_moment_and_holds_up_nobody",),
    ),
    Mutant(
        "a backup is restored into an empty database only",
        "handlers/services/recovery/restored_data.py",
        "    if not backup.is_empty(work):\n        raise NotEmpty\n",
        "",
        (
            (
                "tests/bot/cli/test_backup_and_restore.py::test_restore_wants_an_empty_database_and_says_what_to_run"
            ),
        ),
    ),
    Mutant(
        "what a dead process left in the journal is found by the others",
        "storage/engine/journal.py",
        "            self._used |= slots_left\n",
        "",
        (
            (
                "tests/faults/test_journal_torn.py::"
                "test_what_a_dead_process_left_in_a_folder_of_its_own_is_found_by_the_next"
            ),
        ),
    ),
)

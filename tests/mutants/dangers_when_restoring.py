"""What restoring, rotating, stopping and saving must not do, each with the smallest slip."""

from tests.mutants.mutant import Mutant

_KEEPING = "tests/bot/cli/test_backup_and_restore.py::"
_FILE = "tests/storage/backup/test_file.py::"
_OLD, _MARK = (
    "tests/handlers/services/recovery/test_restored_data.py::",
    "tests/storage/engine/test_high_water.py::",
)
_SEAL, _COMMANDS = "tests/storage/backup/test_resealing.py::", "tests/bot/cli/test_commands.py::"

RESTORING = (
    Mutant(
        "a trial restore does not take the running program down",
        "bot/cli/restore.py",
        "        _refuse_beside_a_bot(settings.journal_folder)\n",
        "",
        (f"{_KEEPING}test_a_trial_restore_beside_the_running_bot_does_not_take_it_down",),
    ),
    Mutant(
        "a restore takes nobody's database for old before it is committed",
        "handlers/services/recovery/restored_data.py",
        "    will_replace(replaced, sentinel.database_id(work))\n",
        "    will_replace(replaced, replaced)\n",
        (f"{_OLD}test_a_restored_backup_is_older_data_with_its_journal_brought_in",),
    ),
    Mutant(
        "what a restore replaces stays open while it may still fail",
        "storage/engine/high_water.py",
        "            self._keep(self._note(new), self._vault.seal(old, _REPLACED, new))\n",
        "            self._keep(self._note(new), self._vault.seal(old, _REPLACED, new))\n"
        "        self.close(old)\n",
        (f"{_MARK}test_what_a_restore_that_failed_was_to_replace_stays_open",),
    ),
    Mutant(
        "a restore that was killed after its commit is completed by the first start",
        "bot/runtime/recovery.py",
        "    await _close_replaced(database, marks)\n",
        "",
        (f"{_KEEPING}test_a_restore_cut_off_after_its_commit_is_completed_by_the_first_start",),
    ),
    Mutant(
        "the restored database's origin is old from then on",
        "bot/cli/restore.py",
        "        marks.close_replaced(names[-1])\n",
        "        pass\n",
        (f"{_KEEPING}test_the_database_that_the_backup_came_from_is_old_from_then_on",),
    ),
    Mutant(
        "one value that does not open holds up no other in a rotation",
        "storage/backup/resealing.py",
        "        following = query.where(row > getattr(page[-1], sealed.row))\n",
        "        following = query.where(false())\n",
        (f"{_SEAL}test_values_that_do_not_open_are_left_and_counted_and_hold_up_no_other",),
    ),
    Mutant(
        "a rotation that left something says so, and no script takes the old key away",
        "bot/cli/keys.py",
        "    if rotated.in_use or rotated.unreadable:\n",
        "    if rotated.in_use:\n",
        (f"{_COMMANDS}test_rotation_does_not_stop_at_a_damaged_value_and_says_how_many_there_are",),
    ),
    Mutant(
        "a second process that comes through a link is refused",
        "storage/engine/database.py",
        "    return Path(os.path.realpath(path)) if",
        "    return Path(path) if",
        (
            "tests/storage/engine/test_sqlite.py::test_a_second_process_that_comes_through_a_link_is_refused",
        ),
    ),
    Mutant(
        "the journal of one database lies in one folder, whatever leads there",
        "bot/settings/paths.py",
        "    return _beside(file) if file else",
        '    return _beside(Path(database_url.partition(":///")[2])) if file else',
        (
            "tests/bot/settings/test_settings.py::test_journal_lies_beside_the_real_file_whatever_leads_there",
        ),
    ),
    Mutant(
        "a backup that became whole before the lock is not written into",
        "storage/backup/file.py",
        "            if _is(part, handle):\n                if",
        "            if True:\n                if",
        (f"{_FILE}test_a_backup_that_became_whole_before_the_lock_is_not_written_into",),
    ),
    Mutant(
        "a backup that still has its part's name is not written into",
        "storage/backup/file.py",
        "                if os.fstat(handle).st_nlink == 1:\n",
        "                if True:\n",
        (f"{_FILE}test_what_a_backup_killed_at_its_very_end_left_is_not_written_into",),
    ),
    Mutant(
        "a backup on a disk without links overwrites nothing either",
        "storage/backup/file.py",
        "os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))\n        try:",
        "os.O_WRONLY | os.O_CREAT, 0o600))\n        try:",
        (f"{_FILE}test_where_there_are_no_links_nothing_is_overwritten_either",),
    ),
    Mutant(
        "a stop without a database is a stop in order",
        "bot/runtime/app.py",
        "            await wait_for_messages(self._parts.database, self._parts.monotonic)\n",
        "        await wait_for_messages(self._parts.database, self._parts.monotonic)\n",
        (
            "tests/bot/runtime/test_app.py::test_stop_while_the_database_takes_nothing_is_a_stop_in_order",
        ),
    ),
)

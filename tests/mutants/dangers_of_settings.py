"""The rules that keep a slip in the settings from being silent, or from costing money."""

from tests.mutants.mutant import Mutant

_WINDOWS = "tests/handlers/services/controls/test_limit_windows.py::"
_ENV, _SAFETY = "tests/bot/settings/test_env_file.py::", "tests/bot/settings/test_safety.py::"
_DOUBTS = "tests/bot/settings/test_doubts.py::"

SETTINGS = (
    Mutant(
        "a line that the parser cannot read is refused",
        "bot/settings/env_file.py",
        "    if binding.error:\n        return False\n",
        "    if binding.error:\n        return True\n",
        (f"{_ENV}test_a_line_that_is_not_understood_is_named_with_what_is_lost",),
    ),
    Mutant(
        "a quote does not swallow the next line",
        "bot/settings/env_file.py",
        "    return one_line and binding.value is not None",
        "    return binding.value is not None",
        (f"{_ENV}test_a_line_that_is_not_understood_is_named_with_what_is_lost",),
    ),
    Mutant(
        "a file that is not understood refuses the start",
        "bot/settings/settings.py",
        "        if settings is None or found.lines or found.problems:\n",
        "        if settings is None or found.problems:\n",
        (f"{_DOUBTS}test_a_line_whose_name_has_a_default_or_is_given_elsewhere_is_refused_too",),
    ),
    Mutant(
        "what is weak is refused with real money",
        "bot/settings/settings.py",
        "        if weak and settings.faspay_environment is Environment.PRODUCTION:\n",
        "        if weak and settings.faspay_environment is Environment.SANDBOX:\n",
        ((f"{_SAFETY}test_what_is_weak_is_refused_with_real_money_and_warned_of_with_play_money"),),
    ),
    Mutant(
        "a database that another host could play is refused",
        "storage/engine/database_address.py",
        '_VERIFIED = {"verify-ca", "verify-full"}',
        '_VERIFIED = {"require", "verify-ca", "verify-full"}',
        ("tests/storage/engine/test_database_address.py::test_what_could_be_listened_to_is_known",),
    ),
    Mutant(
        "a path for a shell makes no folder called ~",
        "bot/settings/addresses.py",
        "    check_path(path)\n",
        "",
        ("tests/bot/settings/test_settings.py::test_bad_value_is_refused_by_name_and_never_shown",),
    ),
    Mutant(
        "whoever plays Telegram without its certificate is not given the token",
        "bot/telegram/client.py",
        '"verify": _trust()',
        '"verify": False',
        (
            "tests/bot/telegram/test_client_trust.py::test_whom_this_machine_does_not_trust_is_not_believed",
        ),
    ),
    Mutant(
        "a day is the last 24 hours",
        "handlers/services/controls/limits.py",
        "_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)\n",
        "_DAY, _WEEK = timedelta(hours=12), timedelta(days=7)\n",
        (f"{_WINDOWS}test_a_window_says_what_is_left_and_when_there_is_enough_again",),
    ),
)

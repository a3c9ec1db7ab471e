"""The rules by which a provider's codes become our words, also in what older versions kept."""

from tests.mutants.mutant import Mutant

_GATEWAY = "tests/bot/providers/"
_JUDGED = (
    f"{_GATEWAY}test_faspay_gateway.py::test_a_wrong_echo_is_passed_on_for_the_guard_to_compare"
)
_RECORD = "tests/handlers/services/orders/test_transfers_record.py::"
_JOURNAL = "tests/handlers/services/orders/test_journal_entry.py::"
_CHAT = "tests/handlers/cash_out/"
_COLUMNS = "tests/storage/models/test_columns.py::"
_MIGRATED = "tests/storage/migrations/test_our_words.py::"

OLD_WORDS = (
    Mutant(
        "a bank code that is none of ours is a difference, not a field that is missing",
        "bot/providers/faspay_gateway/channels.py",
        ".get(bank_code.casefold(), UNKNOWN_CHANNEL)",
        ".get(bank_code.casefold())",
        (_JUDGED,),
    ),
    Mutant(
        "our own word is no bank code",
        "bot/providers/faspay_gateway/channels.py",
        "{entry.bank_code.casefold(): channel for channel, entry in CHANNELS.items()}",
        "{each.casefold(): channel for channel, entry in CHANNELS.items() "
        "for each in (entry.bank_code, channel.value)}",
        (_JUDGED,),
    ),
    Mutant(
        "another channel in the answer stops sending",
        "handlers/services/orders/echo.py",
        '        "channel": _differs(echo.channel, order.channel),\n',
        "",
        (f"{_RECORD}test_a_different_echo_is_unknown_stops_sending_and_pages_every_admin",),
    ),
    Mutant(
        "each status digit means what Faspay's table says",
        "bot/providers/faspay_gateway/statuses.py",
        '"4": ProviderStatus.FAILED',
        '"4": ProviderStatus.REVERSED',
        (f"{_GATEWAY}test_faspay_gateway_inquiry.py::test_trx_status_wins_over_status",),
    ),
    Mutant(
        "a draft of the version before keeps its channel",
        "handlers/cash_out/draft.py",
        "        draft.choose_channel(draft.channel)\n",
        "",
        (f"{_CHAT}test_answers.py::test_a_draft_of_the_version_before_keeps_its_channel",),
    ),
    Mutant(
        "a button of the version before still works",
        "handlers/cash_out/buttons.py",
        "read_channel(value) in policy.rules",
        "value in policy.rules",
        (f"{_CHAT}test_buttons.py::test_what_the_question_offers_is_open",),
    ),
    Mutant(
        "an answer that the version before left in the journal is read",
        "handlers/services/orders/journal_entry.py",
        'values.get("bank_code") or values.get("channel")',
        'values.get("channel")',
        (f"{_JOURNAL}test_an_answer_that_the_version_before_left_in_the_journal_issues_its_order",),
    ),
    Mutant(
        "an order that an older replica appends is read",
        "storage/models/channel_words.py",
        "        channel = read_channel(value)\n        if",
        "        channel = next((each for each in Channel if each == value), None)\n        if",
        (f"{_MIGRATED}test_a_replica_of_the_version_before_may_still_append_its_orders",),
    ),
    Mutant(
        "a channel that this program does not know is not written",
        "storage/models/channel_words.py",
        "None if value is None else Channel(value).value",
        "value",
        (f"{_COLUMNS}test_a_channel_that_this_program_does_not_know_is_neither_read_nor_written",),
    ),
    Mutant(
        "stored orders get our words",
        "storage/migrations/versions/0012_our_words_for_channels.py",
        '    _rewrite("orders", "channel", words)\n',
        "",
        (f"{_MIGRATED}test_channels_of_stored_orders_are_our_words_and_the_rows_are_the_same",),
    ),
)

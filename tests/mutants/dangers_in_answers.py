"""The rules by which an answer of Faspay is read, and the code that comes with it is judged."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_RECORD, _RECHECK = f"{_S}test_submitting_record.py::", f"{_S}test_rechecking.py::"
_JUDGED, _WIRE = "tests/bot/test_gateway.py::", "tests/bot/faspay/test_wire.py::"

ANSWERS = (
    Mutant(
        "another virtual account stops the line",
        "handlers/services/echo.py",
        "        (echo.our_account, True),\n",
        "",
        (
            f"{_RECORD}test_a_different_echo_is_unknown_stops_the_line_and_pages_every_admin",
            f"{_RECORD}test_an_incomplete_echo_is_unknown_until_an_inquiry_has_issued_it",
            f"{_RECHECK}test_an_inquiry_about_something_else_is_not_believed_and_stops_the_line",
        ),
    ),
    Mutant(
        "an account that begins like ours is not ours",
        "bot/gateway.py",
        'return theirs.lstrip("0") == ours.lstrip("0")',
        "return theirs.startswith(ours)",
        (f"{_JUDGED}test_a_wrong_echo_is_passed_on_for_the_guard_to_compare",),
    ),
    Mutant(
        "an amount with a fraction is a difference, not a field that is missing",
        "bot/gateway.py",
        '            return (text or "")[:_MAX_ID_LENGTH]',
        "            return None",
        (f"{_JUDGED}test_a_wrong_echo_is_passed_on_for_the_guard_to_compare",),
    ),
    Mutant(
        "what stands behind the point is no digit of a phone",
        "bot/faspay/wire.py",
        "digits if number is None else str(number)",
        'text.replace(".", "")',
        (f"{_WIRE}test_phones_are_read_in_their_local_form",),
    ),
    Mutant(
        "a short group behind a complete number is not glued on",
        "bot/faspay/wire.py",
        "(?:[ .-][0-9]{3,5})+",
        "(?:[ .-][0-9]{1,5})+",
        (f"{_WIRE}test_what_is_no_mobile_number_stays_as_it_came",),
    ),
)

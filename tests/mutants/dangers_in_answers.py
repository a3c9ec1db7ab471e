"""The rules by which an answer of Faspay is read, and the code that comes with it is judged."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_RECORD, _RECHECK = f"{_S}orders/test_transfers_record.py::", f"{_S}orders/test_inquiries.py::"
_CODES, _MALFORMED = (
    "tests/bot/providers/test_faspay_gateway_codes.py::",
    f"{_S}orders/test_malformed_codes.py::",
)
_MONEY = "tests/bot/providers/test_faspay_gateway_money.py::"
_BESIDE = "test_a_statement_is_taken_apart_beside_the_event_loop_and_a_balance_on_it"
_REFUSALS = "tests/bot/providers/test_faspay_refusals.py::"
_JUDGED, _WIRE = (
    "tests/bot/providers/test_faspay_gateway.py::",
    "tests/bot/providers/faspay/test_wire.py::",
)

ANSWERS = (
    Mutant(
        "another virtual account stops sending",
        "handlers/services/orders/echo.py",
        '        "virtual account": _differs(echo.our_account, ours=True),\n',
        "",
        (
            f"{_RECORD}test_a_different_echo_is_unknown_stops_sending_and_pages_every_admin",
            f"{_RECORD}test_an_incomplete_echo_is_unknown_until_an_inquiry_has_issued_it",
            f"{_RECHECK}test_an_inquiry_about_something_else_is_not_believed_and_stops_sending",
        ),
    ),
    Mutant(
        "a code that is not ten digits is shown to nobody",
        "bot/providers/faspay_gateway/codes.py",
        "    if CHANNELS[channel].code.fullmatch(code) is None:\n",
        "    if not code:\n",
        (f"{_CODES}test_a_clear_code_that_has_lost_its_zeros_is_no_code_of_permata",),
    ),
    Mutant(
        "a code that people must look at first is held back",
        "handlers/services/orders/codes.py",
        "        (Review.CODE_MALFORMED in reviews, CodeVisibility.MALFORMED),\n",
        "",
        (f"{_MALFORMED}test_it_is_not_shown_when_it_is_asked_for_either",),
    ),
    Mutant(
        "people are told of a malformed code as soon as it has come",
        "handlers/services/orders/transfer_outcome.py",
        "        if not recorded.code_fits:\n",
        "        if not recorded.code_opens:\n",
        ((f"{_MALFORMED}test_it_is_told_once_also_while_it_is_not_certain_that_the_order_exists"),),
    ),
    Mutant(
        "nobody is sent to type again what only the company can mend",
        "bot/providers/faspay_gateway/refusals.py",
        '"Invalid Virtual Account", RefusalKind.COMPANY',
        '"Invalid Virtual Account", RefusalKind.ORDER',
        (f"{_REFUSALS}test_each_text_of_the_list_says_who_can_mend_it",),
    ),
    Mutant(
        "admins are told of what only they can mend",
        "handlers/services/notices/announcing.py",
        "if notice in _FOR_ADMINS or only_admins_can_mend(order, notice):",
        "if notice in _FOR_ADMINS:",
        (f"{_RECORD}test_admins_are_told_of_a_refusal_that_only_they_can_mend",),
    ),
    Mutant(
        "one order's callbacks make one inquiry in five seconds",
        "handlers/services/orders/schedule.py",
        "    return max(now, order.asked_at + _APART)\n",
        "    return now\n",
        (
            f"{_S}orders/test_callbacks.py::test_ever_different_bodies_at_one_address_make_one_inquiry_in_five_seconds",
        ),
    ),
    Mutant(
        "a callback that came behind an inquiry is answered by the next",
        "handlers/services/orders/inquiries.py",
        "        order.check_at = soonest_check(order, work.now)\n",
        "        pass\n",
        (
            f"{_S}orders/test_callbacks.py::test_a_callback_that_comes_while_a_slow_inquiry_is_under_way_is_answered_by_the_next",
        ),
    ),
    Mutant(
        "the JSON of a long statement holds up nobody",
        "bot/providers/faspay/exchange.py",
        "await asyncio.to_thread(_read, response.status_code, *packed)",
        "_read(response.status_code, *packed)",
        (f"{_MONEY}{_BESIDE}",),
    ),
    Mutant(
        "the lines of a long statement hold up nobody",
        "bot/providers/faspay_gateway/money.py",
        "await asyncio.to_thread(_statement_lines, fields, first, last)",
        "_statement_lines(fields, first, last)",
        (f"{_MONEY}{_BESIDE}",),
    ),
    Mutant(
        "a statement of countless things is not taken apart",
        "bot/providers/faspay/fields.py",
        '    if body.count(b"{") + body.count(b"[") > _MOST_OBJECTS:\n',
        "    if len(body) > _MOST_OBJECTS * 1000:\n",
        (f"{_MONEY}test_a_statement_of_more_things_than_a_month_has_lines_is_not_taken_apart",),
    ),
    Mutant(
        "an account that begins like ours is not ours",
        "bot/providers/faspay_gateway/echo.py",
        'return theirs.lstrip("0") == ours.lstrip("0")',
        "return theirs.startswith(ours)",
        (f"{_JUDGED}test_a_wrong_echo_is_passed_on_for_the_guard_to_compare",),
    ),
    Mutant(
        "an amount with a fraction is a difference, not a field that is missing",
        "bot/providers/faspay_gateway/echo.py",
        '            return (text or "")[:_LONGEST]',
        "            return None",
        (f"{_JUDGED}test_a_wrong_echo_is_passed_on_for_the_guard_to_compare",),
    ),
)

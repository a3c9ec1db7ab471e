"""The rules by which a refusal is told, counted and kept, and an answer held against its order."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_ACCOUNT, _ECHO = f"{_S}controls/test_account.py::", f"{_S}orders/test_echo.py::"
_RECORD, _KEPT = (
    f"{_S}orders/test_transfers_record.py::",
    "tests/storage/repositories/test_provider_answers.py::",
)
_WIRE = "tests/bot/providers/"
_CLEAN = "tests/handlers/services/orders/test_clean_references.py::"
_DETAILS, _ADDRESS = f"{_WIRE}test_faspay_gateway_details.py::", f"{_WIRE}test_faspay_echo.py::"
_ACCESS = (
    f"{_WIRE}test_faspay_refusals.py::"
    "test_an_order_for_which_we_get_no_access_is_not_sent_and_says_why"
)
_DIALOG = "tests/dialogs/test_support.py::"
_ONE_IN_A_ROW = f"{_ACCOUNT}test_a_replayed_refusal_is_no_second_one"
_DIFFERS = f"{_ECHO}test_what_differs_is_named_to_admins_and_holds_everything"

COUNTED = (
    Mutant(
        "the second refusal of the account stops sending",
        "handlers/services/controls/account.py",
        "        sending.stop_by(work, Guard.ACCOUNT, order.order_no)\n",
        "        pass\n",
        (f"{_ACCOUNT}test_the_second_in_a_row_stops_sending_and_every_admin_reads_why",),
    ),
    Mutant(
        "one order's refusal counts once, however often its answer is recorded",
        "handlers/services/orders/transfer_outcome.py",
        "    if kind is RefusalKind.COMPANY and not was_known:",
        "    if kind is RefusalKind.COMPANY:",
        (_ONE_IN_A_ROW,),
    ),
    Mutant(
        "only what the company must mend counts",
        "handlers/services/orders/transfer_outcome.py",
        "    if kind is RefusalKind.COMPANY and not was_known:",
        "    if kind is not None and not was_known:",
        (f"{_ACCOUNT}test_only_what_the_company_must_mend_counts",),
    ),
    Mutant(
        "what may be of one order stops nobody else",
        "handlers/services/orders/transfer_outcome.py",
        "        if refused.others_too:\n",
        "        if refused:\n",
        (f"{_ACCOUNT}test_a_refusal_that_may_be_of_one_order_counts_for_none",),
    ),
    Mutant(
        "a refused body may be of one order",
        "bot/providers/faspay_gateway/refusals.py",
        "        return self is not FaspayRefusal.REQUEST_BODY\n",
        "        return True\n",
        (
            "tests/bot/providers/test_faspay_refusals.py::test_only_a_refused_body_may_be_of_one_order",
        ),
    ),
    Mutant(
        "an accepted order parts two refusals",
        "handlers/services/orders/transfer_outcome.py",
        "                account.accepts(work)  # not when it is replayed\n",
        "                pass\n",
        (f"{_ACCOUNT}test_an_order_that_faspay_accepted_between_them_parts_two",),
    ),
    Mutant(
        "an acceptance that is replayed parts no two refusals",
        "handlers/services/orders/transfer_outcome.py",
        "            if order.answer_sealed is None and order.code is not Code.WIPED:\n",
        "            if order.code is not Code.WIPED:\n",
        (f"{_ACCOUNT}test_a_replayed_acceptance_parts_no_two",),
    ),
    Mutant(
        "an order that was sent before the refusal proves nothing",
        "handlers/services/controls/account.py",
        " and order.sending_at > refused_at:",
        ":",
        (
            f"{_ACCOUNT}test_an_order_that_turns_out_to_be_there_parts_two_only_if_it_was_sent_later",
        ),
    ),
)

TOLD = (
    Mutant(
        "admins are paged at once with a refusal that nothing confirms",
        "handlers/services/notices/loudness.py",
        "{Notice.REJECTED, Notice.NOT_SENT, Notice.UNKNOWN}",
        "{Notice.REJECTED, Notice.NOT_SENT}",
        (
            f"{_RECORD}test_a_refusal_that_no_inquiry_confirms_pages_admins_at_once_and_stays_a_doubt",
        ),
    ),
    Mutant(
        "who could not get through is told to wait, not to retype",
        "handlers/services/orders/transfer_outcome.py",
        "refused or Rejected(None, RefusalKind.WAIT)",
        "refused or Rejected(None, RefusalKind.ORDER)",
        (f"{_RECORD}test_what_could_not_get_through_is_to_be_tried_later_and_pages_no_admin",),
    ),
    Mutant(
        "an outage of Faspay is not blamed on the company's account",
        "bot/providers/faspay_gateway/refusals.py",
        "    if http_status not in _OUR_FAULT or http_status in _PASSES:\n",
        "    if http_status in _PASSES:\n",
        (_ACCESS,),
    ),
    Mutant(
        "a busy Faspay is not blamed on the company's account",
        "bot/providers/faspay_gateway/refusals.py",
        "    if http_status not in _OUR_FAULT or http_status in _PASSES:\n",
        "    if http_status not in _OUR_FAULT:\n",
        (_ACCESS,),
    ),
    Mutant(
        "words of Faspay that its page does not list are not kept in the clear",
        "bot/providers/faspay_gateway/refusals.py",
        "for text in (DUPLICATE, NOT_FOUND, *_BY_TEXT) if text in said), None)",
        "for text in said if text), None)",
        (f"{_DETAILS}test_no_other_words_are_kept_for_they_may_hold_a_name",),
    ),
    Mutant(
        "a reference that repeats a code or a phone is not kept",
        "bot/providers/faspay_gateway/details.py",
        "    return without(said, list(_secrets(fields, keys)))\n",
        "    return said\n",
        (f"{_DETAILS}test_a_reference_that_repeats_a_secret_is_none",),
    ),
    Mutant(
        "a reference that repeats the opened code is not kept",
        "bot/providers/faspay_gateway/details.py",
        "        yield recover(sealed_code, keys).strip()\n",
        "        yield sealed_code\n",
        (f"{_DETAILS}test_a_reference_that_repeats_the_opened_code_is_none",),
    ),
    Mutant(
        "a date that repeats the code is not kept",
        "storage/models/provider_answer.py",
        "        dated=kept(details.dated),\n",
        "        dated=details.dated,\n",
        (f"{_DETAILS}test_a_reference_that_repeats_the_opened_code_is_none",),
    ),
    Mutant(
        "a callback brings no code among the references",
        "handlers/services/orders/callbacks.py",
        "without_code(details, sealed_code_of(work, order), open_code)",
        "details",
        (f"{_CLEAN}test_a_callback_that_repeats_the_code_has_no_reference",),
    ),
    Mutant(
        "an inquiry brings no code among the references",
        "handlers/jobs/provider.py",
        "without_code(finding.details, question.code, gateway.open_code)",
        "finding.details",
        (f"{_CLEAN}test_an_inquiry_that_repeats_the_code_has_no_reference",),
    ),
    Mutant(
        "what repeated the code before it came is forgotten before the code is shown",
        "handlers/messages/cards.py",
        "    forget_code(work, order, code)",
        "    # forget_code(work, order, code)",
        (f"{_CLEAN}test_what_repeated_the_code_before_it_came_is_forgotten_once_it_is_shown",),
    ),
    Mutant(
        "where nobody can tell the code no reference is kept",
        "handlers/services/orders/support.py",
        "    except UnreadableCode:\n        return nameless(details)\n",
        "    except UnreadableCode:\n        return details\n",
        (f"{_CLEAN}test_where_nobody_can_open_the_code_a_callback_has_no_reference",),
    ),
    Mutant(
        "a code that came during an inquiry is compared with what the inquiry says",
        "handlers/services/orders/inquiries.py",
        "        told = nameless(told)",
        "        told = told",
        (f"{_CLEAN}test_an_inquiry_that_began_before_the_code_was_known_has_no_reference",),
    ),
    Mutant(
        "a status that no page explains is not mapped",
        "bot/providers/faspay_gateway/statuses.py",
        "    return StatedStatus(status.value) if status else None\n",
        "    return StatedStatus(status.value) if status else StatedStatus.FAILED\n",
        (f"{_DETAILS}test_a_digit_that_no_page_explains_is_kept_as_what_it_is",),
    ),
    Mutant(
        "an outage hides nothing that Faspay had said",
        "storage/repositories/provider_answers.py",
        "    if known.states_something and not details.states_something:\n        return\n",
        "",
        (f"{_KEPT}test_an_outage_hides_nothing_that_was_said_and_is_shown_where_nothing_was",),
    ),
    Mutant(
        "what a callback says of itself is nobody's word",
        "handlers/messages/support_views.py",
        "_VOUCHED = (AnswerSource.TRANSFER, AnswerSource.INQUIRY)",
        "_VOUCHED = tuple(AnswerSource)",
        (f"{_DIALOG}test_a_forged_callback_gives_an_order_no_reference",),
    ),
    Mutant(
        "only those who watch over an order write to its support",
        "handlers/commands/support.py",
        "    if order is None or not may_ask_support(somebody(context), order):\n",
        "    if order is None:\n",
        (f"{_DIALOG}test_only_those_who_watch_over_an_order_get_the_message",),
    ),
)

COMPARED = (
    Mutant(
        "an answer about another person stops sending",
        "handlers/services/orders/echo.py",
        '        "name": _is_somebody_else(work, order, echo.names),\n',
        "",
        (_DIFFERS,),
    ),
    Mutant(
        "each name of an answer is compared",
        "handlers/services/orders/echo.py",
        "not all(is_same_name(theirs, ours) for theirs in names)",
        "not any(is_same_name(theirs, ours) for theirs in names)",
        (_DIFFERS,),
    ),
    Mutant(
        "a name that is cut off short is another",
        "handlers/services/orders/same_names.py",
        "    is_long = len(cut) >= _SHORTEST_CUT and len(letters) >= _FEWEST_LETTERS\n",
        "    is_long = len(letters) > 0\n",
        (f"{_ECHO}test_another_name_is_another",),
    ),
    Mutant(
        "few letters that something fills up are no name that was cut off",
        "handlers/services/orders/same_names.py",
        " and len(letters) >= _FEWEST_LETTERS\n",
        "\n",
        (f"{_ECHO}test_another_name_is_another",),
    ),
    Mutant(
        "a man's title does not stand for a woman's",
        "handlers/services/orders/same_names.py",
        "    if _contradict(_titles(theirs), _titles(ours)):\n        return False\n",
        "",
        (f"{_ECHO}test_another_name_is_another",),
    ),
    Mutant(
        "a short family name is no title",
        "handlers/services/orders/same_names.py",
        'and "." in words[-1] and _letters',
        "and _letters",
        (f"{_ECHO}test_another_name_is_another",),
    ),
    Mutant(
        "a title with nothing but a mask behind it does not name everybody",
        "handlers/services/orders/same_names.py",
        "[theirs, *filter(_letters, [_bare(theirs)])]",
        "[theirs, _bare(theirs)]",
        (f"{_ECHO}test_another_name_is_another",),
    ),
    Mutant(
        "a masked name must fit",
        "handlers/services/orders/same_names.py",
        "        return any(_is_masked(said, meant) for said, meant in either)\n",
        "        return True\n",
        (f"{_ECHO}test_another_name_is_another",),
    ),
    Mutant(
        "an answer with another description stops sending",
        "handlers/services/orders/echo.py",
        '        "description": not is_description_of(echo.description, order.order_no),\n',
        "",
        (_DIFFERS,),
    ),
    Mutant(
        "a description with a longer number is another order's",
        "handlers/services/orders/echo.py",
        " and not description[len(order_no) :][:1].isdigit()",
        "",
        (f"{_ECHO}test_a_description_is_the_orders_if_it_begins_with_its_number",),
    ),
    Mutant(
        "an answer with another callback address stops sending",
        "handlers/services/orders/echo.py",
        '        "callback address": _differs(echo.our_address, ours=True),\n',
        "",
        (_DIFFERS,),
    ),
    Mutant(
        "an address with another token is not ours",
        "bot/providers/faspay_gateway/echo.py",
        '    return f"{scheme.lower()}{separator}{bare}", f"{slash}{path}".rstrip("/")\n',
        '    return f"{scheme.lower()}{separator}{bare}", path[:30]\n',
        (f"{_ADDRESS}test_any_other_address_is_not_ours",),
    ),
    Mutant(
        "an address at another host is not ours",
        "bot/providers/faspay_gateway/echo.py",
        '    return f"{scheme.lower()}{separator}{bare}", f"{slash}{path}".rstrip("/")\n',
        '    return f"{scheme.lower()}{separator}", f"{slash}{path}".rstrip("/")\n',
        (f"{_ADDRESS}test_any_other_address_is_not_ours",),
    ),
    Mutant(
        "the address that was sent is the one that is compared",
        "bot/providers/faspay_gateway/gateway.py",
        'self.judge(reply, fields.get("callback_url"))',
        "self.judge(reply)",
        (f"{_ADDRESS}test_the_address_that_was_sent_is_the_one_that_is_compared",),
    ),
)

REFUSALS = COUNTED + TOLD + COMPARED

"""What must not go wrong when orders are found, and when somebody is sent to once more."""

from tests.mutants.mutant import Mutant

_AGAIN, _FINDING = "tests/dialogs/test_again.py::", "tests/dialogs/test_finding_orders.py::"
_LAST = "tests/dialogs/test_last_order.py::"
_LISTS = "tests/storage/repositories/test_order_lists.py::"
_TAILS = "tests/storage/repositories/test_phone_tails.py::"
_MAY_BE_OUT = "test_an_order_whose_money_may_be_out_is_not_sent_again_and_is_named_before_another"
_WORDS = "tests/handlers/services/orders/test_search_words.py::"
_REPEATS = "tests/handlers/services/orders/test_repeats.py::"

AGAIN = (
    Mutant(
        "nobody sends again to another agent's people",
        "handlers/services/orders/repeats.py",
        "order.agent_id != agent.person_id or not",
        "not",
        (f"{_AGAIN}test_nobody_is_offered_another_agents_people",),
    ),
    Mutant(
        "only the agent's own people are offered",
        "storage/repositories/beneficiaries.py",
        "    query = select(Order).where(Order.agent_id == agent_id).options(_NEEDED)\n",
        "    query = select(Order).where(Order.agent_id != -agent_id).options(_NEEDED)\n",
        (f"{_AGAIN}test_nobody_is_offered_another_agents_people",),
    ),
    Mutant(
        "an order that has not ended is not sent again",
        "handlers/services/orders/repeats.py",
        "agent, order_no) if order.status in ENDED else None\n",
        "agent, order_no)\n",
        (f"{_REPEATS}test_an_order_is_repeated_only_once_it_has_ended",),
    ),
    Mutant(
        "what only the company can mend is not offered to be sent again",
        "handlers/services/orders/repeats.py",
        "order.refusal_kind is RefusalKind.COMPANY or ",
        "",
        (f"{_REPEATS}test_what_only_the_company_can_mend_is_not_offered_again",),
    ),
    Mutant(
        "an order to the same phone that has not ended is named",
        "handlers/services/orders/repeats.py",
        "if order.ended_at is None or order.may_be_out()",
        "if order.may_be_out()",
        (f"{_AGAIN}test_an_order_to_the_same_phone_that_has_not_ended_is_named",),
    ),
    Mutant(
        "an order whose money may be out is not offered to be sent again",
        "handlers/services/orders/repeats.py",
        "RefusalKind.COMPANY or order.may_be_out()",
        "RefusalKind.COMPANY",
        (f"{_REPEATS}{_MAY_BE_OUT}",),
    ),
    Mutant(
        "an order whose money may be out is named before another",
        "handlers/services/orders/repeats.py",
        "order.ended_at is None or order.may_be_out()",
        "order.ended_at is None",
        (f"{_REPEATS}{_MAY_BE_OUT}",),
    ),
    Mutant(
        "what was collected before it was reversed may be out",
        "storage/models/order.py",
        "return reversed_late or bool(",
        "return bool(",
        (f"{_REPEATS}{_MAY_BE_OUT}",),
    ),
    Mutant(
        "the read-back says what became of the last order to the same phone",
        "handlers/cash_out/questions.py",
        "last = again.said_of_last(work, agent, draft, texts) if agent is not None else",
        "last =",
        (f"{_LAST}test_the_last_order_was_collected",),
    ),
    Mutant(
        "an order that was collected is not hidden by a later one that failed",
        "handlers/services/orders/repeats.py",
        "next(iter(paid or recent), None)",
        "next(iter(recent), None)",
        (f"{_LAST}test_one_that_was_collected_is_said_before_a_later_one_that_failed",),
    ),
    Mutant(
        "a read-back that says something else of the last order has another Confirm",
        "handlers/cash_out/draft.py",
        "self.confirms[len(self._content()) :] != beside",
        "self.confirms[len(self._content()) :] == [None]",
        (f"{_LAST}test_a_read_back_that_said_something_else_of_it_confirms_nothing",),
    ),
    Mutant(
        "what is said beside a read-back gives no second press another order",
        "handlers/cash_out/draft.py",
        "(self.confirms or [])[: len(content)] != content",
        "self.confirms != content",
        (f"{_LAST}test_pressing_once_is_enough_although_an_earlier_one_is_named",),
    ),
    Mutant(
        "the company can switch it off",
        "handlers/services/orders/repeats.py",
        "    return policy.offer_earlier and may(",
        "    return may(",
        (f"{_AGAIN}test_the_company_may_switch_it_off",),
    ),
    Mutant(
        "who may no longer request orders sends nothing again",
        "handlers/services/orders/repeats.py",
        "    return policy.offer_earlier and may(agent, Capability.REQUEST_ORDERS)\n",
        "    return policy.offer_earlier\n",
        (f"{_REPEATS}test_only_who_may_request_orders_is_offered_anybody",),
    ),
    Mutant(
        "a name from before is read as if it was typed again",
        "handlers/cash_out/again.py",
        "        answers.name(draft, found.name, turn.texts, turn.policy),\n",
        '        (draft.choose_name(found.name), "")[1],\n',
        (f"{_AGAIN}test_a_name_that_looks_like_a_slip_is_asked_about_as_when_it_is_typed",),
    ),
    Mutant(
        "a channel that the agent chose is not changed by a person's last one",
        "handlers/cash_out/again.py",
        "    if draft.step(turn.policy) is Step.CHANNEL and found.channel in rules:\n",
        "    if found.channel in rules:\n",
        ((f"{_AGAIN}test_a_channel_that_was_chosen_first_stays_and_the_amount_must_be_its_own"),),
    ),
    Mutant(
        "a usual amount that the channel does not allow is not offered",
        "handlers/messages/keyboards.py",
        "    legal = [amount for amount in known if rule.allows(amount)][:_MOST_AMOUNTS]\n",
        "    legal = [amount for amount in known][:_MOST_AMOUNTS]\n",
        ((f"{_AGAIN}test_an_amount_that_the_channel_allows_no_more_is_not_offered_and_not_taken"),),
    ),
    Mutant(
        "one person's usual amount is not offered for another",
        "handlers/cash_out/details.py",
        "    draft.usual_amount = None  # somebody else's\n",
        "",
        (f"{_AGAIN}test_the_usual_amount_is_that_of_the_person_alone",),
    ),
    Mutant(
        "people are offered only while nobody is named",
        "handlers/cash_out/again.py",
        "policy.offer_earlier and not _is_named(draft) and number",
        "policy.offer_earlier and number",
        ("tests/handlers/cash_out/test_buttons.py::test_what_was_never_offered_is_over",),
    ),
    Mutant(
        "no two people are offered by the same words",
        "handlers/cash_out/again.py",
        "mask if masks[mask] == 1 else",
        "mask if masks[mask] else",
        (
            (
                f"{_AGAIN}test_people_of_the_same_initials_and_digits_are_told_apart_by_their"
                "_last_amount"
            ),
        ),
    ),
    Mutant(
        "the buttons of people go from an open draft as well when the company switches them off",
        "handlers/cash_out/again.py",
        "policy.offer_earlier and not _is_named(draft)",
        "not _is_named(draft)",
        (f"{_AGAIN}test_the_company_may_switch_it_off",),
    ),
)

FINDING = (
    Mutant(
        "who may know of nothing finds nothing",
        "storage/repositories/order_streams.py",
        "    everything: bool = False\n",
        "    everything: bool = True\n",
        (f"{_LISTS}test_lists_show_the_newest_first_and_only_whose_they_may",),
    ),
    Mutant(
        "whose orders they may be is looked at in every search",
        "storage/repositories/order_streams.py",
        '        "whose": not whose.everything,\n',
        '        "whose": not whose.everything and wanted.tail is None,\n',
        (f"{_FINDING}test_an_agent_finds_only_own_orders_whatever_the_button_says",),
    ),
    Mutant(
        "an agent in a button finds no order beyond the reader's own",
        "storage/repositories/order_streams.py",
        '        yield _stream(left, "agent", col(Order.agent_id) == wanted.agent_id)\n',
        '        yield _stream((), "agent", col(Order.agent_id) == wanted.agent_id)\n',
        (f"{_LISTS}test_each_thing_can_be_looked_for_and_all_of_them_together",),
    ),
    Mutant(
        "a heading tells no name that its reader may not know",
        "handlers/services/orders/search.py",
        "    return query if knows else replace(query, agent_id=None)\n",
        "    return query\n",
        (f"{_FINDING}test_an_agent_finds_only_own_orders_whatever_the_button_says",),
    ),
    Mutant(
        "what needs people is told to those who watch",
        "handlers/services/orders/search.py",
        "    if query.group is OrderGroup.NEEDS_PEOPLE and not watches(person):\n",
        "    if False:\n",
        (f"{_FINDING}test_an_agent_finds_only_own_orders_whatever_the_button_says",),
    ),
    Mutant(
        "orders of one moment are not lost between two pages",
        "storage/repositories/order_lists.py",
        "(at <= when, or_(at < when, number < behind))",
        "(at < when, or_(at < when, number < behind))",
        (f"{_LISTS}test_orders_of_the_same_moment_are_not_lost_between_pages",),
    ),
    Mutant(
        "nothing is lost where one index was looked through less far than another",
        "storage/repositories/order_lists.py",
        "        nearest = min(ends) if search.newer else max(ends)\n",
        "        nearest = max(ends) if search.newer else min(ends)\n",
        (f"{_LISTS}test_piece_by_piece_nothing_is_lost_between_two_indexes",),
    ),
    Mutant(
        "a search that looked through a part only says so",
        "storage/repositories/order_lists.py",
        "        end = search.end(stream) if stream.left and len(keys) <= PAGE else None\n",
        "        end = None\n",
        ((f"{_LISTS}test_what_no_index_tells_is_looked_for_piece_by_piece_and_each_says_how_far"),),
    ),
    Mutant(
        "a search by digits says that older orders may be missing",
        "storage/repositories/phone_tails.py",
        "    return work.session.exec(missing).first() is None\n",
        "    return True\n",
        (f"{_FINDING}test_orders_of_before_the_update_are_not_called_missing",),
    ),
    Mutant(
        "a search by digits finds orders from before a rotation",
        "storage/repositories/phone_tails.py",
        "    return work.vault.macs(_PURPOSE, digits)\n",
        "    return [work.vault.mac(_PURPOSE, digits)]\n",
        (f"{_TAILS}test_after_a_rotation_has_begun_orders_under_either_key_are_found",),
    ),
    Mutant(
        "one phone that cannot be read holds up no other",
        "storage/repositories/phone_tails.py",
        "    except (WrongKeys, ValueError):\n        return _UNREADABLE\n",
        "    except ValueError:\n        return _UNREADABLE\n",
        (
            (
                f"{_TAILS}test_a_phone_that_no_key_opens_holds_up_no_other"
                "_and_is_tried_again_at_the_next_start"
            ),
        ),
    ),
    Mutant(
        "making orders findable loses nobody a race for the order",
        "storage/repositories/phone_tails.py",
        '    .values(phone_tail_mac=bindparam("tail"))\n',
        '    .values(phone_tail_mac=bindparam("tail"), version=_ROWS.c.version + 1)\n',
        (f"{_TAILS}test_older_orders_are_made_findable_a_few_at_a_time_the_newest_first",),
    ),
    Mutant(
        "four digits are a phone's, never a sum",
        "handlers/services/orders/search_words.py",
        "    if not _TAIL.fullmatch(words):\n",
        "    if True:\n",
        ("tests/handlers/services/orders/test_search_words.py::test_what_can_be_looked_for",),
    ),
    Mutant(
        "what is not collected is not looked for among what is",
        "handlers/services/orders/group_words.py",
        "key=lambda named: -len(named[0])",
        "key=lambda named: len(named[0])",
        (f"{_WORDS}test_each_word_for_a_status_is_read_alone_and_beside_anything",),
    ),
    Mutant(
        "a day is not taken for a sum",
        "handlers/services/orders/day_words.py",
        r"(?P<day>[0-9]{{1,2}})(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?:",
        r"(?P<day>[0-9]{{1,2}})(?P<mark>[/-])(?P<month>[0-9]{{1,2}})(?:",
        (f"{_WORDS}test_what_can_be_looked_for",),
    ),
    Mutant(
        "of two groups none is left out silently",
        "handlers/services/orders/group_words.py",
        "        if read in {None, group}:\n",
        "        if True:\n",
        (f"{_WORDS}test_of_two_that_exclude_each_other_none_is_left_out_silently",),
    ),
    Mutant(
        "a forged press on a card does not put a list over its code",
        "handlers/chat/context.py",
        "        return message.message_id if has_it and self.private else None\n",
        "        return message.message_id if self.private else None\n",
        (f"{_FINDING}test_a_press_that_names_another_message_changes_none",),
    ),
    Mutant(
        "a list that cannot be changed any more is said all the same",
        "handlers/messages/results.py",
        "    return row.kind is Kind.REPLY and row.subject_id is not None\n",
        "    return False\n",
        (f"{_FINDING}test_a_list_that_is_gone_comes_as_a_new_message",),
    ),
    Mutant(
        "two quick presses do not show two lists after each other",
        "handlers/chat/context.py",
        "            outbox.drop_edits(self.work, self.chat_id, message_id)\n",
        "            pass\n",
        (f"{_FINDING}test_two_quick_presses_show_what_was_pressed_last_and_once",),
    ),
    Mutant(
        "that more people are called so is said",
        "handlers/commands/order_lists.py",
        "        left_out = len(found) - len(named)\n",
        "        left_out = 0\n",
        (f"{_FINDING}test_that_more_people_are_called_so_is_said",),
    ),
)

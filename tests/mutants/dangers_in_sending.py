"""The rules of sending an order, and of what is believed of it."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_CLAIM, _RECORD = f"{_S}orders/test_transfers_claim.py::", f"{_S}orders/test_transfers_record.py::"
_RECHECK, _CALL = f"{_S}orders/test_inquiries.py::", f"{_S}orders/test_callbacks.py::"
_JOBS, _UNSEEN = (
    "tests/handlers/jobs/test_transfers.py::",
    "tests/dialogs/test_unseen_read_back.py::",
)
_ORDER, _DATABASE = (
    "tests/storage/models/test_order.py::",
    "tests/storage/engine/test_database.py::",
)

SENDING = (
    Mutant(
        "an order is claimed once",
        "storage/repositories/order_queues.py",
        ".where(Order.status == OrderStatus.REQUESTED)\n    .where",
        ".where(col(Order.status).in_([OrderStatus.REQUESTED, OrderStatus.SENDING]))\n    .where",
        (f"{_CLAIM}test_a_claim_gives_the_one_ticket_with_what_is_to_be_sent",),
    ),
    Mutant(
        "no program sends an unknown order again",
        "storage/models/order_transitions.py",
        "    (OrderStatus.SENDING, OrderStatus.NOT_SENT): frozenset",
        "    (OrderStatus.UNKNOWN, OrderStatus.SENDING): frozenset({Cause.CLAIM}),\n"
        "    (OrderStatus.SENDING, OrderStatus.NOT_SENT): frozenset",
        (f"{_ORDER}test_nothing_leads_back_to_before_the_wire",),
    ),
    Mutant(
        "nothing is sent before it is kept that it is being sent",
        "handlers/services/orders/transfers.py",
        "            move(work, order, OrderStatus.SENDING, Cause.CLAIM)\n",
        "",
        (f"{_JOBS}test_the_order_is_kept_as_being_sent_before_the_first_byte",),
    ),
    Mutant(
        "who read an older order loses",
        "storage/models/order.py",
        '{"version_id_col": _version}',
        "{}",
        (f"{_DATABASE}test_the_loser_of_a_race_is_run_again_and_sees_the_newest",),
    ),
    Mutant(
        "the order of a dead sender is unknown, not requested again",
        "handlers/services/orders/transfers.py",
        "        move(work, order, OrderStatus.UNKNOWN, Cause.OWNER_DIED)\n",
        "        order.status = OrderStatus.REQUESTED\n",
        (f"{_CLAIM}test_a_crash_after_the_claim_ends_in_unknown_and_is_asked_about",),
    ),
    Mutant(
        "one confirmation makes one order",
        "storage/migrations/versions/0001_the_first_tables.py",
        '        sa.UniqueConstraint("confirm_token", name=op.f("uq_orders_confirm_token")),\n',
        "",
        ("tests/storage/repositories/test_orders.py::test_one_confirm_token_makes_one_order",),
    ),
    Mutant(
        "confirming again finds the order that was made",
        "handlers/services/orders/requests.py",
        "    if made is not None:\n",
        "    if made is None:\n        made = None\n    elif not made.order_no:\n",
        (f"{_S}orders/test_requests.py::test_confirming_twice_makes_one_order",),
    ),
    Mutant(
        "a suspended agent sends nothing",
        "handlers/services/orders/transfers.py",
        "    if agent is None or not may(agent, Capability.REQUEST_ORDERS):\n",
        "    if agent is None or agent.role.value != 'agent':\n",
        (f"{_CLAIM}test_an_agent_who_lost_the_right_meanwhile_sends_nothing",),
    ),
    Mutant(
        "a request that waited too long is not sent",
        "handlers/services/orders/transfers.py",
        "oldest, newest = work.now - policy.request_lasts,",
        "oldest, newest = work.now - policy.request_lasts * 9,",
        (f"{_CLAIM}test_a_request_that_waited_too_long_is_cancelled_not_sent",),
    ),
    Mutant(
        "the limits are checked again before sending",
        "handlers/services/orders/transfers.py",
        "    if not limits.still_allow(work, order):\n        return Cause.LIMIT\n",
        "",
        (f"{_CLAIM}test_limits_that_were_lowered_meanwhile_hold",),
    ),
    Mutant(
        "nothing is claimed while sending is stopped",
        "handlers/services/orders/transfers.py",
        "        if stopped == COMPANY:\n            return None\n",
        "        if stopped == COMPANY:\n            return order\n",
        (f"{_CLAIM}test_nothing_is_claimed_while_sending_is_stopped",),
    ),
    Mutant(
        "words confirm only what was sent before",
        "handlers/cash_out/steps.py",
        "    if not _was_seen(turn, draft):\n",
        "    if draft.shown is None:\n",
        (f"{_UNSEEN}test_a_yes_of_a_backlog_confirms_nothing_and_the_read_back_comes_again",),
    ),
    Mutant(
        "what was sent after the words came was not seen by who wrote them",
        "storage/repositories/outbox.py",
        "row_.fate is Fate.SENT and (row_.done_at or work.now) <= moment",
        "row_.fate is Fate.SENT and row_.created_at <= work.now",
        (
            (
                f"{_UNSEEN}test_a_yes_that_reached_us_before_the_read_back_was_sent"
                "_is_early_however_late_it_is_read"
            ),
        ),
    ),
    Mutant(
        "an order that cannot be read holds up no other",
        "handlers/services/orders/transfers.py",
        "    except (WrongKeys, ValueError):\n",
        "    except ValueError:\n",
        (f"{_CLAIM}test_an_order_that_cannot_be_read_is_cancelled_and_those_behind_it_are_sent",),
    ),
)

BELIEVING = (
    Mutant(
        "a callback is a hint",
        "handlers/services/orders/callbacks.py",
        "        order.check_at = soonest\n",
        "        order.status = OrderStatus.PAID\n",
        (f"{_CALL}test_no_callback_moves_any_order_or_tells_anything",),
    ),
    Mutant(
        "a wrong callback address is refused",
        "handlers/services/orders/callbacks.py",
        "    if not is_ours(work.vault, order_no, token):\n",
        "    if not token:\n",
        (f"{_CALL}test_a_wrong_token_is_refused_and_leaves_no_trace",),
    ),
    Mutant(
        "not found alone is not rejected",
        "handlers/services/orders/findings.py",
        "    if refused and order.status in {",
        "    if order.status in {",
        (f"{_RECHECK}test_not_found_alone_moves_nothing",),
    ),
    Mutant(
        "not found is not failed",
        "handlers/services/orders/findings.py",
        "    order.not_found += 1\n    order.failed_seen_at = None\n",
        "    order.not_found += 1\n    _seen_failed(work, order, work.now)\n",
        (f"{_RECHECK}test_not_found_alone_moves_nothing",),
    ),
    Mutant(
        "failed needs two inquiries",
        "handlers/services/orders/findings.py",
        "_FAILED_APART, _FAILED_TOGETHER = timedelta(seconds=10),",
        "_FAILED_APART, _FAILED_TOGETHER = timedelta(seconds=0),",
        (f"{_RECHECK}test_failed_needs_two_inquiries_ten_seconds_apart",),
    ),
    Mutant(
        "a bare success is doubted",
        "handlers/services/orders/inquiries.py",
        "        return not system_state.is_bare_status_proven(work)\n",
        "        return False\n",
        (
            (
                f"{_S}orders/test_bare_status.py::"
                "test_a_bare_success_moves_nothing_up_and_is_asked_about_again"
            ),
        ),
    ),
    Mutant(
        "a status without trx_status is known to be bare",
        "bot/providers/faspay_gateway/inquiry_answers.py",
        '"trx_status" not in reply.fields',
        "False",
        (
            (
                "tests/bot/providers/test_faspay_gateway_inquiry.py::"
                "test_a_status_without_trx_status_counts_and_is_known_to_be_bare"
            ),
        ),
    ),
    Mutant(
        "late evidence after a failure pages people",
        "handlers/services/orders/findings.py",
        "    if order.status in {*CLOSED, OrderStatus.FAILED} and found.status in {\n",
        "    if order.status in CLOSED and found.status in {\n",
        (
            (
                f"{_RECHECK}test_late_evidence_after_a_failure_pages_people_once"
                "_and_is_no_contradiction"
            ),
        ),
    ),
    Mutant(
        "success is not final",
        "storage/models/order_transitions.py",
        "for low in (*_LIVE, OrderStatus.PAID, OrderStatus.FAILED)",
        "for low in (*_LIVE, OrderStatus.FAILED)",
        (f"{_RECHECK}test_success_is_not_final",),
    ),
    Mutant(
        "an answer about something else is not believed",
        "handlers/services/orders/transfer_outcome.py",
        "    agreement = compare(work, order, answer.echo)\n",
        "    agreement = Agreement.EQUAL\n",
        (f"{_RECORD}test_a_different_echo_is_unknown_stops_sending_and_pages_every_admin",),
    ),
    Mutant(
        "an inquiry about something else is not believed",
        "handlers/services/orders/findings.py",
        "    if differing := differences(work, order, found.echo):\n",
        "    if differing := ():\n",
        (f"{_RECHECK}test_an_inquiry_about_something_else_is_not_believed_and_stops_sending",),
    ),
    Mutant(
        "a time-out is not called not sent",
        "handlers/services/orders/transfer_outcome.py",
        "            if _unknown(work, order, doubt.value):\n"
        "                failures.failed(work, order)\n",
        "            _not_sent(work, order, recorded.owner, None)\n",
        (f"{_RECORD}test_every_doubt_is_unknown_and_never_failed",),
    ),
    Mutant(
        "only its holder can say that nothing was sent",
        "handlers/services/orders/transfer_outcome.py",
        "    if order.status is OrderStatus.SENDING and order.owner == owner:\n",
        "    if order.status is OrderStatus.SENDING:\n",
        (f"{_RECORD}test_not_sent_of_a_stranger_says_nothing",),
    ),
    Mutant(
        "a refusal in unknown words is no refusal",
        "bot/providers/faspay_gateway/refusals.py",
        "_BY_TEXT.items() if text in said), None)",
        "_BY_TEXT.items() if text in said), FaspayRefusal.UNAUTHORIZED)",
        (
            "tests/bot/providers/test_faspay_gateway.py::test_a_text_that_is_not_on_the_list_is_unknown",
        ),
    ),
)

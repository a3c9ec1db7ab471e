"""The rules that hold whatever time does: who slept, whose clock is wrong, who is told too late."""

from tests.mutants.dangers_of_old_requests import REQUESTS
from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_HOLD, _TIME = "tests/handlers/jobs/test_lease.py::", "tests/handlers/jobs/test_told_in_time.py::"
_WATCH, _CLOCK = "tests/handlers/jobs/test_clock.py::", "tests/bot/providers/faspay/test_clock.py::"
_CLAIM, _STEPS = f"{_S}orders/test_transfers_claim.py::", f"{_S}recovery/test_clock_jumps.py::"
_SCHEDULE, _STATUS = f"{_S}orders/test_schedule.py::", f"{_S}orders/test_status_order.py::"
_SLEPT = "tests/bot/telegram/test_sender_slept.py::"

SLEEPING = (
    Mutant(
        "one renewal that fails ends the right to send",
        "handlers/jobs/lease.py",
        "may be back soon\n                self._lost = True\n",
        "may be back soon\n",
        (f"{_HOLD}test_one_renewal_that_fails_ends_the_right_to_send_but_not_the_renewing",),
    ),
    Mutant(
        "who finds that an order is another's does not send it",
        "handlers/jobs/lease.py",
        "                if not await self._renew():\n"
        "                    self._lost = True\n"
        "                    return\n",
        "                await self._renew()\n",
        (f"{_HOLD}test_who_finds_another_owner_sends_no_more_and_renews_no_more",),
    ),
    Mutant(
        "a renewal counts from its start",
        "handlers/jobs/lease.py",
        "                self._deadline = began + self._seconds / 2\n",
        "                self._deadline = self._monotonic() + self._seconds / 2\n",
        (f"{_HOLD}test_a_slow_renewal_counts_from_its_start",),
    ),
    Mutant(
        "a worker that slept past half its lease does not send",
        "handlers/jobs/transfers.py",
        "lambda: held.is_held() and not clock_guard.is_off",
        "lambda: not clock_guard.is_off",
        (f"{_TIME}test_who_wakes_after_its_lease_does_not_send",),
    ),
    Mutant(
        "a claim is renewed only while the order is being sent",
        "storage/repositories/order_queues.py",
        ".where(*ours, col(Order.status) == OrderStatus.SENDING)",
        ".where(*ours)",
        (f"{_CLAIM}test_a_claim_is_renewed_by_its_owner_while_it_is_being_sent",),
    ),
    Mutant(
        "nobody renews the claim of another",
        "storage/repositories/order_queues.py",
        "col(Order.owner) == owner)",
        "col(Order.owner).is_not(None))",
        (f"{_CLAIM}test_nobody_renews_the_claim_of_another",),
    ),
    Mutant(
        "a sender of messages that slept past half its claim says nothing",
        "bot/telegram/sender.py",
        "        if self._monotonic() - began > _BEGIN_SECONDS:\n",
        "        if self._monotonic() < began:\n",
        (
            f"{_SLEPT}test_what_another_replica_has_said_meanwhile_is_not_said_again",
            f"{_SLEPT}test_a_slept_edit_does_not_put_the_code_back_into_a_card_that_was_wiped",
        ),
    ),
    Mutant(
        "a message that began in time ends before its claim does",
        "bot/telegram/sender.py",
        "_ACT_SECONDS = 25.0\n",
        "_ACT_SECONDS = 45.0\n",
        (f"{_SLEPT}test_what_began_in_time_ends_before_its_claim_does",),
    ),
    Mutant(
        "after the clock was set back an ended order waits no longer than its schedule says",
        "handlers/services/recovery/clock_jumps.py",
        "    _ended_orders_within(work)\n",
        "",
        (f"{_STEPS}test_a_reversal_is_known_in_ten_minutes_also_after_the_clock_was_set_back",),
    ),
)

CLOCKS = (
    Mutant(
        "nothing is sent by a clock that is wrong",
        "handlers/jobs/transfers.py",
        "held.is_held() and not clock_guard.is_off(edges.gateway.clock_skew)",
        "held.is_held()",
        (
            (
                f"{_WATCH}test_a_clock_that_is_seen_to_be_wrong_right_before_the_first_byte"
                "_sends_nothing"
            ),
        ),
    ),
    Mutant(
        "two minutes stop sending",
        "handlers/services/controls/clock.py",
        '    told = abs(skew) >= STOP and sending.stop_by(work, Guard.CLOCK, f"{seconds:+d}")\n',
        "    told = False\n",
        (
            f"{_S}controls/test_clock.py::test_two_minutes_stop_sending_and_the_notice_has_the_seconds",
        ),
    ),
    Mutant(
        "a slow answer is no wrong clock",
        "bot/providers/faspay/clock.py",
        "least, most = at - came, at + _SECOND - asked",
        "least = most = at - came",
        (f"{_CLOCK}test_an_answer_that_took_half_a_minute_is_no_clock_that_is_wrong",),
    ),
    Mutant(
        "one odd answer is no wrong clock",
        "bot/providers/faspay/clock.py",
        "        return min(self._last, self._before, key=abs)\n",
        "        return self._last\n",
        (f"{_CLOCK}test_one_odd_answer_is_not_believed_and_two_are",),
    ),
    Mutant(
        "a clock that jumped ahead ends no code",
        "handlers/jobs/clock.py",
        "if expired and confirmed:",
        "if expired:",
        (f"{_WATCH}test_a_clock_that_jumped_ahead_ends_no_code",),
    ),
    Mutant(
        "no code is forgotten by a clock that is wrong",
        "handlers/jobs/maintenance.py",
        "if job is codes.wipe_old and clock_guard.is_off(edges.gateway.clock_skew):",
        "if job is None:",
        (
            "tests/handlers/jobs/test_transfers.py::test_no_code_is_forgotten_while_the_clocks_are_apart",
        ),
    ),
    Mutant(
        "the two inquiries that say failed are near each other",
        "handlers/services/orders/findings.py",
        "if first is None or not timedelta() <= work.now - first <= _FAILED_TOGETHER:",
        "if first is None:",
        (f"{_STEPS}test_two_failed_an_hour_apart_by_a_clock_that_was_set_are_one",),
    ),
    Mutant(
        "no order waits for the size of a step back",
        "handlers/services/recovery/clock_jumps.py",
        "    waiting.orders_within(work, policy.lease)\n",
        "",
        (f"{_STEPS}test_no_row_waits_for_the_size_of_the_step",),
    ),
    Mutant(
        "a request from the future is not sent",
        "handlers/services/orders/transfers.py",
        "policy.request_lasts, work.now + clock.STOP",
        "policy.request_lasts, work.now + policy.request_lasts",
        (f"{_CLAIM}test_a_request_from_a_future_that_our_clock_has_known_is_not_sent",),
    ),
)

TELLING = (
    Mutant(
        "a reversal of what was collected is looked for",
        "handlers/services/orders/schedule.py",
        "    if order.status is OrderStatus.PAID:\n",
        "    if order.status is None:\n",
        (f"{_SCHEDULE}test_a_reversal_of_what_was_collected_is_seen_within_ten_minutes_for_a_day",),
    ),
    Mutant(
        "a lost callback is made up for within ten minutes",
        "handlers/services/orders/schedule.py",
        "_OFTEN = timedelta(minutes=5)",
        "_OFTEN = timedelta(hours=1)",
        (f"{_SCHEDULE}test_a_lost_callback_is_made_up_for_within_ten_minutes",),
    ),
    Mutant(
        "of several callbacks the furthest is relayed",
        "handlers/services/orders/inquiries.py",
        "    ProviderStatus.SUCCESS: Notice.REPORTED_SUCCESS,\n"
        "    ProviderStatus.ON_PROCESS: Notice.REPORTED_ON_PROCESS,\n",
        "    ProviderStatus.ON_PROCESS: Notice.REPORTED_ON_PROCESS,\n"
        "    ProviderStatus.SUCCESS: Notice.REPORTED_SUCCESS,\n",
        (f"{_STATUS}test_callbacks_in_any_order_are_relayed_up_to_the_furthest",),
    ),
    Mutant(
        "no order is called new after its end was told",
        "storage/repositories/outbox.py",
        "        .where(~overtaken.exists())\n",
        "",
        (f"{_STATUS}test_who_had_blocked_us_is_not_told_of_a_new_order_after_its_end",),
    ),
    Mutant(
        "a code that has come is not said to be missing",
        "handlers/messages/rendering.py",
        "    if told is Notice.CODE_MISSING and order.code is not Code.MISSING:\n"
        "        return False\n",
        "",
        (f"{_STATUS}test_what_is_said_of_a_code_is_so_when_it_is_said",),
    ),
)

TIME = SLEEPING + CLOCKS + REQUESTS + TELLING

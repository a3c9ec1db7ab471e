"""The rules that hold however many hang, and however many knock at the door."""

from tests.mutants.mutant import Mutant

_CLAIM, _WORKERS = (
    "tests/handlers/services/orders/test_transfers_claim.py::",
    "tests/bot/runtime/test_workers.py::",
)
_HANGING = "tests/bot/telegram/test_sender_hanging.py::"
_JOBS, _WEB = "tests/handlers/jobs/test_transfers.py::", "tests/bot/web/test_protocol.py::"

LOAD = (
    Mutant(
        "a call to Telegram that hangs does not count for as long as it hangs",
        "handlers/services/notices/pacing.py",
        "timedelta(seconds=1), _UNANSWERED)\n",
        "timedelta(seconds=1), LEASE)\n",
        (f"{_HANGING}test_chats_that_hang_hold_up_no_other",),
    ),
    Mutant(
        "chats that hang leave room for others",
        "bot/telegram/client.py",
        "ACTS_AT_ONCE = 64\n",
        "ACTS_AT_ONCE = 8\n",
        (f"{_HANGING}test_chats_that_hang_hold_up_no_other",),
    ),
    Mutant(
        "a code that must leave the screen is not behind notices that hang",
        "bot/telegram/sender.py",
        "        least = Priority.LIVE if len(busy) < _FOR_OTHERS else Priority.CODE\n",
        "        least = Priority.LIVE\n",
        (f"{_HANGING}test_however_many_notices_hang_a_code_leaves_the_screen",),
    ),
    Mutant(
        "only the claims that are named are renewed",
        "storage/repositories/order_queues.py",
        "update(Order).where(col(Order.order_no).in_(found))",
        "update(Order).where(col(Order.owner) == owner)",
        (f"{_CLAIM}test_the_claims_of_one_owner_are_renewed_together_and_no_others",),
    ),
    Mutant(
        "a transfer that hangs holds up no other",
        "bot/runtime/workers.py",
        "first_of(asyncio.wait({working}), begun.wait())",
        "asyncio.wait({working})",
        (f"{_WORKERS}test_what_hangs_holds_up_nobody",),
    ),
    Mutant(
        "no more transfers are under way than Faspay bears",
        "bot/runtime/workers.py",
        "        if len(under_way) >= most:\n",
        "        if len(under_way) > most:\n",
        (f"{_WORKERS}test_no_more_are_under_way_than_may_be_and_the_next_begins_when_one_ends",),
    ),
    Mutant(
        "a transfer has room for its answer that no other has",
        "storage/engine/journal.py",
        "                raise AllTaken if self._taken or self._free else NoSpace\n",
        "                return self._slots[0]\n",
        (
            (
                "tests/storage/engine/test_journal.py::test_beside_those_that_are_taken_there_is_room_for"
                "_no_more_than_that"
            ),
        ),
    ),
    Mutant(
        "a slot of the journal that the disk did not empty is not lost, and not given away",
        "storage/engine/journal.py",
        "            self._empty_again()\n",
        "            self._free += self._not_emptied\n",
        (
            (
                "tests/storage/engine/test_journal.py::test_a_place_that_the_disk_does_not_empty_is_given"
                "_to_nobody_until_it_does"
            ),
        ),
    ),
    Mutant(
        "an order is not asked about beside itself",
        "handlers/jobs/inquiries.py",
        "inquiries.next_question, tuple(edges.asking))",
        "inquiries.next_question, ())",
        (f"{_JOBS}test_an_order_whose_inquiry_hangs_is_not_asked_about_beside_itself",),
    ),
    Mutant(
        "whoever speaks is heard, however many are silent",
        "bot/web/protocol.py",
        "            longest = next(iter(self._longest_first))\n",
        "            longest = connection\n",
        (f"{_WEB}test_whoever_speaks_is_heard_however_many_wait_and_do_not",),
    ),
    Mutant(
        "a request that has come whole is dropped for nobody",
        "bot/web/protocol.py",
        "        self._waiting.leave(self)\n        if self._overdue",
        "        if self._overdue",
        (f"{_WEB}test_a_whole_request_is_answered_however_many_come_meanwhile",),
    ),
    Mutant(
        "a flood of callbacks holds up no order",
        "bot/web/body.py",
        "        if self._taken >= self._places:\n",
        "        if self._places < 0:\n",
        (
            (
                "tests/bot/web/test_application.py::test_a_flood_of_callbacks_waits_for_the_database_in_no_long"
                "_row"
            ),
        ),
    ),
    Mutant(
        "a place that somebody deleted is reserved anew before a transfer leaves",
        "storage/engine/journal.py",
        "            if slot.exists():\n                return slot\n",
        "            return slot\n",
        (
            "tests/storage/engine/test_journal.py::test_a_free_place_that_somebody_deleted_is_reserved_anew",
        ),
    ),
)

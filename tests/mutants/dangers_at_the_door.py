"""Who is heard, in which turn, and by whom: rules of the way in."""

from tests.mutants.mutant import Mutant

_QUEUES = "tests/storage/repositories/test_incoming_queues.py::"

DOOR = (
    Mutant(
        "who has had a turn waits for the others",
        "storage/repositories/inbox.py",
        "        queue.head_seq, queue.run_at = following.seq or 0, following.run_at\n"
        "        queue.turn += 1\n",
        "        queue.head_seq, queue.run_at = following.seq or 0, following.run_at\n",
        (f"{_QUEUES}test_who_writes_once_waits_for_one_turn_of_each_other_chat",),
    ),
    Mutant(
        "people of the company come first",
        "storage/repositories/inbox.py",
        "    .order_by(col(IncomingQueue.precedence), ",
        "    .order_by(",
        (f"{_QUEUES}test_people_of_the_company_come_before_everybody_else",),
    ),
    Mutant(
        "among those whose turn it is, who waits longest comes first",
        "storage/repositories/inbox.py",
        "col(IncomingQueue.turn), col(IncomingQueue.head_seq))\n",
        "col(IncomingQueue.turn), -col(IncomingQueue.head_seq))\n",
        (f"{_QUEUES}test_who_writes_again_at_once_does_not_overtake_who_waits",),
    ),
    Mutant(
        "who comes begins where the others are, not where one stands that is put off",
        "storage/repositories/inbox.py",
        'IncomingQueue.precedence == bindparam("precedence"), _IS_DUE)\n',
        'IncomingQueue.precedence == bindparam("precedence"))\n',
        (f"{_QUEUES}test_a_chat_whose_update_is_put_off_gives_nobody_who_comes_a_head_start",),
    ),
)

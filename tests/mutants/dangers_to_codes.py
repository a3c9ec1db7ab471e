"""The rules that keep a code: never lost, never seen by anyone but the person it is for."""

from tests.mutants.mutant import Mutant

_S = "tests/handlers/services/"
_BACK = f"{_S}people/test_taking_codes_back.py::"
_CARDS, _RECORD = (
    "tests/handlers/messages/test_claims_cards.py::",
    f"{_S}orders/test_transfers_record.py::",
)
_JOBS, _ORDER = "tests/handlers/jobs/test_transfers.py::", "tests/storage/models/test_order.py::"
_SEEN = f"{_S}orders/test_code_visibility.py::"
_RULE = f"{_SEEN}test_the_rule_is_the_table_for_every_order_and_every_reader"

_VISIBLE = tuple(
    Mutant(rule, "handlers/services/orders/codes.py", old, new, (_RULE,))
    for rule, old, new in (
        (
            "the code of an ended order is not seen",
            "(status in ENDED or expired or",
            "(expired or",
        ),
        (
            "a code that has run out is not seen",
            "status in ENDED or expired or code is Code.WIPED",
            "status in ENDED or code is Code.WIPED",
        ),
        (
            "a wiped code is said to have ended",
            "expired or code is Code.WIPED, CodeV",
            "expired, CodeV",
        ),
        (
            "a code is held while the answer differs from the order",
            "        (Review.ECHO in reviews, CodeVisibility.HELD),\n",
            "",
        ),
        (
            "no code is seen before its order is issued",
            "(status is not OrderStatus.ISSUED or code is Code.NONE,",
            "(code is Code.NONE,",
        ),
        (
            "a code that has not come is not seen",
            "(status is not OrderStatus.ISSUED or code is Code.NONE,",
            "(status is not OrderStatus.ISSUED,",
        ),
        (
            "a missing code is said to be missing",
            "        (code is Code.MISSING, CodeVisibility.MISSING),\n",
            "",
        ),
        (
            "who is suspended sees no code",
            "        (standing is not Standing.ACTIVE, CodeVisibility.SUSPENDED),\n",
            "",
        ),
        (
            "who is no agent any more sees no code",
            "        (role not in RIGHTS[Capability.SEE_CODES], CodeVisibility.NOT_AN_AGENT),\n",
            "",
        ),
        (
            "nobody sees the code of another's order",
            "        (not own, CodeVisibility.NOT_YOURS),\n",
            "",
        ),
    )
)
_KEPT = (
    Mutant(
        "no code is shown before the order is issued",
        "handlers/services/orders/codes.py",
        "        (status is not OrderStatus.ISSUED or code is Code.NONE, "
        "CodeVisibility.NOT_YET),\n",
        "        (code is Code.NONE, CodeVisibility.NOT_YET),\n",
        (f"{_CARDS}test_a_code_that_is_known_is_not_shown_before_the_order_is_issued",),
    ),
    Mutant(
        "no new message holds the code",
        "handlers/messages/claims.py",
        "        case Kind.CARD if text := cards.new_card(work, policy, row):\n"
        "            act = Send(row.chat_id, text, protect=True)\n",
        "        case Kind.CARD if said := cards.card(work, policy, row, open_code):\n"
        "            act = Send(row.chat_id, said.text, protect=True)\n",
        (f"{_CARDS}test_no_new_message_ever_holds_the_code",),
    ),
    Mutant(
        "a suspended agent gets no code",
        "handlers/messages/cards.py",
        "    if agent is None or not may(agent, Capability.SEE_CODES):\n        return None\n",
        "    if agent is None:\n        return None\n",
        (f"{_CARDS}test_a_suspended_agent_gets_no_code_and_gets_it_when_restored",),
    ),
    Mutant(
        "a suspended agent's cards are wiped",
        "handlers/services/people/members.py",
        "    wipe_chat(work, person.person_id)\n",
        "",
        (f"{_S}people/test_suspension.py::test_suspension_takes_the_code_out_of_the_chat",),
    ),
    Mutant(
        "who becomes an admin by the settings keeps no code as an agent",
        "handlers/services/people/members.py",
        "            wipe_chat(work, admin_id)  #",
        "            #",
        (f"{_BACK}test_an_agent_who_becomes_the_first_admin_again_keeps_no_code_in_the_chat",),
    ),
    Mutant(
        "a code is shown in its agent's chat only",
        "handlers/messages/cards.py",
        "    if order is None or order.agent_id != row.chat_id:\n",
        "    if order is None:\n",
        (f"{_CARDS}test_a_row_for_another_chat_shows_nothing",),
    ),
    Mutant(
        "codes are wiped",
        "storage/models/order_transitions.py",
        "        order.code_sealed = order.answer_sealed = None\n",
        "        order.code_sealed = None\n",
        (f"{_ORDER}test_a_wiped_code_is_gone_with_all_that_came_with_it",),
    ),
    Mutant(
        "codes of ended orders are found to be wiped",
        "handlers/services/orders/codes.py",
        "        set_code(work, order, Code.WIPED)\n",
        "        order.code_shown += 0\n",
        (f"{_S}orders/test_schedule.py::test_codes_are_wiped_a_day_after_the_end_and_not_before",),
    ),
    Mutant(
        "a code in an answer that is not understood is kept",
        "handlers/services/orders/transfer_outcome.py",
        "            if answer is not None:\n"
        "                _keep(work, order, answer, recorded, details)\n",
        "",
        (f"{_RECORD}test_the_code_in_an_answer_that_is_not_understood_is_kept",),
    ),
    Mutant(
        "an answer is not let go of while the database is down",
        "handlers/jobs/transfer_answers.py",
        'logger.exception("answer_not_stored", extra={"order_no": recorded.order_no})\n',
        "return True\n",
        (f"{_JOBS}test_an_answer_is_not_lost_while_the_database_is_down",),
    ),
    Mutant(
        "an answer that the database cannot take is in the journal before we stop",
        "handlers/jobs/transfer_answers.py",
        "            kept = await _keep(edges, slot, recorded)\n",
        "            kept = True\n",
        (
            (
                "tests/handlers/jobs/test_transfers_journal.py::"
                "test_an_answer_that_meets_a_locked_database_survives_the_process"
            ),
        ),
    ),
    Mutant(
        "a sealed value opens at its own place only",
        "storage/engine/vault.py",
        '    return f"{place}\\n{row}\\n{key_id}".encode()\n',
        '    return f"{key_id}".encode()\n',
        ("tests/storage/engine/test_vault.py::test_a_box_opens_nowhere_else",),
    ),
    Mutant(
        "only who claimed a message last settles it",
        "storage/repositories/chat_queues.py",
        "or found.done_at is not None or found.attempts != attempts:",
        "or found.done_at is not None:",
        ("tests/handlers/messages/test_claims.py::test_who_no_longer_holds_a_row_settles_nothing",),
    ),
)

CODES = _VISIBLE + _KEPT

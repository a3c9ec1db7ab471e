"""The rules of what is said first, what is said at all, and how fast."""

from tests.mutants.mutant import Mutant

_TAKEN, _REPLIES = (
    "tests/handlers/services/people/test_taking_codes_back.py::",
    "tests/handlers/messages/test_replies.py::",
)
_QUEUES, _PLACES = (
    "tests/storage/repositories/test_outbox.py::",
    "tests/storage/repositories/test_places.py::",
)
_OUTBOX, _CHAT_QUEUES = (
    "storage/repositories/outbox.py",
    "storage/repositories/chat_queues.py",
)

CHAT = (
    Mutant(
        "a suspension takes every code out of the chat, not the newest ten",
        _OUTBOX,
        "query.order_by(col(Card.card_id).desc())).all()",
        "query.order_by(col(Card.card_id).desc()).limit(10)).all()",
        (f"{_TAKEN}test_every_code_goes_however_many_there_are_and_however_old_their_orders",),
    ),
    Mutant(
        "a wipe goes before what waited longer in its chat",
        _CHAT_QUEUES,
        "    .order_by(col(_waiting.priority), col(_waiting.seq))\n",
        "    .order_by(col(_waiting.seq))\n",
        (f"{_TAKEN}test_nothing_is_said_before_the_codes_are_gone",),
    ),
    Mutant(
        "a wipe goes before what waited longer in other chats",
        _CHAT_QUEUES,
        "    .order_by(_RANK, col(Outgoing.seq))\n",
        "    .order_by(col(Outgoing.seq))\n",
        (f"{_QUEUES}test_wipes_go_first_then_codes_then_the_rest_in_every_chat",),
    ),
    Mutant(
        "nothing overtakes what is being said in its chat",
        _CHAT_QUEUES,
        "    col(Outgoing.chat_id).not_in(_IN_FLIGHT),\n",
        "",
        (f"{_QUEUES}test_nothing_overtakes_what_is_being_said_in_its_chat",),
    ),
    Mutant(
        "answers that wait for somebody who is suspended are dropped",
        "handlers/services/people/members.py",
        "    outbox.drop_replies(work, person.person_id)\n",
        "",
        (f"{_TAKEN}test_answers_from_before_a_suspension_do_not_come_after_it",),
    ),
    Mutant(
        "what was written for them before they were suspended is not said",
        "handlers/messages/replies.py",
        '    if suspended and not body.get("to_suspended"):\n        return None\n',
        "",
        (
            (
                f"{_TAKEN}"
                "test_what_was_written_for_them_before_is_not_said_even_if_it_is_stored_later"
            ),
        ),
    ),
    Mutant(
        "a card counts as wiped only once an edit has found it gone",
        "handlers/messages/results.py",
        "        card.deleted_at = work.now\n",
        "        card.deleted_at = card.wiped_at = work.now\n",
        (f"{_TAKEN}test_that_telegram_skipped_one_is_found_and_its_words_are_taken_away",),
    ),
    Mutant(
        "what Telegram deletes no more is edited at once",
        "handlers/messages/claims.py",
        "    if card.deleted_at is not None or card.sent_at <= since:\n",
        "    if card.deleted_at is not None:\n",
        (f"{_TAKEN}test_cards_that_telegram_deletes_no_more_are_edited_at_once",),
    ),
    Mutant(
        "where Telegram refuses to delete, the words are taken away before anything else is said",
        "handlers/messages/results.py",
        "    if isinstance(result, Sent):\n        row.priority = Priority.NEWS\n",
        "    row.priority = Priority.NEWS\n",
        (f"{_TAKEN}test_where_telegram_refuses_to_delete_the_words_are_taken_away_at_once",),
    ),
    Mutant(
        "no code is edited into a card that is to be gone",
        _OUTBOX,
        "reversed(cards(work, order_no)) if not each.deleted_at), None)",
        "reversed(cards(work, order_no))), None)",
        (f"{_TAKEN}test_no_code_is_edited_into_a_card_that_is_to_be_gone",),
    ),
    Mutant(
        "the admin is told of every code that was seen and still gives cash",
        "handlers/services/orders/collectable.py",
        "    return shown or order.code is Code.DELIVERED\n",
        "    return shown\n",
        ("tests/dialogs/test_suspension.py",),
    ),
    Mutant(
        "a call has its place until a while after its answer",
        "storage/repositories/places.py",
        "    free_at = work.now.timestamp() + window.lasts.total_seconds()\n",
        "    free_at = work.now.timestamp()\n",
        ((f"{_PLACES}test_no_second_sees_too_many_however_long_each_call_is_on_its_way"),),
    ),
    Mutant(
        "every call has a place, whatever it does",
        "handlers/services/notices/pacing.py",
        "    places.take(work, place)\n    if row.kind not in _OF_NO_CHAT:\n",
        "    if row.kind not in _OF_NO_CHAT:\n        places.take(work, place)\n",
        ("tests/handlers/services/notices/test_pacing.py",),
    ),
    Mutant(
        "a question of a draft that is over is not asked",
        "handlers/messages/replies.py",
        "    return Rendered(text) if text and asking else None\n",
        "    return Rendered(text or question, keyboard)\n",
        (f"{_REPLIES}test_a_question_of_a_draft_that_is_over_is_not_asked",),
    ),
    Mutant(
        "an answer that may have been given is not repeated for ever",
        "handlers/messages/replies.py",
        "    if gone or work.now - row.created_at > _LASTS:\n",
        "    if work.now - row.created_at > _LASTS:\n",
        (f"{_REPLIES}test_a_claim_that_lapsed_is_a_dead_sender_too",),
    ),
    Mutant(
        "what Telegram says for ever is final",
        "bot/telegram/refusals.py",
        "        return RefusedForGood(DeliveryProblem.MIGRATED, error.new_chat_id)\n",
        "        return Again()\n",
        ("tests/field_cases/test_telegram_sender.py",),
    ),
)

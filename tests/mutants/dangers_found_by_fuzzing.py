"""What fuzzing found once, each with the smallest slip that would bring it back."""

from tests.mutants.mutant import Mutant

_TURN = "tests/bot/telegram/test_turn.py::"
_CALL = "tests/handlers/services/orders/test_callbacks.py::"
_FUZZED = "tests/fuzz/test_faspay_answers.py::"

FOUND = (
    Mutant(
        "an update that fails in a flush is known by its number",
        "bot/telegram/turn.py",
        "        raise HandlerFailed(seq) from error\n",
        "        raise HandlerFailed(stored.seq or 0) from error\n",
        (f"{_TURN}test_an_update_whose_rows_cannot_be_written_is_put_off",),
    ),
    Mutant(
        "an update that loses every race is put off",
        "bot/telegram/turn.py",
        "        raise HandlerOvertaken(seq) from error\n",
        "        raise error\n",
        (f"{_TURN}test_an_update_that_loses_every_race_is_put_off_and_holds_up_nobody",),
    ),
    Mutant(
        "an update is written before the commit, where it is still known by its number",
        "bot/telegram/turn.py",
        "        inbox.finish_update(work, stored)\n"
        "        work.session.flush()  # here: in the commit nobody knows which it was\n"
        "    except (StaleRead, NotUnique) as error:\n"
        "        raise HandlerOvertaken(seq) from error\n"
        "    except Exception as error:\n"
        "        raise HandlerFailed(seq) from error\n",
        "    except (StaleRead, NotUnique) as error:\n"
        "        raise HandlerOvertaken(seq) from error\n"
        "    except Exception as error:\n"
        "        raise HandlerFailed(seq) from error\n"
        "    inbox.finish_update(work, stored)\n"
        "    work.session.flush()\n",
        (f"{_TURN}test_an_update_that_fails_in_its_last_flush_is_known_by_its_number",),
    ),
    Mutant(
        "a flood at one right address fills no disk",
        "handlers/services/orders/callbacks.py",
        "    if stored_callbacks.count(work, order_no) >= MOST_KEPT:\n",
        "    if stored_callbacks.count(work, order_no) < 0:\n",
        (f"{_CALL}test_a_flood_at_one_right_address_is_kept_up_to_a_limit_and_asks_all_the_same",),
    ),
    Mutant(
        "a callback that is one too many has Faspay asked all the same",
        "handlers/services/orders/callbacks.py",
        "        _ask_soon(work, order)\n        return Taken.ONE_TOO_MANY\n",
        "        return Taken.ONE_TOO_MANY\n",
        (f"{_CALL}test_a_flood_at_one_right_address_is_kept_up_to_a_limit_and_asks_all_the_same",),
    ),
    Mutant(
        "a callback never puts off an inquiry that is overdue",
        "handlers/services/orders/callbacks.py",
        "    if order.check_at is None or order.check_at > soonest:",
        "    if order.check_at is None or order.check_at != soonest:",
        (f"{_CALL}test_a_callback_never_puts_off_an_inquiry_that_is_overdue",),
    ),
    Mutant(
        "what was claimed before an order was sent is never relayed",
        "handlers/services/orders/callbacks.py",
        "claimed_status, handled=made_up):\n",
        "claimed_status, handled=False):\n",
        (f"{_CALL}test_what_was_claimed_before_an_order_was_sent_is_never_relayed",),
    ),
    Mutant(
        "a garbled answer is kept, whatever name its code has",
        "bot/providers/faspay_gateway/echo.py",
        "            return Answer(raw, sealed_code=find_code(raw)) if body else None\n",
        '            known = "cashout_code" in raw.lower()\n'
        "            return Answer(raw, sealed_code=find_code(raw)) if known else None\n",
        (f"{_FUZZED}test_an_answer_whose_names_are_garbled_is_kept_for_it_may_hold_a_code",),
    ),
    Mutant(
        "a refusal that holds anything as a code is no refusal",
        "bot/providers/faspay_gateway/refusals.py",
        "any(map(fields.holds, ",
        "any(map(fields.text, ",
        (f"{_FUZZED}test_a_refusal_that_holds_anything_as_a_code_is_no_refusal",),
    ),
)

"""Migrations with rows in the tables, down and up, on both engines: nothing else is lost."""

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import GIVEN, down, look, say


def _fill_before_words_were_sealed(engine: Engine) -> None:
    """Fill what the third migration left: a claim, a reason that was typed, what admins read."""
    say(
        engine,
        "INSERT INTO invites (invite_id, token_hash, role, team, created_by, created_at, "
        "expires_at, claimed_by) VALUES (1, 'a', 'agent', 'x', 1, :at, :at, 2), "
        "(2, 'b', 'agent', 'x', 1, :at, :at, NULL)",
        "INSERT INTO audit (seq, at, act, actor_id, why) "
        "VALUES (1, :at, 'line_stopped', 1, 'lunch')",
        "INSERT INTO line (line_id, stopped, reason, changed_by, changed_at, bare_status_proven) "
        "VALUES (1, :yes, 'lunch', 1, :at, :yes)",
        "INSERT INTO outgoing (seq, lane, kind, notice, created_at, run_at, attempts) "
        "VALUES (1, 1, 'notice', 'line_stopped', :at, :at, 0)",
    )


def test_what_people_typed_up_and_down_again(engine: Engine) -> None:
    down(engine, "0003")
    _fill_before_words_were_sealed(engine)
    schema.migrate(engine)
    schema.check(engine)
    query = "SELECT invite_id, claimed_at = expires_at FROM invites ORDER BY invite_id"
    assert look(engine, query) == [(1, True), (2, None)]
    assert look(engine, "SELECT act, why, words_sealed FROM audit") == [
        ("line_stopped", "lunch", None)
    ]
    assert look(engine, "SELECT reason, words_sealed FROM line") == [("lunch", None)]
    say(
        engine,
        "INSERT INTO audit (seq, at, act) VALUES (2, :at, 'assigned'), (3, :at, 'limits')",
        "INSERT INTO outgoing (seq, lane, kind, notice, created_at, run_at, attempts, priority) "
        "VALUES (2, 1, 'notice', 'admin_act', :at, :at, 0, 2)",
    )
    down(engine, "0003")
    assert look(engine, "SELECT seq, why FROM audit ORDER BY seq") == [(1, "lunch"), (3, None)]
    assert look(engine, "SELECT seq, notice FROM outgoing") == [(1, "line_stopped")]
    with pytest.raises(IntegrityError):
        say(engine, "UPDATE audit SET act = 'assigned'")
    schema.migrate(engine)
    schema.check(engine)
    for nonsense in ("UPDATE audit SET act = 'nonsense'", "UPDATE outgoing SET notice = 'no'"):
        with pytest.raises(IntegrityError):
            say(engine, nonsense)


def _fill(engine: Engine) -> None:
    """Fill what the second migration has made."""
    say(
        engine,
        "INSERT INTO errands (errand_id, question, asked_at, run_at) "
        "VALUES (1, 'reconcile', :at, :at)",
        "INSERT INTO reconciliations (run_id, began_at, first_day, last_day, complete, gaps, "
        "opening, orders_seen, lines_seen, open_differences) "
        "VALUES (1, :at, :day, :day, :yes, '', 500, 2, 3, 4)",
        "INSERT INTO differences (difference_id, mismatch, subject, happened_at, found_at, "
        "seen_at) VALUES (1, 'amount', 'amount:1', :at, :at, :at)",
    )


def test_what_comparisons_remember_up_and_down_again(engine: Engine) -> None:
    down(engine, "0002")
    _fill(engine)
    schema.migrate(engine)
    schema.check(engine)
    assert look(engine, "SELECT errand_id, tries FROM errands") == [(1, 0)]
    query = "SELECT opening, orders_seen, lines_seen, weighing FROM reconciliations"
    assert look(engine, query) == [(500, 2, 3, None)]
    query = "SELECT mismatch, subject, said FROM differences"
    assert look(engine, query) == [("amount", "amount:1", None)]
    say(
        engine,
        "INSERT INTO differences (difference_id, mismatch, subject, happened_at, found_at) "
        "VALUES (2, 'unconfirmed_debit', 'x', :at, :at)",
        "UPDATE reconciliations SET weighing = 'fits'",
        "UPDATE errands SET tries = 3",
    )
    down(engine, "0002")
    query = "SELECT difference_id, seen_at = found_at, evidence_sealed FROM differences"
    assert look(engine, query) == [(1, True, None)]
    assert look(engine, "SELECT opening, open_differences FROM reconciliations") == [(500, 0)]
    schema.migrate(engine)
    schema.check(engine)


def _keep_order(engine: Engine, order_no: str, review: str, channel: str = "C013") -> None:
    statement = text(
        "INSERT INTO orders (order_no, version, agent_id, team, channel, amount, name_sealed, "
        "phone_sealed, phone_mac, confirm_token, money, code, review, created_at, expiry_told, "
        "code_shown, checks, unanswered, not_found) "
        "VALUES (:order_no, 1, 5, '', :channel, 100000, :box, :box, '', :order_no, 'ISSUED', "
        "'SEALED', :review, :at, :no, 0, 1, 0, 0)"
    )
    given = {
        "order_no": order_no,
        "review": review,
        "channel": channel,
        "box": b"",
        "no": False,
    }
    with engine.begin() as connection:
        connection.execute(statement, given | {"at": GIVEN["at"]})


def test_what_answers_tell_up_and_down_again(engine: Engine) -> None:
    down(engine, "0003")
    _keep_order(engine, "202601020001", "code_missing")
    schema.migrate(engine)
    schema.check(engine)
    query = "SELECT order_no, review, refusal_kind, asked_at FROM orders ORDER BY order_no"
    assert look(engine, query) == [("202601020001", "code_missing", None, None)]
    down(engine, "0009")  # after it an order has more columns
    _keep_order(engine, "202601020002", "code_malformed,contradiction")
    schema.migrate(engine)
    say(
        engine,
        "UPDATE orders SET refusal_kind = 'company', asked_at = :at",
        "INSERT INTO outgoing (seq, lane, kind, notice, created_at, run_at, attempts, priority) "
        "VALUES (1, 5, 'notice', 'code_malformed', :at, :at, 0, 2)",
        "INSERT INTO outgoing (seq, lane, kind, notice, created_at, run_at, attempts, priority) "
        "VALUES (2, 5, 'notice', 'code_missing', :at, :at, 0, 2)",
    )
    with pytest.raises(IntegrityError):
        say(engine, "UPDATE orders SET refusal_kind = 'nonsense'")
    down(engine, "0003")
    query = "SELECT order_no, review FROM orders ORDER BY order_no"
    held_back = [("202601020001", "code_missing"), ("202601020002", "echo,contradiction")]
    assert look(engine, query) == held_back
    assert look(engine, "SELECT seq, notice FROM outgoing") == [(2, "code_missing")]
    schema.migrate(engine)
    schema.check(engine)


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE differences SET said = 'nonsense'",
        "UPDATE differences SET mismatch = 'nonsense'",
        "UPDATE reconciliations SET weighing = 'nonsense'",
    ],
)
def test_a_word_that_the_program_does_not_know_is_refused(engine: Engine, nonsense: str) -> None:
    down(engine, "0002")
    _fill(engine)
    schema.migrate(engine)
    with pytest.raises(IntegrityError):
        say(engine, nonsense)


def test_what_is_open_is_queued_chat_by_chat_when_the_queues_come(engine: Engine) -> None:
    down(engine, "0003")
    say(
        engine,
        "INSERT INTO people (person_id, role, team, standing, name_sealed, watching, unreachable, "
        "menu, created_at) VALUES (7, 'agent', '', 'active', '', :no, :no, '', :at)",
        "INSERT INTO updates (seq, update_id, lane, raw_sealed, received_at, run_at, attempts, "
        "done_at, failed) VALUES (1, 1, 7, '', :at, :at, 0, :at, :no), "
        "(2, 2, 7, '', :at, :at, 0, NULL, :no), (3, 3, 7, '', :at, :at, 0, NULL, :no), "
        "(4, 4, 8, '', :at, :at, 0, NULL, :no)",
    )
    schema.migrate(engine)
    schema.check(engine)
    query = "SELECT chat_id, precedence, turn, head_seq FROM incoming_queues ORDER BY chat_id"
    assert look(engine, query) == [(7, 0, 0, 2), (8, 1, 0, 4)]
    down(engine, "0003")
    assert len(look(engine, "SELECT seq FROM updates")) == 4
    schema.migrate(engine)
    schema.check(engine)


def test_what_waits_to_be_said_gets_its_priority_and_loses_it_again(engine: Engine) -> None:
    down(engine, "0003")
    say(
        engine,
        "INSERT INTO outgoing (lane, kind, created_at, run_at, attempts) VALUES "
        "(1, 'reply', :at, :at, 0), (1, 'card', :at, :at, 0), (1, 'card_edit', :at, :at, 0), "
        "(1, 'card_wipe', :at, :at, 0), (1, 'notice', :at, :at, 0), (1, 'menu', :at, :at, 0)",
        "INSERT INTO cards (card_id, order_no, chat_id, message_id, sent_at, shows_code) "
        "VALUES (1, '202601020001', 1, 5, :at, :yes)",
        "INSERT INTO buckets (scope, full_at) VALUES ('all', 1.0), ('chat:1', 2.0)",
    )
    schema.migrate(engine)
    schema.check(engine)
    query = "SELECT kind, priority FROM outgoing WHERE claimed_at IS NULL"
    codes = {("card_wipe", 0), ("card", 1), ("card_edit", 1)}
    assert set(look(engine, query)) == codes | {(kind, 2) for kind in ("reply", "notice", "menu")}
    assert look(engine, "SELECT message_id, deleted_at FROM cards") == [(5, None)]
    assert look(engine, "SELECT scope FROM buckets") == [("chat:1",)]
    say(engine, "UPDATE outgoing SET claimed_at = :at", "UPDATE cards SET deleted_at = :at")
    down(engine, "0003")
    assert len(look(engine, "SELECT kind FROM outgoing")) == 6
    assert look(engine, "SELECT message_id FROM cards") == [(5,)]
    schema.migrate(engine)
    schema.check(engine)


def test_a_program_that_knows_no_priority_goes_on_beside_the_newer_tables(engine: Engine) -> None:
    as_before = (
        "INSERT INTO outgoing (seq, lane, kind, created_at, run_at, attempts) "
        "VALUES ({}, 5, 'reply', :at, :at, 0)"
    )
    say(engine, as_before.format(1))
    assert look(engine, "SELECT priority FROM outgoing") == [(2,)]
    down(engine, "0008")
    with pytest.raises(IntegrityError):
        say(engine, as_before.format(2))
    schema.migrate(engine)
    schema.check(engine)
    say(engine, as_before.format(3))
    assert look(engine, "SELECT seq, priority FROM outgoing ORDER BY seq") == [(1, 2), (3, 2)]


def test_what_a_program_of_before_appends_is_never_refused_for_a_column_it_does_not_know(
    engine: Engine,
) -> None:
    down(engine, "0003")
    known = _columns(engine).keys()
    schema.migrate(engine)
    added = {
        column: details
        for column, details in _columns(engine).items()
        if column not in known and column[0] in {table for table, _name in known}
    }
    assert ("outgoing", "priority") in added
    for column, details in added.items():
        assert details["nullable"] or details["default"] is not None, column


def _columns(engine: Engine) -> dict[tuple[str, str], ReflectedColumn]:
    return {
        (table, column["name"]): column
        for (_, table), columns in inspect(engine).get_multi_columns().items()
        for column in columns
    }


def test_the_notice_of_missing_limits_comes_and_goes(engine: Engine) -> None:
    insert = (
        "INSERT INTO outgoing (seq, lane, kind, notice, created_at, run_at, attempts, priority) "
        "VALUES ({seq}, 5, 'notice', '{notice}', :at, :at, 0, 2)"
    )
    down(engine, "0007")
    say(engine, insert.format(seq=1, notice="clock_warning"))
    with pytest.raises(IntegrityError):
        say(engine, insert.format(seq=2, notice="limits_missing"))
    schema.migrate(engine)
    schema.check(engine)
    say(engine, insert.format(seq=2, notice="limits_missing"))
    down(engine, "0007")
    assert look(engine, "SELECT seq, notice FROM outgoing") == [(1, "clock_warning")]


def test_by_whose_settings_telegram_posts_is_known_and_forgotten(engine: Engine) -> None:
    insert = (
        "INSERT INTO webhook (webhook_id, turns, turn, settings_mac, confirmed_at) "
        "VALUES (1, 1, 1, 'a', :at)"
    )
    say(engine, insert)
    down(engine, "0008")
    with pytest.raises(DatabaseError):
        look(engine, "SELECT * FROM webhook")
    with pytest.raises(DatabaseError):
        look(engine, "SELECT * FROM webhook_addresses")
    schema.migrate(engine)
    schema.check(engine)
    assert look(engine, "SELECT * FROM webhook") == []
    say(engine, insert)
    with pytest.raises(IntegrityError):
        say(engine, insert)


def test_dates_of_older_orders_are_not_doubted(engine: Engine) -> None:
    down(engine, "0009")
    _keep_order(engine, "202601020001", "")
    schema.migrate(engine)
    schema.check(engine)
    assert look(engine, "SELECT order_no, date_doubted FROM orders") == [("202601020001", False)]
    say(engine, "UPDATE orders SET date_doubted = :yes")
    down(engine, "0009")
    assert look(engine, "SELECT order_no, money FROM orders") == [("202601020001", "ISSUED")]
    schema.migrate(engine)
    schema.check(engine)


def test_words_of_a_token_in_others_hands_are_known_and_forgotten(engine: Engine) -> None:
    say(
        engine,
        "INSERT INTO audit (at, act) VALUES (:at, 'updates_taken'), (:at, 'limits')",
        "INSERT INTO outgoing (lane, kind, notice, created_at, run_at, attempts, priority) VALUES "
        "(1, 'notice', 'updates_taken', :at, :at, 0, 2), (1, 'notice', 'paid', :at, :at, 0, 2), "
        "(1, 'notice', 'updates_shared', :at, :at, 0, 2)",
    )
    down(engine, "0003")
    assert look(engine, "SELECT act FROM audit") == [("limits",)]
    assert look(engine, "SELECT notice FROM outgoing") == [("paid",)]
    with pytest.raises(IntegrityError):
        say(engine, "INSERT INTO audit (at, act) VALUES (:at, 'updates_taken')")
    schema.migrate(engine)
    schema.check(engine)
    with pytest.raises(IntegrityError):
        say(engine, "INSERT INTO audit (at, act) VALUES (:at, 'nonsense')")


def test_what_faspay_said_comes_and_goes_and_a_refusal_without_its_kind_stays(
    engine: Engine,
) -> None:
    down(engine, "0012")
    _keep_order(engine, "202601020001", "", "permata")
    say(
        engine,
        "UPDATE orders SET refusal_kind = 'company'",
        "INSERT INTO line (line_id, stopped, reason, changed_at, bare_status_proven) "
        "VALUES (1, :no, '', :at, :no)",
    )
    with pytest.raises(IntegrityError):
        say(engine, "UPDATE orders SET refusal_kind = 'wait'")
    schema.migrate(engine)
    schema.check(engine)
    assert look(engine, "SELECT account_refused_at FROM line") == [(None,)]
    assert look(engine, "SELECT refusal_kind FROM orders") == [("company",)]
    say(
        engine,
        "UPDATE orders SET refusal_kind = 'wait'",
        "UPDATE line SET account_refused_at = :at",
        "INSERT INTO provider_answers (order_no, source, said_at, status) "
        "VALUES ('202601020001', 'inquiry', :at, '7')",
    )
    for nonsense in (
        "UPDATE orders SET refusal_kind = 'nonsense'",
        "UPDATE provider_answers SET source = 'nonsense'",
        "UPDATE provider_answers SET means = 'nonsense'",
    ):
        with pytest.raises(IntegrityError):
            say(engine, nonsense)
    down(engine, "0012")
    query = "SELECT order_no, money, refusal_kind FROM orders"
    assert look(engine, query) == [("202601020001", "ISSUED", None)]
    with pytest.raises(DatabaseError):
        look(engine, "SELECT * FROM provider_answers")
    schema.migrate(engine)
    schema.check(engine)


def test_how_orders_are_found_up_and_down_again(engine: Engine) -> None:
    down(engine, "0013")
    before = {each["name"] for each in inspect(engine).get_indexes("orders")}
    assert "ix_orders_agent_id_created_at" in before
    _keep_order(engine, "202601020001", "unresolved", "permata")
    schema.migrate(engine)
    schema.check(engine)
    query = "SELECT order_no, review, phone_tail_mac FROM orders ORDER BY order_no"
    assert look(engine, query) == [("202601020001", "unresolved", None)]
    added = {each["name"] for each in inspect(engine).get_indexes("orders")} - before
    assert len([name for name in added if "purpose" not in str(name)]) == 8  # others came later
    down(engine, "0013")
    assert {each["name"] for each in inspect(engine).get_indexes("orders")} == before
    assert look(engine, "SELECT order_no, review FROM orders") == [("202601020001", "unresolved")]
    schema.migrate(engine)
    schema.check(engine)


def test_an_older_program_may_go_on_making_orders_beside_the_hashes(engine: Engine) -> None:
    """It knows no such column. The hash is made later."""
    _keep_order(engine, "202601020001", "", "permata")
    assert look(engine, "SELECT phone_tail_mac FROM orders") == [(None,)]

"""Stops of parts, up and down with rows in them: an older program sends nothing that is stopped."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage.engine import schema
from tests.storage.migrations.rows import down, look, say

_LINE = (
    "INSERT INTO line (line_id, stopped, reason, changed_at, bare_status_proven) "
    "VALUES (1, false, '', :at, false)"
)
_ENTRY = "INSERT INTO audit (at, act, subject_id) VALUES (:at, '{act}', 7)"
_STOP = "INSERT INTO sending_stops (seq, scope, name) VALUES ({seq}, '{scope}', '{name}')"


@pytest.mark.parametrize(("scope", "name"), [("team", "Bandung"), ("channel", "permata")])
def test_a_part_that_is_stopped_stops_all_for_an_older_program(
    engine: Engine, scope: str, name: str
) -> None:
    stop = _STOP.format(seq=1, scope=scope, name=name)
    say(engine, _LINE, _ENTRY.format(act="locked"), stop)
    assert look(engine, "SELECT failed_in_a_row FROM line") == [(0,)]
    with pytest.raises(IntegrityError):
        say(engine, _STOP.format(seq=2, scope="person", name="x"))
    down(engine, "0024")
    assert look(engine, "SELECT stopped FROM line WHERE stopped") != []
    assert look(engine, "SELECT act, subject_id FROM audit") == [("suspended", 7)]
    with pytest.raises(DatabaseError):
        look(engine, "SELECT * FROM sending_stops")
    with pytest.raises(IntegrityError):
        say(engine, _ENTRY.format(act="locked"))
    schema.migrate(engine)
    schema.check(engine)
    say(engine, stop, _ENTRY.format(act="locked"))


def test_what_is_open_stays_open_on_the_way_down(engine: Engine) -> None:
    say(engine, _LINE, _STOP.format(seq=1, scope="company", name=""))
    down(engine, "0024")
    assert look(engine, "SELECT 1 FROM line WHERE stopped") == []
    schema.migrate(engine)

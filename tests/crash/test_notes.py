"""What the lives of a schedule noted is read life by life."""

from pathlib import Path

from tests.crash.notes import Notes
from tests.crash.points import Blow


def _notes(folder: Path, *lines: str) -> Notes:
    (folder / "points-0").write_text("".join(f"{line}\n" for line in lines))
    return Notes.read(folder, [("sendMessage done", Blow.KILL)])


def test_lives_and_what_struck_them_are_told_apart(tmp_path: Path) -> None:
    notes = _notes(tmp_path, "born -", "leaving transfer -", "sent transfer kill", "born -")
    assert notes.lives == [["leaving transfer", "sent transfer"], []]
    assert notes.sprung == [("sendMessage done", Blow.KILL), ("sent transfer", Blow.KILL)]


def test_who_dies_with_the_answer_in_hand_is_known(tmp_path: Path) -> None:
    notes = _notes(
        tmp_path, "born -", "read transfer -", "before commit of transfer_outcome.record kill"
    )
    assert notes.read_the_answer
    assert notes.died_with_the_answer


def test_who_has_kept_the_answer_did_not_die_with_it(tmp_path: Path) -> None:
    for kept in ("after commit of transfer_outcome.record", "after journal"):
        notes = _notes(tmp_path, "born -", "read transfer -", f"{kept} kill", "born -")
        assert not notes.died_with_the_answer


def test_a_point_that_came_before_the_answer_keeps_nothing(tmp_path: Path) -> None:
    notes = _notes(
        tmp_path, "born -", "after commit of transfer_outcome.record -", "read transfer -"
    )
    assert notes.died_with_the_answer


def test_who_ends_by_itself_has_no_excuse_for_an_answer_that_is_not_kept(tmp_path: Path) -> None:
    notes = _notes(tmp_path, "born -", "read transfer term", "ended -", "born -")
    assert notes.lives == [["read transfer"], []]
    assert not notes.died_with_the_answer

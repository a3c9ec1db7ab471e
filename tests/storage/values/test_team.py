"""A team's name: what is one team, and what can be a name."""

import pytest

from storage.values import LONGEST_TEAM, read_team, team_key


@pytest.mark.parametrize(
    "spelling", ["Bandung", "bandung", "BANDUNG", " Bandung ", "ban\u200bdung", "\uff22andung"]
)
def test_spellings_of_one_team(spelling: str) -> None:
    assert team_key(spelling) == "bandung"


def test_other_teams_are_others() -> None:
    assert len({team_key(each) for each in ("Bandung", "Bndung", "Bandung 2", "Ban dung")}) == 4


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Kota   Bandung\n", "Kota Bandung"),
        ("x" * LONGEST_TEAM, "x" * LONGEST_TEAM),
        ("x" * (LONGEST_TEAM + 1), None),
        ("\U0001f600" * 11, None),
        ("", None),
        (" \u200b ", None),
    ],
)
def test_a_new_teams_name(typed: str, kept: str | None) -> None:
    assert read_team(typed) == kept

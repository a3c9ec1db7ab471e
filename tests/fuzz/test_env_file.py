"""Whatever stands in a .env file: each statement of ours is taken, or named, and never shown."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.settings.env_file import env_line, read_env_file
from bot.settings.settings import Settings
from tests.fuzz.budget import examples
from tests.fuzz.strategies import sayable

HUSH = "zzhushzz"
NAMES = sorted(Settings.names())
_BEGINS = re.compile(r"[^\S\r\n]*(?:set |export |- )?([A-Z_]+)(?=[=: ]|$)")
"""A line with which somebody means to give a setting."""

odd = st.sampled_from(
    ['"', "'", " #", "#", "\\", ":", "=", " ", "\t", "\u200b", "\ufeff", "\r", HUSH]
)
line = st.builds(
    lambda before, name, sign, value: f"{before}{name}{sign}{value}",
    st.sampled_from(["", "", "", "# ", "export ", "set ", "- ", "  ", "\ufeff"]),
    st.sampled_from(NAMES),
    st.sampled_from(["=", "=", "=", ": ", " = ", " ", ""]),
    st.lists(odd, max_size=6).map("".join),
)
files = st.lists(st.one_of(line, line, sayable), max_size=8).map("\n".join)


@examples(400)
@given(text=files)
def test_each_line_that_means_to_give_a_setting_is_taken_or_named(text: str) -> None:
    found = read_env_file(text, frozenset(NAMES))
    begun = (_BEGINS.match(each) for each in re.split(r"\r\n|\n|\r", text))
    meant = {each[1] for each in begun if each} & set(NAMES)
    assert meant <= found.values.keys() | found.lost
    assert HUSH not in " ".join([*found.problems, *found.problems.values()])


@examples(200)
@given(value=st.one_of(sayable, st.lists(odd, max_size=8).map("".join)))
def test_what_is_written_for_a_file_is_read_from_it(value: str) -> None:
    plain = re.sub(r"[\r\n]", "", value)
    found = read_env_file(f"{env_line(NAMES[0], plain)}\n{NAMES[1]}=x\n", frozenset(NAMES))
    assert found.problems == {}
    assert found.values == {NAMES[0]: plain, NAMES[1]: "x"}

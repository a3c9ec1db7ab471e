"""The .env file: each line is understood, or named with its number and without its content."""

import pytest

from bot.settings.env_file import env_line, read_env_file

UNIT, SECONDS, SECRET = "FASPAY_AMOUNT_UNIT", "FASPAY_TIMEOUT_SECONDS", "FASPAY_SECRET"
KNOWN = frozenset({UNIT, SECONDS, SECRET})

NOT_UNDERSTOOD = [
    (f"{UNIT}: zzqq", "line 1", {UNIT}),
    (f"{UNIT}:", "line 1", {UNIT}),
    (f"{UNIT} : zzqq", "line 1", {UNIT}),
    (f"{UNIT}:=zzqq", "line 1", {UNIT}),
    (f"{UNIT} zzqq", "line 1", {UNIT}),
    (f"{UNIT}", "line 1", {UNIT}),
    (f"set {UNIT}=zzqq", "line 1", {UNIT}),
    (f"EXPORT {UNIT}=zzqq", "line 1", {UNIT}),
    (f"- {UNIT}=zzqq", "line 1", {UNIT}),
    (f"-{UNIT}=zzqq", "line 1", {UNIT}),
    (f"$env:{UNIT}=zzqq", "line 1", {UNIT}),
    (f'{UNIT}="zzqq" x', "line 1", {UNIT}),
    (f"{UNIT}='zzqq' x", "line 1", {UNIT}),
    (f'{UNIT}="zzqq', "line 1", {UNIT}),
    (f"{UNIT}='zzqq", "line 1", {UNIT}),
    (f'{UNIT}="zzqq\n{SECONDS}="20"', "lines 1 and 2", {UNIT, SECONDS}),
    (f'{UNIT}="zzqq\n{SECONDS}=20\n# "', "lines 1 to 3", {UNIT, SECONDS}),
    (f'{UNIT}="zzqq\n{SECONDS}=20\nX="y"', "lines 1 to 3", {UNIT, SECONDS}),
    (f"\n# a comment\r\n\r\n{UNIT}: zzqq\r\n", "line 4", {UNIT}),
    (f"{SECONDS}=20\n\u200b{UNIT}=zzqq", "line 2", {UNIT}),
    (f'"{UNIT}"=zzqq', "line 1", {UNIT}),
    ("zzqq", "line 1", set()),
    ("=zzqq", "line 1", set()),
    ("{", "line 1", set()),
]


@pytest.mark.parametrize(("text", "place", "lost"), NOT_UNDERSTOOD)
def test_a_line_that_is_not_understood_is_named_with_what_is_lost(
    text: str, place: str, lost: set[str]
) -> None:
    found = read_env_file(text, KNOWN)
    ((where, what),) = found.problems.items()
    assert where == place
    assert found.lost == lost
    assert all(name in what for name in lost)
    assert not lost & found.values.keys()
    assert "zzqq" not in where + what
    assert "zzqq" not in repr(found)


UNDERSTOOD = [
    (f"{SECRET}=ab", "ab"),
    (f"{SECRET} = ab  ", "ab"),
    (f"export {SECRET}=ab", "ab"),
    (f"\ufeff{SECRET}=ab", "ab"),
    (f"\n\n   # {UNIT}: x\n  {SECRET}=ab\n", "ab"),
    (f"{SECRET}='ab #cd' # a comment", "ab #cd"),
    (f'{SECRET}="ab cd"', "ab cd"),
    (f"{SECRET}=it's", "it's"),
    (f"{SECRET}=#ab", "#ab"),
    (f"{SECRET}=a=b:c", "a=b:c"),
    (f"{SECRET}=${{HOME}}", "${HOME}"),
    (f"{SECRET}=\n{SECRET}=ab", "ab"),
    (f"{SECRET}=", ""),
]


@pytest.mark.parametrize(("text", "value"), UNDERSTOOD)
def test_a_line_that_is_understood_gives_its_value(text: str, value: str) -> None:
    found = read_env_file(text, KNOWN)
    assert found.problems == {}
    assert found.values == {SECRET: value}
    assert found.cut == set()


@pytest.mark.parametrize("again", ["cd", "ab", ""])
def test_a_name_that_is_given_again_is_refused(again: str) -> None:
    found = read_env_file(f"\n{SECRET}=ab\n{UNIT}=rupiah\n{SECRET}={again}\n", KNOWN)
    assert found.problems == {"line 4": f"gives {SECRET} again, after line 2: keep one of them"}


@pytest.mark.parametrize("text", ["ab #cd", "ab # cd", "ab\t#", "a'b #c'"])
def test_a_value_that_ends_where_a_comment_begins_is_noted(text: str) -> None:
    found = read_env_file(f"{SECRET}={text}\n{UNIT}=rupiah\n", KNOWN)
    assert found.cut == {SECRET}
    assert found.line_of == {SECRET: 1, UNIT: 2}


@pytest.mark.parametrize(
    "value",
    ["plain", "a b", "a #b", "a'b", '"a"', "a\\b", "a\\'b", "/srv/a, b", "", "#a", "${HOME}"],
)
def test_what_is_written_is_read_again(value: str) -> None:
    found = read_env_file(f"{UNIT}=rupiah\n{env_line(SECRET, value)}\n{SECONDS}=3\n", KNOWN)
    assert found.problems == {}
    assert found.values[SECRET] == value
    assert found.cut == set()

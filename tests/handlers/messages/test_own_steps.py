"""The company's own steps: what is taken is said on the card, all else is refused with its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.messages.acts import Edit
from handlers.messages.own_steps import StepsProblem, read_own_steps
from handlers.messages.texts import LANGUAGES, texts_for
from handlers.messages.times import plain
from storage.models.channel import Channel
from tests.factories import AGENT, WIB, World
from tests.fakes import CODE
from tests.handlers.messages.texts.test_texts import a_view

STEPS = """# The ATM beside our office
card-steps-permata =
    At the ATM beside the office:
    1. Press the green key.
    2. Enter { $phone }, the code, and { $amount } ⚠️
"""
BOTH = "{ $phone } { $amount }"


def folder_with(folder: Path, source: str | bytes, name: str = "en.ftl") -> Path:
    octets = source if isinstance(source, bytes) else source.encode()
    (folder / name).write_bytes(octets)
    return folder


def test_the_card_says_them_in_their_language_and_all_else_as_before(
    world: World, tmp_path: Path
) -> None:
    world.policy = replace(world.policy, own_steps=read_own_steps(folder_with(tmp_path, STEPS)))
    telegram = world.telegram()
    world.issued()
    [card] = [act for act in telegram.drain() if isinstance(act, Edit)]
    assert "1. Press the green key.\n2. Enter 0812-3456-7890, the code, and Rp " in card.text
    assert "cardless withdrawal" not in card.text
    assert CODE in card.text
    world.change(AGENT, language="id")
    world.issued()
    [card] = [act for act in telegram.drain() if isinstance(act, Edit) and CODE in act.text][-1:]
    assert "Pilih tarik tunai tanpa kartu" in card.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_channel_may_be_said_again_from_our_own_files(language: str, tmp_path: Path) -> None:
    ours = Path("handlers/messages/catalogues") / language / "cards.ftl"
    source = (Path(__file__).parents[3] / ours).read_text(encoding="utf-8")
    blocks = source[source.index("card-steps-permata") : source.index("card-cash")]
    own = read_own_steps(folder_with(tmp_path, blocks, f"{language}.ftl"))
    for channel in Channel:
        view = a_view(channel=channel)
        assert texts_for(language, WIB, own).card(view, CODE) == texts_for(language, WIB).card(
            view, CODE
        )


def test_ordinary_words_are_no_links(tmp_path: Path) -> None:
    words = "No. 1, dan/atau 1/2 (a.n. Budi), Rp. 5, jam 14.05, s.d. 3; telepon 1500-111."
    assert read_own_steps(folder_with(tmp_path, f"card-steps-permata = {BOTH} {words}"))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_files_of_windows_are_read(tmp_path: Path, mark: bytes) -> None:
    source = mark + STEPS.replace("\n", "\r\n").encode()
    own = read_own_steps(folder_with(tmp_path, source))
    assert "the green key.\n" in texts_for("en", WIB, own).card(a_view(), CODE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_steps_fit_into_one_message(language: str, tmp_path: Path) -> None:
    words = "😀" * 958
    source = f"card-steps-permata = {{ $phone }} {{ $amount }} {words}"
    own = read_own_steps(folder_with(tmp_path, source, f"{language}.ftl"))
    said = plain(texts_for(language, WIB, own).card(a_view(name="W" * 100), CODE))
    assert words in said
    assert len(said.encode("utf-16-le")) // 2 < 4096


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("card-steps-permata = { $phone", 1, "not understood"),
        (f"card-steps-permata = {BOTH}\nAt the ATM", 2, "not understood"),
        (f"-card-steps-permata = {BOTH}", 1, "not understood"),
        ("card-steps-alfamart =\n\t{ $amount }", 1, "not understood"),
        (f"# ours\n\ncard-steps-bri = {BOTH}", 3, "no message of ours"),
        (f"card-cash = {BOTH}", 1, "no message of ours"),
        ("card-steps-permata =\n    Enter { $phone }", 2, "leaves { $amount } out"),
        ("card-steps-permata = Enter the code", 1, "leaves { $amount } out"),
        (f"card-steps-permata = {BOTH} {{ $code }}", 1, "asks in card-steps-permata for { $code }"),
        (f"card-steps-alfamart = {BOTH}", 1, "asks in card-steps-alfamart for { $phone }"),
        (f"card-steps-permata = {BOTH}\n" * 2, 2, "for the second time"),
        (f"card-steps-permata = {BOTH}\n    .more = x", 1, "more than words"),
        (f"card-steps-permata =\n    .more = {BOTH}", 1, "no words for"),
        (f"card-steps-permata = {BOTH} {{ NUMBER($amount) }}", 1, "more in card-steps-permata"),
        (f"card-steps-permata = {BOTH} {{ card-cash }}", 1, "more in card-steps-permata"),
        (f"card-steps-permata =\n    {BOTH}\n    see bit.ly/x", 3, "“bit.ly”"),
        (f"card-steps-permata =\n    {BOTH}\n    https://x.example", 3, "“https://x.example”"),
        (f"card-steps-permata = {BOTH} ask @permata", 1, "“@permata”"),
        (f"card-steps-permata = {BOTH} or (/stop)", 1, "“/stop”"),
        (f"card-steps-permata = {BOTH} ke a@b.co", 1, "“a@b.co”"),
        (f"card-steps-permata = {BOTH} call +622112345678", 1, "“+622112345678”"),
        (f"card-steps-permata =\n    {BOTH}\n    \u202ecode", 3, "nobody sees"),
        (f"card-steps-permata =\n    {BOTH} \ufdd01795331100:r\ufdd1x\ufdd2", 2, "nobody sees"),
        (f"card-steps-permata = {BOTH} {'a' * 2001}", 1, "too long"),
        (f"card-steps-permata = {BOTH} {'a' * 1921}", 1, "each value counts as 40"),
        (f"card-steps-permata = {BOTH * 26}", 1, "too long"),
        (f"card-steps-permata = {BOTH} call +62 812-9999-8888", 1, "“+62 812-9999-8888”"),
    ],
)
def test_what_could_not_be_said_is_refused_with_its_line(
    tmp_path: Path, source: str, line: int, words: str
) -> None:
    with pytest.raises(StepsProblem) as refused:
        read_own_steps(folder_with(tmp_path, source))
    said = str(refused.value)
    assert f"has a file en.ftl whose line {line} " in said
    assert words in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "says nothing"),
        ("# only a comment\n", "says nothing"),
        (b"card-steps-permata = \xff", "not UTF-8"),
        ("# " + "a" * 70_000, "too long"),
        ("card-steps-permata = " + "{" * 3000, "braces within braces"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, source: str | bytes, words: str) -> None:
    with pytest.raises(StepsProblem, match=words):
        read_own_steps(folder_with(tmp_path, source))


@pytest.mark.parametrize("name", ["EN.ftl", "in.ftl", "en.ftl.txt"])
def test_a_file_that_would_not_be_read_is_refused(tmp_path: Path, name: str) -> None:
    folder_with(tmp_path, STEPS)
    with pytest.raises(StepsProblem, match=f"{name}: the names are id.ftl and en.ftl"):
        read_own_steps(folder_with(tmp_path, STEPS, name))


def test_a_folder_that_is_none_or_holds_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StepsProblem, match="none of the files"):
        read_own_steps(tmp_path)
    with pytest.raises(StepsProblem, match="no folder"):
        read_own_steps(tmp_path / "steps")
    (tmp_path / "id.ftl").mkdir()
    with pytest.raises(StepsProblem, match="cannot be read"):
        read_own_steps(tmp_path)

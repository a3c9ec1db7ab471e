"""Parse modes: what is read as formatting, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.telegram.errors import ApiRefusal
from bot.sandbox.telegram.formatting import formatted


def shape(text: str, parse_mode: str) -> tuple[str, list[tuple[str, str]]]:
    """Give the plain text, and each entity as its kind and the text it covers."""
    plain, entities = formatted(text, parse_mode, "too long")
    return plain, [(one.kind, plain[one.start : one.end]) for one in entities]


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("a <b>b</b> c", "a b c", [("bold", "b")]),
        ("<B>x</B>", "x", [("bold", "x")]),
        ("<b>b<i>i</i></b>", "bi", [("bold", "bi"), ("italic", "i")]),
        ("<code>0123</code>", "0123", [("code", "0123")]),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [("text_link", "x")]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", "x")]),
        ("1 &lt; 2 &amp; 3 &#33; & &nbsp;", "1 < 2 & 3 ! & &nbsp;", []),
        ("  <b> x </b>  ", "x", [("bold", "x")]),
        ("<b></b>x", "x", []),
        ("/order 5", "/order 5", [("bot_command", "/order")]),
    ],
)
def test_html_is_read(text: str, plain: str, entities: list[tuple[str, str]]) -> None:
    assert shape(text, "HTML") == (plain, entities)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_telegram_does_not_know_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ApiRefusal) as refused:
        formatted(text, "HTML", "too long")
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("*b* _i_ __u__ ~s~ ||p||", "b i u s p", None),
        (r"Rp 500\.000\!", "Rp 500.000!", []),
        ("*b _i_*", "b i", [("bold", "b i"), ("italic", "i")]),
        ("`0.1 - 2`", "0.1 - 2", [("code", "0.1 - 2")]),
        ("```python\nx = 1```", "x = 1", [("pre", "x = 1")]),
        (r"[a\.b](https://e.org/\)x)", "a.b", [("text_link", "a.b")]),
        (">quoted *b*\nx", "quoted b\nx", [("blockquote", "quoted b"), ("bold", "b")]),
        ("\\", "\\", []),
    ],
)
def test_markdown_is_read(text: str, plain: str, entities: list[tuple[str, str]] | None) -> None:
    kinds = [("bold", "b"), ("italic", "i"), ("underline", "u")]
    kinds += [("strikethrough", "s"), ("spoiler", "p")]
    assert shape(text, "MarkdownV2") == (plain, kinds if entities is None else entities)


@pytest.mark.parametrize("character", list("]()>#+-=|{}.!"))
def test_markdown_refuses_a_reserved_character_that_is_not_escaped(character: str) -> None:
    with pytest.raises(ApiRefusal) as refused:
        formatted(f"a{character}b", "MarkdownV2", "too long")
    reason = f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("*b", "Bold"),
        ("`c", "Code"),
        ("[x", "TextUrl"),
        ("_i *b _", "Bold"),
        ("```x", "Pre"),
        ("||x", "Spoiler"),
    ],
)
def test_markdown_refuses_what_does_not_end(text: str, name: str) -> None:
    with pytest.raises(ApiRefusal, match=f"Can't find end of {name} entity"):
        formatted(text, "MarkdownV2", "too long")


def test_offsets_are_in_utf16_units() -> None:
    plain, entities = formatted("😀 <b>é😀</b>", "HTML", "too long")
    assert entities[0].as_json(plain) == {"type": "bold", "offset": 3, "length": 3}


def test_commands_links_mentions_and_phones_are_found_by_themselves() -> None:
    text = "/start@demo_bot a@b.co https://t.me/x?start=1 @someone +6281234567890 a/b </b>"
    assert shape(text, "") == (
        text,
        [
            ("bot_command", "/start@demo_bot"),
            ("email", "a@b.co"),
            ("url", "https://t.me/x?start=1"),
            ("mention", "@someone"),
            ("phone_number", "+6281234567890"),
        ],
    )


@given(st.text(alphabet=st.sampled_from("ab <>/&;*_~`[]()|\\.!\n😀"), max_size=60))
def test_any_text_is_read_or_refused_and_formatting_lies_inside_it(text: str) -> None:
    for mode in ("HTML", "MarkdownV2", ""):
        try:
            plain, entities = formatted(text, mode, "too long")
        except ApiRefusal:
            continue
        assert plain
        assert plain == plain.strip()
        assert all(0 <= one.start < one.end <= len(plain) for one in entities)

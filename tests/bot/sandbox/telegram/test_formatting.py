"""What Telegram makes tappable in a text, and how it is counted."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.telegram.errors import ApiRefusal
from bot.sandbox.telegram.formatting import formatted


def shape(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Give the plain text, and each entity as its kind and the text it covers."""
    plain, entities = formatted(text, "", "too long")
    return plain, [(one.kind, plain[one.start : one.end]) for one in entities]


def test_markup_stays_as_it_was_sent() -> None:
    for text in ("<b>x</b> &amp;", r"*b* _i_ Rp 500\.000\!", "`0.1 - 2`"):
        assert shape(text) == (text, [])


def test_a_text_is_trimmed_before_anything_is_found_in_it() -> None:
    assert shape("  /order 5 \n") == ("/order 5", [("bot_command", "/order")])


def test_offsets_are_in_utf16_units() -> None:
    plain, entities = formatted("😀 /saldo", "", "too long")
    assert entities[0].as_json(plain) == {"type": "bot_command", "offset": 3, "length": 6}


def test_commands_links_mentions_and_phones_are_found_by_themselves() -> None:
    text = "/start@demo_bot a@b.co https://t.me/x?start=1 @someone +6281234567890 a/b </b>"
    assert shape(text) == (
        text,
        [
            ("bot_command", "/start@demo_bot"),
            ("email", "a@b.co"),
            ("url", "https://t.me/x?start=1"),
            ("mention", "@someone"),
            ("phone_number", "+6281234567890"),
        ],
    )


@given(st.text(alphabet=st.sampled_from("ab <>/&;@.+08#😀\n"), max_size=60))
def test_any_text_is_read_or_refused_and_what_is_found_lies_inside_it(text: str) -> None:
    try:
        plain, entities = formatted(text, "", "too long")
    except ApiRefusal:
        assert not text.strip()
        return
    assert plain == text.strip()
    assert all(0 <= one.start < one.end <= len(plain) for one in entities)
    assert all(one.end <= other.start for one, other in pairwise(entities))

"""What people, phones, copied contacts and broken programs really send."""

import json
from typing import Any

from hypothesis import strategies as st

from storage.values import PhoneNumber

OTHER_DIGITS = "\u0661\u0662\u06f3\u0967\uff11\uff12\U0001d7ce\u00b2\u2460\u0e51"
"""Arabic-Indic, Persian, Devanagari, fullwidth, mathematical, superscript, circled, Thai."""
UNSEEN = (
    "\u200b\u200d\ufeff\u00ad\u034f\ufe0f"
    "\u202e\u202a\u2066\u2069\u200e\u200f\u061c\x00\x1b\x85\u2028"
)
"""Zero widths, joiners, direction marks, NUL, ESC, odd line ends."""
LOOK_ALIKES = "\u0430\u0391\uff21\u0131\u212a\u017f\u01c4\ufb01\u00df\u0130"
"""Letters that look or fold like ASCII ones."""
BLANKS = " \t\n\r\u00a0\u2003\u202f\u3000"

_SPICE = OTHER_DIGITS + UNSEEN + LOOK_ALIKES + BLANKS + "0123456789+-.,()/#@&'\"%$\\{}[]<>"

spiced = st.text(alphabet=st.sampled_from(_SPICE) | st.characters(), max_size=60)
"""Any text, rich in what is special; with lone surrogates."""
sayable = st.text(
    alphabet=st.sampled_from(_SPICE) | st.characters(exclude_categories=["Cs"]), max_size=60
)
"""The same as Telegram can carry it: its texts are UTF-8, which has no lone surrogates."""
ascii_words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=12)

phones = st.from_regex(r"08[1-35-9][0-9]{7,10}", fullmatch=True).map(PhoneNumber)
"""Canonical mobile numbers."""

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()  # json.dumps writes NaN and Infinity, which are no JSON: on purpose
    | st.text(max_size=12)
    | st.sampled_from(["", "0", "00", "1", "2", "4", "5", "9", " 1 ", "1.0", "\u0661", "-1", "1e3"])
)
json_values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)


def spoilt(body: bytes) -> st.SearchStrategy[bytes]:
    """Draw damaged copies of a body: flipped, cut, doubled, wrapped, or with octets put in."""
    at = st.integers(0, max(0, len(body) - 1))
    octet = st.integers(0, 255).map(lambda value: bytes([value]))
    return st.one_of(
        st.builds(lambda i, new: body[:i] + new + body[i + 1 :], at, octet),
        st.builds(lambda i, new: body[:i] + new + body[i:], at, st.binary(max_size=4)),
        at.map(lambda i: body[:i]),
        at.map(lambda i: body[i:]),
        st.sampled_from([body + body, b"[" + body + b"]", b"\xef\xbb\xbf" + body, body + b"\0"]),
    )


def doubled(body: dict[str, Any]) -> st.SearchStrategy[bytes]:
    """Draw JSON in which one name comes twice, in any case, with another value."""

    def write(name: str, value: object, *, upper: bool) -> bytes:
        again = json.dumps({name.upper() if upper else name: value})
        return (json.dumps(body)[:-1] + ", " + again[1:]).encode()

    return st.builds(write, st.sampled_from(sorted(body)), scalars, upper=st.booleans())


def nested(depth: int) -> list[bytes]:
    """Return JSON of a depth that recursion cannot follow."""
    return [b'{"a":' * depth, b"[" * depth, b'{"a":' + b"[" * depth + b"]" * depth + b"}"]

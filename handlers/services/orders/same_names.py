"""Says whether a name in an answer is ours, as another system may write it."""

import re
import unicodedata
from itertools import product

_SHORTEST_CUT = 14
"""Characters of a name that may have been cut off: 15 is the shortest length at which Faspay's
pages cut anything (faspay-sendme.md, 3.4), and a cut behind a blank leaves one less. What is
shorter is another name."""
_FEWEST_LETTERS = 10
"""Letters that a name that was cut off must have left: fewer may begin the name of somebody else,
and dots that fill it up are no letters."""
_MASK = re.compile(r"[*•●…]+|\.{2,}")
_UNDIVIDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "ŋ": "n"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart (NFKD), as systems without them write them."""
_OF_MEN = frozenset(["bapak", "bpk", "bp", "pak", "tn", "tuan", "sdr", "saudara", "h", "mr"])
_OF_WOMEN = frozenset(
    [
        "ibu",
        "bu",
        "ny",
        "nyonya",
        "nn",
        "nona",
        "sdri",
        "saudari",
        "hj",
        "hajah",
        "hajjah",
        "mrs",
        "ms",
        "miss",
    ]
)
_OF_ALL = frozenset(
    ["haji", "kh", "ust", "ustad", "ustadz", "ustadzah", "dr", "drg", "drs", "dra", "ir", "prof"]
)
"""People say "Ibu Haji", too."""
_BEFORE = _OF_MEN | _OF_WOMEN | _OF_ALL
_BEHIND = frozenset(
    [
        "se",
        "sh",
        "ss",
        "st",
        "skom",
        "spd",
        "spdi",
        "skep",
        "sag",
        "sip",
        "ssos",
        "sikom",
        "spsi",
        "sfarm",
        "sked",
        "stp",
        "mm",
        "mh",
        "mt",
        "ma",
        "msi",
        "mkn",
        "mpd",
        "mkes",
        "mkom",
        "mba",
        "msc",
        "bsc",
        "ba",
        "phd",
        "amd",
        "amdkeb",
        "ners",
    ]
)


def is_same_name(theirs: str, ours: str) -> bool:
    """Say whether a name is ours as another system may write it: its letters, perhaps cut off.

    Case, blanks, marks and accents are all one, and titles may come or go. Asterisks and dots of a
    masked name stand for any letters. What has no letter at all names nobody.
    """
    if _contradict(_titles(theirs), _titles(ours)):
        return False
    if _MASK.search(theirs):
        # What has only its mask left without the title would be anybody: "H......".
        spellings = [theirs, *filter(_letters, [_bare(theirs)])]
        either = product(spellings, (ours, _bare(ours)))
        return any(_is_masked(said, meant) for said, meant in either)
    if _letters(theirs) in {"", _letters(ours)}:
        return True
    theirs_bare, ours_bare = _letters(_bare(theirs)), _letters(_bare(ours))
    return theirs_bare == ours_bare or _is_cut(theirs, ours) or _is_cut(_bare(theirs), _bare(ours))


def _is_cut(theirs: str, ours: str) -> bool:
    letters, cut = _letters(theirs), theirs.strip()
    # At the shortest length a blank was left out, so a word of ours ends there.
    at_a_blank = len(cut) > _SHORTEST_CUT or ours.strip()[_SHORTEST_CUT:][:1] in {"", " "}
    is_long = len(cut) >= _SHORTEST_CUT and len(letters) >= _FEWEST_LETTERS
    return is_long and at_a_blank and _letters(ours).startswith(letters)


def _is_masked(theirs: str, ours: str) -> bool:
    """Say whether the letters stand in a name in this order, at its beginning and its end."""
    meant, parts = _letters(ours), [_letters(part) for part in _MASK.split(theirs)]
    if len(parts) == 1:
        return parts[0] == meant
    first, *middle, last = parts
    if not meant.startswith(first):
        return False
    position = len(first)
    for part in middle:
        found = meant.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return meant.endswith(last) and position + len(last) <= len(meant)


def _titles(name: str) -> frozenset[str]:
    """Return the titles before a name; none where nothing but titles is there."""
    words = [_letters(word) for word in _words(name)]
    count = next((at for at, word in enumerate(words) if word not in _BEFORE), 0)
    return frozenset(words[:count])


def _contradict(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(
        some & mine and others & theirs
        for mine, theirs in ((_OF_MEN, _OF_WOMEN), (_OF_WOMEN, _OF_MEN))
    )


def _bare(name: str) -> str:
    """Return a name without the titles around it.

    Those behind it count only behind a comma or with a dot: there are people called Ma.
    """
    called, comma, behind = name.partition(",")
    if comma and not all(_letters(word) in _BEHIND for word in re.split(r"[ ,]+", behind) if word):
        called = name
    words = _words(called)
    if all(_letters(word) in _BEFORE for word in words):
        return " ".join(words)  # somebody is called so
    while _letters(words[0]) in _BEFORE:
        words = words[1:]
    while len(words) > 1 and "." in words[-1] and _letters(words[-1]) in _BEHIND:
        words = words[:-1]
    return " ".join(words)


def _words(name: str) -> list[str]:
    """Split at blanks, and behind the dot of a title: "Bpk.Budi"."""
    head, dot, rest = name.strip().partition(".")
    is_title = bool(dot) and _letters(head) in _BEFORE
    return [f"{head}.", *rest.split()] if is_title and " " not in head else name.split()


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_UNDIVIDED)
    return "".join(sign for sign in plain if sign.isalnum() and unicodedata.category(sign) != "Lm")

"""Removes words that introduce a name, such as "a.n. Budi" or "untuk Budi"."""

import re

_SURE = (
    r"(?-i:[aA]\. ?n)(?:[.:=] ?| )|a/n ?|(?:an|ke|to|for)[.:=] ?"
    r"|(?-i:an (?=[A-Z])|ke |to )"
    r"|(?:atas nama|untuk|utk|u/|kepada|kpd|yth|buat|nama(?: penerima)?|penerima|name|recipient"
    r"|beneficiary|for|tolong|tlg|mohon|please|pls|kirim(?:kan)?|transfer|tf|trf|send)"
    r"(?: ?[.:=] ?| )"
)
"""Lower-case "ke" and "to" are words. So is "an" before a capitalised name."""
_EITHER = r"(?:an |ke |to |A\. ?N\. ?)"
"""Some people's names begin this way: An Nisa, Ke Lin, To Anh, A.N. Wijaya."""

_BEFORE = re.compile(rf"(?:{_SURE})+(?=[^\W\d_])", re.IGNORECASE)
_PERHAPS_BEFORE = re.compile(rf"{_EITHER}(?=[^\W\d_])", re.IGNORECASE)
_ONLY = re.compile(rf"(?:{_SURE}|{_EITHER})+", re.IGNORECASE)


def without_introduction(name: str) -> tuple[str, str | None]:
    """Return a name without the words that introduce it, from a plain text on one line.

    Where the first word may also be part of the name, the second text includes it.
    """
    bare = name
    if found := _BEFORE.match(name):
        bare = name[found.end() :]
    if found := _PERHAPS_BEFORE.match(bare):
        return bare[found.end() :], bare
    return bare, None


def only_introduces(text: str) -> bool:
    """Tell whether a plain text has words that introduce a name, but no name."""
    return bool(_ONLY.fullmatch(f"{text} "))

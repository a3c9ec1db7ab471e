"""What a button of a list says when it is pressed: the search, and where its page begins.

Any program can send it. So it is read strictly here, and the search itself looks only at what its
reader may know of (services/orders/search.py). It is at most 63 of Telegram's 64 octets.
"""

import re
from datetime import date, datetime
from string import ascii_lowercase, digits

from handlers.services.orders.search import WEEK, Begin, OrderQuery, SearchDays, week_of
from storage.models.order_states import OrderGroup

PRESSED = (
    r"^ls:(?P<group>[wcbn]?):(?P<days>[tk]?|[dw][0-9]{6}):(?P<agent>[0-9]{0,16})"
    r":(?P<tail>|[0-9]{4}):(?P<amount>[0-9]{0,10})"
    r":(?:(?P<begin>|[on][0-9]{12})|(?P<short>|[on][0-9a-z]{8}):(?P<purpose>[A-Z][A-Z0-9]{0,7}))$"
)
TODAY, THIS_WEEK = "t", "k"
"""Those of when the button is pressed, not of when it was made."""
_DAY = "%y%m%d"
_LETTERS, _PLACES = f"{digits}{ascii_lowercase}", 8
_GROUPS = {group.value[0]: group for group in OrderGroup}


def encode(query: OrderQuery, begin: Begin | None = None, days: str | None = None) -> str:
    """Write a search; `days` stands for the query's own."""
    parts = (
        query.group.value[0] if query.group else "",
        _days(query.days) if days is None else days,
        str(query.agent_id or ""),
        query.tail or "",
        str(query.amount or ""),
        _begin(begin, short=query.purpose is not None) if begin else "",
        *([query.purpose] if query.purpose is not None else []),
    )
    return ":".join(("ls", *parts))


def decode(data: str, today: date) -> tuple[OrderQuery, Begin | None] | None:
    """Read a search; None where it was not written by `encode`."""
    found = re.match(PRESSED, data)
    if found is None:
        return None
    try:
        days = _read_days(found["days"], today)
    except ValueError:
        return None
    query = OrderQuery(
        _GROUPS.get(found["group"]),
        days,
        int(found["agent"] or 0) or None,
        found["tail"] or None,
        int(found["amount"] or 0) or None,
        found["purpose"],
    )
    begin = found["begin"] or _whole(found["short"] or "")
    return query, Begin(begin[1:], newer=begin.startswith("n")) if begin else None


def _begin(begin: Begin, *, short: bool) -> str:
    """Write where a page begins; short where a purpose needs the room."""
    direction = "n" if begin.newer else "o"
    number = _in_letters(int(begin.order_no)) if short else begin.order_no
    return f"{direction}{number}"


def _in_letters(number: int) -> str:
    """Write twelve digits in eight: 36**8 is more than 10**12."""
    letters = ""
    for _place in range(_PLACES):
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


def _whole(short: str) -> str:
    return f"{short[0]}{int(short[1:], len(_LETTERS)):012d}" if short else ""


def _days(days: SearchDays | None) -> str:
    if days is None:
        return ""
    return f"{'w' if days.count == WEEK else 'd'}{days.first:{_DAY}}"


def _read_days(written: str, today: date) -> SearchDays | None:
    match written[:1]:
        case "":
            return None
        case "t":
            return SearchDays(today)
        case "k":
            return week_of(today)
        case kind:
            first = datetime.strptime(written[1:], _DAY).date()  # noqa: DTZ007 - a day, of the company's zone
            return SearchDays(first, WEEK if kind == "w" else 1)

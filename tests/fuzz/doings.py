"""What people do in chats, drawn: words, commands, contacts, presses, in any order."""

from typing import Any

from hypothesis import strategies as st

import handlers
from handlers.cash_out import conversation
from storage.models.channel import Channel
from storage.values import AmountRule, Rupiah
from tests.dialogs.stage import STRANGER
from tests.factories import (
    AGENT,
    OTHER_AGENT,
    RULES,
)
from tests.fuzz.rehearsal import (
    ORDERS,
    PEOPLE,
)
from tests.fuzz.strategies import sayable

COMMANDS = sorted(
    {name for names, _needs, _handler in handlers._COMMANDS for name in names}
    | {*conversation.BEGIN, *conversation.CANCEL}
)

Played = list[tuple[int, tuple[str, str], bool]]
"""Who does what (say or press), and whether in a group."""

COUNTER = AmountRule(Rupiah(50_000), Rupiah(1_000_000), Rupiah(50_000))
CHANNELS = {**RULES, Channel.ALFAMART: COUNTER}

who = st.sampled_from(PEOPLE)
arguments = st.lists(
    st.sampled_from(
        [
            *ORDERS,
            *(str(AGENT), str(STRANGER), "agent", "admin", "supervisor", "order", "day"),
            *("off", "id", "en", "500rb", "1 m", "0", "-1", "9" * 40, "123456789012"),
            *("#7000-0000-0001", "x"),
        ]
    )
    | sayable,
    max_size=3,
).map(" ".join)
commands = st.builds(
    lambda name, upper, tail, between, args: (
        f"/{name.upper() if upper else name}{tail}{between}{args}"
    ),
    st.sampled_from([*COMMANDS, "nonsense", "", "start_", "code7"]),
    st.booleans(),
    st.sampled_from(["", "", "", "@cashout_bot", "@other_bot", "@"]),
    st.sampled_from([" ", " ", "\n", "  ", "\t", ""]),
    arguments,
)
answers = st.sampled_from(
    [
        *("Budi Santoso", "081234567890", "300rb", "Budi Santoso 0812-3456-7890 300rb"),
        *("yes", "no", "cancel", "edit name", "ubah nomor", "edit amount", "permata"),
        *("0812", "Budiiii", "7", "1 m"),
        *("lima ratus ribu", "setengah", "Dewi Sejuta 0812-3456-7890", "{photo}", "{voice}"),
    ]
)
contacts = st.builds(
    lambda phone, name: f"{{contact}} {phone} {name}",
    st.sampled_from(
        ["+6281234567890", "081234567890", "+12025550100", "0", "081234567890,+6281311110002"]
    ),
    st.sampled_from(["Budi", "Budi \U0001f600", "\u202eidub"]),
)
marked = st.builds(
    lambda mark, text: f"{{{mark}}} {text}",
    st.sampled_from(["forward", "edit"]),
    answers | commands,
)
words = commands | answers | contacts | marked | st.just("{sticker}") | sayable

nonces = st.sampled_from(["0", "deadbeef", "x", "\u0661"])
presses = st.one_of(
    st.sampled_from([f"{what}:{order_no}" for what in ("code", "again") for order_no in ORDERS]),
    st.sampled_from(
        ["ls::::::", "ls:w:t:::500000:", "ls:n:k:5000000001:7890::", "ls:b:d269999::::"]
    ),
    st.sampled_from([f"ls::::::{way}{order_no}" for way in "no" for order_no in ORDERS]),
    st.sampled_from(["lang:id", "lang:en", "lang:xx", "inv:1:yes", "inv:1:no", "inv:0:yes", "x"]),
    st.sampled_from(
        [f"two:{number}:{'0' * 12}:{what}" for number in (0, 1, 10**17) for what in ("yes", "back")]
    ),
    st.builds(
        lambda nonce, what: f"co:{nonce}:{what}",
        nonces,
        st.sampled_from(
            ["yes", "no", "x", "ch.permata", "am.100000", "ed.name", "pe.0", "ok.00", "ok.", "zz"]
        ),
    ),
    sayable.map(lambda text: f"?{text[:16]}"),
)
"""What stood on buttons of other times and other people, or never did."""
shown = st.integers(0, 30).map(lambda number: f"[{number}]")
"""One of the buttons that were offered, counted from the newest."""
forged = st.sampled_from(["{nonce}:am.7", "{nonce}:am.1500001", "{nonce}:am.50000", "{nonce}:yes"])
"""What was never offered, under the right mark of the draft."""
damaged = st.builds(lambda number, at: f"[{number}]{at}", st.integers(0, 9), st.integers(0, 40))
"""The same with one sign of its data changed."""
doings = words.map(lambda text: ("say", text)) | st.one_of(presses, shown, damaged, forged).map(
    lambda data: ("press", data)
)
in_group = st.sampled_from([False, False, False, False, False, True])
steps = st.lists(st.tuples(who, doings, in_group), min_size=1, max_size=4)
usual = st.one_of(
    (answers | contacts).map(lambda text: ("say", text)),
    st.sampled_from([0, 0, 0, 0, 1, 2, 3, 4]).map(lambda number: ("press", f"[{number}]")),
    forged.map(lambda data: ("press", data)),
    st.sampled_from(["yes", "ya", "ok kirim"]).map(lambda text: ("say", text)),
)
openings = st.sampled_from(
    [
        ("say", "Budi Santoso 0812-3456-7890 300rb"),
        ("say", "/cashout Budi Santoso; 081234567890"),
        ("say", "/tunai"),
    ]
)


grouped_never = st.sampled_from([False])


def by(doing: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[int, Any, bool]]:
    """Let one of two agents do it, mostly the same."""
    return st.tuples(st.sampled_from([AGENT, AGENT, AGENT, OTHER_AGENT]), doing, grouped_never)


drafting = st.builds(
    lambda opening, rest: [(AGENT, opening, False), *rest],
    openings,
    st.lists(by(usual) | by(usual) | by(doings), min_size=1, max_size=6),
)
"""Two agents who write orders, and all that can come in between."""

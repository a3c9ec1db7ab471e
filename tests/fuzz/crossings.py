"""What an agent says of several people in one draft, drawn, and who gave each part of it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from hypothesis import strategies as st


class Somebody(NamedTuple):
    """A beneficiary whose every spelling is theirs alone."""

    name: str
    nickname: str
    slip: str
    """To be asked about."""
    unreadable: str
    phone: str
    second: str
    """Another phone of theirs, in a contact with both."""


PEOPLE = (
    Somebody("Siti Aminah", "Bu Siti", "Siti Aminaaaah", "Siti 2", "081211110001", "081211110009"),
    Somebody(
        "Budi Santoso", "Pak Budi", "Budiiiii Santoso", "Toko 88", "081311110002", "081311110008"
    ),
    Somebody("Nisa Wijaya", "Nisa", "An Nisa", "Nisa3", "085711110003", "085711110007"),
)
OWNERS = {
    part: each
    for each in PEOPLE
    for part in (each.name, each.nickname, each.slip, each.unreadable.split()[0], *each[4:])
}


class Doing(NamedTuple):
    """What the agent does, and which name and phone it gives."""

    text: str
    name: str = ""
    phone: str = ""
    own: bool = False
    """Whether the agent writes them, rather than somebody's details bringing them."""
    second: str = ""
    """The other phone of a contact, to be chosen by a press."""


class Spelled(NamedTuple):
    """Somebody, by one of the ways in which their name may be written."""

    of: Somebody
    spelling: str


def _contact(who: Spelled, phone: str) -> Doing:
    of, spelling = who
    written = phone.format(of.phone[1:])
    sure = spelling in {of.name, of.nickname}
    readable = written.endswith(of.phone[1:])
    return Doing(
        f"{{contact}} {written} {spelling}", spelling if sure else "", of.phone if readable else ""
    )


def _contact_of_two(who: Spelled) -> Doing:
    of, spelling = who
    sure = spelling in {of.name, of.nickname}
    text = f"{{contact}} +62{of.phone[1:]},+62{of.second[1:]} {spelling}"
    return Doing(text, spelling if sure else "", of.phone, second=of.second)


def _paste(who: Spelled, form: str, mark: str = "") -> Doing:
    of, spelling = who
    text = mark + form.format(name=spelling, phone=of.phone)
    sure = spelling in {of.name, of.nickname} and "{name}" in form
    phone = of.phone if "{phone}" in form else ""
    own = "{name}" not in form or (not phone and form.startswith("/"))
    return Doing(text, spelling if sure else "", phone, own=own)


people = st.sampled_from(PEOPLE)
whoever = people.flatmap(lambda of: st.builds(Spelled, st.just(of), st.sampled_from(of[:4])))
contacts = st.builds(
    _contact,
    whoever,
    st.sampled_from(["+62{}", "62{}", "0{}", "+6591234567", "", "85291234567"]),
) | whoever.map(_contact_of_two)
pastes = st.builds(
    _paste,
    whoever,
    st.sampled_from(
        [
            "{name} {phone} 200rb",
            "{phone} 300rb",
            "Name: {name}\nMobile: {phone}\nAmount: 100rb",
            "Nama: {name}\nNo HP Penerima: {phone}\nNominal: 100rb",
            "Nama: {name}\nHP: +65 9123 4567\nNominal: 100rb",
            "{name} BCA 8720123456 300rb",
        ]
    ),
    st.sampled_from(["", "", "{forward} "]),
)
beginnings = st.builds(
    _paste,
    whoever,
    st.sampled_from(["/cashout {name} {phone}", "/cashout {name}", "/cashout"]),
)
typed = whoever.map(lambda who: Doing(who.spelling, who.spelling, own=True)) | people.map(
    lambda of: Doing(of.phone, phone=of.phone, own=True)
)
words = st.sampled_from(
    ["300rb", "500", "yes", "no", "edit name", "edit phone", "edit amount", "/help"]
).map(Doing)
presses = st.integers(0, 5).map(lambda number: Doing(f"[{number}]"))
"""A button below the newest message, by its place."""
crossings = st.builds(
    lambda first, rest: [first, *rest],
    beginnings | pastes | contacts,
    st.lists(
        st.one_of(contacts, contacts, pastes, typed, words, presses, presses, beginnings),
        min_size=1,
        max_size=10,
    ),
)


@dataclass
class Origins:
    """When each part was last given, and whether by the agent's own word."""

    given: dict[str, tuple[int, bool]] = field(default_factory=dict)
    now: int = 0

    def note(self, doing: Doing) -> None:
        if doing.text.startswith("/cashout"):
            self.given.clear()
        self.now += 1
        for part in filter(None, (doing.name, doing.phone, doing.second)):
            self.given[part] = self.now, doing.own

    def allow(self, name: str, phone: str) -> bool:
        """Say whether they are one person's, or the one that came last was the agent's own."""
        if OWNERS[name] is OWNERS[phone]:
            return True
        _when, own = max(self.given.get(part, (0, False)) for part in (name, phone))
        return own

"""Whoever's details are mixed into a draft, no read-back and no order mixes two people."""

from dataclasses import dataclass, field
from functools import partial

from hypothesis import example, given
from sqlmodel import select

from storage.models.order import Order
from storage.repositories import orders
from tests.factories import AGENT, World
from tests.fuzz.budget import examples
from tests.fuzz.crossings import OWNERS, Doing, Origins, crossings
from tests.fuzz.rehearsal import ORDERS, Rehearsal, Said, play


@dataclass
class Watch:
    """Plays what an agent does, and looks at every read-back and every order."""

    stage: Rehearsal
    origins: Origins = field(default_factory=Origins)
    newest: Said | None = None
    offered: tuple[str, str] | None = None
    """Name and phone above the newest Confirm."""
    made: set[str] = field(default_factory=lambda: set(ORDERS))

    def act(self, doing: Doing) -> None:
        if doing.text.startswith("["):
            self._press(int(doing.text[1:-1]))
        else:
            self.origins.note(doing._replace(name=self._asked()) if doing.text == "yes" else doing)
            self.stage.act(AGENT, doing.text)
        for said in self.stage.listen():
            if said.buttons:
                self.newest = said
            self._judge(said)
        self._judge_orders()

    def _press(self, number: int) -> None:
        if self.newest is None:
            return
        button = self.newest.buttons[number % len(self.newest.buttons)]
        name = self._asked() if button.label == "Yes" else button.label
        if name in OWNERS:
            self.origins.note(Doing("", name, own=True))
        self.stage.press(AGENT, button.data or "")

    def _asked(self) -> str:
        """Return the name of a question that a yes can answer."""
        text = self.newest.text if self.newest else ""
        labels = [button.label for button in self.newest.buttons] if self.newest else []
        named = [name for name in OWNERS if f"“{name}”" in text or name in labels]
        return named[0] if len(named) == 1 else ""

    def _judge(self, said: Said) -> None:
        if not any(button.label == "Confirm" for button in said.buttons):
            return
        lines = dict(line.split(": ", 1) for line in said.text.splitlines() if ": " in line)
        self.offered = lines["Name"], lines["Phone"].replace("-", "")
        assert self.origins.allow(*self.offered), self.offered

    def _judge_orders(self) -> None:
        for order in self.stage.work.session.exec(select(Order)):
            if order.order_no not in self.made:
                self.made.add(order.order_no)
                work = self.stage.work
                assert (orders.name_of(work, order), orders.phone_of(work, order)) == self.offered
                self.origins = Origins()


def _story(played: list[Doing], stage: Rehearsal) -> None:
    watch = Watch(stage)
    for doing in played:
        watch.act(doing)


SITI = Doing("Siti Aminah 081211110001 100rb", "Siti Aminah", "081211110001")


@example([SITI, Doing("{contact} +6591234567 Budi Santoso", "Budi Santoso"), Doing("[0]")])
@example([SITI, Doing("{contact} +6281311110002 Toko 88", phone="081311110002"), Doing("[0]")])
@example([SITI, Doing("{contact}  Budi Santoso", "Budi Santoso"), Doing("[0]")])
@example([SITI, Doing("[0]")])
@example(
    [
        Doing("/cashout Siti Aminah", "Siti Aminah", own=True),
        Doing("{contact} +6281311110002 Budi Santoso", "Budi Santoso", "081311110002"),
        Doing("Name: Toko 88\nMobile: 081311110002\nAmount: 100rb", phone="081311110002"),
    ]
)
@examples(150)
@given(crossings)
def test_every_read_back_is_of_one_person_and_every_order_is_what_was_read_back(
    company: World, played: list[Doing]
) -> None:
    play(company, partial(_story, played))


def test_the_watch_itself_notices_a_mixed_read_back(company: World) -> None:
    def story(stage: Rehearsal) -> None:
        watch = Watch(stage)
        watch.act(SITI)
        watch.origins.note(Doing("", "", "081311110002"))
        assert watch.offered == ("Siti Aminah", "081211110001")
        assert not watch.origins.allow("Siti Aminah", "081311110002")

    play(company, story)

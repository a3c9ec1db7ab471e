"""What admins read of each other, and of a reason that somebody typed, in both languages."""

from dataclasses import replace

import pytest

from handlers.messages.act_views import ActView, Somebody
from handlers.messages.texts import LANGUAGES
from handlers.services.controls.health import Health
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.controls.stop_reasons import Stopped, StopReason, Typed
from storage.models.audit import Act
from storage.values import Inert
from tests.handlers.messages.texts.test_texts import AT, texts

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def an_act(**changes: object) -> ActView:
    given = ActView(
        at=AT,
        act=Act.SUSPENDED,
        actor=Somebody(1, Inert("Hadi")),
        subject=Somebody(2, Inert("Dewi")),
        words=Inert("fees"),
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # any field of ActView


def a_health(**changes: object) -> Health:
    given = Health(
        stopped=(),
        waiting=0,
        sending=0,
        unknown=0,
        to_collect=0,
        open_updates=0,
        limits_missing=False,
        clock_seconds=None,
        second_admin_missing=False,
        open_proposals=0,
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # any field of Health


@pytest.mark.parametrize("act", list(Act))
def test_every_act_can_be_read_in_the_history(language: str, act: Act) -> None:
    said = texts(language).history([an_act(act=act, before="A", after="B", why="w")])
    assert "22 Nov 2026 14.05 WIB" in said
    assert "A → B" in said
    assert said.endswith("(w) · “fees”")


TOLD = (
    *(Act.INVITED, Act.INVITE_APPROVED, Act.INVITE_REFUSED, Act.SUSPENDED, Act.RESTORED),
    *(Act.ASSIGNED, Act.LIMITS, Act.RECONCILED, Act.KEYS_ROTATED, Act.TEAMS_MERGED),
)


@pytest.mark.parametrize("act", TOLD)
def test_every_act_of_an_admin_says_who_did_it_and_what_to_do(language: str, act: Act) -> None:
    spoken = texts(language)
    said = spoken.admin_act(an_act(act=act, before="off", after="500000", why="order"))
    assert "{" not in said
    assert said.partition("\n\n")[2]
    if act is not Act.TEAMS_MERGED:
        assert said.partition("⚠️ ")[2] or said.startswith("Hadi (ID 1)")
    assert "/lock 1" in said or "/kunci 1" in said
    assert "/stop" in said
    operators = spoken.admin_act(an_act(act=act, actor=None, by_operator=True))
    assert "/lock" not in operators
    assert "/stop" in operators
    assert spoken.admin_act(an_act(act=act, actor=None))


_NAMED = {
    Guard.FAILURES: "5 202601050001",
    Guard.LOW_BALANCE: "300000 500000 2026-01-05T03:00:00+00:00",
}


def test_a_typed_reason_is_never_said_in_the_words_of_a_guard(language: str) -> None:
    """Only the program chooses a guard: what a person typed is quoted, with who wrote it."""
    spoken = texts(language)
    for guard in Guard:
        ours = spoken.why(f"{guard} {_NAMED.get(guard, '')}".strip())
        typed = Typed(Inert(guard.value), Inert("Hadi"))
        stopped = Stopped(COMPANY, (StopReason(typed=typed),))
        for said in (
            spoken.sending_stopped(stopped),
            spoken.sending_stopped_already(stopped),
            spoken.health(a_health(stopped=(stopped,))),
        ):
            assert ours not in said
            assert f"“{Inert(guard.value)}”" in said
            assert "Hadi" in said

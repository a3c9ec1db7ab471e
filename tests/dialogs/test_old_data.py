"""What admins read, and may do, while older data waits for its reconciliation."""

import pytest

from handlers.services.controls import sending
from handlers.services.recovery import restored_data
from storage.engine.unit_of_work import Work
from storage.repositories import sentinel
from tests.dialogs.lines import heard
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT


def adopt(work: Work) -> None:
    restored_data.adopt(work, sentinel.database_id(work), str)


@pytest.mark.parametrize(
    ("language", "told", "held"),
    [
        ("en", "Older data is in place", "Sending cannot be opened yet"),
        ("id", "Data lama terpasang", "Pengiriman belum bisa dibuka"),
    ],
)
def test_admins_are_told_what_to_check_and_cannot_resume(
    stage: Stage, language: str, told: str, held: str
) -> None:
    stage.languages[ADMIN] = language
    stage.act(ADMIN, "/health")
    stage.hear(ADMIN)
    stage.world.do(adopt)
    stage.deliver()
    said = heard(stage, ADMIN)
    assert told in said
    for command in ("/people", "/limits", "/reconcile", "/resume"):
        assert command in said
    stage.act(ADMIN, "/resume")
    assert held in heard(stage, ADMIN)
    assert stage.world.do(sending.is_held)


def test_the_button_of_a_read_back_of_then_makes_no_order(stage: Stage) -> None:
    stage.act(AGENT, "Siti Aminah 081234567890 500rb")
    stage.hear(AGENT)
    stage.world.do(adopt)
    stage.deliver()
    stage.act(AGENT, "[Confirm]")
    assert "over" in heard(stage, AGENT)
    assert stage.world.gateway.executed == []
    stage.act(AGENT, "yes")
    heard(stage, AGENT)
    assert stage.world.claim() is None

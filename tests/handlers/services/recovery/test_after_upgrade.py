"""What older programs left: reasons in the clear, and teams that differ by case only."""

from handlers.services.controls import sending, stop_reasons
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.recovery import after_upgrade
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.person import Invite, Person, Role
from storage.models.system_state import SystemState
from storage.repositories import audit_trail, typed_words
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    SECOND_ADMIN,
    SUPERVISOR,
    World,
    an_order,
    state_row,
)


def _as_before(work: Work) -> None:
    """Write what the version before wrote."""
    for act, actor, after, why in (
        (Act.SENDING_STOPPED, ADMIN, None, "guard:old-data"),
        (Act.SENDING_STOPPED, None, None, "guard:clock +180"),
        (Act.RECONCILED, ADMIN, "explained", "7: salaries: by hand"),
        (Act.RECONCILED, ADMIN, "complete", None),
        (Act.LIMITS, ADMIN, "off", "order"),
    ):
        audit_trail.record(
            work, AuditEntry(at=work.now, act=act, actor_id=actor, after=after, why=why)
        )
    found = state_row(work)
    found.stopped, found.reason, found.changed_by = True, "guard:old-data", ADMIN


def test_typed_reasons_are_sealed_and_pass_for_no_guards_any_more(both_worlds: World) -> None:
    both_worlds.do(_as_before)
    for _ in range(2):  # the second start finds nothing left to do
        both_worlds.do(after_upgrade.bring_up_to_date)
        rows = sorted(both_worlds.rows(AuditEntry), key=lambda row: row.seq or 0)
        assert [row.why for row in rows] == [None, "guard:clock +180", "7", None, "order"]
        words = [both_worlds.do(typed_words.of_act, row) for row in rows]
        assert words == ["guard:old-data", "", "salaries: by hand", "", ""]
    assert both_worlds.rows(SystemState)[0].reason == ""
    (given,) = both_worlds.do(stop_reasons.of, COMPANY)
    assert given.typed is not None
    assert given.typed.words.replace("\u2060", "") == "guard:old-data"


def test_what_a_guard_said_stays_its_own(world: World) -> None:
    world.do(sending.stop_by, sending.Guard.CLOCK, "+180")
    world.do(after_upgrade.bring_up_to_date)
    assert world.rows(SystemState)[0].reason == "guard:clock +180"
    (given,) = world.do(stop_reasons.of, COMPANY)
    assert given.typed is None


def _invited(work: Work) -> None:
    later = work.now.replace(year=work.now.year + 1)
    work.session.add(
        Invite(
            token_hash="0" * 64,
            role=Role.AGENT,
            team="bandung ",
            created_by=ADMIN,
            created_at=work.now,
            expires_at=later,
        )
    )


def test_teams_that_differ_by_case_or_blanks_become_one_and_admins_are_told(
    both_worlds: World,
) -> None:
    both_worlds.change(OTHER_AGENT, team="bandung")
    both_worlds.do(an_order, agent_id=OTHER_AGENT, team="bandung")
    both_worlds.do(_invited)
    for _ in range(2):
        both_worlds.do(after_upgrade.bring_up_to_date)
        assert {row.team for row in both_worlds.rows(Person)} == {"", "Bandung", "Medan"}
        assert {row.team for row in both_worlds.rows(Order)} == {"Bandung"}
        assert {row.team for row in both_worlds.rows(Invite)} == {"Bandung"}
        rows = both_worlds.rows(AuditEntry)
        assert [row.act for row in rows] == [Act.TEAMS_MERGED] * 2
        words = {both_worlds.do(typed_words.of_act, row) for row in rows}
        assert words == {'"bandung" → "Bandung"', '"bandung " → "Bandung"'}
        assert both_worlds.told() == {
            (ADMIN, Notice.ADMIN_ACT),
            (SECOND_ADMIN, Notice.ADMIN_ACT),
        }
    assert both_worlds.person(AGENT).team == both_worlds.person(SUPERVISOR).team


def test_nothing_is_written_where_nothing_is_left_to_do(world: World) -> None:
    world.do(after_upgrade.bring_up_to_date)
    assert world.rows(AuditEntry) == []
    assert {row.team for row in world.rows(Person)} == {"", "Bandung", "Medan"}


def test_phones_that_no_key_opened_are_tried_again_with_this_starts_keys(
    both_worlds: World,
) -> None:
    number = both_worlds.keep(OrderStatus.PAID)
    both_worlds.change_order(number, phone_tail_mac="")
    both_worlds.do(after_upgrade.bring_up_to_date)
    assert both_worlds.order(number).phone_tail_mac is None

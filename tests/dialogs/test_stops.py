"""Sending stopped for a channel or a team: what each role reads, and how two people open it."""

from dataclasses import replace

import pytest

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from storage.models.channel import Channel
from storage.values import AmountRule, Rupiah
from tests.dialogs.lines import heard, meet
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, OTHER_SUPERVISOR, SECOND_ADMIN, SUPERVISOR

RULE = AmountRule(Rupiah(50_000), Rupiah(1_500_000), Rupiah(50_000))
BOTH = {Channel.PERMATA: RULE, Channel.ALFAMART: RULE}
PEOPLE = (ADMIN, SECOND_ADMIN, SUPERVISOR, OTHER_SUPERVISOR, AGENT)


@pytest.fixture
def known(stage: Stage) -> Stage:
    """Give the stage of people whose names are known; one admin speaks Indonesian."""
    stage.languages[SECOND_ADMIN] = "id"
    stage.world.policy = replace(stage.world.policy, rules=BOTH)
    meet(stage, *PEOPLE)
    return stage


def test_a_channel_is_stopped_and_the_agent_chooses_another(known: Stage) -> None:
    known.act(AGENT, "/cashout")
    known.hear(AGENT)
    known.dialog(
        ADMIN,
        """\
> /stop permata machines are down
< ⚠️ Sending to Permata ATM is stopped: no new order goes there; an order already being sent is \
finished. Other channels go on as before.
  Hadi wrote: “machines are down”
  Once the cause has been looked into, open it again with /resume permata
  To stop everything: /stop all REASON
> /stop permata
< Write the reason: /stop REASON. Sending is not stopped yet.
  One channel or team only: /stop permata REASON, /stop TEAM REASON""",
    )
    known.dialog(
        SECOND_ADMIN,
        """\
< ⚠️ Pengiriman ke ATM Permata dihentikan: pesanan baru ke sana tidak dikirim; yang sedang \
dikirim diselesaikan. Kanal lain berjalan seperti biasa.
  Hadi menulis: “machines are down”
  Setelah diperiksa, buka lagi dengan /resume permata
  Menghentikan semuanya: /stop semua ALASAN""",
    )
    assert not known.hear(SUPERVISOR)
    known.act(AGENT, "[Permata ATM]")
    assert "Nothing is sent there for now: Permata ATM." in heard(known, AGENT)
    newest = list(known.messages[AGENT].values())[-1]
    assert "Permata ATM" not in {each.label for row in newest.keyboard for each in row}
    known.act(AGENT, "[Alfamart]")
    known.act(AGENT, "Budi Santoso")
    assert "mobile number" in heard(known, AGENT)


def test_a_confirm_that_comes_after_the_stop_asks_for_another_channel(known: Stage) -> None:
    known.act(AGENT, "/cashout Siti Aminah 081234567890 500rb")
    known.act(AGENT, "[Permata ATM]")
    confirm = known.button(AGENT, "Confirm")
    known.act(ADMIN, "/stop permata down")
    known.hear(AGENT)
    known.press(AGENT, confirm)
    said = heard(known, AGENT)
    assert "No order was made, no money went out. Sending to Permata ATM is stopped" in said
    assert "This works: Alfamart." in said
    known.act(AGENT, "[Alfamart]")
    known.act(AGENT, "[Confirm]")
    known.submit()
    assert [each.channel for each in known.world.gateway.executed] == [Channel.ALFAMART]


def test_where_nothing_works_the_agent_keeps_the_details(known: Stage) -> None:
    known.act(AGENT, "/cashout")
    for channel in BOTH:
        known.act(ADMIN, f"/stop {channel} down")
    known.act(AGENT, "[Alfamart]")
    assert "Keep the beneficiary's details" in heard(known, AGENT)
    known.act(AGENT, "/cancel")
    known.hear(AGENT)
    known.dialog(
        AGENT,
        """\
> /cashout
< No order was made, no money went out. Sending there is stopped for now. Keep the beneficiary's \
details and try again once an admin tells you that it is open again.""",
    )


def test_a_supervisor_stops_the_own_team_and_an_admin_agrees_to_open_it(known: Stage) -> None:
    known.dialog(
        SUPERVISOR,
        """\
> /stop
< Write the reason: /stop REASON stops sending for your team, Bandung. It is not stopped yet.
> /stop a phone was stolen
< ⚠️ Sending for team Bandung is stopped: none of its new orders is sent; an order already being \
sent is finished. Other teams go on as before.
  Ratna wrote: “a phone was stolen”
  This stops your own team only. If all sending must stop, call an admin: they can stop everything \
at once.
  Once the cause has been looked into, open sending again with /resume""",
    )
    known.dialog(
        AGENT,
        """\
> /cashout
< No order was made, no money went out. Sending is stopped for your team for now; other teams are \
not affected. Keep the beneficiary's details and try again once your supervisor or an admin tells \
you that it is open again.""",
    )
    assert "open it again with /resume Bandung" in heard(known, ADMIN)
    assert "/resume Bandung" in heard(known, SECOND_ADMIN)
    known.act(SUPERVISOR, "/resume")
    card = heard(known, SUPERVISOR)
    assert "Proposal #1: open sending again for team Bandung." in card
    assert "Who can approve it: Hadi, Lina." in card
    assert "[Withdraw]" in card
    assert not known.hear(OTHER_SUPERVISOR)
    known.act(ADMIN, "[Approve]")
    said = heard(known, SUPERVISOR)
    assert "Sending for team Bandung is open again ✓\n  Opened by Ratna." in said
    assert "Approved by Hadi" in said
    known.act(AGENT, "/cashout")
    assert "Where will the beneficiary collect" in heard(known, AGENT)


def test_an_admin_asks_and_the_supervisor_agrees(known: Stage) -> None:
    known.act(ADMIN, "/stop bandung numbers do not fit")
    assert "numbers do not fit" in heard(known, SUPERVISOR)
    known.act(ADMIN, "/resume Bandung")
    assert "[Approve] [Reject]" in heard(known, SUPERVISOR)
    known.act(SUPERVISOR, "[Approve]")
    assert "Pengiriman tim Bandung dibuka lagi ✓" in heard(known, SECOND_ADMIN)


def test_all_that_is_stopped_is_listed_with_every_reason(known: Stage) -> None:
    for words in ("/stop permata down", "/stop Bandung theft", "/stop BANDUNG police"):
        known.act(ADMIN, words)
    known.hear(ADMIN)
    known.dialog(
        ADMIN,
        """\
> /resume
< Which is to be opened?

  Sending to Permata ATM: stopped
  Hadi wrote: “down”
  Once the cause has been looked into, open it again with /resume permata

  Sending for team Bandung: stopped
  Hadi wrote: “theft”
  Hadi wrote: “police”
  Once the cause has been looked into, open it again with /resume Bandung""",
    )
    known.act(SECOND_ADMIN, "/health")
    said = heard(known, SECOND_ADMIN)
    assert "Pengiriman: terbuka" in said
    assert "Pengiriman ke ATM Permata: dihentikan (Hadi menulis: “down”)" in said
    assert (
        "Pengiriman tim Bandung: dihentikan (Hadi menulis: “theft”; Hadi menulis: “police”)" in said
    )
    known.act(ADMIN, "/audit")
    assert "sending stopped permata" in heard(known, ADMIN)
    known.act(ADMIN, "/stop all everything")
    assert "⚠️ Sending is stopped:" in heard(known, ADMIN)
    known.act(ADMIN, "/resume")
    assert "Proposal #1: open sending again." in heard(known, ADMIN)
    known.agree()
    assert "Still stopped: Permata ATM, team Bandung." in heard(known, ADMIN)


def test_what_is_no_team_and_no_channel_stops_everything(known: Stage) -> None:
    known.act(ADMIN, "/stop Bandungan is burning")
    assert "⚠️ Sending is stopped:" in heard(known, ADMIN)
    known.act(AGENT, "/cashout")
    assert "Sending is stopped for now" in heard(known, AGENT)


def test_nobody_is_moved_out_of_a_stopped_team(known: Stage) -> None:
    known.act(ADMIN, "/stop Bandung theft")
    known.hear(ADMIN)
    known.dialog(
        ADMIN,
        f"""\
> /team {AGENT} Medan
< Sending is stopped for their team, so nobody can leave it by one person's word. Once two people \
have opened it (/resume), move them.""",
    )


def test_a_supervisor_of_no_team_is_told_so(known: Stage) -> None:
    known.world.change(SUPERVISOR, team="")
    for command in ("/stop now", "/resume"):
        known.act(SUPERVISOR, command)
        assert "team" in heard(known, SUPERVISOR)
    known.act(ADMIN, "/health")
    assert "Sending: open" in heard(known, ADMIN)


def test_what_resume_does_not_understand_opens_nothing_and_lists_what_is_stopped(
    known: Stage,
) -> None:
    known.act(ADMIN, "/stop permata down")
    known.hear(ADMIN)
    for words in ("/resume alfa", "/resume everything"):
        known.act(ADMIN, words)
        said = heard(known, ADMIN)
        assert "Which is to be opened?" in said
        assert "/resume permata" in said
    known.dialog(
        ADMIN,
        """\
> /resume alfamart
< Not stopped: Alfamart.
  Still stopped: Permata ATM.
> /resume all
< Sending is open already.
  Still stopped: Permata ATM.""",
    )


def test_a_supervisor_learns_of_no_other_teams_stop(known: Stage) -> None:
    known.act(OTHER_SUPERVISOR, "/stop theirs")
    known.act(ADMIN, "/stop all everything")
    known.act(SUPERVISOR, "/stop ours")
    known.act(SUPERVISOR, "/resume")
    known.act(ADMIN, "[Approve]")
    said = heard(known, SUPERVISOR)
    assert "Sending for team Bandung is open again ✓" in said
    assert "All sending is still stopped, for another reason." in said
    assert "Medan" not in said
    known.act(SUPERVISOR, "/resume")
    assert "Not stopped: team Bandung.\n  All sending is still stopped" in heard(known, SUPERVISOR)


def test_a_long_list_of_reasons_fits_into_a_message(known: Stage) -> None:
    for guard in Guard:
        known.world.do(sending.stop_by, guard, "202601050001")
    for who in (ADMIN, SECOND_ADMIN):
        for number in range(3):
            known.act(who, f"/stop {number} {'x' * 190}")
    known.act(ADMIN, "/health")
    texts = [each.text for each in known.messages[ADMIN].values()]
    assert max(map(len, texts)) < 4096
    assert "earlier ones" in texts[-1]

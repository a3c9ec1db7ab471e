"""Who comes in, who goes, and what admins hold in their hands."""

import re
from dataclasses import replace

import pytest

from storage.models.order_states import OrderStatus
from storage.models.person import Role, Standing
from storage.models.policy import PolicyVersion
from storage.repositories import people
from tests.dialogs.lines import heard
from tests.dialogs.stage import NAMES, OTHER_STRANGER, STRANGER, Stage
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SECOND_ADMIN, SUPERVISOR


def invited(stage: Stage, command: str = "/invite agent Bandung") -> str:
    """Have an invitation made, and return what the link sends on a tap."""
    stage.act(ADMIN, command)
    found = re.search(r"https://t\.me/cashout_bot\?start=(\S+)", heard(stage, ADMIN))
    assert found is not None
    return f"/start {found[1]}"


def test_an_invitation_is_claimed_approved_and_the_newcomer_welcomed(stage: Stage) -> None:
    tap = invited(stage)
    stage.languages[STRANGER] = "id"
    stage.act(STRANGER, tap)
    assert heard(stage, STRANGER) == (
        "< Terima kasih. Pengundang Anda perlu menyetujui dulu; kabarnya datang di sini."
    )
    stage.dialog(
        ADMIN,
        f"""\
< Tono (ID {STRANGER}) used your invitation for the role agent, team Bandung. \
Make sure that it is the right person, for example by phone. You can approve for one hour.
  [Approve] [Reject]
> [Approve]
< Tono is in now. Role: agent.
*
> [Approve]
! This invitation is decided already.""",
    )
    assert heard(stage, STRANGER).startswith("< Selamat datang! Anda sekarang agen.")
    found = stage.world.person(STRANGER)
    assert (found.role, found.team) == (Role.AGENT, "Bandung")
    assert stage.menus[STRANGER][0] == ("cashout", "Kirim uang tunai")


def test_a_rejected_newcomer_stays_outside(stage: Stage) -> None:
    stage.act(STRANGER, invited(stage))
    stage.hear(STRANGER)
    stage.act(ADMIN, "[Reject]")
    assert "did not approve" in heard(stage, STRANGER)
    assert stage.world.do(people.get, STRANGER) is None


def test_nobody_else_can_approve(stage: Stage) -> None:
    stage.act(STRANGER, invited(stage))
    approve = stage.button(ADMIN, "Approve")
    stage.hear(SECOND_ADMIN)
    stage.press(SECOND_ADMIN, approve)
    stage.press(AGENT, approve)
    assert heard(stage, SECOND_ADMIN).startswith("! This invitation is not valid")
    assert "not for your role" in heard(stage, AGENT)
    assert stage.world.do(people.get, STRANGER) is None


def test_a_link_works_once_and_for_fifteen_minutes(stage: Stage) -> None:
    tap = invited(stage)
    stage.world.clock.move(minutes=16)
    stage.act(STRANGER, tap)
    assert heard(stage, STRANGER).startswith("< This invitation is not valid")
    tap = invited(stage)
    stage.act(STRANGER, tap)
    stage.hear(STRANGER)
    stage.act(STRANGER, tap)
    assert heard(stage, STRANGER).startswith("< The person who invited you has not approved yet")
    stage.act(OTHER_STRANGER, tap)
    assert heard(stage, OTHER_STRANGER).startswith("< This invitation is not valid")


@pytest.mark.parametrize(
    ("command", "answer"),
    [("/start@Cashout_Bot", "Thank you."), ("/start@other_bot", "Hello! This bot is only")],
)
def test_a_link_typed_with_the_bots_name_works_and_with_anothers_does_not(
    stage: Stage, command: str, answer: str
) -> None:
    token = invited(stage).partition(" ")[2]
    stage.act(STRANGER, f"{command} {token}")
    assert heard(stage, STRANGER).startswith(f"< {answer}")


def test_a_stranger_who_tries_links_is_not_answered_for_ever(stage: Stage) -> None:
    for number in range(8):
        stage.act(STRANGER, f"/start guess{number}")
    assert len(stage.hear(STRANGER)) == 5


def test_the_inviter_and_members_cannot_use_a_link(stage: Stage) -> None:
    tap = invited(stage, "/invite supervisor Medan")
    stage.act(ADMIN, tap)
    assert heard(stage, ADMIN).startswith("< This is your own invitation.")
    stage.act(AGENT, tap)
    assert heard(stage, AGENT).startswith("< You are registered already.")


@pytest.mark.parametrize("command", ["/invite", "/invite boss"])
def test_an_invitation_needs_a_role(stage: Stage, command: str) -> None:
    stage.dialog(
        ADMIN,
        f"> {command}\n< Write: /invite agent|supervisor|admin [TEAM], "
        "for example /invite agent Bandung",
    )


def test_people_are_suspended_and_restored(stage: Stage) -> None:
    stage.act(AGENT, "/help")
    stage.dialog(
        ADMIN,
        f"""\
> /suspend {AGENT}
< Dewi is suspended from now on; their orders that are not sent yet will not be sent. \
To give the rights back: /restore {AGENT}
> /suspend {AGENT}
< That is how it is already; nothing was changed.
> /suspend {ADMIN}
< You cannot suspend yourself.
> /suspend 99
< Nobody has that ID. See /people
> /suspend Dewi
< Write: /suspend ID. Everybody's ID is in /people
> /restore {AGENT}
< Dewi may act again. To suspend again: /suspend {AGENT}
> /restore
< Write: /restore ID. Everybody's ID is in /people""",
    )
    assert stage.world.person(AGENT).standing is Standing.ACTIVE


def test_people_and_teams_are_listed(stage: Stage) -> None:
    for who in NAMES:
        stage.act(who, "/help")
        stage.hear(who)
    stage.act(ADMIN, "/people")
    listed = heard(stage, ADMIN)
    assert f"Dewi (ID {AGENT}) · agent · Bandung · active" in listed
    assert f"Hadi (ID {ADMIN}) · admin · active" in listed
    stage.act(SUPERVISOR, "/team")
    team = heard(stage, SUPERVISOR)
    assert f"Agus (ID {OTHER_AGENT})" in team
    assert "Yusuf" not in team


ADMINS_ONLY = [
    *("/invite agent", "/people", f"/suspend {OTHER_AGENT}"),
    *("/policy", "/audit", "/health", "/watch"),
    "/reconcile",
]


@pytest.mark.parametrize("command", ADMINS_ONLY)
@pytest.mark.parametrize("who", [AGENT, SUPERVISOR])
def test_admin_commands_are_for_admins(stage: Stage, who: int, command: str) -> None:
    stage.act(who, command)
    told = heard(stage, who)
    assert "not for your role" in told
    assert len(stage.messages[who]) == 1


def test_sending_is_stopped_with_a_reason_and_opened_and_all_admins_hear(stage: Stage) -> None:
    stage.act(SECOND_ADMIN, "/language en")
    stage.hear(SECOND_ADMIN)
    stage.dialog(
        ADMIN,
        """\
> /stop
< Write the reason: /stop REASON. Sending is not stopped yet.
  One channel or team only: /stop permata REASON, /stop TEAM REASON
> /stop strange answers
< ⚠️ Sending is stopped: no new order is sent; an order already being sent is finished.
  Hadi wrote: “strange answers”
  Once the cause has been looked into, open sending again with /resume
> /stop again
< Sending is stopped already.
  Hadi wrote: “strange answers”
  Hadi wrote: “again”
> /resume
< Proposal #1: open sending again.
  Hadi wrote: “strange answers”
  Hadi wrote: “again”
  Asked for by Hadi (ID 5000000005), 5 Jan 2026 10.00 WIB.

  Nothing has changed yet: this takes two people.
  Who can approve it: Lina. If you are not sure that it was really asked for, call first. It ends \
by itself at 5 Jan 2026 11.00 WIB.
  [Withdraw]""",
    )
    stage.act(SECOND_ADMIN, "[Approve]")
    stage.dialog(
        ADMIN,
        """< Sending is open again ✓
  Opened by Hadi.
  Lina (ID 5000000006) agreed.
~ Proposal #1: open sending again.
  Hadi wrote: “strange answers”
  Hadi wrote: “again”
  Asked for by Hadi (ID 5000000005), 5 Jan 2026 10.00 WIB.

  ✓ Approved by Lina (ID 5000000006), 5 Jan 2026 10.00 WIB. It is done.
> /resume
< Sending is open already.""",
    )
    # Rendered when they are sent: both reasons, the end, and the question reached the other admin.
    assert len(stage.messages[SECOND_ADMIN]) == 5


LIMITS_USAGE = (
    "To change: /limits order AMOUNT, /limits agent AMOUNT, and so with team, company, phone, or a "
    "place such as permata; off as the amount for no limit.\n"
    "  A lower limit holds at once. Raising or lifting one takes two people."
)


def limits(order: str = "no limit", agent: str = "no limit", warning: str = "") -> str:
    told = f"""\
One order, at most: {order}
  One agent in 24 hours: {agent}
  One team in 24 hours: no limit
  All together in 24 hours: no limit
  One beneficiary's phone in 7 days: no limit

"""
    return told + (f"  {warning}\n\n" if warning else "") + f"  {LIMITS_USAGE}"


def test_each_limit_has_its_words_in_both_languages_and_says_what_is_taken(stage: Stage) -> None:
    for typed in ("tim 9 juta", "company 8 juta", "hp 7 juta", "permata 1 juta", "agen 6 juta"):
        stage.act(ADMIN, f"/limits {typed}")
    stage.world.keep(OrderStatus.UNKNOWN, amount=300_000)
    stage.hear(ADMIN)
    stage.languages[ADMIN] = "id"
    stage.dialog(
        ADMIN,
        """\
> /limits
< Satu pesanan paling banyak: tanpa batas
  Satu agen dalam 24 jam: Rp 6.000.000
  Satu tim dalam 24 jam: Rp 9.000.000
  Semua dalam 24 jam: Rp 8.000.000
  Satu nomor HP penerima dalam 7 hari: Rp 7.000.000
  Satu pesanan di ATM Permata: Rp 1.000.000

  Dari batas untuk semua, 24 jam terakhir sudah memakai Rp 300.000; tersisa Rp 7.700.000.

  Mengubah: /limits pesanan JUMLAH, /limits agen JUMLAH, begitu juga tim, perusahaan, nomor, \
atau tempat seperti permata; mati sebagai jumlahnya untuk tanpa batas.
  Batas yang lebih rendah langsung berlaku. Menaikkan atau mencabutnya perlu dua orang.""",
    )


@pytest.mark.parametrize("language", ["en", "id"])
def test_an_agent_reads_what_is_left_and_changes_nothing(stage: Stage, language: str) -> None:
    stage.languages[AGENT] = language
    none = {
        "en": "The company has set no limits. Each place has amounts of its own: they stand beside "
        "the question.",
        "id": "Perusahaan tidak menetapkan batas. Tiap tempat punya jumlahnya sendiri: tertulis di "
        "pertanyaannya.",
    }
    stage.dialog(AGENT, f"> /limits\n< {none[language]}")
    for typed in ("order 1 juta", "agent 2 juta", "team 9 juta", "phone 1 juta", "permata 500rb"):
        stage.act(ADMIN, f"/limits {typed}")
    stage.world.keep(OrderStatus.UNKNOWN, amount=300_000)
    stage.world.keep(OrderStatus.PAID, amount=400_000, agent_id=OTHER_AGENT)
    told = {
        "en": """\
What you may send now:
  One order, at most: Rp 1.000.000
  One order at Permata ATM: Rp 500.000
  Your limit for 24 hours: Rp 1.700.000 of Rp 2.000.000 is left.
  Your team's limit for 24 hours: Rp 8.300.000 of Rp 9.000.000 is left.""",
        "id": """\
Yang bisa Anda kirim sekarang:
  Satu pesanan paling banyak: Rp 1.000.000
  Satu pesanan di ATM Permata: Rp 500.000
  Batas Anda dalam 24 jam: tersisa Rp 1.700.000 dari Rp 2.000.000.
  Batas tim Anda dalam 24 jam: tersisa Rp 8.300.000 dari Rp 9.000.000.""",
    }
    stage.dialog(AGENT, f"> /batas order 9 juta\n< {told[language]}")
    assert stage.world.rows(PolicyVersion)[0].amount == 1_000_000


def test_a_places_limit_below_its_smallest_order_says_where(stage: Stage) -> None:
    stage.act(ADMIN, "/limits permata 60rb")
    assert "⚠️ An order at Permata ATM is Rp 100.000 at least" in heard(stage, ADMIN)
    stage.languages[ADMIN] = "id"
    stage.act(ADMIN, "/limits")
    assert "⚠️ Pesanan di ATM Permata paling sedikit Rp 100.000" in heard(stage, ADMIN)


def test_a_limit_that_is_as_it_was_is_not_recorded_again(stage: Stage) -> None:
    for _twice in range(2):
        stage.act(ADMIN, "/limits order 500rb")
    assert [row.amount for row in stage.world.rows(PolicyVersion)] == [500_000]
    assert heard(stage, SECOND_ADMIN).count("changed the limit") == 1


def test_limits_that_real_money_needs_are_said_to_be_missing_until_both_are_set(
    stage: Stage,
) -> None:
    stage.world.policy = replace(stage.world.policy, needs_limits=True)
    needed = (
        "⚠️ Nothing is sent until both are set, for one order and for one agent: this is real "
        "money. For example: /limits order 500.000, then /limits agent 5.000.000"
    )
    low = (
        "⚠️ An order is Rp 100.000 at least: below that nobody can send. To stop sending there is "
        "/stop REASON"
    )
    stage.dialog(
        ADMIN,
        f"""\
> /limits
< {limits("not set yet", "not set yet", needed)}
> /limits order 50rb
< These are the limits now.

  {limits("Rp 50.000", "not set yet", needed)}
> /limits agent 5 juta
< These are the limits now.

  {limits("Rp 50.000", "Rp 5.000.000", low)}
> /limits pesanan 40rb
< These are the limits now.

  {limits("Rp 40.000", "Rp 5.000.000", low)}""",
    )


def test_missing_limits_are_in_health_and_told_to_every_admin_in_their_language(
    stage: Stage,
) -> None:
    stage.world.policy = replace(stage.world.policy, needs_limits=True)
    stage.languages |= {ADMIN: "en", SECOND_ADMIN: "id"}
    for admin in (ADMIN, SECOND_ADMIN):
        stage.act(admin, "/health")
    assert "⚠️ Limits are not set: until they are, nothing is sent. See /limits" in heard(
        stage, ADMIN
    )
    assert "⚠️ Batas belum ditetapkan" in heard(stage, SECOND_ADMIN)
    stage.tidy()
    assert heard(stage, ADMIN).startswith("< ⚠️ Nothing can be sent yet: for real money the limits")
    assert heard(stage, SECOND_ADMIN).startswith("< ⚠️ Belum ada yang bisa dikirim")
    assert heard(stage, AGENT) == ""


def test_limits_are_shown_and_changed(stage: Stage) -> None:
    stage.dialog(
        ADMIN,
        f"""\
> /limits
< {limits()}
> /limits order 500rb
< These are the limits now.

  {limits("Rp 500.000")}
> /limits day 5 juta
< These are the limits now.

  {limits("Rp 500.000", "Rp 5.000.000")}
> /limits day
< {LIMITS_USAGE}
> /limits week 5 juta
< {LIMITS_USAGE}
> /limits day 2 miliar
< “m” can be a million or a billion. Write it in full, such as 500.000.
> /limits day 500
< The amount must be at least Rp 10.000.""",
    )
    stage.act(ADMIN, "/limits order off")
    assert "change the limit for one order from Rp 500.000 to no limit" in heard(stage, ADMIN)
    stage.agree()
    stage.act(ADMIN, "/audit")
    assert f"limits changed 500000 → off · by {ADMIN} · agreed by the operator" in heard(
        stage, ADMIN
    )


def test_health_is_shown(stage: Stage) -> None:
    stage.dialog(
        ADMIN,
        """\
> /health
< Sending: open
  Orders waiting to be sent: 0
  Being sent: 0
  Not certain: 0
  Ready to collect: 0
  Messages not yet handled: 0
  Faspay's books: not compared yet""",
    )


def test_the_audit_trail_of_an_order_is_shown(stage: Stage) -> None:
    stage.dialog(
        ADMIN,
        """\
> /audit
< Nothing is on record yet.
> /audit abc
< Write the order number: /audit 12 digits. The numbers are in /orders""",
    )
    order_no = stage.world.request()
    stage.act(ADMIN, f"/audit {order_no}")
    assert heard(stage, ADMIN) == (
        f"< 5 Jan 2026 10.00 WIB · order made · order ORDER · by {AGENT}"
    )


@pytest.mark.parametrize(
    ("who", "word"), [(AGENT, "/cashout"), (SUPERVISOR, "/team"), (ADMIN, "/invite")]
)
def test_help_is_for_the_role(stage: Stage, who: int, word: str) -> None:
    stage.act(who, "/start")
    assert word in heard(stage, who)
    assert stage.menus[who][-1] == ("help", "Help")
    stage.languages[who] = "id"
    stage.act(who, "/help")
    assert stage.menus[who][-1] == ("help", "Bantuan")

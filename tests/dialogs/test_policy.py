"""/policy: limits and purposes as they are, how admins change them, and what was decided."""

import pytest

from storage.models.order_states import OrderStatus
from storage.repositories import purposes
from storage.values import Inert
from tests.dialogs.lines import heard
from tests.dialogs.stage import Stage
from tests.dialogs.test_purposes import company, of_code, switch
from tests.factories import ADMIN, AGENT, SECOND_ADMIN, SUPERVISOR, TEAM

SECOND = Inert(f"admin {SECOND_ADMIN}")
ONE = """FOOD · {name} · {state}
  {budget}
  Collected Rp 0 · on its way Rp 0{teams}"""
BUTTONS = """
  [{switch}]
  [Offer first to a team …]
  [← All purposes]"""
USAGE = """\
  To add: /policy purpose FOOD Food aid
  To change: /policy purpose FOOD budget 10.000.000 (or off), … name NEW NAME, … team TEAM, … off, \
… on
  The code has 8 letters or digits at most and goes into the description at Faspay; at Alfamart \
and Indomaret only its first 2 have room.
  Agents are asked only where there is more than one; the only one is taken."""


def one(
    name: str = "Food aid", budget: str = "No budget", teams: str = "", *, on: bool = True
) -> str:
    first = f"\n  Offered first to the teams: {teams}" if teams else ""
    told = ONE.format(name=name, state="on" if on else "off", budget=budget, teams=first)
    return told + BUTTONS.format(switch="Switch off" if on else "Switch on")


LIMITS = """One order, at most: no limit
  One agent in 24 hours: no limit
  One team in 24 hours: no limit
  All together in 24 hours: no limit
  One beneficiary's phone in 7 days: no limit

  To change the limits: /limits"""
BUDGETED = "Budget Rp 1.000.000 · left Rp 1.000.000"


def test_admins_keep_purposes_by_words(stage: Stage) -> None:
    stage.dialog(
        ADMIN,
        f"""\
> /policy
< {LIMITS}

  There are no purposes yet: agents are not asked what the money is for.

{USAGE}
  [What was decided before]
> /policy purpose food
< There is no purpose FOOD yet. To add it: /policy purpose FOOD ITS NAME
> /policy purpose food Food aid
< There is this purpose now.

  {one()}
> /policy purpose FOOD Other meaning
< FOOD · Food aid · on
  No budget
  Collected Rp 0 · on its way Rp 0

  The code FOOD is taken. To call it otherwise: /policy purpose FOOD name Other meaning
> /policy purpose FOOD budget 1 juta
< This is its budget now.

  {one(budget=BUDGETED)}
> /policy purpose FOOD team bandung
< What that team is offered first is noted.

  {one(budget=BUDGETED, teams="Bandung")}
> /policy purpose FOOD name Emergency food
< This is its name now. Orders that are there keep the name that they had.

  {one("Emergency food", BUDGETED, "Bandung")}
> /policy FOOD team Bandung off
< What that team is offered first is noted.

  {one("Emergency food", BUDGETED)}
> /policy FOOD team Bandung off
< That team is offered another purpose first. Nothing was changed.
> /policy
< {LIMITS}

  Purposes of orders:

  FOOD · Emergency food · on
  {BUDGETED}
  Collected Rp 0 · on its way Rp 0

{USAGE}
  [FOOD]
  [What was decided before]""",
    )
    told = heard(stage, SECOND_ADMIN)
    for said in (
        "Hadi (ID 5000000005) added the purpose FOOD: “Food aid”",
        "Hadi (ID 5000000005) changed the budget of the purpose FOOD: no limit → Rp 1.000.000.",
        "changed what the team Bandung is offered first: nothing → FOOD.",
        'Hadi (ID 5000000005) renamed the purpose FOOD: "Food aid" → "Emergency food"',
        "changed what the team Bandung is offered first: FOOD → nothing.",
    ):
        assert told.count(said) == 1, said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1FOOD Food", "A purpose's code has 1 to 8 letters"),
        ("NEW " + "x" * 41, "A purpose's name has 1 to 40 letters"),
        ("AID name " + "x" * 41, "A purpose's name has 1 to 40 letters"),
        ("AID budget lots", "Write the budget, Rp 10.000 to Rp 100.000.000.000, for example: "),
        ("AID budget", "Write the budget, Rp 10.000 to Rp 100.000.000.000, for example: "),
        ("AID team Solo", "There is no such team."),
        ("NEW budget 1 juta", "a new name cannot begin with “budget”"),
        ("NEW off", "a new name cannot begin with “off”"),
        ("NEW food  AID", "There is a purpose of that name already: AID."),
        ("BUDGET 10.000.000", "The word BUDGET is not free for a purpose"),
        ("PAID Paid orders", "The word PAID is not free for a purpose"),
    ],
)
def test_what_cannot_be_read_changes_nothing_and_says_how_to_write_it(
    stage: Stage, typed: str, said: str
) -> None:
    company(stage, "Food aid")
    stage.act(ADMIN, f"/policy purpose {typed}")
    assert said in heard(stage, ADMIN)
    (kept,) = stage.world.do(purposes.everything)
    assert (kept.name, kept.budget, kept.is_on) == ("Food aid", None, True)


def test_admins_keep_purposes_by_buttons_in_indonesian(stage: Stage) -> None:
    stage.languages[ADMIN] = "id"
    company(stage, "Bantuan pangan")
    head = """PANGAN · Bantuan pangan · {}
  Tanpa anggaran
  Sudah diambil Rp 0 · dalam perjalanan Rp 0"""
    stage.dialog(
        ADMIN,
        f"""\
> /kebijakan
< Satu pesanan paling banyak: tanpa batas
  Satu agen dalam 24 jam: tanpa batas
  Satu tim dalam 24 jam: tanpa batas
  Semua dalam 24 jam: tanpa batas
  Satu nomor HP penerima dalam 7 hari: tanpa batas

  Mengubah batas: /limits

  Tujuan pesanan:

  {head.format("aktif")}

  Menambah: /policy tujuan PANGAN Bantuan pangan
  Mengubah: /policy tujuan PANGAN anggaran 10.000.000 (atau off), … nama NAMA BARU, \
… tim NAMA TIM, … off, … on
  Kodenya paling banyak 8 huruf atau angka dan masuk ke deskripsi di Faspay; di Alfamart dan \
Indomaret hanya 2 yang pertama yang muat.
  Agen baru ditanya kalau ada lebih dari satu; kalau hanya satu, itu yang dipakai.
  [PANGAN]
  [Keputusan sebelumnya]
> [PANGAN]
*
~ {head.format("aktif")}
  [Nonaktifkan]
  [Tawarkan pertama untuk tim …]
  [← Semua tujuan]
> [Tawarkan pertama untuk tim …]
*
~ Untuk tim mana PANGAN ditawarkan pertama? Yang bertanda ✓ sudah; tekan lagi untuk membatalkannya.
  [Bandung]
  [Medan]
  [← Semua tujuan]
> [Bandung]
*
~ Untuk tim mana PANGAN ditawarkan pertama? Yang bertanda ✓ sudah; tekan lagi untuk membatalkannya.
  [✓ Bandung]
  [Medan]
  [← Semua tujuan]
> /policy tujuan PANGAN anggaran 2 juta
< Anggarannya sekarang ini.

  PANGAN · Bantuan pangan · aktif
  Anggaran Rp 2.000.000 · sisa Rp 2.000.000
  Sudah diambil Rp 0 · dalam perjalanan Rp 0
  Ditawarkan pertama untuk tim: Bandung
  [Nonaktifkan]
  [Tawarkan pertama untuk tim …]
  [← Semua tujuan]
> [Nonaktifkan]
*
< Usulan #1: matikan tujuan PANGAN. Sesudah itu pesanan dibuat tanpa tujuan dan anggarannya.
  Diminta oleh Hadi (ID 5000000005), 5 Jan 2026 10.00 WIB.

  Belum ada yang berubah: untuk ini perlu dua orang.
  Yang bisa menyetujui: {SECOND}. Bila ragu apakah ini benar diminta, telepon dulu. Berakhir \
sendiri pada 6 Jan 2026 10.00 WIB.
  [Tarik kembali]""",
    )
    stage.agree()
    assert not of_code(stage, "PANGAN").is_on


def test_a_purpose_beside_which_others_are_on_is_switched_off_by_one(stage: Stage) -> None:
    company(stage, "Food aid", "Clean water")
    stage.dialog(
        ADMIN,
        """\
> /policy AID off
< This purpose is off: it is not offered any more, and none of its orders is sent while it is off.

  AID · Food aid · off
  No budget
  Collected Rp 0 · on its way Rp 0
  [Switch on]
  [Offer first to a team …]
  [← All purposes]""",
    )
    told = "Hadi (ID 5000000005) switched the purpose AID off: it is not offered any more."
    assert heard(stage, SECOND_ADMIN).count(told) == 1


def test_what_was_decided_is_read_newest_first_with_who_agreed(stage: Stage) -> None:
    company(stage, "Food aid")
    switch(stage, "AID", on=True, budget=200_000)
    stage.dialog(ADMIN, "> /policy history\n< Nothing was decided about limits and purposes yet.")
    stage.act(ADMIN, "/limits company 5 juta")
    stage.act(ADMIN, "/policy AID budget 1 juta")
    stage.agree()
    stage.hear(ADMIN)
    stage.dialog(
        ADMIN,
        """\
> /kebijakan riwayat
< 5 Jan 2026 10.00 WIB: Hadi (ID 5000000005) changed the budget of the purpose AID: Rp 200.000 → \
Rp 1.000.000. The operator, at the machine, agreed.

  5 Jan 2026 10.00 WIB: Hadi (ID 5000000005) changed the limit for all together in 24 hours: no \
limit → Rp 5.000.000.""",
    )


def test_two_admins_who_press_the_same_team_at_once_do_not_undo_each_other(stage: Stage) -> None:
    company(stage, "Food aid")
    for _ in range(2):
        stage.press(ADMIN, "policy:AID:teams")
    data = stage.button(ADMIN, "Bandung")
    for admin in (ADMIN, SECOND_ADMIN):
        stage.press(admin, data)
    assert stage.world.do(purposes.default_of, TEAM) == "AID"


@pytest.mark.parametrize("who", [AGENT, SUPERVISOR])
@pytest.mark.parametrize("doing", ["/policy", "policy:AID:off"])
def test_purposes_are_for_admins(stage: Stage, who: int, doing: str) -> None:
    company(stage, "Food aid")
    if doing.startswith("/"):
        stage.act(who, doing)
    else:
        stage.press(who, doing)
    assert "not for your role" in heard(stage, who)
    assert [each.is_on for each in stage.world.do(purposes.everything)] == [True]


def test_a_budget_that_is_overshot_by_late_evidence_says_by_how_much(stage: Stage) -> None:
    company(stage, "Food aid")
    switch(stage, "AID", on=True, budget=200_000)
    stage.world.keep(OrderStatus.PAID, purpose="AID", amount=300_000)
    stage.world.keep(OrderStatus.UNKNOWN, purpose="AID", amount=100_000)
    stage.dialog(
        ADMIN,
        """\
> /policy purpose AID
< AID · Food aid · on
  ⚠️ Budget Rp 200.000 · over by Rp 200.000: no new orders, and of those that wait to be sent \
only the first, as far as it reaches
  Collected Rp 300.000 · on its way Rp 100.000
  [Switch off]
  [Offer first to a team …]
  [← All purposes]""",
    )


def test_a_press_takes_a_default_back(stage: Stage) -> None:
    company(stage, "Food aid", default="AID")
    stage.press(ADMIN, "policy:AID:teams")
    stage.act(ADMIN, "[✓ Bandung]")
    assert stage.world.do(purposes.default_of, TEAM) is None


def test_limits_are_changed_by_their_names_behind_policy_too(stage: Stage) -> None:
    for name, shown in (
        ("order 900rb", "One order, at most: Rp 900.000"),
        ("agent-day 2 juta", "One agent in 24 hours: Rp 2.000.000"),
        ("team-day 3 juta", "One team in 24 hours: Rp 3.000.000"),
        ("company-day 4 juta", "All together in 24 hours: Rp 4.000.000"),
        ("phone-week 5 juta", "One beneficiary's phone in 7 days: Rp 5.000.000"),
    ):
        stage.act(ADMIN, f"/policy {name}")
        assert shown in heard(stage, ADMIN)
    stage.act(ADMIN, "/policy day off")
    assert "change the limit for one agent in 24 hours from Rp 2.000.000" in heard(stage, ADMIN)
    stage.act(ADMIN, "/policy team-day")
    assert heard(stage, ADMIN).startswith("< To change: /limits")
    stage.act(ADMIN, "/policy purpose TEAM The team")
    assert "The word TEAM is not free for a purpose" in heard(stage, ADMIN)

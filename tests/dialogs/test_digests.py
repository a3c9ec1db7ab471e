"""/digest: when it comes, by buttons and in words; and the digest itself, in both languages."""

import asyncio
from datetime import timedelta

import pytest

from handlers.jobs import reconciliation
from storage.models.digest import DigestTime
from storage.models.order_states import OrderStatus
from storage.repositories import purposes
from storage.values import Inert
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SUPERVISOR
from tests.handlers.statement import edges_of, opened

ABOUT = (
    """\
< A digest says what became of a day's orders, by state, by agent and by purpose, what is not """
    """\
settled, and whether Faspay's books agree. It makes no sound.

  {chosen}

  Another time: /digest 18.30
  [07.00] [12.00] [17.00] [20.00]
  [Show it now] [No digest]"""
)


def about(chosen: str = "You get none.") -> str:
    return ABOUT.format(chosen=chosen)


def daily(time: str, following: str) -> str:
    return about(f"You get one daily at {time}; the next one comes {following} WIB.")


def test_a_supervisor_chooses_when_it_comes(stage: Stage) -> None:
    stage.dialog(
        SUPERVISOR,
        f"""\
> /digest
{about()}
> [17.00]
*
{daily("17.00", "5 Jan 2026 17.00")}
> /digest 6.30
{daily("06.30", "6 Jan 2026 06.30")}
> /ringkasan jam 7
{daily("07.00", "6 Jan 2026 07.00")}
> /digest 25.00
< Nothing was changed. Write for example /digest 18.30, /digest off or /digest now. """
        f"""Everything can be pressed as well: /digest
> [No digest]
*
{about()}
> /digest off
{about()}""",
    )


def test_it_is_the_same_in_indonesian(stage: Stage) -> None:
    stage.languages[SUPERVISOR] = "id"
    stage.dialog(
        SUPERVISOR,
        """\
> /ringkasan 18.30
< Ringkasan memberi tahu apa yang terjadi dengan pesanan sehari, per keadaan, per agen """
        """dan per tujuan, apa yang belum tuntas, dan apakah buku Faspay cocok. """
        """Datangnya tanpa bunyi.

  Dikirim tiap hari pukul 18.30; berikutnya 5 Jan 2026 18.30 WIB.

  Jam lain: /ringkasan 18.30
  [07.00] [12.00] [17.00] [20.00]
  [Tampilkan sekarang] [Tanpa ringkasan]
> [Tampilkan sekarang]
*
< Ringkasan pesanan
  yang dibuat mulai 4 Jan 2026 18.30 WIB, sebelum 5 Jan 2026 10.00 WIB

  ⚠️ Jumlah ini menurut catatan kita saja: belum pernah dicocokkan dengan buku Faspay.

  Tidak ada pesanan yang dibuat dalam waktu ini.

  Semua sudah tuntas ✓

  Keadaan per 5 Jan 2026 10.00 WIB""",
    )


def test_an_agent_has_none(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        """\
> /digest
< That command is not for your role (agent). What you can use: /help""",
    )


def _some_orders(stage: Stage) -> None:
    for each in (AGENT, OTHER_AGENT):
        stage.act(each, "/help")
    world, now = stage.world, stage.world.clock.now
    world.keep(OrderStatus.PAID, amount=300_000, ended_at=now)
    world.keep(OrderStatus.PAID, amount=500_000, ended_at=now, agent_id=OTHER_AGENT)
    world.keep(OrderStatus.FAILED, amount=200_000, ended_at=now)
    world.keep(OrderStatus.UNKNOWN, amount=400_000, check_at=now)
    world.clock.move(3 * 3600)


def _compare(stage: Stage) -> None:
    stage.act(ADMIN, "/reconcile")
    assert asyncio.run(reconciliation.reconcile(edges_of(stage.world)))
    stage.deliver()
    stage.hear(ADMIN)


def test_it_says_what_became_of_the_orders_and_what_is_not_settled(stage: Stage) -> None:
    _some_orders(stage)
    stage.dialog(
        SUPERVISOR,
        """\
> /digest now
< Digest of orders
  made from 4 Jan 2026 13.00 WIB, before 5 Jan 2026 13.00 WIB

  ⚠️ These sums are ours alone: they have never been compared with Faspay's books.

  Asked for: 4 orders, Rp 1.400.000
  • collected: 2 · Rp 800.000
  • not certain yet, being asked at Faspay: 1 · Rp 400.000
  • failed, the money is not out: 1 · Rp 200.000

  By agent:
  • Dewi: 3 · Rp 900.000
  • Agus: 1 · Rp 500.000

  Not settled now: 1
  • ORDER · Rp 400.000 · Dewi · not certain yet, being asked at Faspay · 3 hours

  States as of 5 Jan 2026 13.00 WIB""",
    )


def _with_purposes(stage: Stage) -> None:
    world = stage.world
    for code, name in (("FOOD", "Food aid"), ("WATER", "t.me/water")):
        world.do(purposes.add, code, name)
    made: tuple[tuple[OrderStatus, str | None, int], ...] = (
        (OrderStatus.PAID, "FOOD", 300_000),
        (OrderStatus.FAILED, "FOOD", 200_000),
        (OrderStatus.PAID, "WATER", 700_000),
        (OrderStatus.PAID, None, 400_000),
    )
    for status, purpose, amount in made:
        called = None if purpose is None else "its name then"
        now = world.clock.now
        world.keep(status, amount=amount, ended_at=now, purpose=purpose, purpose_name=called)
    world.clock.move(60)


@pytest.mark.parametrize(
    ("language", "head", "none"),
    [("en", "By purpose", "without a purpose"), ("id", "Per tujuan", "tanpa tujuan")],
)
def test_where_orders_have_purposes_it_sums_by_those_too(
    stage: Stage, language: str, head: str, none: str
) -> None:
    _with_purposes(stage)
    stage.languages[SUPERVISOR] = language
    stage.act(SUPERVISOR, "/digest now")
    told = f"""\
  {head}:
  • {Inert("t.me/water")} (WATER): 1 · Rp 700.000
  • Food aid (FOOD): 2 · Rp 500.000
  • {none}: 1 · Rp 400.000

"""
    assert told in "\n".join(stage.hear(SUPERVISOR))


def test_with_many_purposes_the_rest_is_one_line_and_sums_up(stage: Stage) -> None:
    for number in range(14):
        ended = stage.world.clock.now
        stage.world.keep(OrderStatus.PAID, purpose=f"P{number}", amount=100_000, ended_at=ended)
    stage.world.clock.move(60)
    stage.act(SUPERVISOR, "/digest now")
    told = stage.hear(SUPERVISOR)
    assert "  • 4 more purposes: 4 · Rp 400.000" in told
    assert not any("without a purpose" in line for line in told), "no order is without one"


def test_where_the_books_do_not_agree_it_says_so_first(stage: Stage) -> None:
    books = opened(stage.world, days_ago=2)
    books.write(300_000, stage.world.clock.now - timedelta(hours=1), "salary")
    _compare(stage)
    stage.languages[ADMIN] = "id"
    stage.dialog(
        ADMIN,
        """\
> /ringkasan sekarang
< Ringkasan pesanan
  yang dibuat mulai 4 Jan 2026 10.00 WIB, sebelum 5 Jan 2026 10.00 WIB

  ⚠️ Tidak cocok dengan buku Faspay: 1 selisih masih terbuka (dicocokkan 5 Jan 2026 10.00 WIB). """
        """Jumlah ini menurut catatan kita saja.
  Apa yang berbeda, dan apa yang kurang: /cocokkan

  Tidak ada pesanan yang dibuat dalam waktu ini.

  Semua sudah tuntas ✓

  Keadaan per 5 Jan 2026 10.00 WIB""",
    )
    stage.act(SUPERVISOR, "/digest now")
    told = "\n".join(stage.hear(SUPERVISOR))
    assert "1 difference is open" in told
    assert "/reconcile" not in told, "that is for admins"


def test_books_that_agree_and_books_that_could_not_be_read_are_told_apart(stage: Stage) -> None:
    books = opened(stage.world, days_ago=2)
    _compare(stage)
    stage.act(SUPERVISOR, "/digest now")
    assert "  Faspay's books agree ✓ (compared 5 Jan 2026 10.00 WIB)" in stage.hear(SUPERVISOR)
    books.silent.add("statement")
    stage.world.clock.move(7200)
    _compare(stage)
    stage.act(SUPERVISOR, "/digest now")
    told = "\n".join(stage.hear(SUPERVISOR))
    assert "⚠️ Faspay's books are not known to agree (compared 5 Jan 2026 12.00 WIB)" in told


def test_with_many_agents_and_orders_the_rest_is_one_line_and_sums_up(stage: Stage) -> None:
    world = stage.world
    for number in range(14):
        world.keep(OrderStatus.ISSUED, agent_id=AGENT + 100 + number, amount=100_000)
    world.clock.move(60)
    stage.act(SUPERVISOR, "/digest now")
    told = stage.hear(SUPERVISOR)
    assert "  • 4 more agents: 4 · Rp 400.000" in told
    assert "  Not settled now: 14" in told
    assert "  and 4 more: /orders waiting, and /orders problems" in told
    assert sum("· Rp 100.000 ·" in line for line in told) == 10
    assert len("\n".join(told)) < 4096


def test_books_that_are_older_than_the_orders_vouch_for_none_of_them(stage: Stage) -> None:
    opened(stage.world, days_ago=2)
    _compare(stage)
    stage.world.clock.move(3600)
    stage.act(SUPERVISOR, "/digest now")
    assert "as far as they were compared, 5 Jan 2026 10.00 WIB" in "\n".join(stage.hear(SUPERVISOR))
    stage.world.clock.move(20 * 86_400)
    stage.act(SUPERVISOR, "/digest now")
    told = "\n".join(stage.hear(SUPERVISOR))
    assert "⚠️ None of these orders has been compared" in told
    assert "agree ✓" not in told


def test_who_has_no_team_reads_that_and_no_empty_digest(stage: Stage) -> None:
    stage.world.keep(OrderStatus.UNKNOWN)
    stage.world.change(SUPERVISOR, team="")
    for typed in ("/digest", "/digest now", "/digest 17"):
        stage.act(SUPERVISOR, typed)
        (said,) = stage.hear(SUPERVISOR)
        assert "team" in said
    assert stage.world.rows(DigestTime) == []


def test_an_ended_order_that_people_must_look_at_says_so(stage: Stage) -> None:
    world = stage.world
    for _ in range(12):
        world.keep(OrderStatus.REJECTED, ended_at=world.clock.now, review="unresolved")
    stage.act(SUPERVISOR, "/digest now")
    told = "\n".join(stage.hear(SUPERVISOR))
    assert "refused by Faspay, no money went out; people must look at it" in told
    stage.act(SUPERVISOR, "/orders problems")
    assert "no such order" not in "\n".join(stage.hear(SUPERVISOR))

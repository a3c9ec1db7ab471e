"""/reconcile as admins read it, in both languages."""

import asyncio
from datetime import timedelta

from handlers.jobs import reconciliation
from storage.models.order_states import OrderStatus
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, SECOND_ADMIN
from tests.handlers.statement import Books, an_order, ask, edges_of, opened

HOUR = timedelta(hours=1)


def _compare(stage: Stage) -> None:
    assert asyncio.run(reconciliation.reconcile(edges_of(stage.world)))
    stage.deliver()


def _opened(stage: Stage) -> Books:
    books = opened(stage.world, days_ago=2)
    an_order(stage.world, OrderStatus.PAID)
    return books


def test_clean_books_are_said_to_be_clean(stage: Stage) -> None:
    _opened(stage)
    stage.act(ADMIN, "/reconcile")
    stage.act(ADMIN, "/reconcile")
    _compare(stage)
    stage.dialog(
        ADMIN,
        """\
< Our orders are being compared with Faspay's books. That may take some minutes; the result \
comes here.
< You have asked already: our orders are being compared with Faspay's books, or I will ask \
Faspay again within the hour for what it did not tell. The result comes here.
< Orders and Faspay's books, 3 Jan 2026 - 5 Jan 2026: clean ✓

  Compared: 1 order, 1 line. This is the first balance I know; the next comparison starts \
from it.""",
    )
    assert stage.hear(SECOND_ADMIN) == []
    stage.act(ADMIN, "/health")
    assert stage.hear(ADMIN)[-1] == "  Faspay's books: 5 Jan 2026 10.00 WIB, clean ✓"


def test_an_unknown_debit_is_a_card_for_all_admins_and_is_settled_in_words(stage: Stage) -> None:
    books = _opened(stage)
    books.write(300_000, stage.world.clock.now - HOUR, "salary of Siti Aminah")
    stage.languages[SECOND_ADMIN] = "id"
    stage.act(SECOND_ADMIN, "/cocokkan")
    _compare(stage)
    card = """\
  ⚠️ Difference #1: unknown debit
  5 Jan 2026 09.00 WIB, 1 hour ago

  Rp 300.000 left the account, and none of our orders explains it.

  Ask whoever else may use the Faspay account, then Faspay, with time and amount.
  Sending is stopped because of it, until an admin writes /resume.

  If you know what it is: /reconcile 1 REASON"""
    stage.dialog(
        ADMIN,
        f"""\
< ⚠️ Sending is stopped: no new order is sent; an order already being sent is finished.
  Reason: Faspay's statement has a debit that none of our orders explains. Look at it with \
/reconcile and Faspay before opening.
  Once the cause has been looked into, open sending again with /resume

  — — —

{card}
> /reconcile 1
< To settle one that you can explain: /reconcile NUMBER REASON
> /reconcile abc because
< To settle one that you can explain: /reconcile NUMBER REASON
> /reconcile 2 because
< No difference with that number is open. Those that are: /reconcile
> /reconcile #1 salaries, paid by hand
< Difference #1 is settled with your reason. If anything about it changes, I'll report it again.
  Sending is still stopped. Once everything has been looked into, open it with /resume
> /resume
< Proposal #1: open sending again.
  Reason: Faspay's statement has a debit that none of our orders explains. Look at it with \
/reconcile and Faspay before opening.
  Asked for by Hadi (ID 5000000005), 5 Jan 2026 10.00 WIB.

  Nothing has changed yet: this takes two people.
  Who can approve it: Lina. If you are not sure that it was really asked for, call first. It ends \
by itself at 5 Jan 2026 11.00 WIB.
  [Withdraw]""",
    )
    stage.dialog(
        SECOND_ADMIN,
        f"""\
< Pesanan kita sedang dicocokkan dengan buku Faspay. Bisa beberapa menit; hasilnya datang di sini.
< ⚠️ Pengiriman dihentikan: pesanan baru tidak dikirim; yang sedang dikirim diselesaikan.
  Alasan: mutasi Faspay memuat debit yang tidak dijelaskan oleh pesanan kita. Periksa dengan \
/reconcile dan Faspay sebelum membuka.
  Setelah diperiksa, buka lagi dengan /resume

  — — —

  Pesanan dan buku Faspay, 3 Jan 2026 - 5 Jan 2026: ⚠️ 1 selisih baru, 0 yang lama masih terbuka

  Dicocokkan: 1 pesanan, 2 baris mutasi. Saldo baru diketahui mulai sekarang; pencocokan \
berikutnya memakainya.

  Selisih yang terbuka:
  #1 debit tak dikenal · Rp 300.000 · 1 jam
  Menyelesaikan yang Anda ketahui sebabnya: /reconcile NOMOR ALASAN

  — — —

  ⚠️ Selisih #1: debit tak dikenal
  5 Jan 2026 09.00 WIB, 1 jam yang lalu

  Rp 300.000 keluar dari rekening, dan tidak satu pun pesanan kita menjelaskannya.

  Tanyakan kepada siapa pun yang memakai rekening Faspay ini, lalu kepada Faspay, dengan waktu dan \
jumlahnya.
  Pengiriman dihentikan karenanya, sampai admin menulis /resume.

  Bila Anda tahu sebabnya: /reconcile 1 ALASAN
< Hadi (ID {ADMIN}) menyelesaikan selisih #1 dan menulis: “salaries, paid by hand”

  Bila ini tidak disepakati, telepon orangnya. /stop ALASAN menghentikan semua pengiriman saat itu \
juga; /kunci {ADMIN} langsung mencabut haknya.
< Usulan #1: buka pengiriman lagi.
  Alasan: mutasi Faspay memuat debit yang tidak dijelaskan oleh pesanan kita. Periksa dengan \
/reconcile dan Faspay sebelum membuka.
  Diminta oleh Hadi (ID {ADMIN}), 5 Jan 2026 10.00 WIB.

  Belum ada yang berubah: untuk ini perlu dua orang.
  Yang bisa menyetujui: Lina. Bila ragu apakah ini benar diminta, telepon dulu. Berakhir sendiri \
pada 5 Jan 2026 11.00 WIB.
  [Setujui] [Tolak]""",
    )
    everything = str(stage.messages)
    assert "Siti" not in everything


def test_a_comparison_that_was_not_complete_says_so_and_is_not_clean(stage: Stage) -> None:
    books = _opened(stage)
    books.silent.add("statement")
    stage.act(ADMIN, "/reconcile")
    stage.hear(ADMIN)
    _compare(stage)
    stage.dialog(
        ADMIN,
        """\
< Orders and Faspay's books, 3 Jan 2026 - 5 Jan 2026: not complete, so not called clean

  Could not be read from Faspay: the statement. I will ask again within the hour.""",
    )


def test_a_card_that_is_settled_before_it_is_sent_is_not_sent(stage: Stage) -> None:
    books = _opened(stage)
    kept = books.lines.copy()
    books.lines.clear()
    ask(stage.world)
    assert asyncio.run(reconciliation.reconcile(edges_of(stage.world)))
    books.lines += kept
    ask(stage.world)
    _compare(stage)
    heard = "\n".join(stage.hear(ADMIN))
    assert heard.count("clean ✓") == 2, "a report is rendered when it is sent"
    assert "Difference" not in heard


def test_an_order_that_inquiries_do_not_know_but_the_statement_does(stage: Stage) -> None:
    books = opened(stage.world, days_ago=2)
    number = an_order(stage.world, OrderStatus.UNKNOWN, hours_ago=5)
    stage.act(ADMIN, "/reconcile")
    stage.hear(ADMIN)
    _compare(stage)
    stage.dialog(
        ADMIN,
        """\
< Orders and Faspay's books, 3 Jan 2026 - 5 Jan 2026: no difference, but not all is certain

  Compared: 1 order, 0 lines. This is the first balance I know; the next comparison starts \
from it.

  Not certain yet. Make no new order in their place, and ask Faspay with the number:
  ORDER · 5 hours""",
    )
    books.write(500_000, stage.world.clock.now - 4 * HOUR, f"{number} BANTUAN")
    stage.act(ADMIN, "/reconcile")
    stage.hear(ADMIN)
    _compare(stage)
    stage.dialog(
        ADMIN,
        """\
< Orders and Faspay's books, 3 Jan 2026 - 5 Jan 2026: ⚠️ 1 new difference, 0 older still open

  Compared: 1 order, 1 line, the balance.

  Not certain yet. Make no new order in their place, and ask Faspay with the number:
  ORDER · 5 hours

  Open differences:
  #1 debit of an order that is not certain · order ORDER · 4 hours
  To settle one that you can explain: /reconcile NUMBER REASON

  — — —

  ⚠️ Difference #1: debit of an order that is not certain
  Order ORDER
  5 Jan 2026 06.00 WIB, 4 hours ago

  Rp 500.000 went out for this order of Rp 500.000, but when asked, Faspay did not know it. We \
say: not certain yet, being asked at Faspay.

  Its money is out: do not make a new order in its place. Ask Faspay what became of it, with this \
order number.

  If you know what it is: /reconcile 1 REASON""",
    )


def test_a_comparison_that_was_cut_short_each_time_is_said_to_be_given_up(stage: Stage) -> None:
    opened(stage.world, days_ago=2)
    stage.act(ADMIN, "/reconcile")
    stage.hear(ADMIN)
    cut_off = edges_of(stage.world, stopping=lambda: True)
    for _ in range(7):
        assert not asyncio.run(reconciliation.reconcile(cut_off))
    _compare(stage)
    stage.dialog(
        ADMIN,
        """\
< Orders and Faspay's books, 3 Jan 2026 - 5 Jan 2026: not complete, so not called clean

  The comparison was cut short on our side again and again, and is given up for now; Faspay was \
not the cause. I will ask again next night, or when you write /reconcile.""",
    )

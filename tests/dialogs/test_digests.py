"""/digest: when it comes, by buttons and in words; and the digest itself, in both languages."""

from tests.dialogs.stage import Stage
from tests.factories import AGENT, SUPERVISOR

ABOUT = (
    """\
< A digest says what became of a day's orders, by state and by agent, what is not settled, and """
    """\
whether Faspay's books agree. It makes no sound.

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
< Ringkasan memberi tahu apa yang terjadi dengan pesanan sehari, per keadaan dan per agen, """
        """apa yang belum tuntas, dan apakah buku Faspay cocok. Datangnya tanpa bunyi.

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

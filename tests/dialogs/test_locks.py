"""A stolen phone: whoever is at hand locks it with one line, in both languages."""

import pytest

from tests.dialogs.lines import heard, meet
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SECOND_ADMIN, SUPERVISOR

PEOPLE = (ADMIN, SECOND_ADMIN, SUPERVISOR, AGENT, OTHER_AGENT)


@pytest.fixture
def known(stage: Stage) -> Stage:
    """Give the stage of people whose names are known; one admin and one agent speak Indonesian."""
    for who in (SECOND_ADMIN, OTHER_AGENT):
        stage.languages[who] = "id"
    meet(stage, *PEOPLE)
    return stage


def test_an_agent_locks_themselves_and_two_people_give_it_back(known: Stage) -> None:
    known.act(OTHER_AGENT, "/cashout Siti Aminah 081234567890 500rb")
    confirm = known.button(OTHER_AGENT, "Konfirmasi")
    known.hear(OTHER_AGENT)
    known.dialog(
        OTHER_AGENT,
        """\
> /kunci
< Akses Anda dikunci: mulai sekarang tidak ada yang bisa dilihat atau dikirim dengan akun ini, dan \
pesanan yang belum terkirim tidak akan dikirim. Kode di chat ini sedang dihapus. Perlu dua orang \
perusahaan untuk mengembalikannya: telepon supervisor atau admin Anda.
> /riwayat
< Hak Anda di sini sedang dihentikan; hubungi admin perusahaan Anda.""",
    )
    known.press(OTHER_AGENT, confirm)
    known.submit()
    assert not known.world.gateway.executed
    said = (
        f"⚠️ Agus (ID {OTHER_AGENT}) locked their own access. Call them before it is given back, "
        f"which takes two people: /restore {OTHER_AGENT}"
    )
    assert said in heard(known, SUPERVISOR)
    assert said in heard(known, ADMIN)
    known.act(SUPERVISOR, f"/restore {OTHER_AGENT}")
    card = heard(known, SUPERVISOR)
    assert "Who can approve it: Hadi, Lina." in card
    known.act(ADMIN, "[Approve]")
    assert "Approved by Hadi" in heard(known, SUPERVISOR)
    known.act(OTHER_AGENT, "/riwayat")
    assert "dihentikan" not in heard(known, OTHER_AGENT)


def test_a_supervisor_locks_by_name(known: Stage) -> None:
    known.dialog(
        SUPERVISOR,
        f"""\
> /lock
< Write whom: /lock NAME or /lock ID, for somebody in your team; for yourself: /lock me. Their \
access ends at once.
> /lock hadi
< Nobody whom you could lock is called “hadi”. Write a part of the name, or the ID: /lock ID
> /lock dewi
< Dewi is locked: from now on they see and send nothing here, and their orders that are not sent \
yet will not be sent. Codes are being taken out of their chat. Two people give the rights back: \
/restore {AGENT}
> /lock dewi
< That is how it is already; nothing was changed.""",
    )
    assert f"⚠️ Ratna (ID {SUPERVISOR}) mengunci Dewi (ID {AGENT})" in heard(known, SECOND_ADMIN)
    assert not known.hear(AGENT)


def test_where_several_are_called_so_one_press_says_who(known: Stage) -> None:
    known.act(ADMIN, "/lock a")
    asked = heard(known, ADMIN)
    assert asked.startswith("< Whose access is to end? One press is enough.")
    known.act(ADMIN, f"[Agus ({OTHER_AGENT})]")
    assert "Agus is locked" in heard(known, ADMIN)
    known.act(OTHER_AGENT, "/cashout")
    assert "dihentikan" in heard(known, OTHER_AGENT)


def test_a_part_of_a_name_is_asked_about(known: Stage) -> None:
    known.act(ADMIN, "/lock dew")
    assert f"[Dewi ({AGENT})]" in heard(known, ADMIN)
    known.act(AGENT, "/cashout")
    assert "suspended" not in heard(known, AGENT)


def test_one_admin_locks_another_by_the_line_of_a_notice(known: Stage) -> None:
    known.act(SECOND_ADMIN, "/invite agent Bandung")
    assert f"/lock {SECOND_ADMIN} takes their rights at once." in heard(known, ADMIN)
    known.act(ADMIN, f"/lock {SECOND_ADMIN}")
    assert "Lina is locked" in heard(known, ADMIN)
    known.act(SECOND_ADMIN, "/people")
    assert "dihentikan" in heard(known, SECOND_ADMIN)
    known.dialog(
        ADMIN,
        """\
> /lock me
< This is the last admin; there must be at least one. /stop REASON stops all sending; whoever runs \
the bot can suspend them.""",
    )


def test_an_agent_locks_nobody_else(known: Stage) -> None:
    for words in (f"/lock {OTHER_AGENT}", "/lock agus"):
        known.dialog(
            AGENT,
            f"""\
> {words}
< You can lock your own access only, with / lock (no space, and nothing behind it). It ends at \
once, and two people of your company must give it back.""",
        )
    known.press(AGENT, f"lock:{OTHER_AGENT}")
    assert "Nobody has that ID" in heard(known, AGENT)
    known.act(OTHER_AGENT, "/cashout")
    assert "dihentikan" not in heard(known, OTHER_AGENT)


def test_nothing_that_an_agent_reads_locks_them_with_one_tap(known: Stage) -> None:
    """A tapped command is sent at once. A slip would lock them out while somebody waits."""
    known.act(AGENT, "/help")
    known.act(AGENT, "/lock x")
    assert "lock" in heard(known, AGENT)
    said = "\n".join(each.text for each in known.messages[AGENT].values())
    assert "/lock" not in said
    assert "/kunci" not in said
    assert "lock" not in {command for command, _words in known.menus[AGENT]}

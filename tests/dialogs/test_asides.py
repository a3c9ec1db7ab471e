"""Edits, photos, voices, words for nobody: one sentence each, and not twice within a minute."""

import pytest

from handlers.messages.texts import texts_for
from storage.models.person import Role
from storage.models.rate_bucket import Bucket
from tests.dialogs.lines import NAME, PHONE, at_read_back, orders, read_back
from tests.dialogs.stage import Stage
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SUPERVISOR, WIB

WRITE = (
    "Please send words; a phone number may also be a contact, or everything at once, "
    "like: Budi Santoso 0812-3456-7890 300rb"
)
TULIS = (
    "Kirim sebagai tulisan; nomor HP boleh juga sebagai kontak, atau semuanya sekaligus, "
    "seperti: Budi Santoso 0812-3456-7890 300rb"
)
EDITED = (
    "An edited message is not read again, so nothing has changed. Please send it as a new message, "
    "or press Edit where there is such a button."
)


def test_each_kind_without_words_is_told_apart(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        f"""\
> {{voice}}
< I cannot listen to voice messages. {WRITE}
> {{photo}}
< I do not open photos, videos and files, and do not read the words below them. {WRITE}
> {{document}}
> {{location}}
< I cannot read that. {WRITE}
> {{sticker}}""",
    )
    stage.dialog(
        SUPERVISOR,
        """\
> {voice}
< I cannot listen to voice messages. Write /help to see what you can do here.""",
    )


def test_each_kind_without_words_is_told_apart_in_indonesian(stage: Stage) -> None:
    stage.languages |= {AGENT: "id", ADMIN: "id"}
    stage.dialog(
        AGENT,
        f"""\
> {{voice}}
< Pesan suara tidak bisa saya dengar. {TULIS}
> {{photo}}
< Foto, video dan berkas tidak saya buka, juga tulisan di bawahnya tidak saya baca. {TULIS}
> {{location}}
< Itu tidak bisa saya baca. {TULIS}
> {{edit}} Budi Santoso
< Pesan yang diubah tidak dibaca lagi, jadi tidak ada yang berubah. Kirim sebagai pesan baru, \
atau tekan tombol Ubah kalau ada.
> selamat pagi
< Untuk mengirim uang tulis /cashout, atau langsung nama, nomor HP dan jumlah, \
seperti: Budi Santoso 0812-3456-7890 300rb""",
    )
    stage.dialog(
        ADMIN,
        """\
> {photo}
< Foto, video dan berkas tidak saya buka, juga tulisan di bawahnya tidak saya baca. \
Tulis /help untuk melihat apa yang bisa Anda lakukan di sini.""",
    )


def test_an_album_gets_one_answer_and_one_question(stage: Stage) -> None:
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.act_at_once(AGENT, *["{photo}"] * 10)
    said = texts_for("en", WIB)
    assert stage.hear(AGENT) == [
        "< I do not open photos, videos and files, and do not read the words below them. " + WRITE,
        "",
        f"  {said.ask_name()}",
    ]


@pytest.mark.parametrize("doing", ["{photo}", "{edit} x", "{forward} /stop", "good morning"])
def test_the_same_sentence_comes_again_after_a_minute_and_not_before(
    stage: Stage, doing: str
) -> None:
    stage.act(AGENT, doing)
    first = stage.hear(AGENT)
    assert first
    stage.world.clock.move(seconds=59)
    stage.act(AGENT, doing)
    assert stage.hear(AGENT) == []
    stage.world.clock.move(seconds=1)
    stage.act(AGENT, doing)
    assert stage.hear(AGENT) == first


def test_another_agent_is_answered_all_the_same_and_so_is_another_language(stage: Stage) -> None:
    for who in (AGENT, OTHER_AGENT):
        stage.act(who, "{photo}")
        assert stage.hear(who)
    stage.languages[AGENT] = "id"
    stage.act(AGENT, "{photo}")
    assert "Foto" in stage.hear(AGENT)[0]


def test_a_restart_in_between_makes_no_second_answer(stage: Stage) -> None:
    stage.act(AGENT, "{photo}")
    stage.hear(AGENT)
    after = Stage(stage.world)
    after.act(AGENT, "{photo}")
    assert after.hear(AGENT) == []


def test_an_edit_of_a_read_back_changes_nothing_and_leaves_its_confirm(stage: Stage) -> None:
    at_read_back(stage)
    stage.dialog(
        AGENT,
        f"""\
> {{edit}} Siti Aminah 0812-3456-7890 500rb
< {EDITED}

  {read_back()}
> {{edit}} Siti Aminah 0812-3456-7890 1jt
> [Confirm]
< Order ORDER
  Rp 300.000 · Permata ATM
  Siti Aminah · 0812-3456-7890

  Accepted ✓ The code appears in this message, usually within seconds.
* Order ORDER accepted ✓""",
    )
    assert [order.amount for order in orders(stage)] == [300_000]


def test_what_answers_the_question_is_never_held_back(stage: Stage) -> None:
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.act_at_once(AGENT, *["{photo}"] * 5)
    stage.hear(AGENT)
    stage.dialog(AGENT, f"> A\n< A name has at least two letters.\n\n  {NAME[2:]}")
    stage.dialog(AGENT, f"> B\n< A name has at least two letters.\n\n  {NAME[2:]}")
    stage.dialog(AGENT, f"> Siti Aminah\n{PHONE}")


def test_who_makes_no_orders_any_more_is_asked_no_question(stage: Stage) -> None:
    stage.act(AGENT, "/cashout")
    stage.hear(AGENT)
    stage.world.change(AGENT, role=Role.SUPERVISOR)
    stage.dialog(AGENT, f"> {{edit}} Siti\n< {EDITED}")


def test_a_flood_of_photos_leaves_one_row(stage: Stage) -> None:
    stage.act_at_once(AGENT, *["{photo}"] * 30)
    said = [each.scope for each in stage.world.rows(Bucket) if each.scope.startswith("said:")]
    assert len(said) == 1
    assert len(said[0]) <= 64

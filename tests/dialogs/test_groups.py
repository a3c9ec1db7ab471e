"""/watch in a group, in both languages; what it says names nobody."""

from typing import Any

import pytest

from tests.dialogs.stage import GROUP, Stage
from tests.factories import ADMIN, AGENT, OTHER_TEAM, SECOND_ADMIN, SUPERVISOR, TEAM

CHAT = {"id": GROUP, "type": "supergroup", "title": "Field team", "is_forum": True}
TOPIC: dict[str, Any] = {"message_thread_id": 7, "is_topic_message": True}


def write(stage: Stage, who: int, text: str, **chat: str) -> list[str]:
    stage.write(who, text, chat=CHAT | chat, **TOPIC)
    return stage.hear(GROUP)


def test_an_admin_says_which_team_is_shown_and_ends_it_there(stage: Stage) -> None:
    assert write(stage, ADMIN, "/watch@cashout_bot here") == [
        "< Which team's orders? Write:",
        *(f"  /watch here {team}" for team in sorted((TEAM, OTHER_TEAM))),
    ]
    first, second = write(stage, ADMIN, f"/watch here {TEAM.upper()}")
    assert first == (
        f"< From now on the orders of team “{TEAM}” are shown here, in one silent message each: "
        "number, amount, place and what happens. Never a code, a name or a phone number."
    )
    assert second == "  Everybody in this group reads them. To end it: /watch off"
    assert stage.messages[GROUP][max(stage.messages[GROUP])].topic == 7
    told = "\n".join(stage.hear(SECOND_ADMIN))
    assert (
        f"Hadi (ID {ADMIN}) has a team's orders shown in a group: “{TEAM}” → “Field team”." in told
    )
    assert write(stage, ADMIN, "/watch") == [
        "< To show a team's orders here: /watch here TEAM. To end it: /watch off"
    ]
    (ended,) = write(stage, ADMIN, "/watch off")
    assert ended == (
        f"< The orders of team “{TEAM}” are no longer shown in the group. What stands there stays; "
        "you can remove me from the group."
    )
    assert "ended that" in "\n".join(stage.hear(SECOND_ADMIN))
    assert write(stage, ADMIN, "/watch off")[0].startswith("< No team's orders are shown")


def test_off_elsewhere_says_where_it_is(stage: Stage) -> None:
    write(stage, ADMIN, f"/watch here {TEAM}")
    stage.write(ADMIN, "/watch off", chat=CHAT)
    assert "in this topic" in stage.hear(GROUP)[0]


def test_two_teams_of_one_topic_end_together(stage: Stage) -> None:
    for team in (TEAM, OTHER_TEAM):
        write(stage, ADMIN, f"/watch here {team}")
    said = "\n".join(write(stage, ADMIN, "/watch off"))
    assert f"“{TEAM}”" in said
    assert f"“{OTHER_TEAM}”" in said
    assert _listed(stage)[-1].startswith("< You will hear of every order")


def test_it_is_the_same_in_indonesian_and_a_team_has_one_place(stage: Stage) -> None:
    stage.languages[ADMIN] = "id"
    write(stage, ADMIN, f"/watch sini {TEAM}")
    other = {"title": "Lain", "id": GROUP - 1}
    stage.write(ADMIN, f"/watch here {TEAM}", chat=CHAT | other)
    assert stage.hear(GROUP - 1)[-1] == "  Di tempat sebelumnya tidak ada lagi yang baru."
    stage.dialog(
        ADMIN,
        f"""\
> /watch
< Anda akan menerima kabar setiap pesanan. Berhenti: /watch

  Grup yang menampilkan pesanan:
  • {TEAM} → “Lain”
  Mengakhiri satu: /watch off TIM
> /watch mati
< Pesanan tim “{TEAM}” tidak lagi ditampilkan di grup. Yang sudah ada tetap di sana; saya boleh """
        f"""dikeluarkan dari grup.
> /watch off {TEAM}
< Tidak ada pesanan tim yang ditampilkan di grup. Untuk memulai, tambahkan saya ke grup dan """
        """tulis di sana, sebaiknya di sebuah topik: /watch here TIM""",
    )


def test_nobody_else_learns_or_changes_anything(stage: Stage) -> None:
    write(stage, ADMIN, f"/watch here {TEAM}")
    for who in (AGENT, SUPERVISOR):
        said = "\n".join(write(stage, who, "/watch off"))
        assert TEAM not in said
    stage.dialog(
        SUPERVISOR,
        """\
> /watch off
< That command is not for your role (supervisor). What you can use: /help""",
    )
    assert "Field team" in "\n".join(_listed(stage))


def _listed(stage: Stage) -> list[str]:
    stage.act(ADMIN, "/watch")
    return stage.hear(ADMIN)


def test_a_public_group_is_refused(stage: Stage) -> None:
    said = write(stage, ADMIN, f"/watch here {TEAM}", username="everybody")
    assert said[0].startswith("< Nothing is shown here: this group is public")


def test_words_of_others_begin_nothing(stage: Stage) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    stage.write(ADMIN, f"/watch here {TEAM}", chat=CHAT, forward_origin=origin)
    assert all("From now on" not in line for line in stage.hear(GROUP))


def _becomes(stage: Stage, status: str, **more: object) -> None:
    me = {"id": 1_000_001, "is_bot": True, "first_name": "Cash-out"}
    new = {"user": me, "status": status} | more
    change = {
        "chat": CHAT,
        "from": {"id": SUPERVISOR, "is_bot": False, "first_name": "Ratna"},
        "date": 1,
        "old_chat_member": {"user": me, "status": "member"},
        "new_chat_member": new,
    }
    stage.update(GROUP, {"my_chat_member": change})


@pytest.mark.parametrize(("status", "more"), [("kicked", {"until_date": 0}), ("left", {})])
def test_who_shuts_the_bot_out_ends_it(stage: Stage, status: str, more: dict[str, object]) -> None:
    stage.languages[ADMIN] = "id"
    write(stage, ADMIN, f"/watch here {TEAM}")
    _becomes(stage, "member")
    assert "Field team" in "\n".join(_listed(stage))
    _becomes(stage, status, **more)
    assert stage.hear(GROUP) == []
    stage.dialog(
        ADMIN,
        f"""\
< Pesanan sebuah tim tidak lagi ditampilkan di grupnya: “{TEAM}” → “Field team”.
  Saya dikeluarkan dari grup itu. Tidak ada yang hilang: supervisor tetap melihat setiap """
        """pesanan. Untuk menampilkannya lagi di grup, tulis di sana /watch here TIM.""",
    )


def test_a_group_that_moves_ends_it(stage: Stage) -> None:
    write(stage, ADMIN, f"/watch here {TEAM}")
    stage.message(ADMIN, chat=CHAT, migrate_to_chat_id=GROUP - 9)
    assert "it became" not in "\n".join(stage.hear(GROUP))
    assert "became a supergroup" in "\n".join(stage.hear(ADMIN))

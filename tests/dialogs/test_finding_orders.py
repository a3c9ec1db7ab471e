"""/orders with words and buttons: page by page, and never more than a person may know of."""

from datetime import timedelta
from typing import Any

import pytest

from storage.engine.unit_of_work import Work
from storage.models.order_states import ENDED, OrderStatus
from storage.models.person import Role
from storage.repositories import people
from tests.dialogs.lines import heard
from tests.dialogs.stage import Stage
from tests.factories import (
    ADMIN,
    AGENT,
    OTHER_AGENT,
    OTHER_SUPERVISOR,
    OTHER_TEAM,
    SUPERVISOR,
    World,
    a_person,
)

FILTERS = "[Waiting] [Collected] [Failed or back]\n  [Today] [This week]"


def keep(world: World, status: OrderStatus = OrderStatus.PAID, **fields: Any) -> str:  # noqa: ANN401 - columns of Order
    """Keep an order; a minute passes."""
    world.clock.now += timedelta(minutes=1)
    ended = world.clock.now if status in ENDED else None
    return world.keep(status, ended_at=ended, **fields)


def listed(said: str) -> int:
    return said.count("ORDER ·")


def test_a_search_is_repeated_in_the_heading_as_it_was_understood(stage: Stage) -> None:
    keep(stage.world, OrderStatus.ISSUED)
    stage.dialog(
        AGENT,
        """\
> /orders 7890
< Phone ending in 7890:

  ORDER · Rp 500.000 · Siti Aminah
  5 Jan 2026 10.01 WIB · ready to collect

  More: /order NUMBER
  [Waiting] [Collected] [Failed or back]
  [Today] [This week]
> /orders waiting today Rp 500.000
< Waiting · Today, 5 Jan 2026 · Sum of Rp 500.000:

  ORDER · Rp 500.000 · Siti Aminah
  5 Jan 2026 10.01 WIB · ready to collect

  More: /order NUMBER
  [✓ Waiting] [Collected] [Failed or back]
  [✓ Today] [This week]
> /orders 7891
< Phone ending in 7891:

  I find no such order. All of them: /orders
  [Waiting] [Collected] [Failed or back]
  [Today] [This week]""",
    )


def test_the_same_in_indonesian(stage: Stage) -> None:
    stage.languages[AGENT] = "id"
    keep(stage.world, OrderStatus.UNKNOWN)
    stage.dialog(
        AGENT,
        """\
> /riwayat menunggu minggu ini
< Menunggu · Minggu mulai 5 Jan 2026:

  ORDER · Rp 500.000 · Siti Aminah
  5 Jan 2026 10.01 WIB · belum pasti, sedang ditanyakan ke Faspay

  Selengkapnya: /order NOMOR
  [✓ Menunggu] [Sudah diambil] [Gagal atau kembali]
  [Hari ini] [✓ Minggu ini]
> /riwayat entah apa
< Saya belum tahu apa yang dicari. Anda bisa menulis:
  /orders menunggu, /orders gagal
  /orders hari ini, /orders 27/11
  /orders 7890 empat angka terakhir nomor HP
  /orders Rp 500.000 jumlahnya
  Boleh beberapa sekaligus: /orders menunggu hari ini""",
    )


def test_a_day_that_may_be_a_sum_has_the_sum_on_a_button(stage: Stage) -> None:
    stage.dialog(
        AGENT,
        """\
> /orders 1.5 waiting
< Waiting · 1 May 2025:

  I find no such order. Press what has a ✓ to take it back. All of them: /orders
  [✓ Waiting] [Collected] [Failed or back]
  [Today] [This week]
  [Sum of Rp 1.500.000]
> [Sum of Rp 1.500.000]
~ Waiting · Sum of Rp 1.500.000:

  I find no such order. Press what has a ✓ to take it back. All of them: /orders
  [✓ Waiting] [Collected] [Failed or back]
  [Today] [This week]
*
> /orders 4.1
< 4 Jan 2026:

  I find no such order. All of them: /orders
  [Waiting] [Collected] [Failed or back]
  [Today] [This week]""",
    )


def test_what_still_waits_is_one_press_and_another_takes_it_back(stage: Stage) -> None:
    keep(stage.world)
    waits = keep(stage.world, OrderStatus.UNKNOWN)
    stage.act(AGENT, "/orders")
    assert listed(heard(stage)) == 2
    stage.act(AGENT, "[Waiting]")
    newest = list(stage.messages[AGENT].values())[-1]
    assert newest.text.startswith("Waiting:")
    assert waits in newest.text
    assert listed(heard(stage)) == 1
    stage.act(AGENT, "[✓ Waiting]")
    assert listed(heard(stage)) == 2


def test_the_filters_add_up_from_press_to_press(stage: Stage) -> None:
    keep(stage.world, OrderStatus.FAILED, amount=700_000)
    stage.act(AGENT, "/orders 7890")
    stage.act(AGENT, "[Failed or back]")
    stage.hear(AGENT)
    stage.act(AGENT, "[Today]")
    said = heard(stage)
    assert "Failed or back · Today, 5 Jan 2026 · Phone ending in 7890:" in said
    assert listed(said) == 1


def test_one_turns_pages_forth_and_back(stage: Stage) -> None:
    kept = [keep(stage.world) for _ in range(21)]
    pages = []
    for doing in ("/orders", "[Next →]", "[Next →]", "[← Previous]", "[← Previous]"):
        stage.act(AGENT, doing)
        text = list(stage.messages[AGENT].values())[-1].text
        pages.append([number for number in reversed(kept) if number in text])
    assert [len(page) for page in pages] == [10, 10, 1, 10, 10]
    assert [each for page in pages[:3] for each in page] == kept[::-1]
    assert pages[3:] == [pages[1], pages[0]]
    last = list(stage.messages[AGENT].values())[-1]
    assert "Previous" not in str(last.keyboard)


def test_today_is_the_day_of_the_company_and_next_stays_on_it(stage: Stage) -> None:
    for _ in range(11):
        keep(stage.world)
    stage.world.clock.now += timedelta(hours=13)  # 23.11 WIB
    stage.act(AGENT, "/orders today")
    assert listed(heard(stage)) == 10
    stage.world.clock.now += timedelta(hours=1)
    stage.act(AGENT, "[Next →]")
    said = heard(stage)
    assert "5 Jan 2026:" in said
    assert listed(said) == 1
    stage.act(AGENT, "/orders today")
    assert "Today, 6 Jan 2026:" in heard(stage)


def test_an_agent_finds_only_own_orders_whatever_the_button_says(stage: Stage) -> None:
    stage.act(OTHER_AGENT, "/start")  # the bot learns that they are called Agus
    for _ in range(11):
        own = keep(stage.world)
    theirs = keep(stage.world, agent_id=OTHER_AGENT)
    for doing in ("/orders 7890", "/orders Rp 500.000", "/orders today", f"/orders {theirs}"):
        stage.act(AGENT, doing)
    shown = "".join(message.text for message in stage.messages[AGENT].values())
    assert own in shown
    assert theirs not in shown
    forged = (
        f"ls:::{OTHER_AGENT}:::", f"ls:::{OTHER_AGENT}:7890::", f"ls::::::o{theirs}",
        f"ls::::::n{theirs}", "ls:n:::::", f"ls:w::{OTHER_AGENT}:7890:500000:n{theirs}",
    )  # fmt: skip
    for data in forged:
        stage.press(AGENT, data)
        said = list(stage.messages[AGENT].values())[-1].text
        assert theirs not in said, data
        assert "Agus" not in said, data
        assert "Needs people" not in said, data


def test_a_supervisor_finds_the_teams_orders_masked_and_those_of_one_agent(stage: Stage) -> None:
    for each in (AGENT, OTHER_AGENT):
        stage.act(each, "/start")  # the bot learns their names
        stage.hear(each)
    keep(stage.world, OrderStatus.UNKNOWN, review="unresolved")
    keep(stage.world, agent_id=OTHER_AGENT)
    keep(stage.world, agent_id=OTHER_AGENT, team=OTHER_TEAM)
    stage.dialog(
        SUPERVISOR,
        """\
> /orders Dewi
< Agent Dewi:

  ORDER · Rp 500.000 · S••• A••• · agent Dewi
  5 Jan 2026 10.01 WIB · not certain yet, being asked at Faspay

  More: /order NUMBER
  [Waiting] [Collected] [Failed or back]
  [Today] [This week] [Needs people]
> [Needs people]
~ Agent Dewi · Needs people:

  ORDER · Rp 500.000 · S••• A••• · agent Dewi
  5 Jan 2026 10.01 WIB · not certain yet, being asked at Faspay

  More: /order NUMBER
  [Waiting] [Collected] [Failed or back]
  [Today] [This week] [✓ Needs people]
*""",
    )
    stage.act(SUPERVISOR, "/orders agus")
    assert listed(heard(stage, SUPERVISOR)) == 1  # not the one made for another team
    stage.act(OTHER_SUPERVISOR, "/orders Dewi")
    said = heard(stage, OTHER_SUPERVISOR)
    assert "I do not know what to look for" in said
    assert "/orders NAME the orders of one agent" in said
    stage.press(OTHER_SUPERVISOR, f"ls:::{AGENT}:::")
    said = heard(stage, OTHER_SUPERVISOR)
    assert "Newest orders:" in said  # of their own team, as if nobody had been named
    assert "Dewi" not in said


def test_of_several_people_called_so_one_is_chosen(stage: Stage) -> None:
    for each in (OTHER_AGENT, OTHER_SUPERVISOR):
        stage.act(each, "/start")
        stage.hear(each)
    keep(stage.world, OrderStatus.UNKNOWN)
    stage.dialog(
        ADMIN,
        """\
> /orders waiting us
< More than one person is called so. Whose orders?
  [Agus]
  [Yusuf]
> [Agus]
~ Agent Agus · Waiting:

  I find no such order. Press what has a ✓ to take it back. All of them: /orders
  [✓ Waiting] [Collected] [Failed or back]
  [Today] [This week] [Needs people]
*""",
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (8, None),
        (9, "1 more is not shown: write more of the name, or the ID: /orders ID"),
        (11, "3 more are not shown: write more of the name, or the ID: /orders ID"),
    ],
)
def test_that_more_people_are_called_so_is_said(stage: Stage, count: int, said: str | None) -> None:
    def hire(work: Work) -> None:
        for number in range(count):
            agent = a_person(work, 7_000_000_001 + number, Role.AGENT)
            people.rename(work, agent, f"Bambang {number}")

    stage.world.do(hire)
    stage.act(ADMIN, "/orders bambang")
    heard_ = heard(stage, ADMIN)
    assert heard_.count("[Bambang") == 8
    assert (said in heard_) if said else ("not shown" not in heard_)
    stage.act(ADMIN, "/orders bambang 7")
    assert "Agent Bambang 7" in heard(stage, ADMIN)
    stage.act(ADMIN, "/orders 7000000003")
    assert "Agent Bambang 2" in heard(stage, ADMIN)


def test_a_list_never_holds_a_code_and_of_others_no_name_or_phone(stage: Stage) -> None:
    stage.world.issued()
    for who in (AGENT, SUPERVISOR, ADMIN):
        stage.act(who, "/orders 7890")
        said = heard(stage, who)
        assert "Phone ending in 7890" in said
        assert "1234567890" not in said.replace(" ", "")
        assert ("Siti" in said) is (who == AGENT)


def test_who_leads_a_team_now_finds_own_orders_of_before_among_them(stage: Stage) -> None:
    stage.world.change(AGENT, role=Role.SUPERVISOR, team=OTHER_TEAM)
    keep(stage.world)
    keep(stage.world, agent_id=OTHER_AGENT, team=OTHER_TEAM)
    keep(stage.world, agent_id=OTHER_AGENT)
    stage.act(AGENT, "/orders")
    assert listed(heard(stage)) == 2
    stage.act(AGENT, "/orders mine")
    said = heard(stage)
    assert "Your own orders:" in said
    assert listed(said) == 1


def test_an_order_number_shows_that_order(stage: Stage) -> None:
    number = keep(stage.world)
    stage.act(AGENT, f"/orders {number}")
    assert "Status: collected" in heard(stage)
    stage.act(OTHER_AGENT, f"/orders {number}")
    assert "I find no order with that number" in heard(stage, OTHER_AGENT)


def test_orders_of_before_the_update_are_not_called_missing(stage: Stage) -> None:
    number = keep(stage.world)
    stage.world.change_order(number, phone_tail_mac=None)
    stage.act(AGENT, "/orders 7890")
    assert "older ones may be missing for now" in heard(stage)
    stage.tidy()
    stage.act(AGENT, "/orders 7890")
    said = heard(stage)
    assert listed(said) == 1
    assert "older ones" not in said


@pytest.mark.parametrize("data", ["ls:::::", "ls::d269999::::", "ls::::::q202601020001"])
def test_a_button_that_we_never_made_is_over(stage: Stage, data: str) -> None:
    keep(stage.world)
    stage.press(AGENT, data)
    assert heard(stage) == "* That question is over. Please see the newest message."


def test_an_open_draft_stays_below_a_list_whose_filter_is_pressed(stage: Stage) -> None:
    keep(stage.world)
    stage.act(AGENT, "Siti Aminah 0812-3456-7890")
    stage.act(AGENT, "/orders")
    assert heard(stage).rpartition("<")[2].startswith(" How much?")
    stage.act(AGENT, "[Waiting]")
    said = heard(stage)
    assert said.startswith("~ Waiting:")
    assert "How much?" not in said  # it is the newest message as before
    stage.act(AGENT, "300rb")
    assert "Check this with the beneficiary" in heard(stage)


def test_turning_pages_and_filters_change_the_one_list(stage: Stage) -> None:
    for _ in range(21):
        keep(stage.world)
    stage.act(AGENT, "/orders")
    for press in ("[Next →]", "[Next →]", "[← Previous]", "[Waiting]", "[✓ Waiting]", "[Today]"):
        stage.act(AGENT, press)
    assert len(stage.messages[AGENT]) == 1
    came = [each[0] for each in stage.hear(AGENT) if each[:1] in {"<", "~", "*"}]
    assert came == ["<", *["~", "*"] * 6]


def test_two_quick_presses_show_what_was_pressed_last_and_once(stage: Stage) -> None:
    for _ in range(21):
        keep(stage.world)
    stage.act(AGENT, "/orders")
    stage.hear(AGENT)
    stage.act_at_once(AGENT, "[Next →]", "[Next →]", "[Waiting]")
    assert [each for each in stage.hear(AGENT) if each[:1] in {"<", "~"}] == ["~ Waiting:"]
    assert len(stage.messages[AGENT]) == 1


def test_a_list_that_is_gone_comes_as_a_new_message(stage: Stage) -> None:
    for _ in range(11):
        keep(stage.world)
    stage.act(AGENT, "/orders")
    [list_] = stage.messages[AGENT]
    stage.gone.add(list_)
    stage.hear(AGENT)
    stage.act(AGENT, "[Next →]")
    said = heard(stage)
    assert said.startswith("< Newest orders:") or "\n< Newest orders:" in said
    assert listed(said) == 1


def test_a_press_that_names_another_message_changes_none(stage: Stage) -> None:
    """Any program can send a list's data for the card of an order."""
    keep(stage.world)
    stage.act(AGENT, "Siti Aminah 0812-3456-7890 300rb")
    stage.act(AGENT, "[Confirm]")
    stage.submit()
    stage.hear(AGENT)
    stage.press(AGENT, "ls:w:::::", below="Copy code")
    said = heard(stage)
    assert said.startswith("< Waiting:") or "\n< Waiting:" in said
    assert "~" not in said


@pytest.mark.parametrize(
    ("words", "ticked"), [("today", True), ("7891", False), ("123rb", False), ("today 7891", True)]
)
def test_a_tick_is_spoken_of_only_where_a_button_has_one(
    stage: Stage, words: str, *, ticked: bool
) -> None:
    stage.act(AGENT, f"/orders {words}")
    said = "\n".join(stage.hear(AGENT))
    assert "I find no such order." in said
    assert ("Press what has a ✓" in said) is ticked
    assert ("[✓ " in said) is ticked

"""A group on the chat page in a real browser: topics, who writes, and what came in silence."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
from selenium.webdriver.common.by import By

from bot.sandbox.telegram import Right, TelegramSandbox
from tests.bot.sandbox.telegram.api import TOKEN, button, keyboard
from tests.bot.sandbox.telegram.test_page import AGENT, SUPERVISOR, Screen, chromium, pytestmark

__all__ = ["pytestmark"]

FORUM = -1_000_000_000_007
TEAM, SMALL = f"group-{FORUM}", "group--5"
Call = Callable[..., Any]


def tab(screen: Screen, name: str) -> str:
    """Give the classes of a topic's tab."""
    (found,) = [one for one in screen.all("topic", TEAM) if name in one.text]
    return str(found.get_attribute("class"))


def write_as(screen: Screen, name: str) -> None:
    options = screen.on(lambda one: one.find_elements(By.TAG_NAME, "option"), "write-as", TEAM)
    next(one for one in options if name in one.text).click()


def live_message(screen: Screen, call: Call, topic: int) -> None:
    """Send a silent message to a topic that nobody looks at, and edit it before their eyes."""
    place = {"chat_id": FORUM, "message_thread_id": topic}
    screen.click("topic", TEAM, "General")  # until somebody picks one, it shows where the bot is
    sent = call("sendMessage", **place, text="issued", disable_notification=True)
    screen.until(lambda: "unread" in tab(screen, "Orders"))
    assert "issued" not in screen.reads(TEAM)
    screen.click("topic", TEAM, "Orders")
    screen.sees(TEAM, "issued")
    assert "unread" not in tab(screen, "Orders")
    markup = keyboard(button("Noted", "noted"))
    where = {"chat_id": FORUM, "message_id": sent["message_id"]}
    call("editMessageText", **where, text="collected", reply_markup=markup)
    screen.sees(TEAM, "collected")
    assert screen.shows("silent", TEAM)
    assert screen.shows("edited", TEAM)
    assert "collected" not in screen.reads(AGENT) + screen.reads(SUPERVISOR)


def people(screen: Screen, call: Call) -> None:
    """Write as somebody who joins thereby, and press a button as them."""
    assert screen.text("seen-by", TEAM) == "Seen by Ani · bot: administrator"
    write_as(screen, "Surya")
    screen.type(TEAM, "/watch here")
    screen.sees(TEAM, "/watch here")
    screen.until(lambda: "Ani, Surya" in screen.text("seen-by", TEAM))
    assert "Surya" in [one.text for one in screen.all("author", TEAM)]
    screen.click("inline-button", TEAM, "Noted")
    *_, asked, pressed = call("getUpdates", timeout=5)
    assert asked["message"]["from"]["id"] == pressed["callback_query"]["from"]["id"] == 22
    answer = {"callback_query_id": pressed["callback_query"]["id"], "text": "Thank you"}
    call("answerCallbackQuery", **answer)
    screen.until(lambda: "Thank you" in screen.text("toast", SUPERVISOR))
    screen.click("topic", TEAM, "General")
    assert "/watch here" not in screen.reads(TEAM)


def topics(screen: Screen, call: Call) -> None:
    """Open a topic and delete it while it is looked at."""
    made = call("createForumTopic", chat_id=FORUM, name="Stock")
    screen.click("topic", TEAM, "Stock")
    screen.sees(TEAM, "Cash-out opened the topic “Stock”")
    call("deleteForumTopic", chat_id=FORUM, message_thread_id=made["message_thread_id"])
    screen.until(lambda: len(screen.all("topic", TEAM)) == 2)
    assert "Stock" not in screen.reads(TEAM)


def upgraded(screen: Screen) -> None:
    """Read in a group that has become a supergroup what was and what is."""
    screen.sees(SMALL, "This group has become a supergroup")
    screen.sees(SMALL, "after")
    assert "before" in screen.reads(SMALL)


def test_page_shows_groups_with_topics_and_what_was_silent_or_edited() -> None:
    async def scenario() -> None:
        sandbox = TelegramSandbox(TOKEN)
        ani = sandbox.user(11, "Ani")
        sandbox.panes = [(ani, "Agent"), (sandbox.user(22, "Surya"), "Supervisor")]
        team, small = sandbox.group(FORUM, "Team", forum=True), sandbox.group(-5, "Small")
        team.promote_bot(ani, Right.MANAGE_TOPICS)
        topic = team.topic("Orders", ani)
        sandbox.group_panes.extend([team, small])
        async with sandbox.serving() as url:

            def call(method: str, **params: object) -> Any:  # noqa: ANN401 (JSON)
                answer = httpx.post(f"{url}/bot{TOKEN}/{method}", json=params, trust_env=False)
                return answer.json()["result"]

            def act() -> None:
                with chromium() as driver:
                    screen = Screen(driver, url)
                    live_message(screen, call, topic.id)
                    people(screen, call)
                    topics(screen, call)
                    loop.call_soon_threadsafe(upgrade)
                    upgraded(screen)
                    assert screen.complaints() == []

            def upgrade() -> None:
                ani.send_in_group(small, "before")
                small.upgrade(ani)
                ani.send_in_group(small, "after")

            loop = asyncio.get_running_loop()
            await asyncio.to_thread(act)

    asyncio.run(scenario())

"""The page of `make demo` in a real browser: the main job, by typing and pressing only."""

import asyncio
import os
import re
from pathlib import Path

from bot.sandbox.demo.company import ADMIN, AGENT, GROUP, SUPERVISOR, Demo, running_demo, show_group
from tests.bot.sandbox.telegram.test_page import Screen, chromium, pytestmark

__all__ = ["pytestmark"]

ANI, RINA, DEWI = (f"pane-{person}" for person in (AGENT, SUPERVISOR, ADMIN))
TEAM_GROUP = f"group-{GROUP}"
PICTURE = Path(__file__).parents[2] / "docs" / "demo.png"
CODE = re.compile(r"Code:\s+(\d{10})")


def main_job(screen: Screen) -> None:
    """Play Ani's part, then the beneficiary's at the machine."""
    screen.sees(ANI, "/cashout")
    screen.type(ANI, "/cashout")
    screen.sees(ANI, "name?")
    screen.type(ANI, "Budi Santoso")
    screen.sees(ANI, "mobile number?")
    screen.type(ANI, "0812-3456-7890")
    screen.sees(ANI, "How much?")
    screen.click("inline-button", ANI, "Rp 300.000")
    screen.sees(ANI, "three hundred thousand rupiah")
    screen.click("inline-button", ANI, "Confirm")
    screen.until(lambda: CODE.search(screen.reads(ANI)))
    screen.sees(RINA, "Faspay has it.")
    code = CODE.search(screen.reads(ANI))
    assert code is not None
    screen.sees(TEAM_GROUP, "Faspay")
    assert code[1] not in screen.reads(RINA) + screen.reads(DEWI) + screen.reads(TEAM_GROUP)
    assert "Budi" not in screen.reads(TEAM_GROUP)
    screen.until(lambda: "Budi Santoso" in screen.text("transaction"))
    if os.environ.get("SAVE_PICTURE") == "1":
        screen.until(lambda: not any(toast.is_displayed() for toast in screen.all("toast")))
        screen.driver.save_screenshot(str(PICTURE))
    collect(screen, code[1])


def collect(screen: Screen, code: str) -> None:
    for field, value in (("phone", "081234567890"), ("code", code), ("amount", "300.000")):
        screen.keys(value, f"withdraw-{field}")
    screen.click("withdraw-submit")
    screen.sees(ANI, "was collected")
    screen.sees(RINA, "Collected ✓")
    screen.until(lambda: code not in screen.reads(ANI))
    screen.until(lambda: screen.text("status") == "Paid")
    assert screen.complaints() == []


def test_main_job_is_played_by_typing_and_pressing_in_the_page() -> None:
    async def scenario() -> None:
        async with running_demo(language="en") as played:
            show_group(played)
            await asyncio.to_thread(browse, played)

    asyncio.run(scenario())


def browse(played: Demo) -> None:
    with chromium() as driver:
        driver.set_window_size(1500, 1060)
        main_job(Screen(driver, played.stand_ins.telegram_url))

"""The chat page in a real browser, against a tiny scripted bot: what people see and can do."""

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.telegram import TelegramSandbox
from tests.bot.sandbox.telegram.api import TOKEN
from tests.bot.sandbox.telegram.echo_bot import echoing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1500,900",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and CHROMEDRIVER), reason="chromium and chromedriver are not installed"
    ),
]
AGENT, SUPERVISOR, NEWCOMER = "pane-11", "pane-22", "pane-990001"
SECONDS = 10
Answer = TypeVar("Answer")


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Start a browser with a profile of its own; the explicit driver path downloads nothing."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
        try:
            yield driver
        finally:
            driver.quit()


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as driver:
        yield driver


class Screen:
    """What a person sees and does on the page; everything is found by its `data-testid`."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        driver.get(f"{url}/")
        self.until(lambda: "Connected" in self.text("link-state"))

    def until(self, happened: Callable[[], object]) -> None:
        self._wait().until(lambda _: happened())

    def again(self, act: Callable[[], Answer]) -> Answer:
        """Do it, and again where the page redrew meanwhile what was found; return its answer."""
        return self._wait().until(lambda _: (act(),))[0]

    def _wait(self) -> "WebDriverWait[webdriver.Chrome]":
        redrawn = (StaleElementReferenceException,)
        return WebDriverWait(self.driver, SECONDS, 0.02, ignored_exceptions=redrawn)

    def all(self, testid: str, pane: str = "") -> list[WebElement]:
        within = f"[data-testid='{pane}'] " if pane else ""
        return self.driver.find_elements(By.CSS_SELECTOR, f"{within}[data-testid='{testid}']")

    def one(self, testid: str, pane: str = "") -> WebElement:
        self.until(lambda: self.all(testid, pane))
        return self.all(testid, pane)[-1]

    def on(self, act: Callable[[WebElement], Answer], testid: str, pane: str = "") -> Answer:
        return self.again(lambda: act(self.one(testid, pane)))

    def click(self, testid: str, pane: str = "", label: str = "") -> None:
        def found() -> list[WebElement]:
            return [one for one in self.all(testid, pane) if label in one.text]

        def press() -> None:
            found()[-1].click()

        self.until(lambda: [one for one in found() if one.is_displayed()])
        self.again(press)

    def keys(self, keys: str, testid: str, pane: str = "") -> None:
        self.on(lambda element: element.send_keys(keys), testid, pane)

    def type(self, pane: str, text: str) -> None:
        self.keys(text + Keys.ENTER, "input", pane)

    def text(self, testid: str, pane: str = "") -> str:
        return self.on(lambda element: element.text, testid, pane)

    def shows(self, testid: str, pane: str = "") -> bool:
        return self.on(lambda element: element.is_displayed(), testid, pane)

    def reads(self, pane: str) -> str:
        return self.text("messages", pane)

    def sees(self, pane: str, text: str) -> None:
        self.until(lambda: text in self.reads(pane))

    def start(self, pane: str) -> None:
        self.click("start", pane)
        self.sees(pane, "Welcome!")

    def complaints(self) -> list[str]:
        """Read the browser's console: errors, and refusals by the content policy."""
        return [
            str(line["message"])
            for line in self.driver.execute("getLog", {"type": "browser"})["value"]
        ]


def on_page(
    browser: webdriver.Chrome, act: Callable[[Screen], None], faspay: Starlette | None
) -> None:
    """Serve page and bot, and let the (blocking) browser act in a thread of its own."""

    async def scenario() -> None:
        sandbox = TelegramSandbox(TOKEN, faspay_control=faspay)
        sandbox.limits.enabled = False
        sandbox.panes = [
            (sandbox.user(11, "Ani", "Wijaya"), "Agent"),
            (sandbox.user(22, "Surya", language_code="en"), "Supervisor"),
        ]
        async with sandbox.serving() as url, echoing(url) as bot:
            menu = [{"command": "orders", "description": "My orders"}]
            await bot.call("setMyCommands", commands=menu)
            await asyncio.to_thread(lambda: act(Screen(browser, url)))

    asyncio.run(scenario())


def test_person_starts_types_presses_and_sees_edits(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        assert "no real bank, no real Telegram" in screen.text("banner")
        screen.start(AGENT)
        screen.sees(AGENT, "Welcome! Shall we begin?")
        screen.click("inline-button", AGENT, "Yes")
        screen.sees(AGENT, "Chosen: yes")
        screen.until(lambda: "Noted" in screen.text("toast", AGENT))
        assert screen.all("inline-button", AGENT) == []
        assert "edited" in screen.reads(AGENT)
        screen.type(AGENT, "Rp 500.000")
        screen.sees(AGENT, "You said: Rp 500.000")
        assert screen.reads(SUPERVISOR) == ""
        assert screen.complaints() == []

    on_page(browser, act, None)


def test_alert_is_a_window_that_must_be_closed(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.click("inline-button", AGENT, "Explain")
        screen.until(lambda: screen.text("alert-text") == "This is a window.")
        screen.click("alert-ok")
        screen.until(lambda: not screen.shows("alert-text"))

    on_page(browser, act, None)


def locked(lock: WebElement) -> tuple[str, str]:
    """Return what the message with this lock shows, and whether its text may be selected."""
    message = lock.find_element(By.XPATH, "ancestor::li")
    text = message.find_element(By.CSS_SELECTOR, "[data-testid='text']")
    return message.text, text.value_of_css_property("user-select")


def test_protected_message_is_locked_and_a_deleted_one_is_gone(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.type(AGENT, "secret")
        screen.sees(AGENT, "0123 456 789")
        shown, selectable = screen.on(locked, "lock", AGENT)
        assert "0123 456 789" in shown
        assert selectable == "none"
        screen.type(AGENT, "vanish")
        screen.sees(AGENT, "message deleted")
        assert "Now you see me" not in screen.driver.page_source

    on_page(browser, act, None)


def test_code_is_copied_by_its_button_though_its_message_is_protected(
    browser: webdriver.Chrome,
) -> None:
    def act(screen: Screen) -> None:
        allowed = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        screen.driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": allowed})
        screen.start(AGENT)
        screen.type(AGENT, "secret")
        screen.sees(AGENT, "0123 456 789")
        screen.click("inline-button", AGENT, "Copy code")
        screen.until(lambda: screen.text("toast", AGENT) == "Copied")
        copied = "return navigator.clipboard.readText()"
        assert screen.driver.execute_script(copied) == "0123456789"
        assert screen.complaints() == []

    on_page(browser, act, None)


def colours(screen: Screen) -> list[str]:
    buttons = screen.all("inline-button", AGENT)
    return [one.value_of_css_property("background-color") for one in buttons]


def test_decisive_and_dangerous_buttons_have_their_colours(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.until(lambda: len(set(colours(screen))) == 3)

    on_page(browser, act, None)


def moments(screen: Screen) -> list[tuple[str, str]]:
    """Return each time as it is shown, and as the bot wrote it."""
    shown = screen.all("moment", AGENT)
    return [(one.text, one.get_attribute("title") or "") for one in shown]


def test_times_are_shown_as_the_phone_shows_them(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.type(AGENT, "when")
        screen.until(lambda: len(moments(screen)) == 3)
        (absolute, until), relative, as_sent = screen.again(lambda: moments(screen))
        assert "22 November 2026" in absolute
        assert until == "22 Nov 2026 14.05 WIB"
        assert re.search(r"\d+ (hari|jam|menit)", relative[0])
        assert relative[1] == "no later"
        assert as_sent == ("14.05 WIB", "14.05 WIB")

    on_page(browser, act, None)


def test_contact_sticker_command_and_edit_reach_the_bot(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.click("attach-contact", AGENT)
        screen.keys("0812 3456 7890", "contact-phone")
        screen.keys("Budi", "contact-first-name")
        screen.click("contact-ok")
        screen.sees(AGENT, "Thanks for 0812 3456 7890")
        assert "Budi" in screen.text("contact-card", AGENT)
        screen.click("sticker", AGENT)
        screen.sees(AGENT, "Nice sticker")
        screen.click("menu-button", AGENT)
        screen.click("command", AGENT, "My orders")
        screen.sees(AGENT, "You said: /orders")
        screen.keys(Keys.ENTER, "edit", AGENT)
        screen.keys(Keys.CONTROL + "a", "input", AGENT)
        screen.type(AGENT, "/order 5")
        screen.sees(AGENT, "You meant: /order 5")

    on_page(browser, act, None)


def markup(messages: WebElement) -> list[WebElement]:
    return messages.find_elements(By.CSS_SELECTOR, "img, script, a[href^='javascript']")


def test_what_people_write_is_never_markup(browser: webdriver.Chrome) -> None:
    attack = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) <script>alert(1)</script>"

    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.type(AGENT, attack)
        screen.sees(AGENT, f"You said: {attack}")
        assert screen.on(markup, "messages", AGENT) == []
        assert screen.complaints() == []

    on_page(browser, act, None)


def test_invite_link_opens_as_a_newcomer(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.click("deep-link", AGENT)
        screen.click("link-choice", label="A newcomer")
        screen.keys(Keys.CONTROL + "a", "newcomer-name")
        screen.keys("Joko", "newcomer-name")
        screen.click("newcomer-ok")
        screen.sees(NEWCOMER, "You said: /start INV1")
        assert "Joko" in screen.text(NEWCOMER)

    on_page(browser, act, None)


def test_person_blocks_and_takes_back_the_bot(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.click("block", AGENT)
        screen.until(lambda: screen.text("start", AGENT).lower() == "unblock bot")
        assert not screen.shows("input", AGENT)
        screen.click("start", AGENT)
        screen.until(lambda: screen.shows("input", AGENT))

    on_page(browser, act, None)


def test_page_shows_everything_again_after_a_reload(browser: webdriver.Chrome) -> None:
    def act(screen: Screen) -> None:
        screen.start(AGENT)
        screen.type(AGENT, "hello")
        screen.sees(AGENT, "You said: hello")
        screen.driver.refresh()
        screen.sees(AGENT, "You said: hello")
        screen.sees(AGENT, "Welcome!")

    on_page(browser, act, None)


class FaspayControl:
    """Just enough of the Faspay stand-in's control API for the pane."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, object]]] = []
        self.status = 1
        self.app = Starlette(
            routes=[
                Route("/state", self._show),
                Route("/{act}", self._act, methods=["POST"]),
            ]
        )

    async def _show(self, _: Request) -> Response:
        return JSONResponse(self._state())

    async def _act(self, request: Request) -> Response:
        name, body = request.path_params["act"], await request.json()
        self.posts.append((name, body))
        if name == "withdraw" and body["code"] != "0123456789":
            return JSONResponse({"error": "wrong code"}, 409)
        self.status = {"withdraw": 2, "reverse": 5}.get(name, self.status)
        return JSONResponse(self._state())

    def _state(self) -> dict[str, object]:
        moment = "2026-11-22T12:00:00+07:00"
        transaction = {
            "trx_no": "123456789012",
            "phone": "081234567890",
            "name": "Budi <b>Santoso</b>",
            "amount": 500_000,
            "channel": "C013",
            "status": self.status,
            "expires": moment,
            "trick": None,
            "callbacks": [],
        }
        faults = {
            "slow_seconds": 0,
            "outage": "none",
            "inquiry_down": False,
            "lost_answer": 0,
        }
        return {
            "balance": 9_500_000,
            "available": 9_400_000,
            "transactions": [transaction],
            "statement": [],
            "faults": faults,
            "magic": [{"phone": "081200009001", "meaning": "answers after 5 seconds"}],
        }


def withdraw(screen: Screen, code: str) -> None:
    for field, value in (("phone", "081234567890"), ("code", code), ("amount", "500.000")):
        screen.keys(Keys.CONTROL + "a", f"withdraw-{field}")
        screen.keys(value, f"withdraw-{field}")
    screen.click("withdraw-submit")


def test_faspay_pane_withdraws_reverses_and_switches_faults(browser: webdriver.Chrome) -> None:
    control = FaspayControl()

    def act(screen: Screen) -> None:
        screen.until(lambda: screen.text("balance") == "Rp 9.500.000")
        assert "Budi <b>Santoso</b>" in screen.text("transaction")
        withdraw(screen, "999")
        screen.until(lambda: screen.text("withdraw-result") == "wrong code")
        withdraw(screen, "0123 456 789")
        screen.until(lambda: screen.text("withdraw-result") == "Rp 500.000 paid out")
        screen.until(lambda: screen.text("status") == "Paid")
        screen.click("reverse")
        screen.until(lambda: screen.text("status") == "Reversed")
        screen.click("faspay-down")
        screen.until(lambda: control.posts[-1][0] == "faults")
        magic = screen.on(lambda element: element.get_attribute("textContent"), "magic")
        assert "081200009001" in (magic or "")

    on_page(browser, act, control.app)
    assert control.posts[1] == (
        "withdraw",
        {"phone": "081234567890", "code": "0123456789", "amount": 500_000},
    )
    assert control.posts[2] == ("reverse", {"trx_no": "123456789012"})
    assert control.posts[3][1]["outage"] == "busy"

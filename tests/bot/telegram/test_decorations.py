"""A decoration that a server refuses is left out; the words, and a code among them, arrive."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.sandbox.telegram import TelegramSandbox, User, given_entities, keyboards
from bot.telegram.acts import perform
from bot.telegram.decorations import Decorations
from handlers.messages.acts import Edit, Send, Wipe
from handlers.messages.keyboards import Button, Style
from handlers.messages.results import DeliveryProblem, RefusedForGood, Sent
from handlers.messages.times import TimeFormat, marked, split
from tests.bot.telegram.helpers import bot_at, telegram

CODE = "0011223344"
AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
COPY = [[Button("Copy code", copies=CODE)]]
CHOICE = [[Button("Confirm", "ok:1", style=Style.DECISIVE), Button("Cancel", "x:1")]]


class Scene:
    """A bot, a person, and a card in which a code is going to appear."""

    def __init__(self, bot: Bot, sandbox: TelegramSandbox) -> None:
        self.bot, self.sandbox = bot, sandbox
        self.user: User = sandbox.user(7, "Ani")
        self.user.send("/start")
        sandbox.limits.enabled = False

    async def card(self) -> Edit:
        sent = await perform(self.bot, Send(7, "soon", protect=True))
        assert isinstance(sent, Sent)
        words = f"Code: {CODE}"
        return Edit(7, sent.message_id or 0, words, COPY, carries_code=True)

    @property
    def edits(self) -> int:
        return [call.method for call in self.sandbox.calls].count("editMessageText")


def play(story: Callable[[Scene], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with telegram() as (sandbox, url), bot_at(url) as bot:
            await story(Scene(bot, sandbox))

    asyncio.run(whole())


@pytest.fixture
def older_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server be as before Bot API 7.11."""
    monkeypatch.delitem(keyboards.READERS, "copy_text")


def test_a_code_comes_with_a_button_that_copies_it() -> None:
    async def story(scene: Scene) -> None:
        assert await perform(scene.bot, await scene.card()) == Sent()
        assert scene.user.copy("Copy code") == CODE

    play(story)


@pytest.mark.parametrize("kind", [Edit, Wipe])
def test_an_edit_without_buttons_takes_them_away(kind: type[Edit | Wipe]) -> None:
    async def story(scene: Scene) -> None:
        edit = await scene.card()
        await perform(scene.bot, edit)
        await perform(scene.bot, kind(7, edit.message_id, "held back"))
        assert scene.user.chat.last.holds == "held back"

    play(story)


def test_an_older_server_gets_the_words_of_a_time_and_is_asked_only_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(given_entities.READERS, "date_time")  # as before Bot API 9.5
    words, times = split(f"Until {marked('14.05 WIB', AT, TimeFormat.OWN)}")

    async def story(scene: Scene) -> None:
        decorations = Decorations()
        for _ in range(2):
            sent = await perform(scene.bot, Send(7, words, CHOICE, times=times), decorations)
            assert isinstance(sent, Sent)
            assert scene.user.chat.last.text == "Until 14.05 WIB"
            assert scene.user.chat.last.content.entities == ()
            assert scene.user.chat.last.labels == ["Confirm", "Cancel"]
        given = [each.params.get("entities", "") for each in scene.sandbox.calls]
        assert len([each for each in given if "date_time" in each]) == 1
        assert decorations == Decorations(times=False)

    play(story)


@pytest.mark.usefixtures("older_server")
def test_an_older_server_gets_the_code_without_the_button_and_is_asked_only_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story(scene: Scene) -> None:
        decorations = Decorations()
        for calls in (2, 3):
            assert await perform(scene.bot, await scene.card(), decorations) == Sent()
            assert (scene.user.chat.last.text, scene.user.chat.last.buttons) == (
                f"Code: {CODE}",
                (),
            )
            assert scene.edits == calls

    play(story)
    assert caplog.messages.count("decorations_refused") == 1
    assert "telegram_refuses" not in caplog.messages
    assert CODE not in caplog.text


def test_other_buttons_stay_and_can_be_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboards, "_STYLES", frozenset({"success"}))

    async def story(scene: Scene) -> None:
        decorations = Decorations()
        assert isinstance(await perform(scene.bot, Send(7, "well?", CHOICE), decorations), Sent)
        assert scene.user.chat.last.labels == ["Confirm", "Cancel"]
        assert scene.user.press("Confirm").data == "ok:1"
        assert decorations == Decorations()  # only what a server cannot know is remembered

    play(story)


def test_a_card_that_is_gone_is_not_edited_twice() -> None:
    async def story(scene: Scene) -> None:
        gone = RefusedForGood(DeliveryProblem.MESSAGE_GONE)
        assert await perform(scene.bot, Edit(7, 4711, CODE, COPY)) == gone
        assert scene.edits == 1

    play(story)


def test_what_is_refused_for_its_words_is_refused_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story(scene: Scene) -> None:
        refused = RefusedForGood(DeliveryProblem.REFUSED)
        assert await perform(scene.bot, Send(7, "a" * 4097, CHOICE)) == refused

    play(story)
    assert "decorations_refused" not in caplog.messages  # it did not go without them either


def test_a_decorated_message_whose_topic_is_gone_goes_into_the_chat() -> None:
    async def story(scene: Scene) -> None:
        assert isinstance(await perform(scene.bot, Send(7, "well?", CHOICE, topic=42)), Sent)
        assert scene.user.chat.last.topic is None

    play(story)

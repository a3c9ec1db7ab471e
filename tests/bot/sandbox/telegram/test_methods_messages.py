"""Sending, editing, deleting and answering: what works, and each refusal in Telegram's words."""

import asyncio

import pytest

from tests.bot.sandbox.telegram.api import Api, button, keyboard, started

HELLO = {"chat_id": 11, "text": "Halo"}


def test_message_is_sent_with_its_buttons_and_protection() -> None:
    api = started()
    markup = keyboard(button("Ya", "yes"), {"text": "Web", "url": "https://example.org"})
    sent = asyncio.run(api.call("sendMessage", **HELLO, reply_markup=markup, protect_content=True))
    assert sent["from"]["is_bot"] is True
    assert sent["chat"] == {"id": 11, "type": "private", "first_name": "Ani"}
    assert sent["has_protected_content"] is True
    assert sent["reply_markup"]["inline_keyboard"][0][0] == button("Ya", "yes")
    message = api.ani.chat.last
    assert message.protected
    assert message.labels == ["Ya", "Web"]


def test_a_topic_that_a_person_has_opened_can_be_answered_in() -> None:
    api = started()
    asked = api.ani.send("Halo", topic=42)
    assert {"message_thread_id": 42, "is_topic_message": True}.items() <= asked.as_json().items()
    sent = asyncio.run(api.call("sendMessage", **HELLO, message_thread_id=42))
    assert {"message_thread_id": 42, "is_topic_message": True}.items() <= sent.items()
    api.ani.delete_topic(42)
    assert not any(message.topic for message in api.ani.chat.visible())
    refusal = asyncio.run(api.refusal("sendMessage", **HELLO, message_thread_id=42))
    assert refusal == (400, "Bad Request: message thread not found")


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "Halo"}, "chat_id is empty"),
        ({"chat_id": 12, "text": "Halo"}, "chat not found"),
        ({"chat_id": "@somebody", "text": "Halo"}, "chat not found"),
        ({"chat_id": 2**70, "text": "Halo"}, "chat not found"),
        ({"chat_id": 11}, "message text is empty"),
        ({"chat_id": 11, "text": " \n "}, "text must be non-empty"),
        ({"chat_id": 11, "text": "a" * 4097}, "message is too long"),
        ({"chat_id": 11, "text": "😀" * 2049}, "message is too long"),
    ],
)
def test_message_that_cannot_be_sent_is_refused(
    params: dict[str, object], description: str
) -> None:
    refusal = asyncio.run(started().refusal("sendMessage", **params))
    assert refusal == (400, f"Bad Request: {description}")


@pytest.mark.parametrize("parse_mode", ["HTML", "MarkdownV2", "Markdown"])
def test_a_parse_mode_is_refused_for_the_bot_sends_plain_text(parse_mode: str) -> None:
    refusal = asyncio.run(
        started().refusal("sendMessage", chat_id=11, text="a", parse_mode=parse_mode)
    )
    words = "Bad Request: unsupported parse_mode: the stand-in reads plain text only"
    assert refusal == (400, words)


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048])
def test_longest_text_is_counted_in_utf16_units(text: str) -> None:
    asyncio.run(started().call("sendMessage", chat_id=11, text=text))


def test_bot_cannot_begin_a_conversation() -> None:
    async def scenario() -> None:
        api = Api()
        assert await api.refusal("sendMessage", **HELLO) == (400, "Bad Request: chat not found")
        api.ani.send_in_group(api.sandbox.group(-5, "Team"), "Halo")
        forbidden = (403, "Forbidden: bot can't initiate conversation with a user")
        assert await api.refusal("sendMessage", **HELLO) == forbidden
        api.ani.send("/start")
        await api.call("sendMessage", **HELLO)

    asyncio.run(scenario())


def test_blocked_bot_is_forbidden_to_send_until_it_is_taken_back() -> None:
    async def scenario() -> None:
        api = started()
        api.ani.block_bot()
        forbidden = (403, "Forbidden: bot was blocked by the user")
        assert await api.refusal("sendMessage", **HELLO) == forbidden
        assert await api.refusal("sendChatAction", chat_id=11, action="typing") == forbidden
        api.ani.unblock_bot()
        await api.call("sendMessage", **HELLO)

    asyncio.run(scenario())


def test_edit_replaces_text_and_takes_the_buttons_away() -> None:
    async def scenario() -> None:
        api = started()
        markup = keyboard(button("Ya", "yes"))
        sent = await api.call("sendMessage", **HELLO, reply_markup=markup, protect_content=True)
        api.clock.turn(seconds=5)
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        edited = await api.call("editMessageText", **where, text="Baru")
        assert edited["edit_date"] == sent["date"] + 5
        assert "reply_markup" not in edited
        message = api.ani.chat.last
        assert (message.text, message.buttons, message.edited) == ("Baru", (), True)
        assert message.protected
        assert [one.text for one in message.edit_history] == ["Halo"]

    asyncio.run(scenario())


def test_same_edit_again_is_not_modified() -> None:
    async def scenario() -> None:
        api = started()
        sent = await api.call("sendMessage", **HELLO)
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        await api.call("editMessageText", **where, text="Baru")
        words = (
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
        assert await api.refusal("editMessageText", **where, text=" Baru ") == (400, words)
        assert await api.refusal("editMessageReplyMarkup", **where) == (400, words)
        await api.call("editMessageText", **where, text="Baru lagi")

    asyncio.run(scenario())


def test_buttons_alone_can_be_edited() -> None:
    async def scenario() -> None:
        api = started()
        sent = await api.call("sendMessage", **HELLO)
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        markup = keyboard(button("Ya", "yes"))
        edited = await api.call("editMessageReplyMarkup", **where, reply_markup=markup)
        assert (edited["text"], api.ani.chat.last.labels) == ("Halo", ["Ya"])

    asyncio.run(scenario())


def test_message_that_is_not_there_or_not_the_bots_cannot_be_edited() -> None:
    async def scenario() -> None:
        api = started()
        own = await api.call("sendMessage", **HELLO)
        gone = {"chat_id": 11, "message_id": own["message_id"], "text": "x"}
        await api.call("deleteMessage", chat_id=11, message_id=own["message_id"])
        refuse = api.refusal
        not_found = (400, "Bad Request: message to edit not found")
        assert await refuse("editMessageText", **gone) == not_found
        assert await refuse("editMessageText", chat_id=11, message_id=999, text="x") == not_found
        theirs = {"chat_id": 11, "message_id": 1, "text": "x"}
        cannot = (400, "Bad Request: message can't be edited")
        assert await refuse("editMessageText", **theirs) == cannot
        missing = (400, "Bad Request: message identifier is not specified")
        assert await refuse("editMessageText", chat_id=11, text="x") == missing

    asyncio.run(scenario())


def test_edit_that_is_too_long_is_refused_in_other_words_than_a_message() -> None:
    async def scenario() -> None:
        api = started()
        sent = await api.call("sendMessage", **HELLO)
        edit = {"chat_id": 11, "message_id": sent["message_id"], "text": "a" * 4097}
        assert await api.refusal("editMessageText", **edit) == (
            400,
            "Bad Request: MESSAGE_TOO_LONG",
        )

    asyncio.run(scenario())


def test_message_is_deletable_for_48_hours_and_once() -> None:
    async def scenario() -> None:
        api = started()
        young = await api.call("sendMessage", **HELLO)
        old = await api.call("sendMessage", **HELLO)
        api.clock.turn(hours=48)
        assert await api.call("deleteMessage", chat_id=11, message_id=young["message_id"])
        assert api.ani.chat.messages[1].deleted
        again = await api.refusal("deleteMessage", chat_id=11, message_id=young["message_id"])
        assert again == (400, "Bad Request: message to delete not found")
        api.clock.turn(seconds=1)
        late = await api.refusal("deleteMessage", chat_id=11, message_id=old["message_id"])
        assert late == (400, "Bad Request: message can't be deleted for everyone")

    asyncio.run(scenario())


def test_bot_deletes_only_its_own_messages_in_a_group() -> None:
    async def scenario() -> None:
        api = Api()
        message = api.ani.send_in_group(api.sandbox.group(-5, "Team"), "Halo")
        refusal = await api.refusal("deleteMessage", chat_id=-5, message_id=message.message_id)
        assert refusal == (400, "Bad Request: message can't be deleted")

    asyncio.run(scenario())


def test_many_messages_are_deleted_at_once_and_what_cannot_be_is_skipped_without_a_word() -> None:
    async def scenario() -> None:
        api = started()
        old = await api.call("sendMessage", **HELLO)
        api.clock.turn(hours=48, seconds=1)
        young = [(await api.call("sendMessage", **HELLO))["message_id"] for _ in range(3)]
        ids = [old["message_id"], *young[:2], 999]
        for _ in range(2):
            assert await api.call("deleteMessages", chat_id=11, message_ids=ids) is True
        left = {message.message_id for message in api.ani.chat.visible() if message.from_bot}
        assert left == {old["message_id"], young[2]}

    asyncio.run(scenario())


def test_only_the_bots_own_of_many_messages_are_deleted_in_a_group() -> None:
    async def scenario() -> None:
        api = Api()
        message = api.ani.send_in_group(api.sandbox.group(-5, "Team"), "Halo")
        assert await api.call("deleteMessages", chat_id=-5, message_ids=[message.message_id])
        assert not message.deleted

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ("7", "expected an Array of message identifiers"),
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        (["one"], "invalid message identifier specified"),
        ([0], "invalid message identifier specified"),
    ],
)
def test_one_to_a_hundred_identifiers_can_be_deleted_at_once(ids: object, words: str) -> None:
    async def scenario() -> None:
        api = started()
        refusal = await api.refusal("deleteMessages", chat_id=11, message_ids=ids)
        assert refusal == (400, f"Bad Request: {words}")
        hundred = list(range(1, 101))
        assert await api.call("deleteMessages", chat_id=11, message_ids=hundred)

    asyncio.run(scenario())


TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def test_press_is_answered_within_150_seconds_even_twice() -> None:
    async def scenario() -> None:
        api = started()
        await api.call("sendMessage", **HELLO, reply_markup=keyboard(button("Ya", "yes")))
        query = api.ani.press("Ya")
        for show_alert in (False, True):
            answer = {"callback_query_id": query.id, "text": "Baik", "show_alert": show_alert}
            assert await api.call("answerCallbackQuery", **answer)
        assert [(alert.text, alert.show_alert) for alert in api.ani.alerts] == [
            ("Baik", False),
            ("Baik", True),
        ]
        long_text = {"callback_query_id": query.id, "text": "a" * 201}
        refusal = await api.refusal("answerCallbackQuery", **long_text)
        assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
        api.clock.turn(seconds=150)
        late = await api.refusal("answerCallbackQuery", callback_query_id=query.id)
        assert late == (400, TOO_OLD)
        unknown = await api.refusal("answerCallbackQuery", callback_query_id="5")
        assert unknown == (400, TOO_OLD)

    asyncio.run(scenario())


def test_what_a_message_holds_is_also_in_its_buttons_and_what_it_held_is_not_forgotten() -> None:
    async def scenario() -> None:
        api = started()
        copies = {"text": "Copy code", "copy_text": {"text": "0123456789"}}
        sent = await api.call("sendMessage", **HELLO, reply_markup=keyboard(copies))
        message = api.ani.chat.last
        assert "0123456789" in message.holds
        assert api.ani.copy("Copy code") == "0123456789"
        where = {"chat_id": 11, "message_id": sent["message_id"]}
        await api.call("editMessageText", **where, text="Halo lagi")
        assert "0123456789" not in message.holds
        assert "0123456789" in message.held
        await api.call("deleteMessage", **where)
        assert message.holds == ""

    asyncio.run(scenario())

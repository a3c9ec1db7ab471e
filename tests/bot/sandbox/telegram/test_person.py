"""People of the stand-in: what they do, what the bot gets of it, and how a test waits."""

import asyncio

import pytest

from bot.sandbox.telegram import BotIsBlocked, NoSuchButton, NothingArrived, NotOurLink
from tests.bot.sandbox.telegram.api import Api, button, keyboard, started


async def ask_yes_no(api: Api, text: str = "Lanjut?") -> int:
    markup = keyboard(button("Ya", "yes"), button("Tidak", "no"))
    sent = await api.call("sendMessage", chat_id=11, text=text, reply_markup=markup)
    return int(sent["message_id"])


def test_text_reaches_the_bot_with_who_and_where() -> None:
    async def scenario() -> None:
        api = Api()
        user = api.sandbox.user(21, "Budi", "Santoso", "budi", language_code="en")
        message = user.send("/start abc")
        update = (await api.updates())[0]["message"]
        assert update["message_id"] == message.message_id
        assert update["from"] == {
            "id": 21,
            "is_bot": False,
            "first_name": "Budi",
            "last_name": "Santoso",
            "username": "budi",
            "language_code": "en",
        }
        assert update["chat"]["type"] == "private"
        assert update["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]

    asyncio.run(scenario())


def test_every_kind_of_message_reaches_the_bot_in_its_shape() -> None:
    async def scenario() -> None:
        api = Api()
        api.ani.share_contact("+6281234567890", "Budi", "Santoso", user_id=21)
        api.ani.share_contact("081234567890", "Dewi")
        api.ani.send_sticker()
        api.ani.forward("Rp 5")
        api.ani.send_in_group(api.sandbox.group(-5, "Team"), "/cashout")
        own, card, sticker, forwarded, grouped = [one["message"] for one in await api.updates()]
        assert own["contact"]["user_id"] == 21
        assert card["contact"] == {"phone_number": "081234567890", "first_name": "Dewi"}
        assert sticker["sticker"]["emoji"] == "👍"
        assert forwarded["forward_origin"]["type"] == "hidden_user"
        assert grouped["chat"] == {"id": -5, "type": "group", "title": "Team"}
        assert "text" not in own

    asyncio.run(scenario())


def test_edit_reaches_the_bot_as_an_edited_message() -> None:
    async def scenario() -> None:
        api = Api()
        message = api.ani.send("500")
        api.ani.edit(message, "600")
        edited = (await api.updates())[1]["edited_message"]
        assert (edited["text"], edited["message_id"]) == ("600", message.message_id)

    asyncio.run(scenario())


def test_press_takes_the_newest_message_that_has_the_button() -> None:
    async def scenario() -> None:
        api = started()
        older, newer = await ask_yes_no(api), await ask_yes_no(api)
        assert api.ani.press("Ya").message.message_id == newer
        assert api.ani.press("no").data == "no"
        first = api.ani.chat.find(older)
        assert api.ani.press("Ya", first).message.message_id == older
        query = (await api.updates())[-1]["callback_query"]
        assert (query["data"], query["from"]["id"]) == ("yes", 11)
        assert query["message"]["message_id"] == older

    asyncio.run(scenario())


def test_missing_button_lists_those_that_are_there() -> None:
    async def scenario() -> None:
        api = started()
        await ask_yes_no(api)
        with pytest.raises(NoSuchButton) as missing:
            api.ani.press("Mungkin")
        assert missing.value.visible == ("Ya", "Tidak")
        with pytest.raises(NoSuchButton):
            api.ani.press_old(api.ani.chat.last, "Mungkin")

    asyncio.run(scenario())


def test_button_that_was_edited_away_can_only_be_pressed_on_an_old_screen() -> None:
    async def scenario() -> None:
        api = started()
        message_id = await ask_yes_no(api)
        await api.call("editMessageText", chat_id=11, message_id=message_id, text="Selesai")
        with pytest.raises(NoSuchButton):
            api.ani.press("Ya")
        assert api.ani.press_old(api.ani.chat.last, "Ya").data == "yes"

    asyncio.run(scenario())


def test_blocking_is_told_and_a_person_who_blocked_cannot_write() -> None:
    async def scenario() -> None:
        api = Api()
        api.ani.block_bot()
        with pytest.raises(BotIsBlocked):
            api.ani.send("Halo")
        api.ani.unblock_bot()
        api.ani.send("Halo")
        blocked, unblocked, _ = await api.updates()
        assert blocked["my_chat_member"]["old_chat_member"]["status"] == "member"
        assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
        assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("https://t.me/cashout_demo_bot?start=TOKEN_1", "/start TOKEN_1"),
        ("t.me/Cashout_Demo_Bot?start=a-b", "/start a-b"),
        ("https://telegram.me/cashout_demo_bot", "/start"),
    ],
)
def test_link_to_the_bot_starts_it(link: str, text: str) -> None:
    assert Api().ani.open_link(link).text == text


@pytest.mark.parametrize("link", ["https://t.me/other_bot?start=a", "https://e.org/x", "x", ""])
def test_other_links_are_not_ours(link: str) -> None:
    with pytest.raises(NotOurLink):
        Api().ani.open_link(link)


def test_waiting_finds_what_came_before_and_what_comes_later() -> None:
    async def scenario() -> None:
        api = started()
        message_id = await ask_yes_no(api)
        assert (await api.ani.wait_for("Lanjut")).message_id == message_id
        waiting = asyncio.create_task(api.ani.wait_for(lambda message: message.text == "Selesai"))
        await asyncio.sleep(0)
        await api.call("editMessageText", chat_id=11, message_id=message_id, text="Selesai")
        assert (await waiting).edited

    asyncio.run(scenario())


def test_waiting_does_not_see_what_came_before_the_last_act() -> None:
    async def scenario() -> None:
        api = started()
        await ask_yes_no(api, "Lanjut?")
        api.ani.send("Halo")
        with pytest.raises(NothingArrived) as nothing:
            await api.ani.wait_for("Lanjut", timeout=0.05)
        assert nothing.value.seen == ()
        await ask_yes_no(api, "Apa?")
        with pytest.raises(NothingArrived) as other:
            await api.ani.wait_for("Lanjut", timeout=0.05)
        assert other.value.seen == ("Apa?",)

    asyncio.run(scenario())


def test_waiting_for_a_text_ignores_deleted_messages_but_a_question_sees_them() -> None:
    async def scenario() -> None:
        api = started()
        message_id = await ask_yes_no(api)
        await api.call("deleteMessage", chat_id=11, message_id=message_id)
        assert (await api.ani.wait_for(lambda message: message.deleted)).message_id == message_id
        with pytest.raises(NothingArrived):
            await api.ani.wait_for("Lanjut", timeout=0.05)

    asyncio.run(scenario())


def test_waiting_for_an_alert() -> None:
    async def scenario() -> None:
        api = started()
        await ask_yes_no(api)
        query = api.ani.press("Ya")
        with pytest.raises(NothingArrived):
            await api.ani.wait_for_alert(timeout=0.05)
        waiting = asyncio.create_task(api.ani.wait_for_alert("Bai"))
        await api.call("answerCallbackQuery", callback_query_id=query.id, text="Baik")
        assert (await waiting).text == "Baik"
        assert [alert.text for alert in api.sandbox.alerts] == ["Baik"]

    asyncio.run(scenario())

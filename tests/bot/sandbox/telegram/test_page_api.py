"""What the page asks for: its files, its acts, and its stream of events."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox.telegram import Group, TelegramSandbox
from tests.bot.sandbox.telegram.api import TOKEN, Api, button, keyboard, started


async def act(api: Api, path: str, **fields: object) -> tuple[int, dict[str, Any]]:
    """Do what the page does for a click."""
    api.sandbox.panes = api.sandbox.panes or [(api.ani, "Agent")]
    transport = httpx.ASGITransport(api.sandbox.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://stand-in") as client:
        answer = await client.post(f"/sandbox{path}", json=fields)
        return answer.status_code, answer.json()


def test_page_and_its_files_are_served_with_headers_that_forbid_foreign_code() -> None:
    async def scenario() -> None:
        transport = httpx.ASGITransport(Api().sandbox.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://stand-in") as client:
            page = await client.get("/")
            assert "no real bank, no real Telegram" in page.text
            assert page.headers["content-security-policy"].startswith("default-src 'self'")
            for name in ("main.js", "chat.css", "icon.svg"):
                assert (await client.get(f"/page/{name}")).status_code == 200
            assert (await client.get("/page/../telegram/server.py")).status_code == 404

    asyncio.run(scenario())


def test_person_acts_from_the_page() -> None:
    async def scenario() -> None:
        api = Api()
        status, sent = await act(api, "/send", user_id=11, text=" /start ")
        assert (status, sent["text"], sent["from_bot"]) == (200, "/start", False)
        await act(api, "/edit", user_id=11, message_id=sent["message_id"], text="/help")
        await act(api, "/contact", user_id=11, phone="0812", first_name="Budi", own=True)
        await act(api, "/contact", user_id=11, phone="0813", first_name="Dewi")
        await act(api, "/sticker", user_id=11)
        await act(api, "/open-link", user_id=11, url="https://t.me/cashout_demo_bot?start=A")
        updates = await api.updates()
        kinds = [name for update in updates for name in update if name != "update_id"]
        assert kinds == ["message", "edited_message", *["message"] * 4]
        assert updates[2]["message"]["contact"]["user_id"] == 11
        assert "user_id" not in updates[3]["message"]["contact"]
        assert updates[5]["message"]["text"] == "/start A"

    asyncio.run(scenario())


def test_button_is_pressed_from_the_page_and_blocking_too() -> None:
    async def scenario() -> None:
        api = started()
        markup = keyboard(button("Ya", "yes"))
        sent = await api.call("sendMessage", chat_id=11, text="?", reply_markup=markup)
        fields = {"user_id": 11, "message_id": sent["message_id"], "data": "yes"}
        status, pressed = await act(api, "/press", **fields)
        assert (status, pressed["query_id"]) == (200, api.sandbox._world.queries.popitem()[0])
        assert await act(api, "/block", user_id=11, blocked=True) == (200, {"blocked": True})
        status, answer = await act(api, "/send", user_id=11, text="Halo")
        assert (status, answer["error"]) == (
            400,
            "user 11 has blocked the bot; unblock it first",
        )
        assert await act(api, "/block", user_id=11, blocked=False) == (200, {"blocked": False})

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/send", {"user_id": 12, "text": "x"}),
        ("/send", {"user_id": 11, "text": "  "}),
        ("/send", {"user_id": "11", "text": "x"}),
        ("/send", {"user_id": 11, "text": 5}),
        ("/press", {"user_id": 11, "message_id": 99, "data": "x"}),
        ("/press", {"user_id": 11, "message_id": 1, "data": "x"}),
        ("/open-link", {"user_id": 11, "url": "https://e.org"}),
        ("/users", {}),
        ("/faults", {"slow": "very"}),
    ],
)
def test_impossible_acts_are_refused_in_words(path: str, fields: dict[str, object]) -> None:
    status, answer = asyncio.run(act(started(), path, **fields))
    assert status == 400
    assert answer["error"]


def test_message_of_the_bot_cannot_be_edited_from_the_page() -> None:
    async def scenario() -> None:
        api = started()
        sent = await api.call("sendMessage", chat_id=11, text="Halo")
        fields = {"user_id": 11, "message_id": sent["message_id"], "text": "x"}
        assert (await act(api, "/edit", **fields))[0] == 400

    asyncio.run(scenario())


@pytest.mark.parametrize("body", ["{", "[]", "[" * 100_000])
def test_request_that_is_no_object_is_refused(body: str) -> None:
    async def scenario() -> None:
        transport = httpx.ASGITransport(Api().sandbox.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://stand-in") as client:
            headers = {"Content-Type": "application/json"}
            answer = await client.post("/sandbox/send", content=body, headers=headers)
            assert answer.status_code == 400
            form = await client.post("/sandbox/send", data={"user_id": "11", "text": "x"})
            assert form.json() == {"error": "only application/json is taken"}

    asyncio.run(scenario())


def test_faults_are_switched_from_the_page() -> None:
    api = Api()
    status, faults = asyncio.run(act(api, "/faults", down=True, slow=90, lost_answers=2))
    assert (status, faults) == (200, {"down": True, "slow": 60.0, "lost_answers": 2})
    assert (api.sandbox.faults.down, api.sandbox.faults.lost_answers) == (True, 2)


def test_newcomers_get_a_pane_and_an_id_of_their_own() -> None:
    async def scenario() -> None:
        api = Api()
        _, one = await act(api, "/users", first_name="Sari")
        _, two = await act(api, "/users", first_name="Joko", language_code="en")
        assert one["user_id"] != two["user_id"]
        people = [(user.profile.first_name, caption) for user, caption in api.sandbox.panes]
        assert people == [("Ani", "Agent"), ("Sari", "Newcomer"), ("Joko", "Newcomer")]
        assert (await act(api, "/send", user_id=two["user_id"], text="/start"))[0] == 200

    asyncio.run(scenario())


async def next_event(lines: AsyncIterator[str]) -> tuple[str, Any]:
    async for line in lines:
        if line.startswith("event: "):
            data = await anext(lines)
            return line.removeprefix("event: "), json.loads(data.removeprefix("data: "))
    raise AssertionError("the stream has ended")


def test_stream_begins_with_everything_and_goes_on_with_what_changes() -> None:
    async def scenario() -> None:
        api = started()
        api.sandbox.panes = [(api.ani, "Agent")]
        async with (
            api.sandbox.serving() as url,
            httpx.AsyncClient(base_url=url) as client,
            client.stream("GET", "/sandbox/events") as stream,
        ):
            lines = stream.aiter_lines()
            name, snapshot = await next_event(lines)
            assert (name, snapshot["faspay"]) == ("snapshot", False)
            assert snapshot["panes"][0]["messages"][0]["text"] == "/start"
            markup = keyboard(button("Ya", "yes"))
            sent = await api.call("sendMessage", chat_id=11, text="Rahasia", reply_markup=markup)
            name, message = await next_event(lines)
            assert (name, message["text"], message["chat_id"]) == ("message", "Rahasia", 11)
            query = api.ani.press("Ya")
            await api.call("answerCallbackQuery", callback_query_id=query.id, text="Baik")
            assert (await next_event(lines))[1]["text"] == "Baik"
            await api.call("deleteMessage", chat_id=11, message_id=sent["message_id"])
            _, deleted = await next_event(lines)
            assert deleted["deleted"] is True
            assert "Rahasia" not in json.dumps(deleted)
            await api.call("setMyCommands", commands=[{"command": "a", "description": "b"}])
            name, panes = await next_event(lines)
            assert panes["panes"][0]["commands"] == [{"command": "a", "description": "b"}]
            await api.sandbox.close()
            with pytest.raises(AssertionError, match="ended"):
                await next_event(lines)

    asyncio.run(scenario())


def in_a_forum() -> tuple[Api, Group]:
    """Give a stand-in whose page shows a forum, in which Ani is, with one topic."""
    api = started()
    api.sandbox.panes = [(api.ani, "Agent"), (api.sandbox.user(12, "Budi"), "Supervisor")]
    group = api.sandbox.group(-1_000_000_000_007, "Team", forum=True)
    group.topic("Orders", api.ani)
    api.sandbox.group_panes.append(group)
    return api, group


def test_person_writes_and_presses_in_a_group_from_the_page() -> None:
    async def scenario() -> None:
        api, group = in_a_forum()
        topic = group.topic("Orders", api.ani)
        where = {"user_id": 11, "chat_id": group.id}
        _, sent = await act(api, "/send", **where, topic=topic.id, text="/watch here")
        assert (sent["topic"], sent["chat_id"], sent["sender"]) == (topic.id, group.id, "Ani")
        _, general = await act(api, "/send", **where, topic=1, text="/help")
        assert general["topic"] is None
        markup = keyboard(button("Ya", "yes"))
        asked = await api.call("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
        press = where | {"message_id": asked["message_id"], "data": "yes"}
        assert (await act(api, "/press", **press))[0] == 200
        status, answer = await act(api, "/edit", **press | {"user_id": 12}, text="mine")
        assert (status, answer["error"]) == (400, "only own messages can be edited")
        status, answer = await act(api, "/send", user_id=11, chat_id=-77, text="x")
        assert (status, answer["error"]) == (400, "there is no such group on the page")

    asyncio.run(scenario())


def test_others_words_in_a_group_cannot_be_edited_from_the_page() -> None:
    async def scenario() -> None:
        api, group = in_a_forum()
        message = api.ani.send_in_group(group, "/watch here")
        fields = {"chat_id": group.id, "message_id": message.message_id, "text": "x"}
        assert (await act(api, "/edit", user_id=12, **fields))[0] == 400
        assert (await act(api, "/edit", user_id=11, **fields))[1]["edits"] == 1

    asyncio.run(scenario())


def test_page_is_told_who_is_in_a_group_and_what_happens_there() -> None:
    async def scenario() -> None:
        api, group = in_a_forum()
        budi = api.sandbox.panes[1][0]
        group.join(budi)
        group.topic("Cash", budi)
        group.rename_topic(group.topic("Cash", budi), "Code", budi)
        group.close_topic(group.topic("Code", budi), budi)
        group.close_topic(group.topic("Code", budi), budi, closed=False)
        await api.call("sendMessage", chat_id=group.id, text="x", disable_notification=True)
        group.remove_bot(budi)
        group.add_bot(budi)
        group.leave(budi)
        shown = await snapshot(api)
        (pane,) = shown["groups"]
        assert (pane["title"], pane["kind"], pane["bot"]) == ("Team", "supergroup", "member")
        assert [topic["name"] for topic in pane["topics"]] == ["General", "Orders", "Code"]
        assert [(one["name"], one["inside"]) for one in pane["people"]] == [
            ("Ani", True),
            ("Budi", False),
        ]
        assert [one["service"] or (one["text"], one["silent"]) for one in pane["messages"]] == [
            "Ani opened the topic “Orders”",
            "Budi joined",
            "Budi opened the topic “Cash”",
            "Budi named the topic “Code”",
            "Budi closed the topic",
            "Budi reopened the topic",
            ("x", True),
            "Budi removed Cash-out",
            "Budi added Cash-out",
            "Budi left",
        ]

    asyncio.run(scenario())


def test_group_that_became_a_supergroup_stays_one_pane_with_all_its_messages() -> None:
    async def scenario() -> None:
        api = started()
        group = api.sandbox.group(-5, "Team")
        api.sandbox.group_panes.append(group)
        api.ani.send_in_group(group, "before")
        group.upgrade(api.ani)
        (pane,) = (await snapshot(api))["groups"]
        assert pane["chat_ids"] == [-5, group.id]
        told = [one["service"] or one["text"] for one in pane["messages"]]
        assert told == ["before", "This group has become a supergroup", "It was a group before"]

    asyncio.run(scenario())


async def snapshot(api: Api) -> dict[str, Any]:
    """Give what the page is told first."""
    async with (
        api.sandbox.serving() as url,
        httpx.AsyncClient(base_url=url) as client,
        client.stream("GET", "/sandbox/events") as stream,
    ):
        _, content = await next_event(stream.aiter_lines())
        return dict(content)


def test_faspay_controls_are_mounted_when_there_are_some() -> None:
    async def state(_: object) -> JSONResponse:
        return JSONResponse({"balance": 5})

    async def scenario() -> None:
        control = Starlette(routes=[Route("/state", state)])
        sandbox = TelegramSandbox(TOKEN, faspay_control=control)
        transport = httpx.ASGITransport(sandbox.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://stand-in") as client:
            assert (await client.get("/faspay-control/state")).json() == {"balance": 5}

    asyncio.run(scenario())

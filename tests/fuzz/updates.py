"""Telegram updates, drawn: whole ones of every kind, and broken ones."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from tests.dialogs.stage import GROUP, STRANGER
from tests.factories import ADMIN, AGENT, SUPERVISOR
from tests.fuzz.rehearsal import SUSPENDED
from tests.fuzz.strategies import json_values, sayable

Json = dict[str, Any]

_PHOTO = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
_FILE = {"file_id": "f", "file_unique_id": "u"}
_DURATION = _FILE | {"duration": 1}
OTHER_CHAT = {"id": -100_777, "type": "channel", "title": "News"}
_USER = {"id": STRANGER, "is_bot": False, "first_name": "Tono"}

ids = st.sampled_from([AGENT, ADMIN, SUPERVISOR, SUSPENDED, STRANGER])
texts = st.sampled_from(
    [
        *("/start", "/start x", "/cashout", "/code 700000000001", "@cashout_bot"),
        *("/help@cashout_bot", "yes", "Budi Santoso 0812-3456-7890 300rb"),
    ]
) | sayable.filter(lambda text: bool(text.strip()))
users = st.builds(
    lambda number, name, more: {"id": number, "is_bot": False, "first_name": name} | more,
    ids,
    texts,
    st.fixed_dictionaries(
        {}, optional={"last_name": texts, "username": st.just("tono"), "is_premium": st.booleans()}
    ).flatmap(
        lambda more: st.sampled_from(
            [more, more | {"language_code": "id"}, more | {"language_code": "pt-br"}]
        )
    ),
)
entities = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["bot_command", "mention", "url", "bold", "text_link", "custom_emoji", "new_kind"]
            ),
            "offset": st.integers(0, 20),
            "length": st.integers(1, 20),
        }
    ),
    max_size=3,
)
contents = st.one_of(
    st.fixed_dictionaries({"text": texts}, optional={"entities": entities}),
    st.fixed_dictionaries(
        {"photo": st.just([_PHOTO])},
        optional={"caption": texts, "caption_entities": entities},
    ),
    st.sampled_from(
        [
            {"voice": _DURATION},
            {"video_note": _DURATION | {"length": 1}},
            {"audio": _DURATION},
            {"document": _FILE},
            {"dice": {"emoji": "x", "value": 1}},
            {"location": {"latitude": 1.0, "longitude": 2.0}},
            {
                "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0}
                | dict.fromkeys(
                    (
                        "is_closed",
                        "is_anonymous",
                        "allows_multiple_answers",
                        "allows_revoting",
                        "members_only",
                    ),
                    False,
                )
                | {"type": "regular"}
            },
            {"new_chat_members": [_USER]},
            {"left_chat_member": _USER},
            {"group_chat_created": True},
            {"migrate_to_chat_id": -100_888},
            {"new_kind_of_content": {"x": 1}},
            {},
        ]
    ),
    st.builds(
        lambda phone, name, known: {
            "contact": {"phone_number": phone, "first_name": name}
            | ({"user_id": AGENT} if known else {})
        },
        texts,
        texts,
        st.booleans(),
    ),
)
extras = st.fixed_dictionaries(
    {},
    optional={
        "forward_origin": st.sampled_from(
            [
                {"type": "user", "date": 1, "sender_user": _USER},
                {"type": "hidden_user", "date": 1, "sender_user_name": "x"},
                {"type": "chat", "date": 1, "sender_chat": OTHER_CHAT},
                {"type": "channel", "date": 1, "chat": OTHER_CHAT, "message_id": 1},
            ]
        ),
        "sender_chat": st.just(OTHER_CHAT),
        "via_bot": st.just(_USER | {"is_bot": True}),
        "reply_to_message": st.just(
            {"message_id": 1, "date": 1, "chat": {"id": AGENT, "type": "private"}, "text": "x"}
        ),
        "quote": st.just({"text": "x", "position": 0}),
        "edit_date": st.just(2),
        "has_protected_content": st.booleans(),
        "new_field": st.just([1]),
    },
)


def chat_of(user: Json, *, grouped: bool) -> Json:
    if grouped:
        return {"id": GROUP, "type": "supergroup", "title": "Field"}
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


grouped = st.sampled_from([False, False, True])
messages = st.builds(
    lambda user, group, content, more, date: (
        {
            "message_id": 1,
            "date": date,
            "from": user,
            "chat": chat_of(user, grouped=group),
        }
        | content
        | more
    ),
    users,
    grouped,
    contents,
    extras,
    st.sampled_from([1, 1_767_582_000, 2**31 - 1]),
)
members = st.builds(
    lambda user, group, old, new: {
        "chat": chat_of(user, grouped=group),
        "from": user,
        "date": 1,
        "old_chat_member": {"user": _USER, "status": old},
        "new_chat_member": {"user": _USER, "status": new} | {"until_date": 0},
    },
    users,
    grouped,
    st.sampled_from(["member", "left"]),
    st.sampled_from(["kicked", "member", "left"]),
)
presses = st.builds(
    lambda user, group, below, data: (
        {"id": "1", "chat_instance": "1", "from": user, "data": data}
        | (
            {"message": {"message_id": 1, "date": below, "chat": chat_of(user, grouped=group)}}
            if below >= 0
            else {"inline_message_id": "x"}
        )
    ),
    users,
    grouped,
    st.sampled_from([-1, 0, 1]),  # posted by inline mode, out of reach, usual
    texts.map(lambda text: text[:30]) | st.sampled_from(["lang:id", "code:700000000001"]),
)
updates = st.one_of(
    messages.map(lambda message: {"message": message}),
    messages.map(lambda message: {"edited_message": message}),
    presses.map(lambda query: {"callback_query": query}),
    members.map(lambda change: {"my_chat_member": change}),
    st.just({"new_kind_of_update": {"chat": {"id": AGENT, "type": "private"}}}),
    st.just({}),
).map(lambda content: {"update_id": 1} | content)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk every place in a JSON value."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from places(inner, (*path, at))


def with_one_place(update: Json, path: tuple[Any, ...], new: object) -> Json:
    broken: Any = copy.deepcopy(update)
    inside = broken
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = new
    return dict(broken)


broken_updates = updates.flatmap(
    lambda update: st.builds(
        with_one_place, st.just(update), st.sampled_from(list(places(update))), json_values
    )
)

"""Telegram updates: whole ones are always answered, broken ones harm nobody."""

import asyncio
import json
from functools import partial

from hypothesis import example, given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from bot.telegram.envelope import envelope_of, outline_of
from bot.telegram.intake import Incoming, read, store
from bot.telegram.turn import HandlerFailed, handle_next, handle_one
from bot.web import telegram_webhook
from storage.engine.unit_of_work import Work
from storage.models.inbox import StoredUpdate
from tests.factories import ADMIN, AGENT, World, store_update
from tests.fuzz.budget import attempt, examples, quickly
from tests.fuzz.rehearsal import TakenBackError, bot
from tests.fuzz.strategies import json_values, nested, spoilt
from tests.fuzz.updates import OTHER_CHAT, Json, broken_updates, chat_of, updates


def handled(world: World, update: Json, *, by_the_door: bool) -> bool:
    """Take an update in, handle what is kept of it, and take all of it back.

    As the intake does, or `by_the_door`, where nobody has judged it: the gate must do alone.
    """
    outcome: list[bool] = []

    def act(work: Work) -> None:
        incoming = read(update)
        if incoming is not None and (by_the_door or store(work, [incoming])):
            if by_the_door:
                envelope = envelope_of(update)
                chat_id = envelope.chat_id if envelope else 0
                store_update(work, incoming.update_id, chat_id, incoming.raw)
            outcome.append(handle_next(work, world.policy, bot()))
        raise TakenBackError

    try:
        world.do(act)
    except TakenBackError:
        return all(outcome)
    raise AssertionError("it was to be taken back")


@examples(120)
@given(update=updates)
@example(
    update={
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "text": "hi"}
        | {"chat": OTHER_CHAT, "sender_chat": OTHER_CHAT},
    }
)
def test_every_whole_update_is_handled(secretive: World, update: Json) -> None:
    assert handled(secretive, update, by_the_door=False)
    assert handled(secretive, update, by_the_door=True)


@examples(120)
@given(update=broken_updates)
def test_a_broken_update_is_handled_or_given_up_alone(secretive: World, update: Json) -> None:
    for by_the_door in (False, True):
        handle = partial(handled, secretive, update, by_the_door=by_the_door)
        outcome = attempt(HandlerFailed, handle)
        assert outcome is True or repr(outcome).startswith("HandlerFailed('update ")


def test_an_update_that_fails_in_a_flush_is_put_off_and_holds_up_nobody(world: World) -> None:
    odd = {"id": ADMIN, "is_bot": False, "first_name": "Hadi", "language_code": {"no": "text"}}
    usual = {"id": AGENT, "is_bot": False, "first_name": "Dewi"}
    for number, user in enumerate((odd, usual), start=1):
        message = {"message_id": 1, "date": 1, "text": "x", "from": user}
        update = {"message": message | {"chat": chat_of(user, grouped=False)}}
        incoming = read({"update_id": number} | update)
        assert incoming is not None
        world.do(store, [incoming])
    for _ in range(2):
        assert asyncio.run(handle_one(world.database, world.policy, bot()))
    first, second = world.rows(StoredUpdate)
    assert (first.attempts, first.done_at) == (1, None)
    assert second.done_at is not None


@examples(300)
@given(json_values | updates | broken_updates)
def test_whatever_is_json_has_an_id_and_a_chat_that_fit_or_is_not_kept(value: object) -> None:
    incoming = read(value)
    if incoming is None:
        return
    assert isinstance(incoming, Incoming)
    assert abs(incoming.update_id) < 2**63
    assert json.loads(incoming.raw) == value or "NaN" in incoming.raw
    for username in ("", "cashout_bot"):
        envelope = envelope_of(incoming.update, username)
        if envelope is not None:
            assert abs(envelope.chat_id) < 2**63
            outline = json.loads(json.dumps(outline_of(incoming.update, username)))
            again = envelope_of(outline, username)
            assert again == envelope, "the gate sees what the intake saw"


HOSTILE = [
    *nested(150_000),
    b'{"update_id":' + b"9" * 1_000_000 + b"}",
    b'{"update_id":1,"message":{"chat":{"id":' + b"9" * 4_000 + b"}}}",
    b'{"update_id":1' + b" " * 1_000_000 + b"}",
    b'{"update_id":1,"x":"' + b"\\ud800" * 150_000 + b'"}',
    b"\xff" * 1_000_000,
]


@examples(200)
@given(
    body=st.binary(max_size=60)
    | updates.flatmap(lambda update: spoilt(json.dumps(update).encode()))
    | st.sampled_from(HOSTILE)
)
def test_what_is_posted_is_read_or_refused_in_no_time(body: bytes) -> None:
    incoming = quickly(lambda: attempt(HTTPException, lambda: telegram_webhook._update(body)))
    if isinstance(incoming, HTTPException):
        assert incoming.status_code == 404
    else:
        assert incoming is None or incoming.raw == body.decode()

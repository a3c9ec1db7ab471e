"""Every handler that is registered says who may have it handled."""

from collections.abc import Iterator
from typing import Any

import pytest
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler

import handlers
from handlers.cash_out import conversation
from handlers.chat.guard import EVERYBODY, Guarded
from handlers.services.rights.capabilities import Capability

_Any = BaseHandler[Any, Any, Any]


class _Application:
    """Takes handlers as python-telegram-bot does."""

    def __init__(self) -> None:
        self.groups: dict[int, list[_Any]] = {}

    def add_handler(self, handler: _Any, group: int = 0) -> None:
        self.groups.setdefault(group, []).append(handler)

    def add_error_handler(self, _handler: object) -> None:
        """Errors come from no person."""


def _registered() -> dict[int, list[_Any]]:
    application: Any = _Application()
    handlers.register(application)
    found: dict[int, list[_Any]] = application.groups
    return found


def _parts(handler: _Any) -> Iterator[_Any]:
    """Yield a handler, or each of those that a conversation is made of."""
    if not isinstance(handler, ConversationHandler):
        yield handler
        return
    for each in (*handler.entry_points, *handler.fallbacks):
        yield from _parts(each)
    for answers in handler.states.values():
        for each in answers:
            yield from _parts(each)


def _unguarded(found: list[_Any]) -> list[object]:
    parts = [part for handler in found for part in _parts(handler)]
    return [part.callback for part in parts if not isinstance(part.callback, Guarded)]


def test_every_handler_names_its_capability_and_only_the_gate_has_none() -> None:
    groups = _registered()
    (gate,) = groups.pop(handlers._GATE)
    assert gate.callback.__qualname__.startswith("gate.")
    (after_it,) = groups.values()
    assert len(after_it) > len(handlers._COMMANDS)
    assert _unguarded(after_it) == []


def test_the_check_itself_finds_a_handler_without_one() -> None:
    async def careless(_update: object, _context: object) -> None: ...

    assert _unguarded([CommandHandler("careless", careless)]) == [careless]


def test_what_is_for_everybody_changes_nothing() -> None:
    commands = {names[0] for names, needs, _ in handlers._COMMANDS if needs == EVERYBODY}
    buttons = {pattern for pattern, needs, _ in handlers._BUTTONS if needs == EVERYBODY}
    assert commands == {"start", "help"}
    assert buttons == {conversation.OURS, ""}


@pytest.mark.parametrize("part", list(_parts(conversation.conversation())))
def test_orders_are_written_by_those_who_may_request_them(part: _Any) -> None:
    wanted = {Capability.REQUEST_ORDERS, Capability.CANCEL_ORDERS}
    assert isinstance(part.callback, Guarded)
    assert part.callback.needs in wanted

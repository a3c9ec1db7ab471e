"""Thousands of spoilt, swapped, forged and repeated callbacks change nothing an inquiry would not.

FUZZ_CALLBACKS is how many (default 10000), FUZZ_SEED where they begin. A failure names the one
round it came in and the command that plays it again.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import select

from bot.web.application import as_text
from handlers.services.orders import inquiries
from handlers.services.orders.callbacks import MOST_KEPT
from handlers.services.provider_answers import Doubt, Finding, Unclear
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.inbox import StoredCallback
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.provider_answer import AnswerSource
from storage.values import OrderNumber
from tests.factories import World
from tests.fuzz.flood import Answer, Gate, Rows, a_world, rows, targets, twin_of
from tests.fuzz.mutations import Request, Target, draw

CALLBACKS = int(os.environ.get("FUZZ_CALLBACKS", "10000"))
SEED = int(os.environ.get("FUZZ_SEED", "20260105"))
ROUND = 10_000
"""Callbacks in one round; each has a company, a seed and a judgement of its own."""
_WHOLE_WAY = 0.05
"""The share of plain requests that take the whole way, too: all others take it anyway."""
_TAKEN = b'{"response_code":"00","response_desc":"success"}'
_NOWHERE = Request("", "", b"", path="/nothing/here", right=False)
_MOVED = {"check_at", "version"}
"""The columns of an order that a callback may touch."""
_OPEN = {OrderStatus.SENDING, OrderStatus.UNKNOWN, OrderStatus.ISSUED}
_NEVER_SENT = {OrderStatus.AWAITING_APPROVAL, OrderStatus.REQUESTED}


@contextmanager
def replayable(seed: int, count: int) -> Iterator[None]:
    """Say with any failure how to see it again."""
    try:
        yield
    except BaseException as error:
        program = f".venv/bin/python -m pytest -n 0 --no-cov {os.path.relpath(__file__)}"
        error.add_note(f"play it again: FUZZ_SEED={seed} FUZZ_CALLBACKS={count} {program}")
        raise


async def flood(world: World, random: Random, count: int, known: list[Target]) -> list[Request]:
    """Let them all loose, and compare each answer with what its address deserves."""
    gate = Gate(world)
    nothing = await gate.through(_NOWHERE)
    assert nothing[0] == 404
    sent: list[Request] = []
    kept: list[Request] = []
    for _ in range(count):
        world.clock.move(0.01)
        request = draw(random, known, sent)
        if request.plain and random.random() > _WHOLE_WAY:
            assert gate.beneath(request) is request.right, request
        else:
            assert_answered(await gate.through(request), nothing, request)
        if request.right:
            kept.append(request)
    return kept


def assert_answered(answer: Answer, nothing: Answer, request: Request) -> None:
    if request.right:
        assert (answer[0], answer[2]) == (200, _TAKEN), request
    else:
        assert answer == nothing, request


def assert_only_hints_were_kept(before: Rows, after: Rows, kept: list[Request]) -> None:
    """Check that nothing is new but stored callbacks, each once, their claims, and times to ask."""
    for table in before.keys() - {"orders", "callbacks", "provider_answers"}:
        assert after[table] == before[table], table
    right = first_of_each(kept)
    said, said_before = after["provider_answers"], before["provider_answers"]
    claims = [row for key, row in said.items() if row != said_before.get(key)]
    assert said.keys() >= said_before.keys()
    assert {row["source"] for row in claims} <= {AnswerSource.CALLBACK}
    assert {row["order_no"] for row in claims} <= {no for no, _ in right}
    assert len(after["callbacks"]) == len(right)
    assert {row["order_no"] for row in after["callbacks"].values()} == {no for no, _ in right}
    assert after["orders"].keys() == before["orders"].keys()
    for key, order in after["orders"].items():
        changed = {name for name, value in order.items() if value != before["orders"][key][name]}
        assert changed <= _MOVED, changed
        if changed:
            assert order["order_no"] in {no for no, _text in right}
            assert order["money"] not in _NEVER_SENT


def first_of_each(taken: list[Request]) -> set[tuple[str, str]]:
    """Pick what is to be kept: of every order the first so many that differ."""
    bodies: dict[str, dict[str, None]] = {}
    for each in taken:
        of_order = bodies.setdefault(each.order_no, {})
        if len(of_order) < MOST_KEPT:
            of_order[as_text(each.body)] = None
    return {(number, text) for number, texts in bodies.items() for text in texts}


def bodies_kept(work: Work) -> set[tuple[str, str]]:
    found = work.session.exec(select(StoredCallback))
    return {
        (each.order_no, work.vault.open(each.raw_sealed, "callbacks.raw", each.fingerprint))
        for each in found
    }


def ask_about_all(world: World, finding: Callable[[OrderNumber], Finding]) -> None:
    """Let an inquiry about every order be answered; nobody asks about what was never sent."""
    for (number,), order in sorted(rows(world)["orders"].items()):
        if order["money"] not in _NEVER_SENT:
            world.find(number, finding(OrderNumber(number)))


def without_hints(found: Rows) -> Rows:
    """Leave out what a callback may touch and what an inquiry does not set anew."""
    kept = {table: dict(content) for table, content in found.items() if table != "callbacks"}
    kept["orders"] = {
        key: {name: value for name, value in order.items() if name != "version"}
        for key, order in kept["orders"].items()
    }
    kept["provider_answers"] = {
        key: row
        for key, row in kept["provider_answers"].items()
        if row["source"] is not AnswerSource.CALLBACK
    }
    return kept


def play_round(template: Path, vault: Vault, seed: int, count: int) -> tuple[World, World]:
    """Flood one company and compare; return it and the twin that heard nothing."""
    world = a_world(template, vault, seed)
    twin = twin_of(world)
    before = rows(world)
    random = Random(seed)  # noqa: S311 - the seed is what makes a failure repeatable
    kept = asyncio.run(flood(world, random, count, targets(world)))
    assert_only_hints_were_kept(before, rows(world), kept)
    assert world.do(bodies_kept) == first_of_each(kept)
    twin.clock.now = world.clock.now
    return world, twin


@pytest.mark.parametrize("first", range(0, CALLBACKS, ROUND))
def test_mutated_callbacks_change_nothing_that_an_inquiry_would_not(
    first: int, sqlite_template: Path, vault: Vault
) -> None:
    seed, count = SEED + first // ROUND, min(ROUND, CALLBACKS - first)
    with replayable(seed, count):
        world, twin = play_round(sqlite_template, vault, seed, count)
        for seconds in (0, 10, 3600):
            for each in (world, twin):
                each.clock.move(seconds)
                ask_about_all(each, each.gateway.finding)
            assert without_hints(rows(world)) == without_hints(rows(twin))
        assert world.do(inquiries.next_question) is None, "one answer is enough for all of them"
        for each in (world, twin):
            each.database.close()


def test_while_faspay_cannot_be_asked_a_flood_says_reported_at_most_and_once(
    sqlite_template: Path, vault: Vault
) -> None:
    with replayable(SEED, 500):
        world, twin = play_round(sqlite_template, vault, SEED, 500)
        for each in (world, twin, world):
            ask_about_all(each, lambda _number: Unclear(Doubt.UNREACHABLE))
        told, told_anyway = (notices(each) for each in (world, twin))
        assert len(told) == len(set(told))
        new = set(told) - set(told_anyway)
        reported = {Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS}
        assert {notice for _chat, notice, _order in new} == reported
        assert {world.order(number).status for _chat, _notice, number in new} <= _OPEN
        assert money_of(world) == money_of(twin)
        for each in (world, twin):
            each.database.close()


def notices(world: World) -> list[tuple[int, Any, str]]:
    found = rows(world)["outgoing"].values()
    return [(row["lane"], row["notice"], row["order_no"]) for row in found if row["notice"]]


def money_of(world: World) -> dict[Any, Any]:
    return {
        key: (order["money"], order["code"], order["review"], order["amount"])
        for key, order in rows(world)["orders"].items()
    }


def test_a_callback_brings_the_next_inquiry_forward_and_never_puts_it_off(world: World) -> None:
    overdue = world.clock.now
    number = world.keep(OrderStatus.UNKNOWN, check_at=overdue, sending_at=overdue)
    world.clock.move(60)
    [target] = targets(world)
    request = Request(target.order_no, target.token, b"{}")
    assert Gate(world).beneath(request)
    check_at = world.order(number).check_at
    assert check_at is not None
    assert check_at <= overdue


def test_callbacks_do_not_use_up_the_schedule_of_inquiries(world: World) -> None:
    number = world.issued()
    [target] = targets(world)
    for again in range(9):
        world.clock.move(1)
        assert Gate(world).beneath(Request(number, target.token, str(again).encode()))
        world.find(number, world.gateway.finding(number))
    check_at = world.order(number).check_at
    assert check_at is not None
    assert check_at - world.clock.now < timedelta(minutes=10)

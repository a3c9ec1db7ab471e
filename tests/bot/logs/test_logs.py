"""Logs: one event a line, only fields on the list, and nothing secret whatever is thrown in."""

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.logs.fields import NUMBER_FIELDS, WORD_FIELDS
from bot.logs.logs import configure, log_crashes
from bot.logs.redaction import CUT, Redactor
from bot.settings.settings import LogFormat, LogLevel
from handlers.services.provider_answers import Doubt

TOKEN = "1000001:" + "made-up_token" * 3
CODE = "0123456789"
PHONE = "081200000001"
SEALED = "c2VhbGVk" * 43
OURS = logging.getLogger("handlers.cash_out.conversation")

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    names = [None, "bot", "handlers", "storage", "__main__", "uvicorn.error"]
    levels = [(name, logging.getLogger(name).level) for name in names]
    out = io.StringIO()
    configure(LogLevel.DEBUG, LogFormat.JSON, [TOKEN, "made-up-secret", "ab"], out)
    yield out
    root.handlers[:] = before
    root.setLevel(level)
    for name, old in levels:
        logging.getLogger(name).setLevel(old)


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_event_is_one_line_with_its_fields(lines: Lines) -> None:
    OURS.info("order_sent", extra={"order_no": "081234567890", "doubt": Doubt.TIMEOUT})
    (line,) = lines()
    assert datetime.fromisoformat(line.pop("timestamp")).tzinfo is not None
    assert line == {
        "level": "info",
        "logger": "handlers.cash_out.conversation",
        "event": "order_sent",
        "order_no": "081234567890",
        "doubt": "timeout",
    }


def test_field_that_is_not_on_the_list_is_cut(lines: Lines) -> None:
    OURS.info("order_sent", extra={"beneficiary": "Budi Santoso", "cashout_code": CODE})
    assert lines()[0]["beneficiary"] == lines()[0]["cashout_code"] == CUT


def test_number_field_holds_numbers_only(lines: Lines) -> None:
    OURS.info("asked", extra={"order_no": "Budi", "chat_id": 6281200000001, "count": [PHONE]})
    (line,) = lines()
    assert (line["order_no"], line["chat_id"], line["count"]) == (CUT, 6281200000001, CUT)


def test_word_field_is_redacted(lines: Lines) -> None:
    OURS.info("x", extra={"reason": f"call {PHONE}", "job": 812345678, "act": None})
    (line,) = lines()
    assert (line["reason"], line["job"], line["act"]) == (f"call {CUT}", CUT, None)
    OURS.info("x", extra={"reason": {"name": "Budi"}, "outcome": True})
    assert (lines()[1]["reason"], lines()[1]["outcome"]) == (CUT, True)


def test_no_field_is_on_both_lists() -> None:
    assert not NUMBER_FIELDS & WORD_FIELDS


def test_what_is_formatted_into_our_events_is_left_out(lines: Lines) -> None:
    OURS.warning("could not tell %s", "Budi")
    assert lines()[0]["event"] == "could not tell %s"


@pytest.mark.parametrize(
    "name", ["httpx", "httpcore.http11", "telegram.ext.Updater", "uvicorn.access", "sqlalchemy"]
)
def test_chatty_libraries_are_quiet_at_any_level(lines: Lines, name: str) -> None:
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    logger.debug("received %s", CODE)
    logger.info("HTTP Request: POST %s", f"https://api.telegram.org/bot{TOKEN}/getUpdates")
    logger.setLevel(before)
    assert lines() == []


def test_warnings_of_libraries_are_heard_and_cleaned(lines: Lines) -> None:
    logging.getLogger("httpx").warning("POST %s", f"https://x/bot{TOKEN}/sendMessage")
    logging.getLogger("telegram").warning("%(a)s failed\nBudi", {"a": PHONE}, extra={"body": CODE})
    first, second = lines()
    assert first["event"] == f"POST https://x/bot{CUT}/sendMessage"
    assert second["event"] == f"{CUT} failed"
    assert "body" not in second


def test_server_may_say_where_it_listens(lines: Lines) -> None:
    logging.getLogger("uvicorn.error").info("listening", extra={"color_message": "x"})
    assert [line["event"] for line in lines()] == ["listening"]


@pytest.mark.parametrize(
    ("secret", "clean"),
    [
        (TOKEN, ""),
        ("made-up-secret", ""),
        (f"https://api.example/bot{TOKEN}/getMe", f"https://api.example/bot{CUT}/getMe"),
        ("/file/bot7:short/photo.jpg", f"/file/bot{CUT}/photo.jpg"),
        ("https://x.example/faspay/callback/2/made-up", f"https://x.example/faspay/callback/{CUT}"),
        (SEALED, ""),
        (CODE, ""),
        (PHONE, ""),
        ("+62 812-0000-0001", ""),
        ("62812 0000 0001", ""),
        ("0812.0000.0001", ""),
        ("1000002:" + "another_made-up_token", ""),
    ],
)
def test_nothing_secret_passes_in_free_text(stream: io.StringIO, secret: str, clean: str) -> None:
    logging.getLogger("library").error("before %s after", secret)
    told = f"before {secret} after"
    OURS.error(told)
    OURS.error("failed", extra={"reason": told})
    OURS.error("failed", exc_info=ValueError(told))
    written = stream.getvalue()
    assert secret not in written
    assert written.count(f"before {clean or CUT} after") == 4


def test_short_secrets_do_not_blank_out_everything() -> None:
    assert Redactor(["ab", ""]).text("abc about") == "abc about"


def test_longest_secret_is_taken_out_first() -> None:
    assert Redactor(["made-up", "made-up-longer"]).text("a made-up-longer b") == f"a {CUT} b"


def test_text_stays_on_one_line_and_is_not_endless() -> None:
    text = Redactor().text("a\r\n\x1b[31mb\u2028" + "c d " * 200)
    assert not set(text) & set("\r\n\x1b\u2028")
    assert len(text) == 301


def test_exception_tells_type_place_and_causes_but_no_values(lines: Lines) -> None:
    local = "Budi Santoso"
    try:
        try:
            int(local)
        except ValueError as error:
            raise RuntimeError(f"row\nname={local}") from error
    except RuntimeError:
        OURS.exception("failed", extra={"order_no": "202601020001"})
    (line,) = lines()
    told = line["error"]
    assert (told["type"], told["message"]) == ("RuntimeError", "row")
    assert told["where"].startswith("tests/bot/logs/test_logs.py:")
    assert told["causes"] == [f"ValueError: invalid literal for int() with base 10: '{CUT}'"]
    assert "Budi" not in json.dumps(line)


def test_what_a_group_of_tasks_ended_with_is_told_by_type_and_place(lines: Lines) -> None:
    async def fail(error: Exception) -> None:
        raise error

    async def main() -> None:
        async with asyncio.TaskGroup() as outer, asyncio.TaskGroup() as inner:
            outer.create_task(fail(OSError("Budi")))
            inner.create_task(fail(ValueError("Siti")))

    try:
        asyncio.run(main())
    except ExceptionGroup:
        OURS.exception("failed")
    (line,) = lines()
    places = [each.partition(":")[0] for each in line["error"]["causes"]]
    assert sorted(places) == [
        "OSError at tests/bot/logs/test_logs.py",
        "ValueError at tests/bot/logs/test_logs.py",
    ]
    assert "Budi" not in json.dumps(line)


def test_exception_without_a_trace_is_logged_too(lines: Lines) -> None:
    OURS.error("failed", exc_info=KeyError())
    assert lines()[0]["error"] == {"type": "KeyError", "message": "", "where": "", "trace": []}


def test_task_that_nobody_awaited_shows_no_value(lines: Lines) -> None:
    async def fail() -> None:
        raise ValueError("Budi")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        message = f"Task exception was never retrieved\nfuture: {task!r}"
        loop.call_exception_handler({"message": message, "exception": task.exception()})

    asyncio.run(main())
    (line,) = lines()
    assert line["error"]["type"] == "ValueError"
    assert line["event"] == "Task exception was never retrieved"


def test_line_that_cannot_be_written_does_not_spill_its_arguments(stream: io.StringIO) -> None:
    logger = logging.getLogger("library")
    (ours,) = (each for each in logging.getLogger().handlers if vars(each).get("stream") is stream)
    ours.handle(logger.makeRecord("library", logging.ERROR, __file__, 1, "%d", ("name",), None))
    line = json.loads(stream.getvalue())
    assert line["event"] == "log_line_lost"
    assert line["where"].startswith("test_logs.py:")


def test_a_line_that_nobody_reads_any_more_ends_nothing(stream: io.StringIO, lines: Lines) -> None:
    """Who collects our lines was stopped or is full: an order under way must not die of that."""
    OURS.info("heard")
    assert len(lines()) == 1
    stream.close()
    OURS.error("unheard")


def test_level_rules_our_own_lines(stream: io.StringIO, lines: Lines) -> None:
    OURS.debug("shown")
    configure(LogLevel.WARNING, LogFormat.JSON, [], stream)
    OURS.info("hidden")
    OURS.warning("shown_once")
    assert [line["event"] for line in lines()] == ["shown", "shown_once"]


def test_console_form_is_cleaned_alike(stream: io.StringIO) -> None:
    configure(LogLevel.INFO, LogFormat.CONSOLE, ["made-up-secret"], stream)
    OURS.warning("told", extra={"reason": "made-up-secret", "name_of": "Budi"})
    assert "told" in stream.getvalue()
    assert "made-up-secret" not in stream.getvalue()
    assert "Budi" not in stream.getvalue()


def test_crashes_are_logged_not_printed(
    lines: Lines, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    log_crashes()
    sys.excepthook(ValueError, ValueError("'Budi'"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    thread = threading.Thread(target=int, args=("Budi",))
    thread.start()
    thread.join()
    assert [line["event"] for line in lines()] == ["crashed", "crashed"]
    assert "Budi" not in json.dumps(lines()) + capsys.readouterr().err

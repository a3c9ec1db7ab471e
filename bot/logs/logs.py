"""Structured logs: one event a line, allow-listed fields only, nothing secret.

Every module writes `logging.getLogger(__name__).info("event_name", extra={"order_no": ...})`.
"""

import contextlib
import logging
import sys
import threading
import traceback
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType
from typing import TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.logs.fields import show
from bot.logs.redaction import Redactor
from bot.settings.checks import LogFormat, LogLevel

_OURS = frozenset({"bot", "handlers", "storage", "__main__"})
_TOLD = ("uvicorn.error",)
"""Libraries' loggers that may write at INFO. All others write from WARNING on, whatever the level.
Lines of httpx, httpcore and telegram carry the bot token, and at DEBUG the code."""

_OWN_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_FRAMES = 8
_CAUSES = 3
_GROUPED = 8


class _Handler(logging.StreamHandler[TextIO]):
    """Reports a lost line without its arguments, which the standard handler would print."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        place = f"{PurePath(record.pathname).name}:{record.lineno}"
        line = f'{{"level": "error", "event": "log_line_lost", "where": "{place}"}}\n'
        # The reader of our lines may have gone. That must not stop the program.
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(line)


def configure(
    level: LogLevel, form: LogFormat, secrets: Iterable[str], stream: TextIO | None = None
) -> None:
    """Send every log line of this process, cleaned, to the stream (stderr by default).

    `secrets` are cut out wherever they appear. A second call replaces the first.
    """
    redactor = Redactor(secrets)
    handler = _Handler(stream or sys.stderr)
    handler.addFilter(_may_speak)
    handler.setFormatter(_formatter(form, redactor))
    root = logging.getLogger()
    for former in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level.value)
    for name in _TOLD:
        logging.getLogger(name).setLevel(logging.INFO)


def log_crashes() -> None:
    """Log uncaught exceptions like all others. Python would print what they quote."""
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(
        crash.exc_type, crash.exc_value or crash.exc_type(), crash.exc_traceback
    )


def _log_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))


def _may_speak(record: logging.LogRecord) -> bool:
    return (
        record.levelno >= logging.WARNING
        or _is_ours(record.name)
        or (record.name in _TOLD and record.levelno >= logging.INFO)
    )


def _is_ours(logger: str) -> bool:
    return logger.partition(".")[0] in _OURS


def _formatter(form: LogFormat, redactor: Redactor) -> ProcessorFormatter:
    renderer: Processor
    if form is LogFormat.JSON:
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        renderer = structlog.dev.ConsoleRenderer(colors=False)
    return ProcessorFormatter(
        processors=[_Cleaner(redactor), renderer],
        pass_foreign_args=True,
        use_get_message=False,
    )


class _Cleaner:
    """Reduces a log record to what may be written."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, _logger: WrappedLogger, _method: str, found: EventDict) -> EventDict:
        record: logging.LogRecord = found["_record"]
        line: EventDict = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record, found.get("positional_args")),
        }
        if _is_ours(record.name):
            extras = vars(record).keys() - _OWN_ATTRIBUTES - {"_record"}
            line.update(
                (name, show(name, vars(record)[name], self._redactor)) for name in sorted(extras)
            )
        error = (found.get("exc_info") or (None, None))[1]
        if error is not None:
            line["error"] = self._error(error)
        return line

    def _event(self, record: logging.LogRecord, args: object) -> str:
        """Return the event's name, without anything that % would put into it."""
        text = str(record.msg)
        if not _is_ours(record.name):
            text = text % args if isinstance(args, tuple | Mapping) and args else text
        return self._redactor.text(text.partition("\n")[0])

    def _error(self, error: BaseException) -> dict[str, object]:
        told: dict[str, object] = {
            "type": type(error).__qualname__,
            "message": self._redactor.message(error),
            "where": _place(error),
            "trace": _trace(error),
        }
        causes = [
            f"{type(each).__qualname__}: {self._redactor.message(each)}" for each in _causes(error)
        ]
        causes += [f"{type(each).__qualname__} at {_place(each)}" for each in _grouped(error)]
        return told | ({"causes": causes} if causes else {})


def _causes(error: BaseException) -> list[BaseException]:
    causes: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and len(causes) <= _CAUSES:
        causes.append(step)
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return causes[1:]


def _grouped(error: BaseException) -> list[BaseException]:
    """Return the exceptions of a group, nested groups opened."""
    if not isinstance(error, BaseExceptionGroup):
        return []
    opened = [_grouped(each) or [each] for each in error.exceptions]
    return [each for inner in opened for each in inner][:_GROUPED]


def _trace(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _place(error: BaseException) -> str:
    """Return where an exception was raised; "" for one that was not raised."""
    return "".join(_trace(error)[-1:]).partition(" ")[0]


def _short(path: str) -> str:
    """Return a path's last parts. They find the file and tell nothing about the machine."""
    return "/".join(PurePath(path).parts[-4:])

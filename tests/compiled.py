"""Statements that are compiled once a process, where tests open a thousand databases."""

from typing import Any

from sqlalchemy import Engine, create_engine

_KNOWN: dict[str, Engine] = {}
"""By the name of the dialect: the engine whose compiled statements serve all."""


def engine_like_others(url: str, **options: Any) -> Engine:  # noqa: ANN401 - what SQLAlchemy takes
    """Make an engine that takes compiled statements from others of its kind.

    SQLAlchemy keeps them by engine and dialect, for a program has one. Making them anew for each
    test would take a third of its time.
    """
    engine = create_engine(url, **options)
    known = _KNOWN.setdefault(engine.name, engine)
    if known.dialect.server_version_info is None:  # it never connected: it knows no server yet
        _KNOWN[engine.name] = engine
    else:
        engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
    return engine

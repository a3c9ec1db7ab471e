"""No sentence for people stands in Python: they stand in handlers/messages/catalogues."""

import ast
from collections.abc import Iterator
from pathlib import Path

import handlers

SPEAKERS = {"say", "say_to", "toast", "say_in_pages", "ask"}
NAMES_A_MESSAGE = "self.say"
"""In the texts: it takes a message's name, which test_catalogue.py holds it to."""
FOLDER = Path(handlers.__file__).parent


def spoken_literals(source: str) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or ast.unparse(call.func) == NAMES_A_MESSAGE:
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else None
        name = call.func.id if isinstance(call.func, ast.Name) else name
        for argument in call.args if name in SPEAKERS else []:
            literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            if literal or isinstance(argument, ast.JoinedStr):
                yield ast.unparse(argument)


def test_handlers_say_nothing_in_words_of_their_own() -> None:
    for file in FOLDER.rglob("*.py"):
        assert list(spoken_literals(file.read_text(encoding="utf-8"))) == [], file.name


def test_the_check_itself_finds_a_sentence() -> None:
    assert list(spoken_literals('turn.say("Hello")')) == ["'Hello'"]
    assert list(spoken_literals('turn.toast(f"Hello {name}")')) != []

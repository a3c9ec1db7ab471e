"""The catalogues are whole: each language has every message, with the same values, and no other."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax.ast import (
    Attribute,
    BaseNode,
    Identifier,
    Message,
    MessageReference,
    NumberLiteral,
    Resource,
    SelectExpression,
    Term,
    VariableReference,
)
from fluent.syntax.visitor import Visitor

from handlers.messages.catalogue import FOLDER, Catalogue, CatalogueError
from handlers.messages.languages import LANGUAGES

TEXTS = Path(FOLDER).parent / "texts"
PLURALS = {"zero", "one", "two", "few", "many", "other"}


class Uses(Visitor):
    """What a message asks for: values, other messages, and the forms of each choice."""

    def __init__(self) -> None:
        self.values: set[str] = set()
        self.messages: set[str] = set()
        self.choices: list[SelectExpression] = []

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the visitor finds it by this name
        self.values.add(node.id.name)

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802 - the same
        self.messages.add(node.id.name)

    def visit_SelectExpression(self, node: SelectExpression) -> None:  # noqa: N802 - the same
        self.choices.append(node)
        self.generic_visit(node)


def uses(node: BaseNode) -> Uses:
    found = Uses()
    found.visit(node)
    return found


def entries(source: str) -> Iterator[Message]:
    resource: Resource = FluentParser(with_spans=False).parse(source)
    for entry in resource.body:
        assert not isinstance(entry, Term | Attribute)
        if isinstance(entry, Message):
            yield entry


@cache
def messages_of(language: str) -> dict[str, Message]:
    """Return every message by its name; read when a test asks, for all workers import this file."""
    found: dict[str, Message] = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for message in entries(path.read_text(encoding="utf-8")):
            assert message.id.name not in found, f"{path.name} has {message.id.name} again"
            found[message.id.name] = message
    return found


def values_of(language: str, name: str) -> set[str]:
    """Return the values that a message asks for, also by the messages that it names."""
    found = uses(messages_of(language)[name])
    return found.values.union(*(values_of(language, each) for each in found.messages))


@cache
def said() -> list[tuple[str, frozenset[str], str]]:
    """Return every `say(NAME, value=...)` in the code: the message, its values, and where."""
    found = []
    for path in sorted(TEXTS.glob("*.py")):
        module = import_module(f"handlers.messages.texts.{path.stem}")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr != "say" or ast.unparse(call.func.value) != "self":
                continue
            where = f"{path.name}:{call.lineno}"
            values = frozenset(keyword.arg or "**" for keyword in call.keywords)
            found += [(name, values, where) for name in names(call.args[0], vars(module), where)]
    return found


def names(argument: ast.expr, known: dict[str, object], where: str) -> list[str]:
    """Return the messages that an argument of `say` can be: a literal, or one of a table."""
    match argument:
        case ast.Constant(value=str(name)):
            return [name]
        case ast.Subscript(value=ast.Name(id=table)):
            return _in_table(known[table])
        case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get"), args=[_, other]):
            return [*_in_table(known[table]), *names(other, known, where)]
    assert where == "words.py:say", f"{where}: say() takes a literal, or one of a table"
    return []


def _in_table(table: object) -> list[str]:
    assert isinstance(table, dict)
    return list(table.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_the_code_says_is_there_and_no_other(language: str) -> None:
    named = {each for message in messages_of(language).values() for each in uses(message).messages}
    assert {name for name, _values, _where in said()} | named == set(messages_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_asks_for_exactly_the_values_it_is_given(language: str) -> None:
    wrong = {
        f"{where} {name}": (sorted(values), sorted(values_of(language, name)))
        for name, values, where in said()
        if values_of(language, name) != values
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_by_number_has_the_plural_forms_of_its_language_and_no_other(
    language: str,
) -> None:
    forms = {str(form) for form in Locale(language).plural_form.tags} | {"other"}
    for name, message in messages_of(language).items():
        for choice in uses(message).choices:
            keys = {key(variant.key) for variant in choice.variants}
            if keys & PLURALS and keys - {"other"} <= PLURALS:
                assert keys == forms, name


def key(node: Identifier | NumberLiteral) -> str:
    return node.name if isinstance(node, Identifier) else node.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_are_written_in_the_same_order_and_files(language: str) -> None:
    first = FOLDER / LANGUAGES[0]
    files = {path.name for path in first.glob("*.ftl")}
    assert files == {path.name for path in (FOLDER / language).glob("*.ftl")}
    for name in files:
        ours, theirs = (
            [each.id.name for each in entries((folder / name).read_text(encoding="utf-8"))]
            for folder in (FOLDER / language, first)
        )
        assert ours == theirs, name


def test_a_message_that_is_missing_or_lacks_a_value_is_an_error_not_a_sentence() -> None:
    spoken = Catalogue("en")
    with pytest.raises(CatalogueError, match="no-such-message"):
        spoken.say("no-such-message", {})
    with pytest.raises(CatalogueError, match="command"):
        spoken.say("team-name-a-new-one", {})


def test_what_a_person_wrote_is_never_read_as_fluent() -> None:
    said_ = Catalogue("en").say("team-is-it-new", {"team": "{ $longest } { role-admin }"})
    assert re.search(r"“\{ \$longest \} \{ role-admin \}”", said_)


def test_no_marks_are_put_around_a_value() -> None:
    assert Catalogue("en").say("team-new-named", {"team": "Bandung"}) == "New team “Bandung”"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_thousands_has_no_separator_that_amounts_would_have(language: str) -> None:
    assert "12345" in Catalogue(language).say("team-unreadable", {"longest": 12_345})

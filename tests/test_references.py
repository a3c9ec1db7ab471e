"""What code, comments and documents refer to exists: documents, sections, links, files, modules."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "storage", "tests", "docs", ".ci")
FILES = sorted(
    path.relative_to(ROOT)
    for path in chain(ROOT.iterdir(), *((ROOT / room).rglob("*") for room in ROOMS))
    if path.is_file() and "__pycache__" not in path.parts
)
DOCUMENTS = [path for path in FILES if path.suffix == ".md"]
CONFIGURATION = [Path(name) for name in ("Makefile", "pyproject.toml", ".env.example", ".ci/run")]
CODE = [path for path in FILES if path.suffix == ".py"]

NUMBERS = r"\d+(?:\.\d+)?(?:(?:, | and | to )\d+(?:\.\d+)?)*"
CITATION = re.compile(rf'([\w./-]*[\w-]\.md)\b(?:\)?, (?:({NUMBERS})\b|"([^"]+)"))?')
TITLE_FIRST = re.compile(r'"([^"]+)" in \[?`?([\w./-]*[\w-]\.md)\b')
OWN_SECTION = re.compile(rf"\bsections? ({NUMBERS})\b")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
QUOTED = re.compile(r"`([^`\s]+)`")
OF_A_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:py|md|json|toml|txt|tsv|ftl|mako|backup|png)")
OF_A_ROOM = re.compile(rf"(?:{'|'.join(map(re.escape, ROOMS))})/[\w./-]*")
MODULE = re.compile(r"-m ((?:bot|tests)(?:\.\w+)*)\b")
_BETWEEN_STATEMENTS = {tokenize.NL, tokenize.INDENT, tokenize.DEDENT}


def _read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _prose_of(path: Path) -> str:
    """Return the docstrings and comments of a module, wrapped lines joined.

    A docstring is a string that is a whole statement. Tokens tell, in half the time of a tree.
    """
    docstrings, comments, begins, held = [], [], True, None
    for each in tokenize.generate_tokens(io.StringIO(_read(path)).readline):
        if each.type == tokenize.COMMENT:
            comments.append(each.string[1:])
        elif each.type not in _BETWEEN_STATEMENTS:
            ends = each.type == tokenize.NEWLINE
            if ends and held is not None:
                docstrings.append(str(ast.literal_eval(held)))
            held = each.string if begins and each.type == tokenize.STRING else None
            begins = ends
    return "\n".join(" ".join(each.split()) for each in [*docstrings, " ".join(comments)])


@cache
def _texts() -> list[tuple[Path, str]]:
    """Return each file with its prose; a code block of a document may refer to files, too."""
    documents = [(path, re.sub(r"(?<=\S)\n(?=\S)", " ", _read(path))) for path in DOCUMENTS]
    configuration = [(path, _read(path)) for path in CONFIGURATION]
    return [*documents, *configuration, *((path, _prose_of(path)) for path in CODE)]


def _found(name: str, beside: Path) -> Path | None:
    """Return a file by its path from the root, from the citing file, from docs, or by its end."""
    for folder in (Path(), beside.parent, Path("docs")):
        if (ROOT / folder / name).exists():
            return folder / name
    return next((each for each in FILES if each.as_posix().endswith(f"/{name}")), None)


@cache
def _headings(document: Path) -> list[str]:
    outside = re.sub(r"```.*?```", "", _read(document), flags=re.DOTALL)
    return re.findall(r"^#+ (.+)$", outside, flags=re.MULTILINE)


def _has_section(document: Path, section: str) -> bool:
    if section[0].isdigit():
        return any(re.match(rf"{re.escape(section)}\.? ", each) for each in _headings(document))
    return any(section in {each, re.sub(r"^[\d.]+ ", "", each)} for each in _headings(document))


def _sections(numbers: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", numbers)


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _citations(text: str) -> Iterator[tuple[str, list[str]]]:
    for name, numbers, title in CITATION.findall(text):
        yield name, [*_sections(numbers), *([title] if title else [])]
    for title, name in TITLE_FIRST.findall(text):
        yield name, [title]


def _module_exists(module: str) -> bool:
    path = ROOT / Path(*module.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists() or path.is_dir()


def test_every_document_that_is_cited_exists_and_has_the_section() -> None:
    wrong = []
    for path, text in _texts():
        for name, sections in _citations(text):
            document = _found(name, path)
            if document is None:
                wrong.append(f"{path}: {name}")
                continue
            wrong += [
                f"{path}: {name}, {each}" for each in sections if not _has_section(document, each)
            ]
    assert wrong == []


def test_a_section_is_of_the_document_that_names_it_and_code_names_the_document() -> None:
    wrong = []
    for path, text in _texts():
        for numbers in OWN_SECTION.findall(text):
            own = path.suffix == ".md" and all(_has_section(path, n) for n in _sections(numbers))
            wrong += [] if own else [f"{path}: section {numbers}"]
    assert wrong == []


def test_every_link_inside_the_documents_leads_somewhere() -> None:
    wrong = []
    for path in DOCUMENTS:
        for target, anchor in LINK.findall(_read(path)):
            if ":" in target:
                continue
            leads_to = (ROOT / path.parent / target).resolve() if target else ROOT / path
            here = leads_to.is_relative_to(ROOT) and leads_to.exists()
            if not here or (anchor and anchor not in map(_slug, _headings(leads_to))):
                wrong.append(f"{path}: {target}#{anchor}")
    assert wrong == []


def test_every_file_that_is_named_in_backquotes_exists() -> None:
    wrong = [
        f"{path}: {name}"
        for path, text in _texts()
        for name in QUOTED.findall(text)
        if OF_A_FILE.fullmatch(name) or OF_A_ROOM.fullmatch(name)
        if _found(name.rstrip("/"), path) is None
    ]
    assert wrong == []


def test_every_module_that_somebody_is_told_to_run_exists() -> None:
    wrong = [
        f"{path}: {module}"
        for path, text in _texts()
        for module in MODULE.findall(text)
        if not _module_exists(module)
    ]
    assert wrong == []


def test_a_citation_of_what_is_not_there_would_be_noticed() -> None:
    nowhere = Path("docs/architecture.md")
    assert list(_citations("(faspay-sendme.md, 3.5 to 3.9 and 6)")) == [
        ("faspay-sendme.md", ["3.5", "3.9", "6"])
    ]
    assert list(_citations('"Guards" in architecture.md'))[-1] == ("architecture.md", ["Guards"])
    assert _found("gone.md", nowhere) is None
    assert _found("faspay-sendme.md", nowhere) == Path("docs/faspay-sendme.md")
    assert not _has_section(Path("docs/faspay-sendme.md"), "3.10")
    assert _has_section(Path("docs/faspay-sendme.md"), "3.9")

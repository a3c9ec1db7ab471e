"""Drafts: what contacts, pastes, names, phones and amounts from the field come to."""

from collections.abc import Callable

import pytest

from storage.values import (
    Ask,
    No,
    Ok,
    Paste,
    Reason,
    Rupiah,
    looks_like_paste,
    read_amount,
    read_name,
    read_paste,
    read_phone,
)
from tests.bot.providers.helpers import CREATED, judged
from tests.dialogs.lines import AMOUNT, FOREIGN, NAME, PHONE, read_back
from tests.dialogs.stage import Stage
from tests.factories import AGENT, RULES, World
from tests.field_cases.cases import FieldCase, of_areas

AREAS = (
    *("chat/contact", "chat/paste", "value/phone", "value/paste", "value/amount", "value/name"),
    "faspay/echo",
)
CASES = of_areas(*AREAS)
NUMBER = "081234567890"
SITI = "0812-1111-0001 Siti Aminah 100rb"
(PERMATA,) = RULES.values()

Play = Callable[[Stage], None]


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def _heard(stage: Stage, *doings: str) -> str:
    """Do it all, and return what the last of it was answered."""
    for doing in doings:
        stage.hear(AGENT)
        stage.act(AGENT, doing)
    return "\n".join(stage.hear(AGENT))


def _asks(question: str, without: str, *doings: str) -> Play:
    """Play what ends in a question, without a Confirm and without words that are gone."""

    def play(stage: Stage) -> None:
        heard = _heard(stage, *doings)
        assert heard.endswith(question[2:])
        assert "Confirm" not in heard
        assert without not in heard

    return play


def _reads_back(phone: str, *doings: str) -> Play:
    def play(stage: Stage) -> None:
        told = read_back("Budi Santoso", "Rp 100.000", "one hundred thousand rupiah", phone)
        assert _heard(stage, *doings) == f"< {told}"

    return play


def _phones(expected: str | Reason, *typed: str) -> Play:
    def play(_stage: Stage) -> None:
        for text in typed:
            reading = read_phone(text)
            assert (reading.reason if isinstance(reading, No) else reading.value) == expected, text

    return play


def _amounts(rupiah: int, *typed: str) -> Play:
    def play(_stage: Stage) -> None:
        for text in typed:
            assert read_amount(text, PERMATA) == Ok(Rupiah(rupiah)), text

    return play


def _foreign_contact(stage: Stage) -> None:
    heard = _heard(stage, SITI, "{contact} +6591234567 Budi Santoso")
    assert FOREIGN in heard
    assert "Siti" not in heard
    _asks(PHONE, "Siti", "/help")(stage)


def _typed_name_and_nickname(stage: Stage) -> None:
    nickname = "Bu Siti Warung Pojok"
    heard = _heard(stage, "/cashout", "Siti Aminah", f"{{contact}} +6281234567890 {nickname}")
    assert heard.endswith(f"[Siti Aminah]\n  [{nickname}]\n  [Another name]")
    assert _heard(stage, "[Siti Aminah]").startswith(AMOUNT)


def _pasted(text: str, amount: str) -> Play:
    def play(stage: Stage) -> None:
        budi, phone = read_name("Budi Santoso"), read_phone(NUMBER)
        assert read_paste(text) == Paste(budi, phone, amount)
        assert looks_like_paste(text)
        assert _heard(stage, text).startswith("< Check this with the beneficiary:")

    return play


def _introduced(stage: Stage) -> None:
    for words in ("a.n.", "an", "atas nama"):
        assert read_name(f"{words} Budi Santoso") == read_name("Budi Santoso")
    for words in ("untuk Budi", "ke Budi"):
        assert read_name(words) == read_name("Budi")
    assert isinstance(read_name("an budi"), Ask)
    assert "Name: budi santoso\n" in _heard(stage, f"nama budi santoso {NUMBER} 300rb")


def _bank_account(stage: Stage) -> None:
    heard = _heard(stage, "Budi Santoso BCA 8720123456 300rb")
    assert "That looks like a bank account" in heard
    assert "Noted: Budi Santoso, Rp 300.000." in heard
    assert heard.endswith(PHONE[2:])


def _ended_amounts(stage: Stage) -> None:
    _amounts(300_000, "300.000.", "300000,", "300.000!")(stage)
    _amounts(100_000, "Rp 100.000,=")(stage)


def _echo(_stage: Stage) -> None:
    outcome = judged({**CREATED, "beneficiary_phone": 81234567890.0})
    assert outcome.answer.echo.phone == NUMBER  # type: ignore[union-attr]  # an Accepted


PLAYS: dict[str, Play] = {
    f"{SITI} (read-back shown), then contact "
    "{phone:+6591234567, first:Budi, last:Santoso}": _foreign_contact,
    f"{SITI} (read-back shown), then contact {{phone:+6281311110002, first:'Budi 2'}}": _asks(
        NAME, "Siti", SITI, "{contact} +6281311110002 Budi 2"
    ),
    f"{SITI} (read-back shown), then contact {{phone:'' , first:Budi, last:Santoso}}": _asks(
        PHONE, "Siti", SITI, "{contact}  Budi Santoso"
    ),
    f"{SITI} (read-back shown), then paste "
    r"'Name: Budi Santoso\nMobile: 0813-1111-0004\nAmount: 100rb'": _reads_back(
        "0813-1111-0004", SITI, "Name: Budi Santoso\nMobile: 0813-1111-0004\nAmount: 100rb"
    ),
    f"{SITI} (read-back shown), then paste "
    r"'Nama: Budi Santoso\nNo HP Penerima: 0813-1111-0005\nNominal: 100rb'": _reads_back(
        "0813-1111-0005", SITI, "Nama: Budi Santoso\nNo HP Penerima: 0813-1111-0005\nNominal: 100rb"
    ),
    "/cashout; 'Siti Aminah' (typed, as on her ID card); "
    "contact {+6281234567890, 'Bu Siti Warung Pojok'}": _typed_name_and_nickname,
    "81234567890.0": _phones(NUMBER, "81234567890.0"),
    "812345678.0": _phones("0812345678", "812345678.0"),
    r"Budi Santoso\t81234567890.0\t300000.0": _pasted(
        "Budi Santoso\t81234567890.0\t300000.0", "300000.0"
    ),
    "081234567890 (2)": _phones(Reason.EXTRA_DIGITS, "081234567890 (2)", "081234567890-1"),
    "beneficiary_phone 81234567890.0 (JSON number)": _echo,
    r"\u202d0812\u20113456\u20117890\u202c (copied from Apple's contacts)": _phones(
        NUMBER, "\u202d0812\u20113456\u20117890\u202c"
    ),
    r"081234567890\u200b ; \ufeff081234567890 ; \u2060081234567890 ; \u200f…\u200f": _phones(
        NUMBER, f"{NUMBER}\u200b", f"\ufeff{NUMBER}", f"\u2060{NUMBER}", f"\u200f{NUMBER}\u200f"
    ),
    r"0812\u00ad34567890": _phones(NUMBER, "0812\u00ad34567890"),
    r"0812\u20133456\u20137890 ; with \u2212": _phones(
        NUMBER, "0812\u20133456\u20137890", "0812\u22123456\u22127890"
    ),
    r"Budi Santoso \u202d081234567890\u202c 300rb": _pasted(
        f"Budi Santoso \u202d{NUMBER}\u202c 300rb", "300rb"
    ),
    "100.000,00 ; Rp100.000,00 ; IDR 100,000.00": _amounts(
        100_000, "100.000,00", "Rp100.000,00", "IDR 100,000.00"
    ),
    "300.000. ; 300000, ; Rp 100.000,= ; 300.000!": _ended_amounts,
    "a.n. Budi Santoso ; an Budi Santoso ; atas nama Budi Santoso ; untuk Budi ; ke Budi ; "
    "nama budi santoso (in a pasted line)": _introduced,
    "Budi Santoso BCA 8720123456 300rb": _bank_account,
    "+081234567890 (clients put + before local numbers)": _phones(NUMBER, f"+{NUMBER}"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.input[:40])
def test_it_comes_to_what_was_expected(stage: Stage, case: FieldCase) -> None:
    PLAYS[case.input](stage)


def test_every_play_is_of_a_case() -> None:
    assert set(PLAYS) == {case.input for case in CASES}

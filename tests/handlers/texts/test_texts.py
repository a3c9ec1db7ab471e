"""Both languages say everything, name the order, show the code on its card only, and stay true."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.services.codes import NoCode
from handlers.services.ordering import Refusal, Refused
from handlers.services.people import Problem
from handlers.services.views import OrderView
from handlers.texts import LANGUAGES, Texts, texts_for
from storage.audit import Act, AuditEntry
from storage.channel import Channel
from storage.order import Code, Money, Review
from storage.outbox import Notice
from storage.person import Person, Role, Standing
from storage.values import No, OrderNumber, Reason, Rupiah

CODE = "0047112233"
AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
TOAST = 200
"""Characters that Telegram shows in the answer to a press."""
OF_THE_HOUSE = frozenset(
    {
        Notice.LINE_STOPPED,
        Notice.LINE_RESUMED,
        Notice.CLOCK_WARNING,
        Notice.RECONCILED,
        Notice.DIFFERENCE,
        Notice.UPDATES_TAKEN,
        Notice.UPDATES_SHARED,
    }
)
OF_ORDERS = sorted(set(Notice) - OF_THE_HOUSE)
MAY_BE_OUT = (
    *(Notice.UNKNOWN, Notice.CODE_MISSING, Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS),
    *(Notice.EXPIRED, Notice.ECHO, Notice.LATE_EVIDENCE, Notice.CONTRADICTION),
)
CERTAINLY_NOT_OUT = (
    *(Notice.FAILED, Notice.REVERSED, Notice.CANCELLED, Notice.NOT_SENT),
    *(Notice.REJECTED, Notice.NOT_CREATED),
)
GIVES_UP = re.compile(r"fail|gagal|try again|coba lagi|ulangi")

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def a_view(**changes: object) -> OrderView:
    given = OrderView(
        order_no=OrderNumber("123456789012"),
        channel=Channel.PERMATA,
        amount=Rupiah(300_000),
        name="Siti Aminah",
        phone="0812-3456-7890",
        money=Money.ISSUED,
        code=Code.SEALED,
        reviews=frozenset(),
        agent="Dewi",
        team="Bandung",
        created_at=AT,
        issued_at=AT,
        paid_at=None,
        ended_at=None,
        expires_at=AT + timedelta(hours=1),
        code_over=False,
        own=True,
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # any field of OrderView


def texts(language: str) -> Texts:
    return texts_for(language)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("kind", OF_ORDERS)
def test_every_notice_names_its_order_and_has_no_code(
    language: str, kind: Notice, *, own: bool
) -> None:
    said = texts(language).notice(kind, a_view(own=own))
    assert "123456789012" in said
    assert "Rp 300.000" in said
    assert len(said.splitlines()) > 3
    assert CODE not in said


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("kind", MAY_BE_OUT)
def test_nothing_is_given_up_while_the_money_may_be_out(
    language: str, kind: Notice, *, own: bool
) -> None:
    said = texts(language).notice(kind, a_view(own=own)).casefold()
    assert not GIVES_UP.search(said)
    new_order = texts(language).notice(Notice.NOT_SENT, a_view()).rpartition(".")[2].strip()
    assert new_order.casefold() not in said


@pytest.mark.parametrize("kind", CERTAINLY_NOT_OUT)
def test_who_may_make_a_new_order_is_told_so(language: str, kind: Notice) -> None:
    assert "/cashout" in texts(language).notice(kind, a_view())


def test_a_reversal_after_a_collection_says_what_was_said_before(language: str) -> None:
    before = texts(language).notice(Notice.REVERSED, a_view())
    after = texts(language).notice(Notice.REVERSED, a_view(paid_at=AT))
    assert after != before
    assert "⚠️" in after


@pytest.mark.parametrize("channel", list(Channel))
def test_the_card_has_the_code_on_a_line_of_its_own_and_the_steps(
    language: str, channel: Channel
) -> None:
    said = texts(language).card(a_view(channel=channel), CODE)
    assert CODE in said.splitlines()
    assert texts(language).channel(channel) in said
    assert "22 Nov 2026 15.05 WIB" in said
    if channel is not Channel.ALFAMART:
        assert said.count("0812-3456-7890") == 2


def test_the_card_is_honest_about_an_end_that_nobody_stated(language: str) -> None:
    assert "24" in texts(language).card(a_view(expires_at=None), CODE)


@pytest.mark.parametrize("money", list(Money))
@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("over", [True, False])
def test_a_card_without_its_code_can_always_be_written(
    language: str, money: Money, code: Code, *, over: bool
) -> None:
    for reviews in (frozenset[Review](), frozenset({Review.ECHO})):
        said = texts(language).card(
            a_view(money=money, code=code, code_over=over, reviews=reviews), None
        )
        assert "123456789012" in said
        assert CODE not in said
        if money in {Money.UNKNOWN, Money.ISSUED, Money.SENDING}:
            assert not GIVES_UP.search(said.casefold())


def test_a_wiped_card_names_its_order(language: str) -> None:
    assert "123456789012" in texts(language).card_wiped("123456789012")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_words(language: str, reason: Reason) -> None:
    said = texts(language).refused_value(No(reason, Rupiah(100_000), (Rupiah(200_000),)))
    assert said.endswith((".", "…"))
    assert said != reason.value


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_says_that_no_money_went_out(language: str, refusal: Refusal) -> None:
    said = texts(language).refusal(Refused(refusal, Rupiah(100_000)))
    assert "no money went out" in said or "tidak ada uang keluar" in said


def test_every_answer_to_a_press_fits(language: str) -> None:
    spoken = texts(language)
    toasts = [spoken.no_code(why) for why in NoCode] + [spoken.problem(why) for why in Problem]
    toasts += [spoken.accepted("123456789012"), spoken.already_accepted("123456789012")]
    toasts += [spoken.question_over(), spoken.code_comes(), spoken.suspended()]
    assert all(0 < len(toast) <= TOAST for toast in toasts)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_help_and_a_menu_that_telegram_takes(language: str, role: Role) -> None:
    spoken = texts(language)
    menu = spoken.menu(role)
    assert all(re.fullmatch(r"[a-z_]{1,32}", command) for command, _words in menu)
    assert all(1 <= len(words) <= 256 for _command, words in menu)
    assert {"help", "language"} <= {command for command, _words in menu}
    assert "/language" in spoken.help(role)
    assert spoken.only_agents(role)
    assert spoken.not_for_role(role)
    assert spoken.welcome(role).endswith(spoken.help(role))
    assert spoken.hint(role)


@pytest.mark.parametrize("money", list(Money))
def test_order_lists_and_details_show_where_the_money_is(language: str, money: Money) -> None:
    spoken = texts(language)
    for reviews in (frozenset[Review](), frozenset({Review.LATE_EVIDENCE})):
        view = a_view(money=money, reviews=reviews, own=False)
        for said in (spoken.order_list([view], Role.ADMIN), spoken.order_detail(view)):
            assert spoken.status(money) in said
            assert "123456789012" in said
    assert spoken.order_detail(a_view(code_over=True))
    assert "/code" not in spoken.order_detail(a_view(code=Code.WIPED))


@pytest.mark.parametrize(
    "change",
    [
        {"code": Code.MISSING},
        {"code": Code.WIPED},
        {"code_over": True},
        {"reviews": frozenset({Review.ECHO})},
    ],
)
def test_an_issued_order_whose_code_nobody_can_use_is_not_called_ready(
    language: str, change: dict[str, object]
) -> None:
    spoken = texts(language)
    ready = spoken.status(Money.ISSUED)
    view = a_view(**change)
    for said in (spoken.order_list([view], Role.AGENT), spoken.order_detail(view)):
        assert ready not in said
        assert "123456789012" in said
        assert not GIVES_UP.search(said.casefold())
    other = a_view(money=Money.UNKNOWN, **change)
    assert spoken.status(Money.UNKNOWN) in spoken.order_detail(other)


def test_whose_order_is_unclear_is_told_so_first_whatever_is_known_of_its_code(
    language: str,
) -> None:
    spoken = texts(language)
    unclear = spoken.too_late_to_cancel(a_view(money=Money.UNKNOWN))
    assert spoken.too_late_to_cancel(a_view(money=Money.UNKNOWN, code=Code.MISSING)) == unclear
    missing = spoken.too_late_to_cancel(a_view(code=Code.MISSING))
    assert missing not in {unclear, spoken.too_late_to_cancel(a_view())}
    assert "admin" in missing


@pytest.mark.parametrize("act", list(Act))
def test_every_act_can_be_read_in_the_history(language: str, act: Act) -> None:
    entry = AuditEntry(at=AT, act=act, actor_id=1, subject_id=2, before="A", after="B", why="w")
    said = texts(language).history([entry])
    assert "22 Nov 2026 14.05 WIB" in said
    assert "A → B" in said
    assert said.endswith("(w)")


def test_people_are_listed_with_what_is_known_of_them(language: str) -> None:
    spoken = texts(language)
    person = Person(
        person_id=5,
        role=Role.AGENT,
        team="Bandung",
        standing=Standing.SUSPENDED,
        unreachable=True,
        name_sealed=b"",
        created_at=AT,
    )
    said = spoken.people([(person, "Dewi")])
    assert all(part in said for part in ("Dewi", "5", "Bandung", spoken.standing(person.standing)))
    assert spoken.people([])


def test_the_rest_can_be_said(language: str) -> None:
    spoken = texts(language)
    assert "echo" in spoken.line_changed(Notice.LINE_STOPPED, "echo")
    assert spoken.line_changed(Notice.LINE_RESUMED, "")
    assert "/orders" in spoken.broken()
    assert "/balance" in spoken.balance_unknown()
    assert spoken.balance_asked()
    balance = spoken.balance(Rupiah(3_000_000), Rupiah(2_000_000), Rupiah(100_000))
    assert all(part in balance for part in ("Rp 3.000.000", "Rp 2.000.000", "Rp 100.000"))
    assert spoken.show_code == spoken.labels.show_code
    assert spoken.too_late_to_cancel(a_view(money=Money.UNKNOWN)).count("123456789012") == 1
    assert "24" in spoken.too_late_to_cancel(a_view(expires_at=None))


@pytest.mark.parametrize("seconds", [45, -45])
def test_a_clock_that_drifts_is_told_with_its_seconds_its_way_and_what_to_do(
    language: str, seconds: int
) -> None:
    said = texts(language).clock_warning(seconds)
    assert "45" in said
    assert "NTP" in said
    assert said != texts(language).clock_warning(-seconds)
    stopped = texts(language).line_changed(Notice.LINE_STOPPED, "guard:clock +180")
    assert "+180" in stopped
    assert "NTP" in stopped


def test_the_languages_differ_in_every_sentence(language: str) -> None:
    other = texts("en" if language == "id" else "id")
    plain = [
        *("ask_channel", "ask_name", "ask_phone", "draft_ended", "draft_cancelled", "stranger"),
        *("suspended", "hint", "only_words", "started_over", "question_over", "broken"),
        *(
            "edits_change_nothing",
            "forwards_confirm_nothing",
            "claimed",
            "others_bots_confirm_nothing",
            "not_approved",
        ),
    ]
    for name in plain:
        arguments = (Role.AGENT,) if name == "hint" else ()
        assert getattr(texts(language), name)(*arguments) != getattr(other, name)(*arguments)


def test_the_language_is_recognised(language: str) -> None:
    assert texts_for(language).language == language
    assert texts_for(f"{language}-XX").language == language
    assert texts_for("de").language == "id"

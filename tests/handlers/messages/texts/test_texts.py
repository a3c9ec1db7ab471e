"""Both languages say everything, name the order, show the code on its card only, and stay true."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.messages.order_views import OrderView
from handlers.messages.texts import LANGUAGES, Texts, texts_for
from handlers.messages.texts.drafts import NoWords
from handlers.messages.times import plain
from handlers.services.controls.refusals import Refusal, Refused
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.controls.stop_reasons import Stopped, StopReason
from handlers.services.orders.codes import CodeVisibility, NoCode, judge
from handlers.services.people.members import Problem
from handlers.services.provider_answers import Doubt
from storage.models.channel import Channel
from storage.models.order_states import ENDED, GIVEN_UP, Cause, Code, OrderStatus, Review
from storage.models.outbox import Notice
from storage.models.person import Person, Role, Standing
from storage.models.refusal import RefusalKind
from storage.values import Inert, No, OrderNumber, Reason, Rupiah
from tests.factories import WIB

CODE = "0047112233"
AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
NO_LATER = {"en": "no later", "id": "paling lambat"}
"""Where an app cannot show how long the code still holds, which would be untrue in a minute."""
TOAST = 200
"""Characters that Telegram shows in the answer to a press."""
OF_THE_COMPANY = frozenset(
    {
        Notice.SENDING_STOPPED,
        Notice.SENDING_RESUMED,
        Notice.CLOCK_WARNING,
        Notice.LIMITS_MISSING,
        Notice.RECONCILED,
        Notice.DISCREPANCY,
        Notice.ADMIN_ACT,
        Notice.UPDATES_TAKEN,
        Notice.UPDATES_SHARED,
        Notice.PROPOSAL_ENDED,
    }
)
OF_ORDERS = sorted(set(Notice) - OF_THE_COMPANY)
MAY_BE_OUT = (
    *(Notice.UNKNOWN, Notice.CODE_MISSING, Notice.REPORTED_ON_PROCESS, Notice.REPORTED_SUCCESS),
    *(Notice.EXPIRED, Notice.ECHO, Notice.LATE_EVIDENCE, Notice.CONTRADICTION),
    Notice.CODE_MALFORMED,
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
        purpose=None,
        purpose_name=Inert(""),
        status=OrderStatus.ISSUED,
        code=Code.SEALED,
        reviews=frozenset(),
        agent=Inert("Dewi"),
        team=Inert("Bandung"),
        created_at=AT,
        issued_at=AT,
        paid_at=None,
        ended_at=None,
        expires_at=AT + timedelta(hours=1),
        may_be_out=False,
        code_over=False,
        refusal=None,
        refusal_kind=None,
        doubt=None,
        cancelled=None,
        own=True,
        code_visibility=CodeVisibility.VISIBLE,
    )
    changed = replace(given, **changes)  # type: ignore[arg-type]  # any field of OrderView
    return replace(changed, code_visibility=_judged(changed))


def _judged(view: OrderView) -> CodeVisibility:
    return judge(
        view.status,
        view.code,
        view.reviews,
        expired=view.code_over,
        standing=Standing.ACTIVE,
        role=Role.AGENT,
        own=view.own,
    )


def texts(language: str) -> Texts:
    return texts_for(language, WIB)


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


@pytest.mark.parametrize("cause", sorted(GIVEN_UP))
@pytest.mark.parametrize("own", [True, False])
def test_each_cancellation_says_its_own_reason(language: str, cause: Cause, *, own: bool) -> None:
    others = {
        texts(language).notice(Notice.CANCELLED, a_view(own=own, cancelled=other))
        for other in GIVEN_UP - {cause}
    }
    said = texts(language).notice(Notice.CANCELLED, a_view(own=own, cancelled=cause))
    assert said not in others
    assert len(others) == len(GIVEN_UP) - 1
    assert re.search(r"no money went out|tidak ada uang keluar", said, re.IGNORECASE)
    may_send = own and cause is not Cause.SUSPENSION
    assert ("/cashout" in said) is may_send


@pytest.mark.parametrize("kind", [Notice.REJECTED, Notice.NOT_SENT])
def test_nobody_is_sent_to_type_again_what_only_the_company_can_mend(
    language: str, kind: Notice
) -> None:
    refused = a_view(refusal="Unauthorized", refusal_kind=RefusalKind.COMPANY)
    own = texts(language).notice(kind, refused)
    assert not re.search(r"/cashout|Check name|Periksa nama", own)
    assert re.search(r"no money went out|tidak ada uang keluar", own, re.IGNORECASE)
    assert re.search(r"admins have been told|Admin sudah diberi tahu", own)
    told = texts(language).notice(kind, replace(refused, own=False))
    assert "“Unauthorized”" in told
    assert "doctor" in told


@pytest.mark.parametrize("kind", [Notice.REJECTED, Notice.NOT_SENT])
def test_what_passes_by_itself_is_to_be_waited_for_and_blames_nobody(
    language: str, kind: Notice
) -> None:
    waiting = a_view(refusal_kind=RefusalKind.WAIT)
    own = texts(language).notice(kind, waiting)
    assert re.search(r"Wait a few minutes|Tunggu beberapa menit", own)
    assert re.search(r"no money went out|tidak ada uang keluar", own, re.IGNORECASE)
    assert not re.search(r"Check name|Periksa nama|admins have been told", own)
    assert "/cashout" in own
    assert "/health" in texts(language).notice(kind, replace(waiting, own=False))


def test_settings_in_the_way_are_for_admins_and_quote_nobody(language: str) -> None:
    blocked = a_view(refusal_kind=RefusalKind.COMPANY, own=False)
    told = texts(language).notice(Notice.NOT_SENT, blocked)
    assert "doctor" in told
    assert not re.search(r"“|Faspay said|Kata Faspay", told)
    assert "/cashout" not in texts(language).notice(Notice.NOT_SENT, replace(blocked, own=True))


@pytest.mark.parametrize("doubt", sorted({*Doubt, Cause.OWNER_DIED, Cause.OLD_DATA}))
def test_who_watches_reads_where_a_doubt_comes_from(language: str, doubt: str) -> None:
    plain = a_view(status=OrderStatus.UNKNOWN, own=False)
    said = texts(language).notice(Notice.UNKNOWN, plain)
    told = texts(language).notice(Notice.UNKNOWN, replace(plain, doubt=doubt))
    never_unknown = {Doubt.OLD_DATA, Doubt.NO_DATABASE, Doubt.NOT_OURS}
    assert (told == said) is (doubt in never_unknown)
    assert told.endswith(said.rpartition("\n")[2])
    own = replace(plain, own=True, doubt=doubt)
    assert texts(language).notice(Notice.UNKNOWN, own).count("Faspay") == 2


@pytest.mark.parametrize("kind", [*RefusalKind, None])
def test_a_refusal_that_nothing_confirms_stays_a_doubt_in_words(
    language: str, kind: RefusalKind | None
) -> None:
    refused = a_view(status=OrderStatus.UNKNOWN, refusal="Unauthorized", refusal_kind=kind)
    own = texts(language).notice(Notice.UNKNOWN, refused)
    told = texts(language).notice(Notice.UNKNOWN, replace(refused, own=False))
    assert own == texts(language).notice(Notice.UNKNOWN, a_view())
    assert "“Unauthorized”" in told
    for said in (own, told):
        assert not re.search(r"no money went out|tidak ada uang keluar", said, re.IGNORECASE)
    assert ("doctor" in told) is (kind is RefusalKind.COMPANY)


def test_a_refusal_of_what_was_entered_says_what_to_check(language: str) -> None:
    refused = a_view(refusal="Beneficiary Name Not Match", refusal_kind=RefusalKind.ORDER)
    own = texts(language).notice(Notice.REJECTED, refused)
    assert re.search(r"Check name|Periksa nama", own)
    assert "/cashout" in own
    told = texts(language).notice(Notice.REJECTED, replace(refused, own=False))
    assert "“Beneficiary Name Not Match”" in told
    assert "doctor" not in told


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
    assert f"22 Nov 2026 15.05 WIB ({NO_LATER[language]})." in plain(said)
    if channel is not Channel.ALFAMART:
        assert said.count("0812-3456-7890") == 2


@pytest.mark.parametrize("channel", list(Channel))
def test_who_must_mend_a_malformed_code_reads_what_a_code_of_the_channel_is(
    language: str, channel: Channel
) -> None:
    said = texts(language).notice(Notice.CODE_MALFORMED, a_view(own=False, channel=channel))
    form = r"ten digits|sepuluh angka" if channel is Channel.PERMATA else "4 (to|sampai) 32"
    assert re.search(form, said)
    assert "Faspay" in said
    before = a_view(own=False, channel=channel, code=Code.DELIVERED)
    assert len(texts(language).notice(Notice.CODE_MALFORMED, before)) > len(said)


def test_the_card_is_honest_about_an_end_that_nobody_stated(language: str) -> None:
    assert "24" in texts(language).card(a_view(expires_at=None), CODE)


@pytest.mark.parametrize("status", list(OrderStatus))
@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("over", [True, False])
def test_a_card_without_its_code_can_always_be_written(
    language: str, status: OrderStatus, code: Code, *, over: bool
) -> None:
    for reviews in (frozenset[Review](), *(frozenset({each}) for each in Review)):
        said = texts(language).card(
            a_view(status=status, code=code, code_over=over, reviews=reviews), None
        )
        assert "123456789012" in said
        assert CODE not in said
        if status in {OrderStatus.UNKNOWN, OrderStatus.ISSUED, OrderStatus.SENDING}:
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


@pytest.mark.parametrize("status", list(OrderStatus))
def test_order_lists_and_details_show_where_the_money_is(
    language: str, status: OrderStatus
) -> None:
    spoken = texts(language)
    for reviews in (frozenset[Review](), frozenset({Review.LATE_EVIDENCE})):
        view = a_view(status=status, reviews=reviews, own=False)
        doubted = reviews and status in ENDED - {OrderStatus.PAID}
        where = spoken.say("order-contradicted") if doubted else spoken.status(status)
        for said in (spoken.order_list("Here", [view]), spoken.order_detail(view)):
            assert where in said
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
    ready = spoken.status(OrderStatus.ISSUED)
    view = a_view(**change)
    for said in (spoken.order_list("Here", [view]), spoken.order_detail(view)):
        assert ready not in said
        assert "123456789012" in said
        assert not GIVES_UP.search(said.casefold())
    other = a_view(status=OrderStatus.UNKNOWN, **change)
    assert spoken.status(OrderStatus.UNKNOWN) in spoken.order_detail(other)


def test_whose_order_is_unclear_is_told_so_first_whatever_is_known_of_its_code(
    language: str,
) -> None:
    spoken = texts(language)
    unclear = spoken.too_late_to_cancel(a_view(status=OrderStatus.UNKNOWN))
    assert (
        spoken.too_late_to_cancel(a_view(status=OrderStatus.UNKNOWN, code=Code.MISSING)) == unclear
    )
    missing = spoken.too_late_to_cancel(a_view(code=Code.MISSING))
    assert missing not in {unclear, spoken.too_late_to_cancel(a_view())}
    assert "admin" in missing


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
    said = spoken.people([(person, Inert("Dewi"))])
    assert all(part in said for part in ("Dewi", "5", "Bandung", spoken.standing(person.standing)))
    assert spoken.people([])


def test_the_rest_can_be_said(language: str) -> None:
    spoken = texts(language)
    assert "12" in spoken.sending_stopped(Stopped(COMPANY, (StopReason("guard:echo 12"),)))
    assert spoken.sending_opened(COMPANY, None, None, [])
    assert "/orders" in spoken.broken()
    assert "/balance" in spoken.balance_unknown()
    assert spoken.balance_asked()
    balance = spoken.balance(Rupiah(3_000_000), Rupiah(2_000_000), Rupiah(100_000))
    assert all(part in balance for part in ("Rp 3.000.000", "Rp 2.000.000", "Rp 100.000"))
    assert spoken.show_code == spoken.labels.show_code
    assert spoken.too_late_to_cancel(a_view(status=OrderStatus.UNKNOWN)).count("123456789012") == 1
    assert "24" in spoken.too_late_to_cancel(a_view(expires_at=None))


@pytest.mark.parametrize("seconds", [45, -45])
def test_a_clock_that_drifts_is_told_with_its_seconds_its_way_and_what_to_do(
    language: str, seconds: int
) -> None:
    said = texts(language).clock_warning(seconds)
    assert "45" in said
    assert "NTP" in said
    assert said != texts(language).clock_warning(-seconds)
    stopped = texts(language).sending_stopped(Stopped(COMPANY, (StopReason("guard:clock +180"),)))
    assert "+180" in stopped
    assert "NTP" in stopped


def test_the_languages_differ_in_every_sentence(language: str) -> None:
    other = texts("en" if language == "id" else "id")
    plain = [
        *("ask_channel", "ask_name", "ask_phone", "draft_ended", "draft_cancelled", "stranger"),
        *("suspended", "hint", "started_over", "question_over", "broken"),
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


@pytest.mark.parametrize("kind", NoWords)
@pytest.mark.parametrize("role", Role)
def test_who_sends_no_words_reads_what_to_send(language: str, kind: NoWords, role: Role) -> None:
    said = texts(language).no_words(kind, role)
    assert ("0812-3456-7890" in said) == (role is Role.AGENT)
    assert ("/help" in said) == (role is not Role.AGENT)
    assert said.count(".") <= 2


def test_the_language_is_recognised(language: str) -> None:
    assert texts_for(language, WIB).language == language
    assert texts_for(f"{language}-XX", WIB).language == language
    assert texts_for("de", WIB).language == "id"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "22 Nov 2026 14.05 WIB"),
        ("Asia/Makassar", "22 Nov 2026 15.05 WITA"),
        ("Asia/Jayapura", "22 Nov 2026 16.05 WIT"),
        ("Asia/Singapore", "22 Nov 2026 15.05 UTC+08"),
        ("Europe/Berlin", "22 Nov 2026 08.05 CET"),
    ],
)
def test_times_are_of_the_companys_zone_and_say_which(
    language: str, zone: str, written: str
) -> None:
    spoken = texts_for(language, ZoneInfo(zone))
    assert plain(spoken.moment(AT)) == plain(spoken.stamp(AT)) == written


def test_days_of_faspays_books_are_said_to_be_wib_where_that_is_not_the_companys_zone(
    language: str,
) -> None:
    day = date(2026, 11, 22)
    assert texts_for(language, WIB).days(day, day) == "22 Nov 2026"
    assert texts_for(language, ZoneInfo("Asia/Makassar")).days(day, day) == "22 Nov 2026 (WIB)"

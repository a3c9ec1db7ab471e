"""Times in texts: marked, kept, found again, and never made of what people wrote."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.pages import pages
from handlers.messages.acts import Edit, Menu, Send, Toast, Wipe, with_times
from handlers.messages.texts import LANGUAGES, texts_for
from handlers.messages.times import Time, TimeFormat, marked, plain, split
from storage.engine.unit_of_work import Work
from storage.models.outbox import Kind
from storage.models.reconciliation import Mismatch
from storage.repositories import outbox
from storage.values import Inert, No, read_name
from tests.factories import AGENT, SUPERVISOR, WIB, World
from tests.handlers.messages.texts.test_books import a_view as a_discrepancy
from tests.handlers.messages.texts.test_texts import a_view

AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
WORDS = "22 Nov 2026 14.05 WIB"
MARKED = marked(WORDS, AT, TimeFormat.OWN)


@pytest.mark.parametrize("form", list(TimeFormat))
def test_a_marked_time_is_found_where_its_words_are(form: TimeFormat) -> None:
    text = f"😀 until {marked(WORDS, AT, form)}, not later"
    assert split(text) == (f"😀 until {WORDS}, not later", (Time(8, len(WORDS), AT, form),))


def test_several_times_in_one_text_are_found_in_their_order() -> None:
    soon = marked("soon", AT + timedelta(hours=1), TimeFormat.RELATIVE)
    words, times = split(f"{MARKED} ({soon}) · {MARKED}")
    assert words == f"{WORDS} (soon) · {WORDS}"
    assert [words[each.start : each.start + each.length] for each in times] == [
        WORDS,
        "soon",
        WORDS,
    ]


@pytest.mark.parametrize("at", [datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)])
def test_a_time_that_nobody_means_is_only_words(at: datetime) -> None:
    assert marked(WORDS, at, TimeFormat.OWN) == WORDS


@pytest.mark.parametrize("cut", range(1, len(MARKED)))
def test_half_a_mark_is_only_taken_out(cut: int) -> None:
    for part in (MARKED[:cut], MARKED[cut:]):
        words, times = split(part)
        assert not set(words) & set("\ufdd0\ufdd1\ufdd2")
        assert times == ()


def test_a_mark_with_a_time_beyond_all_bounds_is_none() -> None:
    assert split(MARKED.replace(":", "0000000000:")) == (WORDS, ())


@given(st.text(alphabet=st.sampled_from("\ufdd0\ufdd1\ufdd2Dtr:19 a\n"), max_size=40))
def test_any_text_can_be_split(text: str) -> None:
    words, times = split(text)
    assert all(0 <= each.start < each.start + each.length <= len(words) for each in times)


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_a_person_wrote_is_never_a_time(before: str, behind: str) -> None:
    assert split(f"“{Inert(before + MARKED + behind)}”")[1] == ()


def test_a_name_with_marks_is_no_name() -> None:
    assert isinstance(read_name("Budi \ufdd01795331100:r\ufdd1Santoso\ufdd2"), No)


def test_a_long_answer_is_cut_between_its_times() -> None:
    text = "\n".join(f"{number} {MARKED}" for number in range(300))
    found = [split(page) for page in pages(text)]
    assert len(found) > 1
    assert sum(len(times) for _words, times in found) == 300
    assert "\n".join(words for words, _times in found) == plain(text)


def test_only_messages_have_times() -> None:
    assert with_times(Send(1, MARKED)) == Send(1, WORDS, times=split(MARKED)[1])
    assert with_times(Edit(1, 2, MARKED)) == Edit(1, 2, WORDS, times=split(MARKED)[1])
    assert with_times(Wipe(1, 2, MARKED)) == Wipe(1, 2, WORDS)
    assert with_times(Toast("q", MARKED)) == Toast("q", WORDS)
    for other in (Toast("q"), Menu(1, ())):
        assert with_times(other) == other


def test_a_kept_answer_keeps_its_times(both_worlds: World) -> None:
    def say(work: Work) -> None:
        row = outbox.row(work, AGENT, Kind.REPLY)
        outbox.append(work, row, {"text": f"Made: {MARKED}"})

    both_worlds.do(say)
    [act] = both_worlds.telegram().drain()
    assert isinstance(act, Send)
    assert (act.text, act.times) == (f"Made: {WORDS}", (Time(6, len(WORDS), AT, TimeFormat.OWN),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_short_books_stay_as_written_and_all_else_is_in_the_readers_zone(
    language: str,
) -> None:
    spoken, view = texts_for(language, WIB), a_view()
    formats = {
        spoken.order_list("Here", [view]): [TimeFormat.OWN_SHORT],
        spoken.order_detail(view): [TimeFormat.OWN, TimeFormat.OWN, TimeFormat.RELATIVE],
        spoken.too_late_to_cancel(view): [TimeFormat.OWN],
        spoken.discrepancy(a_discrepancy(Mismatch.UNKNOWN_DEBIT)): [TimeFormat.AS_WRITTEN],
    }
    for text, expected in formats.items():
        assert [each.form for each in split(text)[1]] == expected


def test_a_card_says_in_the_readers_zone_when_its_code_ends(world: World) -> None:
    number = world.issued()
    ends = world.order(number).expires_at
    acts = [act for act in world.telegram().drain() if isinstance(act, Send | Edit)]
    [act] = [act for act in acts if act.chat_id == AGENT and act.times]
    assert [(each.at, each.form) for each in act.times] == [
        (ends, TimeFormat.OWN),
        (ends, TimeFormat.RELATIVE),
    ]
    # The lines of a live message all have the company's time, and none is counted down.
    [act] = [act for act in acts if act.chat_id == SUPERVISOR]
    assert act.times == ()

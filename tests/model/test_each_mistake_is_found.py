"""Each rule is needed: whoever breaks it breaks a promise, and the model tells how."""

import pytest

from tests.model.checker import NEVER_RESTS, explore
from tests.model.mistakes import Mistake
from tests.model.promises import Promise, Watch
from tests.model.rules import Rules
from tests.model.runs import found
from tests.model.transfer import Transfer

BREAKS: dict[Mistake, str] = {
    Mistake.NEW_NUMBER: Promise.TRUE_END,
    Mistake.SENT_UNCOMMITTED: Promise.COMMITTED_FIRST,
    Mistake.NO_COMPARE_AND_SET: Promise.NEVER_BACK,
    Mistake.NO_DEADLINE: Promise.TRUE_END,
    Mistake.BLIND_RENEWAL: Promise.TRUE_END,
    Mistake.REQUESTED_AGAIN: Promise.NEVER_BACK,
    Mistake.TIMEOUT_NOT_SENT: Promise.TRUE_END,
    Mistake.STRANGER_NOT_SENT: Promise.TRUE_END,
    Mistake.DUPLICATE_REJECTED: Promise.TRUE_END,
    Mistake.REFUSAL_BELIEVED: Promise.TRUE_END,
    Mistake.OLD_NOT_FOUND: Promise.TRUE_END,
    Mistake.NOT_FOUND_FAILED: Promise.TRUE_END,
    Mistake.ONE_FAILED: Promise.TRUE_END,
    Mistake.CALLBACK_BELIEVED: Promise.MISSING_TOLD,
    Mistake.SUCCESS_FINAL: NEVER_RESTS,
    Mistake.OLDER_INQUIRY: Promise.NO_FALSE_PAGE,
    Mistake.LATE_UNTOLD: Promise.LATE_PAGES,
    Mistake.NO_ECHO_CHECK: Promise.ECHO_HELD,
    Mistake.CODE_NOT_KEPT: Promise.CODE_KEPT,
    Mistake.MISSING_STAYS: Promise.CODE_KEPT,
    Mistake.JOURNAL_UNREAD: Promise.CODE_KEPT,
    Mistake.JOURNAL_EMPTIED: Promise.CODE_KEPT,
    Mistake.CODE_UNSTORED: Promise.STORED_FIRST,
    Mistake.CODE_PUSHED: Promise.NOT_PUSHED,
    Mistake.EDIT_ONCE: NEVER_RESTS,
    Mistake.CODE_AFTER_END: NEVER_RESTS,
    Mistake.CODE_SUSPENDED: Promise.NOT_SHOWN_LATE,
    Mistake.CARDS_LEFT: NEVER_RESTS,
    Mistake.OLD_CARDS_LEFT: NEVER_RESTS,
    Mistake.WIPE_IN_LINE: NEVER_RESTS,
    Mistake.WIPE_BESIDE: Promise.NOT_BACK_AFTER_WIPE,
    Mistake.DELETED_IS_WIPED: Promise.NOT_BACK_AFTER_WIPE,
    Mistake.DELETED_IS_EDITED: NEVER_RESTS,
    Mistake.SLEPT_EDIT: Promise.NOT_BACK_AFTER_WIPE,
    Mistake.NOTICE_LATER: NEVER_RESTS,
    Mistake.NOTICE_FROZEN: Promise.SAID_TRUE,
    Mistake.TWO_IN_FLIGHT: Promise.READ_FORWARD,
    Mistake.SLEPT_NOTICE: Promise.READ_FORWARD,
    Mistake.CALLBACK_TOLD: Promise.SAID_TRUE,
    Mistake.JOINED_FROZEN: Promise.SAID_TRUE,
    Mistake.JOINED_DONE_EARLY: Promise.READ_FORWARD,
    Mistake.LATE_UNTOLD_TO_READER: Promise.READ_FORWARD,
    Mistake.LIVE_FROZEN: NEVER_RESTS,
    Mistake.LIVE_MERGED: NEVER_RESTS,
    Mistake.LIVE_AGAIN: Promise.ONE_LIVE,
    Mistake.SLEPT_LIVE: Promise.READ_FORWARD,
}
"""The promise that falls first, by the shortest story."""


@pytest.mark.parametrize("mistake", Mistake, ids=lambda mistake: str(mistake.name))
def test_each_mistake_breaks_a_promise_and_the_story_is_told(mistake: Mistake) -> None:
    violation = found(mistake).violation
    assert violation is not None, mistake
    assert violation.promise == BREAKS[mistake], str(violation)
    assert violation.story
    assert violation.end in str(violation)


@pytest.mark.parametrize(
    "mistake",
    [Mistake.NEW_NUMBER, Mistake.NO_COMPARE_AND_SET, Mistake.REQUESTED_AGAIN],
    ids=lambda mistake: str(mistake.name),
)
def test_the_worst_mistakes_pay_twice(mistake: Mistake) -> None:
    model = Transfer(
        Rules(mistake=mistake), crashes=1, inquiries=1, watch=Watch(Promise.ONE_TRANSFER)
    )
    violation = explore(model).violation
    assert violation is not None
    assert violation.promise == Promise.ONE_TRANSFER
    assert "(2 transfers)" in violation.end

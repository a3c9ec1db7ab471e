"""An order's row, and what each piece of evidence makes of it.

Every function mirrors one of the program's, in `handlers/services/orders/`.
`test_the_model_is_the_program.py` compares both, row by row.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from storage.models.order_states import CLOSED, ENDED, Cause, Code, OrderStatus
from storage.models.order_transitions import CODE_STEPS
from tests.model.mistakes import Mistake
from tests.model.rules import Rules

OUT = frozenset({OrderStatus.ISSUED, OrderStatus.PAID})
"""What late evidence makes of a closed or failed order."""


class Row(NamedTuple):
    """What the database knows of the order and decisions need."""

    status: OrderStatus = OrderStatus.REQUESTED
    code: Code = Code.NONE
    claim: int = 0
    """Which claim sends it, as a stand-in for the owner."""
    refused: bool = False
    failed_seen: bool = False
    echo: bool = False
    """People were paged: an answer differs."""
    late: bool = False
    """People were paged: it exists after all."""
    contradiction: bool = False
    """People were paged: the table does not allow what the evidence demands."""


class Outcome(StrEnum):
    """What a transfer came to (ports.Outcome)."""

    NONE = ""
    ACCEPTED = "accepted"
    LACKS = "accepted, a field is missing"
    DIFFERS = "accepted, but not what was asked for"
    AMBIGUOUS = "nobody can tell"
    DUPLICATE = "refused as a number that exists"
    REFUSED = "refused in known words"
    NOT_SENT = "not sent"


CARRIES_CODE = frozenset({Outcome.ACCEPTED, Outcome.LACKS, Outcome.DIFFERS})


class Finding(StrEnum):
    """What an inquiry saw (ports.Finding)."""

    NOT_FOUND = "not found"
    ON_PROCESS = "on process"
    SUCCESS = "success"
    FAILED = "failed"
    REVERSED = "reversed"
    DIFFERS = "something else than was asked for"


MEANS = {
    Finding.ON_PROCESS: OrderStatus.ISSUED,
    Finding.SUCCESS: OrderStatus.PAID,
    Finding.FAILED: OrderStatus.FAILED,
    Finding.REVERSED: OrderStatus.REVERSED,
}


class Look(NamedTuple):
    """An inquiry that has been answered and is not yet applied."""

    finding: Finding
    firm: bool = False
    """NOT_FOUND: the refusal was known before the question. FAILED: asked ten seconds after the
    first."""
    fresh: bool = False
    """Asked after the order had reached its present end."""


def move_or_page(row: Row, to: OrderStatus, cause: Cause, rules: Rules) -> Row:
    """Change the status; page people if that is impossible (transitions.move_or_page)."""
    if row.status is to:
        return row
    if rules.allows(row.status, to, cause):
        return row._replace(status=to)
    return row._replace(contradiction=True)


def led(row: Row, cause: Cause, rules: Rules) -> Row:
    """Change to the status to which the table says this evidence leads, if any."""
    for to in rules.leads(row.status, cause):
        return row._replace(status=to)
    return row


def set_code(row: Row, to: Code) -> Row:
    """Take a step of CODE_STEPS (order.move_code)."""
    assert to in CODE_STEPS[row.code], (row.code, to)
    return row._replace(code=to)


def issue(row: Row, cause: Cause, rules: Rules) -> Row:
    """Record that the order exists; page people if it has no code (transitions.issue)."""
    row = move_or_page(row, OrderStatus.ISSUED, cause, rules)
    if row.status is OrderStatus.ISSUED and row.code is Code.NONE:
        return set_code(row, Code.MISSING)
    return row


def record(row: Row, outcome: Outcome, claim: int, rules: Rules) -> Row:
    """Record the transfer's outcome (transfer_outcome.record)."""
    if outcome in CARRIES_CODE and not _drops_code(outcome, rules):
        row = _keep(row, rules)
    match outcome:
        case Outcome.NOT_SENT:
            return _not_sent(row, claim, rules)
        case Outcome.REFUSED:
            return _refused(row, claim, rules)
        case Outcome.ACCEPTED:
            return _accepted(row, rules)
        case Outcome.DIFFERS:
            return _differs(row, rules)
        case _:
            return _in_doubt(row, outcome, claim, rules)


def _drops_code(outcome: Outcome, rules: Rules) -> bool:
    return outcome is not Outcome.ACCEPTED and rules.break_(Mistake.CODE_NOT_KEPT)


def _keep(row: Row, rules: Rules) -> Row:
    if row.code is Code.NONE or (
        row.code is Code.MISSING and not rules.break_(Mistake.MISSING_STAYS)
    ):
        return set_code(row, Code.SEALED)
    return row


def _not_sent(row: Row, claim: int, rules: Rules) -> Row:
    owns = claim == row.claim or rules.break_(Mistake.STRANGER_NOT_SENT)
    if row.status is OrderStatus.SENDING and owns:
        return led(row, Cause.NO_BYTE_LEFT, rules)
    return row


def _refused(row: Row, claim: int, rules: Rules) -> Row:
    if rules.break_(Mistake.REFUSAL_BELIEVED):
        return led(row, Cause.REFUSED_AND_NOT_FOUND, rules)
    # An earlier refusal says nothing about a later sending.
    return row._replace(refused=True) if claim == row.claim else row


def _accepted(row: Row, rules: Rules) -> Row:
    if row.status in ENDED - CLOSED:
        return row  # a newer inquiry knows the end
    return issue(row, Cause.ANSWER, rules)


def _differs(row: Row, rules: Rules) -> Row:
    if rules.break_(Mistake.NO_ECHO_CHECK):
        return _accepted(row, rules)
    return _unknown(row._replace(echo=True), rules)


def _in_doubt(row: Row, outcome: Outcome, claim: int, rules: Rules) -> Row:
    if outcome is Outcome.DUPLICATE and rules.break_(Mistake.DUPLICATE_REJECTED):
        return led(row, Cause.REFUSED_AND_NOT_FOUND, rules)
    if outcome is Outcome.AMBIGUOUS and rules.break_(Mistake.TIMEOUT_NOT_SENT):
        return _not_sent(row, claim, rules)
    return _unknown(row, rules)


def _unknown(row: Row, rules: Rules) -> Row:
    if row.status is OrderStatus.ISSUED:
        row = issue(row, Cause.ANSWER, rules)
    return led(row, Cause.AMBIGUOUS, rules) if row.status is OrderStatus.SENDING else row


def unanswered(row: Row, rules: Rules) -> Row:
    """Record that an inquiry got no answer."""
    return led(row, Cause.AMBIGUOUS, rules) if row.status is OrderStatus.SENDING else row


def recover(row: Row, rules: Rules) -> Iterator[Row]:
    """Treat the owner as dead (transfers.recover)."""
    if rules.break_(Mistake.REQUESTED_AGAIN) and row.status is OrderStatus.SENDING:
        yield row._replace(status=OrderStatus.REQUESTED)
        return
    for to in rules.leads(row.status, Cause.OWNER_DIED):
        yield row._replace(status=to)


def apply(row: Row, look: Look, rules: Rules) -> Row:
    """Let an inquiry's answer change the row (inquiries.apply_finding)."""
    if look.finding is Finding.NOT_FOUND:
        return _not_found(row._replace(failed_seen=False), look, rules)
    if look.finding is Finding.DIFFERS:
        return unanswered(row._replace(echo=True), rules)
    if _overtaken(row, look, rules):
        return row
    if look.finding is not Finding.FAILED:
        row = row._replace(failed_seen=False)
    if row.status in {*CLOSED, OrderStatus.FAILED} and MEANS[look.finding] in OUT:
        row = row._replace(late=row.late or not rules.break_(Mistake.LATE_UNTOLD))
    return _believe(row, look, rules)


def _not_found(row: Row, look: Look, rules: Rules) -> Row:
    if rules.break_(Mistake.NOT_FOUND_FAILED) and row.status is OrderStatus.UNKNOWN:
        return led(row, Cause.INQUIRY_TWICE, rules)
    certain = look.firm or (row.refused and rules.break_(Mistake.OLD_NOT_FOUND))
    if certain and row.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN}:
        return led(row, Cause.REFUSED_AND_NOT_FOUND, rules)
    return unanswered(row, rules)


def _overtaken(row: Row, look: Look, rules: Rules) -> bool:
    if row.status in CLOSED or row.status not in ENDED or look.fresh:
        return False
    if rules.break_(Mistake.OLDER_INQUIRY):
        return False
    return (row.status, MEANS[look.finding]) not in rules.table


def _believe(row: Row, look: Look, rules: Rules) -> Row:
    match look.finding:
        case Finding.ON_PROCESS:
            return _on_process(row, rules)
        case Finding.SUCCESS:
            return move_or_page(row, OrderStatus.PAID, Cause.INQUIRY, rules)
        case Finding.REVERSED:
            return _reversed(row, rules)
        case _:
            return _seen_failed(row, rules, firm=look.firm)


def _on_process(row: Row, rules: Rules) -> Row:
    if row.echo:
        return row  # it exists, but it may not be what we asked for
    if row.status in {OrderStatus.SENDING, OrderStatus.UNKNOWN, *CLOSED}:
        return issue(row, Cause.INQUIRY, rules)
    if row.status in ENDED and row.status is not OrderStatus.FAILED:
        return row._replace(contradiction=True)
    return row


def _reversed(row: Row, rules: Rules) -> Row:
    if row.status in CLOSED or (
        row.status is OrderStatus.PAID and rules.break_(Mistake.SUCCESS_FINAL)
    ):
        return row
    return move_or_page(row, OrderStatus.REVERSED, Cause.INQUIRY, rules)


def _seen_failed(row: Row, rules: Rules, *, firm: bool) -> Row:
    if row.status in CLOSED or row.status is OrderStatus.FAILED:
        return row
    row = row._replace(failed_seen=True)
    if firm or rules.break_(Mistake.ONE_FAILED):
        return move_or_page(row, OrderStatus.FAILED, Cause.INQUIRY_TWICE, rules)
    return row

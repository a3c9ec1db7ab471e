"""What Faspay said of orders; it stays when their codes are wiped."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlmodel import select

from storage.engine.unit_of_work import Work
from storage.models.provider_answer import (
    NOTHING_SAID,
    AnswerDetails,
    AnswerSource,
    ProviderAnswer,
    without,
)


def keep(work: Work, order_no: str, source: AnswerSource, details: AnswerDetails) -> None:
    """Keep what an answer says in place of what the one before said.

    What names the transaction stays where it is not named again. An outage replaces nothing that
    said how the transaction is.
    """
    if details == NOTHING_SAID:
        return
    row = work.session.get(ProviderAnswer, (order_no, source))
    if row is None:
        row = ProviderAnswer(order_no=order_no, source=source, said_at=work.now)
    known = row.details
    if known.states_something and not details.states_something:
        return
    kept = replace(
        details,
        transaction_id=details.transaction_id or known.transaction_id,
        reference=details.reference or known.reference,
        dated=details.dated or known.dated,
        instructed=details.instructed or known.instructed,
    )
    if kept == known:
        return
    for name, value in asdict(kept).items():
        setattr(row, name, value)
    row.said_at = work.now
    work.session.add(row)


def forget(work: Work, order_no: str, secret: str) -> None:
    """Forget what repeats a secret in the answers about an order."""
    for row in of_order(work, order_no):
        for name, value in asdict(without(row.details, [secret])).items():
            setattr(row, name, value)


def of_order(work: Work, order_no: str) -> Sequence[ProviderAnswer]:
    """Return what is kept of an order, in the order in which it can have come."""
    query = select(ProviderAnswer).where(ProviderAnswer.order_no == order_no)
    found = work.session.exec(query).all()
    return sorted(found, key=lambda answer: list(AnswerSource).index(answer.source))

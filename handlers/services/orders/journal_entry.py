"""A transfer's outcome as a journal entry, and back: for answers the database could not take."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from handlers.services.provider_answers import (
    UNKNOWN_CHANNEL,
    Accepted,
    Answer,
    Doubt,
    Echo,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)
from storage.models.channel_words import read_channel
from storage.models.provider_answer import AnswerDetails, StatedStatus
from storage.models.refusal import RefusalKind


@dataclass(frozen=True)
class Recorded:
    """What is to be recorded of one transfer."""

    order_no: str
    owner: str
    outcome: Outcome
    code_opens: bool
    """A configured key recovers the code."""
    code_fits: bool = True
    """What it recovers is a code of the order's channel."""

    def as_entry(self) -> dict[str, Any]:
        """Write it as JSON values."""
        answer: Answer | None = None
        refused: Rejected | None = None
        word = ""
        match self.outcome:
            case Accepted(answer=answer):
                pass
            case Unknown(doubt=doubt, answer=answer):
                word = doubt.name
            case NotSent(doubt=doubt, refused=refused):
                word = doubt.name
            case Rejected() as refused:
                word = refused.refusal or ""
        return {
            "order_no": self.order_no,
            "owner": self.owner,
            "code_opens": self.code_opens,
            "code_fits": self.code_fits,
            "outcome": type(self.outcome).__name__,
            "word": word,
            "refused": _refusal_out(refused),
            "answer": _answer_out(answer),
            "details": asdict(self.outcome.details),
        }

    @classmethod
    def from_entry(cls, entry: dict[str, Any]) -> "Recorded":
        """Read it back."""
        answer, word = _answer_in(entry["answer"]), str(entry["word"])
        outcome: Outcome
        match entry["outcome"]:
            case "Accepted" if answer is not None:
                outcome = Accepted(answer)
            case "NotSent":
                outcome = NotSent(_doubt(word), _refusal_in(entry.get("refused")))
            case "Rejected":
                outcome = _refusal_in(entry.get("refused")) or Rejected(word)
            case _:
                outcome = Unknown(_doubt(word), answer)
        outcome = replace(outcome, details=_details_in(entry))
        # An entry of an older version says nothing of the form; the card is going to look.
        fits = entry.get("code_fits", True)
        return cls(entry["order_no"], entry["owner"], outcome, entry["code_opens"], fits)


def _doubt(name: str) -> Doubt:
    # Another version may have written it: a word that we do not know must not cost the answer.
    return Doubt.__members__.get(name, Doubt.BROKEN)


def _refusal_out(refused: Rejected | None) -> dict[str, Any] | None:
    if refused is None:
        return None
    return {
        "refusal": refused.refusal,
        "kind": refused.kind,
        "others_too": refused.others_too,
    }


def _refusal_in(values: dict[str, Any] | None) -> Rejected | None:
    if values is None:
        return None
    kinds = {kind.value: kind for kind in RefusalKind}
    others_too = values.get("others_too", True)  # older entries do not say it
    return Rejected(values["refusal"], kinds.get(values["kind"]), others_too=others_too)


def _answer_out(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    values = asdict(answer)
    ends = answer.expires_at
    return values | {"expires_at": ends.isoformat() if ends else None}


def _answer_in(values: dict[str, Any] | None) -> Answer | None:
    if values is None:
        return None
    ends = values["expires_at"]
    return Answer(
        raw=values["raw"],
        echo=_echo_in(values["echo"]),
        expires_at=datetime.fromisoformat(ends) if ends else None,
        sealed_code=values["sealed_code"],
    )


def _echo_in(values: dict[str, Any]) -> Echo:
    known = _known(Echo, values) | {"names": tuple(values.get("names", ()))}
    # Versions before migration 0012 kept the provider's code of the channel.
    word = values.get("bank_code") or values.get("channel")
    return Echo(**known | {"channel": (read_channel(word) or UNKNOWN_CHANNEL) if word else None})


def _details_in(entry: dict[str, Any]) -> AnswerDetails:
    # Versions before migration 0013 kept Faspay's number of the transaction, and no more.
    before = {"transaction_id": (entry["answer"] or {}).get("faspay_id")}
    known = _known(AnswerDetails, entry.get("details") or before)
    means = {status.value: status for status in StatedStatus}.get(known.get("means") or "")
    return AnswerDetails(**known | {"means": means})


def _known(kind: type[Echo | AnswerDetails], values: dict[str, Any]) -> dict[str, Any]:
    """Keep what we have a field for: a later version may have written more."""
    ours = {field.name for field in fields(kind)}
    return {name: value for name, value in values.items() if name in ours}

"""A transfer's outcome as a journal entry, and back: for answers the database could not take."""

from dataclasses import asdict, dataclass
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
            case Rejected(refusal=word) as refused:
                pass
        return {
            "order_no": self.order_no,
            "owner": self.owner,
            "code_opens": self.code_opens,
            "code_fits": self.code_fits,
            "outcome": type(self.outcome).__name__,
            "word": word,
            "refused": asdict(refused) if refused else None,
            "answer": _answer_out(answer),
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
        # An entry of an older version says nothing of the form; the card is going to look.
        fits = entry.get("code_fits", True)
        return cls(entry["order_no"], entry["owner"], outcome, entry["code_opens"], fits)


def _doubt(name: str) -> Doubt:
    # Another version may have written it: a word that we do not know must not cost the answer.
    return Doubt.__members__.get(name, Doubt.BROKEN)


def _refusal_in(values: dict[str, Any] | None) -> Rejected | None:
    if values is None:
        return None
    kinds = {kind.value: kind for kind in RefusalKind}
    return Rejected(values["refusal"], kinds.get(values["kind"]))


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
        faspay_id=values["faspay_id"],
        expires_at=datetime.fromisoformat(ends) if ends else None,
        sealed_code=values["sealed_code"],
    )


def _echo_in(values: dict[str, Any]) -> Echo:
    fields = dict(values)
    # Versions before migration 0012 kept the provider's code of the channel.
    word = fields.pop("bank_code", None) or fields.pop("channel", None)
    if word is None:
        return Echo(**fields)
    return Echo(**fields, channel=read_channel(word) or UNKNOWN_CHANNEL)

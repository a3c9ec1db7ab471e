"""Buttons, as pure functions; what a press means is in the data, never in the label."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from handlers.messages.texts import Texts
from handlers.services.proposals.asking import MARK_DIGITS
from storage.models.channel import Channel
from storage.models.person import Role
from storage.models.preference import Loudness, News
from storage.values import AmountRule, PhoneNumber, team_mark, write_hour

_USUAL = (
    *(50_000, 100_000, 150_000, 200_000, 300_000, 500_000),
    *(750_000, 1_000_000, 1_500_000, 2_000_000),
)
_MOST_AMOUNTS = 9
_IN_A_ROW = 3
_LONGEST_LABEL = 32
"""Characters that a phone shows on a button of its whole width."""
_MOST_ROWS = 40
_MOST_TEAMS = 40
"""Others can be typed."""


USUAL_QUIET = ((21 * 60, 6 * 60), (22 * 60, 5 * 60))
"""Quiet hours that are offered: minutes after midnight."""


USUAL_DIGESTS = tuple(hour * 60 for hour in (7, 12, 17, 20))
"""Times for a digest that are offered: minutes after midnight."""


class Style(StrEnum):
    """How a button stands out. An app that knows no colours shows it like any other."""

    DECISIVE = "decisive"
    """What the question is about, and nobody can take back afterwards."""
    DANGEROUS = "dangerous"
    """It ends or refuses something."""


@dataclass(frozen=True)
class Button:
    """One button: `data` comes back on a press (at most 64 octets), or `url` opens.

    Or a press copies `copies` (at most 256 characters) into the clipboard, and nobody is told.
    """

    label: str
    data: str | None = None
    url: str | None = None
    copies: str | None = field(default=None, repr=False)
    style: Style | None = None


Keyboard = Sequence[Sequence[Button]]


def to_json(keyboard: Keyboard) -> list[list[dict[str, Any]]]:
    """Make a keyboard fit for a row of the outbox.

    Raise ValueError for a button that copies: it holds a code, which is in no row but its order's.
    """
    if any(button.copies is not None for row in keyboard for button in row):
        raise ValueError("a code is put into a message when it is sent, and kept in no row")
    return [[_without_blanks(button) for button in row] for row in keyboard]


def _without_blanks(button: Button) -> dict[str, Any]:
    return {name: value for name, value in asdict(button).items() if value is not None}


def from_json(rows: list[list[dict[str, Any]]] | None) -> Keyboard:
    """Read back what to_json made, now or in an earlier version."""
    return [[_button(**button) for button in row] for row in rows or []]


def _button(style: str | None = None, **fields: Any) -> Button:  # noqa: ANN401 - fields of Button
    return Button(**fields, style=Style(style) if style else None)


def copy_code(texts: Texts, code: str) -> Keyboard:
    """Offer to copy a code. Only below the card that shows it."""
    return [[Button(texts.labels.copy_code, copies=code)]]


def show_code(texts: Texts, order_no: str) -> Keyboard:
    """Offer the code of an order again."""
    return [[Button(texts.show_code, f"code:{order_no}")]]


def ask_support(texts: Texts, order_no: str) -> Keyboard:
    """Offer the message that asks Faspay's support about an order."""
    return [[Button(texts.ask_support_label(), f"support:{order_no}")]]


def channels(texts: Texts, nonce: str, offered: Iterable[Channel]) -> Keyboard:
    """Offer the enabled channels."""
    return [
        [Button(texts.channel(each), draft_data(nonce, f"ch.{each.value}"))] for each in offered
    ]


def amounts(texts: Texts, nonce: str, rule: AmountRule, usual: int | None = None) -> Keyboard:
    """Offer some legal amounts, the person's usual one first; any other may be typed."""
    first = () if usual is None else (usual,)
    known = dict.fromkeys((*first, *_USUAL))
    legal = [amount for amount in known if rule.allows(amount)][:_MOST_AMOUNTS]
    buttons = [Button(texts.amount(each), draft_data(nonce, f"am.{each}")) for each in legal]
    return [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]


def did_you_mean(texts: Texts, nonce: str) -> Keyboard:
    """Offer to take a guess or to write again."""
    labels = texts.labels
    return [
        [Button(labels.yes, draft_data(nonce, "yes"))],
        [Button(labels.write_again, draft_data(nonce, "no"))],
    ]


def names(texts: Texts, nonce: str, offered: Sequence[str]) -> Keyboard:
    """Offer names to choose from, or to write another."""
    return [
        *([Button(name, draft_data(nonce, f"nm.{at}"))] for at, name in enumerate(offered)),
        [Button(texts.labels.another_name, draft_data(nonce, "no"))],
    ]


def phones(texts: Texts, nonce: str, offered: Sequence[str]) -> Keyboard:
    """Offer mobile numbers to choose from, or to write another."""
    labels = [PhoneNumber(phone).grouped() for phone in offered]
    return [
        *([Button(label, draft_data(nonce, f"ph.{at}"))] for at, label in enumerate(labels)),
        [Button(texts.labels.another_phone, draft_data(nonce, "no"))],
    ]


def purposes(nonce: str, offered: Sequence[tuple[str, str]]) -> Keyboard:
    """Offer purposes, each by its name; where two would look the same, with their codes."""
    cut = {code: _cut(name) for code, name in offered}
    alike = {label for label, count in Counter(cut.values()).items() if count > 1}
    named = (
        (code, f"{label} · {code}" if label in alike else label) for code, label in cut.items()
    )
    return [[Button(label, draft_data(nonce, f"pu.{code}"))] for code, label in named][:_MOST_ROWS]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"


def read_back(texts: Texts, nonce: str, token: str, *, edit_purpose: bool = False) -> Keyboard:
    """Offer to confirm, to change, or to cancel."""
    labels = texts.labels
    purpose = [[Button(labels.edit_purpose, draft_data(nonce, "ed.purpose"))]]
    return [
        [Button(labels.confirm, draft_data(nonce, f"ok.{token}"), style=Style.DECISIVE)],
        [
            Button(labels.edit_name, draft_data(nonce, "ed.name")),
            Button(labels.edit_phone, draft_data(nonce, "ed.phone")),
        ],
        [
            Button(labels.edit_amount, draft_data(nonce, "ed.amount")),
            Button(labels.cancel, draft_data(nonce, "x")),
        ],
        *(purpose if edit_purpose else []),
    ]


def decide(texts: Texts, invite_id: int) -> Keyboard:
    """Offer to approve or reject who claimed an invitation."""
    return [
        [
            Button(texts.labels.approve, f"inv:{invite_id}:yes", style=Style.DECISIVE),
            Button(texts.labels.reject, f"inv:{invite_id}:no", style=Style.DANGEROUS),
        ]
    ]


def people_to_lock(found: Sequence[tuple[int, str]]) -> Keyboard:
    """Offer people by name, each with their id: names may be alike."""
    return [[Button(f"{name} ({number})", f"lock:{number}")] for number, name in found]


def decide_proposal(texts: Texts, number: int, mark: str) -> Keyboard:
    """Offer to approve or reject a proposal; `mark` binds a press to what it asks for."""
    return [
        [
            Button(texts.labels.approve, proposal_data(number, mark, "yes"), style=Style.DECISIVE),
            Button(texts.labels.reject, proposal_data(number, mark, "no"), style=Style.DANGEROUS),
        ]
    ]


def withdraw_proposal(texts: Texts, number: int, mark: str) -> Keyboard:
    """Offer who asked to take it back."""
    return [[Button(texts.withdraw_label, proposal_data(number, mark, "back"))]]


def teams(texts: Texts, target: str, offered: Sequence[str], new: str | None = None) -> Keyboard:
    """Offer the teams there are, a new one, and (but for a supervisor) none.

    `target` is whom it is for: a role to invite, or a person's id.
    """
    buttons = [
        Button(team, _team_data(target, f"={team_mark(team)}")) for team in offered[:_MOST_TEAMS]
    ]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    make = f"+{new}" if new is not None else "?"
    rows.append([Button(texts.new_team(new), _team_data(target, make))])
    if target != Role.SUPERVISOR:
        rows.append([Button(texts.no_team(), _team_data(target, "-"))])
    return rows


def languages() -> Keyboard:
    """Offer the languages, each by its own name."""
    return [[Button("Bahasa Indonesia", "lang:id"), Button("English", "lang:en")]]


def news(texts: Texts, kinds: Iterable[News], *, digest: bool) -> Keyboard:
    """Offer kinds of news, quiet hours and, to whom it is for, the digest: each on its own line."""
    buttons = [Button(texts.news(each), f"hear:{each}") for each in kinds]
    buttons.append(Button(texts.quiet_label, "hear:quiet"))
    if digest:
        buttons.append(Button(texts.digest_label, "digest:ask"))
    return [[button] for button in buttons]


def loudness(texts: Texts, of: News, offered: Iterable[Loudness]) -> Keyboard:
    """Offer how news of a kind comes."""
    return [[Button(texts.loudness(how), f"hear:{of}:{how}")] for how in offered]


def quiet_hours(texts: Texts) -> Keyboard:
    """Offer usual quiet hours; others can be typed."""
    usual = [
        Button(texts.quiet_from(hours), f"hear:quiet:{hours[0]}-{hours[1]}")
        for hours in USUAL_QUIET
    ]
    return [usual, [Button(texts.not_quiet, "hear:quiet:off")]]


def digest_times(texts: Texts) -> Keyboard:
    """Offer usual times for a digest, one at once, and none; other times can be typed."""
    return [
        [Button(write_hour(minute), f"digest:{minute}") for minute in USUAL_DIGESTS],
        [Button(texts.digest_now_label, "digest:now"), Button(texts.no_digest_label, "digest:off")],
    ]


def _team_data(target: str, choice: str) -> str:
    """At most 63 of Telegram's 64 octets: 5 and 16 of an id, then 1 and 40 of a name."""
    return f"team:{target}:{choice}"


def proposal_data(number: int, mark: str, what: str) -> str:
    """At most 41 of Telegram's 64 octets."""
    return f"two:{number}:{mark[:MARK_DIGITS]}:{what}"


def draft_data(nonce: str, what: str) -> str:
    """Mark a button as one of a draft's; at most 47 of Telegram's 64 octets."""
    return f"co:{nonce}:{what}"

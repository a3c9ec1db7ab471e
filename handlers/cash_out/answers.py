"""Reads an agent's answers: each function puts one into the draft, or says why not.

Each returns the sentence to say before the next question, or an empty one.
"""

from collections.abc import Callable

from handlers.cash_out.details import doubt_name
from handlers.cash_out.draft import Draft, Step
from handlers.cash_out.shared_details import take_paste
from handlers.messages.texts import Texts
from handlers.services.policy import Policy
from storage.models.channel import Channel
from storage.values import (
    Ask,
    No,
    Ok,
    looks_like_paste,
    read_amount,
    read_name,
    read_paste,
    read_phone,
)
from storage.values.characters import plain

YES = frozenset({"ya", "y", "iya", "yes", "ok", "oke", "okay", "benar", "betul", "yup"})
CONFIRM = YES | {"kirim", "ok kirim", "ya kirim", "confirm", "konfirmasi", "sudah benar"}
NO = frozenset({"tidak", "no", "n", "bukan", "salah", "nggak", "tulis ulang"})
CANCEL = frozenset({"batal", "batalkan", "cancel"})
_EDITS = {
    Step.NAME: frozenset({"edit name", "ubah nama", "ganti nama"}),
    Step.PHONE: frozenset(
        {"edit phone", "ubah nomor", "ganti nomor", "ubah hp", "ubah nomor hp", "ganti nomor hp"}
    ),
    Step.AMOUNT: frozenset({"edit amount", "ubah jumlah", "ganti jumlah", "ubah nominal"}),
    Step.PURPOSE: frozenset({"edit purpose", "ubah tujuan", "ganti tujuan", "ubah program"}),
}
_CHANNEL_WORDS: dict[Channel, tuple[str, ...]] = {
    Channel.PERMATA: ("permata", "atm"),
    Channel.ALFAMART: ("alfa",),
    Channel.INDOMARET: ("indom",),
}
"""What people write for a channel, where that is not our own word for it."""


def words(text: str) -> str:
    """Normalise a typed word as in the sets above."""
    return " ".join(plain(text).casefold().strip(" .!,").replace(",", " ").split())


def edit_of(text: str) -> Step | None:
    """Return what a text such as "edit name" wants to change."""
    said = words(text)
    return next((step for step, known in _EDITS.items() if said in known), None)


def forget(draft: Draft, step: Step) -> None:
    """Empty one answer, so that its question is open again."""
    draft.guess = None
    if step is Step.NAME:
        draft.drop_name()
    elif step is Step.PHONE:
        draft.choose_phone(None)
    elif step is Step.PURPOSE:
        draft.purpose = None
    else:
        draft.amount = draft.amount_text = None


def accept_guess(draft: Draft) -> None:
    """Accept the open "did you mean"."""
    if isinstance(draft.guess, int):
        draft.amount = draft.guess
    elif draft.guess is not None:
        draft.choose_name(draft.guess)
    draft.guess = None


Reader = Callable[[Draft, str, Texts, Policy], str]
"""Reads a text as the answer to one question."""


def answer(read: Reader, draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    """Read a text as the answer to the open question, or as a pasted line with several."""
    if draft.in_doubt(policy):
        if _is_resolved(draft, words(text), policy):
            return ""
        draft.guess = None
    if looks_like_paste(text):
        return take_paste(draft, read_paste(text), texts, policy)
    return read(draft, text, texts, policy)


def _is_resolved(draft: Draft, said: str, policy: Policy) -> bool:
    """Resolve a doubt by a yes, a no, or one of the names; return False for other words."""
    named = next((each for each in draft.names if words(each) == said), None)
    if said in YES and len(draft.names) == 1:
        named = draft.names[0]
    if said in YES and draft.asks_which_phone(policy):
        return _is_only_phone(draft)
    if named is not None:
        draft.choose_name(named)
    elif said in NO:
        reject_guess(draft)
    elif said in YES:
        accept_guess(draft)
    else:
        return False
    return True


def _is_only_phone(draft: Draft) -> bool:
    """Take the number that a yes means, where one is offered; of several it means none."""
    if len(draft.phones) == 1:
        draft.choose_phone(draft.phones[0])
    return True


def reject_guess(draft: Draft) -> None:
    """Reject what the open question offers, so that the agent writes it again."""
    if draft.names:
        draft.drop_name()
    elif draft.guess is None:
        draft.phones = []
    draft.guess = None


def amount(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    """Read an amount."""
    match read_amount(text, draft.rule(policy)):
        case Ok(value=value):
            draft.amount = int(value)
        case Ask(guess=guess):
            draft.suppose(int(guess))
        case No() as no:
            return texts.refused_value(no)
    return ""


def channel(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    """Read a channel by its name."""
    said = text.casefold()
    found = [
        each
        for each in policy.rules
        if any(word in said for word in _CHANNEL_WORDS.get(each, (each.value,)))
    ]
    if len(found) != 1:
        return texts.ask_channel_again()
    draft.channel = found[0].value
    return ""


def name(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    """Read a name."""
    if words(text) in CONFIRM | NO or edit_of(text) is not None:
        return ""  # an answer to another question, so nobody's name
    match read_name(text):
        case Ok(value=value):
            draft.choose_name(str(value))
        case Ask() as doubtful:
            doubt_name(draft, doubtful)
        case No() as no:
            return texts.refused_value(no)
    return ""


def phone(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    """Read a mobile number."""
    match read_phone(text):
        case Ok(value=value):
            draft.choose_phone(str(value))
        case No() as no:
            return texts.refused_value(no)
    return ""


def purpose(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    """Read a purpose by its code or its name; a part of one name is enough."""
    said = words(text)
    known = [(each, (words(each.code), words(each.name))) for each in draft.purposes]
    found = [each for each, called in known if said in called]
    if not found and said:
        found = [each for each, (_code, name) in known if said in name]
    if len(found) != 1:
        return texts.ask_purpose_again()
    draft.purpose = found[0].code
    return ""


def confirmation(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    """Empty the answer that a text such as "edit name" wants to change; else say what counts."""
    change = edit_of(text)
    if change is None:
        return texts.confirm_or_change()
    forget(draft, change)
    return ""
